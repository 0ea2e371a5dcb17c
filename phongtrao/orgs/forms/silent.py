"""Input about rooms inside a unit and bodies outside the sector."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import TextField, offer
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Kind, Unit
from phongtrao.orgs.queries import type_choices
from phongtrao.orgs.services.silent import ContactData, SilentData
from phongtrao.web.tables import ANY, Filter


def body_types() -> list[Any]:
    return [ANY, *type_choices(Kind.BODY)]


class BodyFilter(Filter):
    first = ("q", "loai")
    q = TextField(label=_("Tên cơ quan"))
    loai = forms.ChoiceField(label=_("Loại hình"), choices=body_types)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        if said["q"]:
            rows = rows.filter(search_text__contains=fold(said["q"]))
        return rows.filter(type=said["loai"]) if said["loai"] else rows


class RoomForm(forms.Form):
    name = TextField(label=_("Tên"), max_length=200)
    short_name = TextField(label=_("Tên ngắn"), max_length=80, required=False)
    type_id = forms.ChoiceField(label=_("Loại hình"), required=False)
    kind = Kind.ROOM

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, type_id=[("", _("Chưa ghi")), *type_choices(self.kind)])

    def silent(self) -> SilentData:
        said = self.cleaned_data
        return SilentData(said["name"], said["short_name"], said["type_id"] or None)


class BodyForm(RoomForm):
    kind = Kind.BODY
    address = TextField(label=_("Địa chỉ"), max_length=300, required=False)
    email = forms.EmailField(
        label=_("Thư điện tử của văn thư"),
        required=False,
        help_text=_("Của cơ quan; không ghi liên hệ riêng của người nào."),
    )
    phone = TextField(label=_("Điện thoại cơ quan"), max_length=40, required=False)
    website = forms.URLField(label=_("Trang thông tin"), required=False, assume_scheme="https")

    def contact(self) -> ContactData:
        return ContactData(**{name: self.cleaned_data[name] for name in ContactData.__slots__})


class NewBodyForm(BodyForm):
    keeper = forms.ModelChoiceField(Unit.objects.none(), label=_("Sổ của"), empty_label=None)

    def __init__(self, *args: Any, keepers: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, keeper=keepers)
