"""An office's own letter of praise; its last day; which movement's ceiling is asked."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from phongtrao.awards.ceilings import Launched, Review
from phongtrao.awards.models import Honour
from phongtrao.awards.services.honours import Praise
from phongtrao.base.forms import DayField, NumberField, TextField, WholeNumberField, offer
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Movement
from phongtrao.web.tables import ANY, Filter

LAUNCHED = (
    (Launched.UNIT.value, _("Sở, trường, xã")),
    (Launched.PROVINCE.value, _("Bộ, ban, ngành, tỉnh")),
    (Launched.STATE.value, _("Chủ tịch nước, Thủ tướng Chính phủ")),
)
REVIEWS = (
    (Review.RUNNING.value, _("Đang thực hiện, chưa sơ kết")),
    (Review.INTERIM.value, _("Sơ kết")),
    (Review.FINAL.value, _("Tổng kết")),
)
LONGEST = 50


class PraiseForm(forms.Form):
    owner = forms.ModelChoiceField(Unit.objects.none(), label=_("Của đơn vị"), empty_label=None)
    title = TextField(
        label=_("Tên giấy khen"),
        max_length=200,
        help_text=_("Như in trên giấy, ví dụ Giấy khen phong trào đọc sách."),
    )
    movement = forms.ModelChoiceField(
        Movement.objects.none(),
        label=_("Của phong trào"),
        required=False,
        empty_label=_("Không riêng phong trào nào"),
        help_text=_("Khen của một phong trào không là căn cứ để xét khen công trạng."),
    )
    for_people = forms.BooleanField(label=_("Tặng cá nhân"), required=False, initial=True)
    for_units = forms.BooleanField(label=_("Tặng tập thể"), required=False, initial=True)
    basis = TextField(label=_("Căn cứ"), max_length=300, help_text=_("Quy chế, kế hoạch của đơn vị."))  # fmt: skip
    valid_from = DayField(label=_("Tặng từ ngày"))
    multiple = NumberField(label=_("Mức tiền thưởng cá nhân (số lần lương cơ sở)"), lowest=0, highest=100, required=False)  # fmt: skip
    unit_multiple = NumberField(label=_("Mức tiền thưởng tập thể (số lần lương cơ sở)"), lowest=0, highest=100, required=False)  # fmt: skip

    def __init__(
        self, *args: Any, owners: QuerySet[Unit], movements: QuerySet[Movement], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, owner=owners, movement=movements)

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        if not asked.get("for_people") and not asked.get("for_units"):
            raise ValidationError(say("Chọn ít nhất một: tặng cá nhân, tặng tập thể."))
        return asked

    def praise(self) -> Praise:
        return Praise(**{name: value for name, value in self.cleaned_data.items() if name != "owner"})  # fmt: skip


class LastDayForm(forms.Form):
    last_day = DayField(label=_("Tặng đến hết ngày"))


class HonourFilter(Filter):
    q = TextField(label=_("Tên danh hiệu, hình thức"))
    loai = forms.ChoiceField(label=_("Loại"), choices=[ANY, *Honour.Kind.choices])
    tham_quyen = forms.ChoiceField(label=_("Cấp quyết định"), choices=[ANY, *Honour.Level.choices])

    def narrow(self, rows: QuerySet[Honour]) -> QuerySet[Honour]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(title__icontains=asked["q"])
        for name, field in (("loai", "kind"), ("tham_quyen", "level")):
            if asked[name]:
                rows = rows.filter(**{field: asked[name]})
        return rows


class CeilingForm(forms.Form):
    """Read from the address: nothing is kept."""

    cap = forms.ChoiceField(label=_("Ai phát động"), choices=LAUNCHED)
    nam = WholeNumberField(
        label=_("Kéo dài mấy năm"),
        lowest=0,
        highest=LONGEST,
        help_text=_("Số năm tròn từ ngày bắt đầu đến ngày kết thúc đã định; chưa định thì ghi 0."),
    )
    ky = forms.ChoiceField(label=_("Xét khi nào"), choices=REVIEWS)
