"""What brings reference texts in, and what their list is narrowed by."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import DayField, TextField, offer
from phongtrao.lib.plan_files import TAKEN, endings
from phongtrao.lib.text import fold
from phongtrao.orgs.imports.packages import ENDING
from phongtrao.orgs.models import Unit
from phongtrao.similarity.models import ReferenceText
from phongtrao.similarity.services.references import Origin
from phongtrao.web.tables import ANY, Filter

Files = list["UploadedFile[Any]"]
OUT, IN = "thoi", "dung"


def _kinds_said() -> str:
    return _("Tệp %(kinds)s; hoặc tệp nén %(zip)s. Tất cả không quá 50 MB một lần.") % {
        "kinds": ", ".join(one for one in endings() if TAKEN[one] != "photo"),
        "zip": ENDING,
    }


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files. Each is looked into by whoever reads it."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Files:  # noqa: ARG002 -- of Django
        return [one for one in data or [] if isinstance(one, UploadedFile)]


class _OriginForm(forms.Form):
    """Whence it is, as both forms ask."""

    origin = TextField(
        label=gettext_lazy("Lấy từ đâu"),
        help_text=gettext_lazy("Ví dụ: Kho sáng kiến cũ của phòng, năm 2019; hoặc một đường dẫn."),
        max_length=500,
        required=False,
    )
    dated = DayField(
        label=gettext_lazy("Ngày của văn bản, nếu biết"),
        help_text=gettext_lazy("Để biết văn bản nào có trước."),
        required=False,
    )

    def origin_said(self) -> Origin:
        return Origin(self.cleaned_data["origin"], self.cleaned_data["dated"])


class ReferenceForm(_OriginForm):
    title = TextField(label=gettext_lazy("Tên"), max_length=400)
    field_order = ("title", "origin", "dated")


class ReferencesForm(_OriginForm):
    owner = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("Kho của đơn vị"))
    field_order = ("owner", "origin", "dated")
    chosen = FilesField(
        label=gettext_lazy("Tệp"), required=False, help_text=lazy(_kinds_said, str)()
    )
    folder = FilesField(
        label=gettext_lazy("Hoặc cả một thư mục"),
        required=False,
        widget=ManyFiles(attrs={"webkitdirectory": True}),
        help_text=gettext_lazy("Thư mục có trên 500 tệp: hãy nén lại thành một tệp .zip."),
    )

    def __init__(self, *args: Any, owners: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, owner=owners)
        found = list(owners[:2])
        self.fields["owner"].initial = found[0].pk if found else None
        if len(found) == 1:
            self.fields["owner"].widget = forms.HiddenInput()

    def uploads(self) -> Files:
        """Without what machines put into folders by themselves."""
        found = self.cleaned_data["chosen"] + self.cleaned_data["folder"]
        return [one for one in found if not (one.name or "").startswith((".", "~$"))]


class ReferenceFilter(Filter):
    q = TextField(label=gettext_lazy("Tên, nơi lấy"))
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"),
        choices=[ANY, (IN, gettext_lazy("Đang dùng")), (OUT, gettext_lazy("Đã thôi dùng"))],
    )
    tu_ngay = DayField(label=gettext_lazy("Thêm từ ngày"))
    den_ngay = DayField(label=gettext_lazy("Thêm đến ngày"))

    def narrow(self, rows: QuerySet[ReferenceText]) -> QuerySet[ReferenceText]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(search_text__contains=fold(asked["q"]))
        if asked["tinh_trang"]:
            rows = rows.filter(out_since__isnull=asked["tinh_trang"] == IN)
        if asked["tu_ngay"]:
            rows = rows.filter(added_at__date__gte=asked["tu_ngay"])
        if asked["den_ngay"]:
            rows = rows.filter(added_at__date__lte=asked["den_ngay"])
        return rows
