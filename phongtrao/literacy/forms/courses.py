"""A course or material, and what the list is narrowed by."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import LongTextField, TextField, UploadField, field_of, need_one_of, offer
from phongtrao.lib.text import fold
from phongtrao.literacy.models import Competence, Course, FrameworkVersion, TargetGroup
from phongtrao.orgs.models import Unit
from phongtrao.web.tables import ANY, Filter

KINDS = (".pdf", ".docx", ".pptx", ".xlsx")
FREE, PUBLIC = "mien_phi", "mo"


class CourseForm(forms.Form):
    owner = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị giới thiệu"))
    title = TextField(label=_("Tên"), max_length=200)
    about = LongTextField(label=_("Giới thiệu"), rows=3, required=False)
    kind = forms.ChoiceField(label=_("Loại"), choices=Course.Kind.choices)
    address = TextField(
        label=_("Địa chỉ"),
        max_length=500,
        required=False,
        help_text=_("Đường dẫn bắt đầu bằng https://."),
    )
    file = UploadField(label=_("Hoặc tệp học liệu"), kinds=KINDS, required=False)
    holder = TextField(label=_("Chủ sở hữu"), max_length=200)
    licence = forms.ChoiceField(label=_("Giấy phép"), choices=Course.Licence.choices)
    is_free = forms.BooleanField(label=_("Miễn phí"), required=False, initial=True)
    is_public = forms.BooleanField(
        label=_("Mở cho mọi người, cả ngoài ngành"), required=False, initial=True
    )
    version = forms.ModelChoiceField(FrameworkVersion.objects.none(), label=_("Khung kỹ năng"))
    groups = forms.ModelMultipleChoiceField(
        TargetGroup.objects.none(),
        label=_("Dành cho"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    competences = TextField(
        label=_("Mã năng lực"),
        max_length=200,
        required=False,
        help_text=_("Cách nhau bằng dấu phẩy, ví dụ 4.1, 4.2."),
    )

    def __init__(
        self,
        *args: Any,
        owners: QuerySet[Unit],
        versions: QuerySet[FrameworkVersion],
        groups: QuerySet[TargetGroup],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, owner=owners, version=versions)
        field_of(self, "groups", forms.ModelMultipleChoiceField).queryset = groups
        self.fields["owner"].initial = owners.first()
        need_one_of(self, "address", "file")

    def clean_competences(self) -> list[Competence]:
        """Codes of the chosen framework; an unknown one is named."""
        codes = [one.strip() for one in self.cleaned_data["competences"].split(",") if one.strip()]
        version = self.cleaned_data.get("version")
        found = list(Competence.objects.filter(version=version, code__in=codes)) if version else []
        if unknown := [code for code in codes if code not in {one.code for one in found}]:
            said = _("Khung đã chọn không có mã %s.")
            raise forms.ValidationError(said % ", ".join(unknown))
        return found


class CourseFilter(Filter):
    q = TextField(label=_("Tên, chủ sở hữu"))
    loai = forms.ChoiceField(label=_("Loại"), choices=[ANY, *Course.Kind.choices])
    doi_tuong = forms.ChoiceField(label=_("Dành cho"), choices=[ANY])
    mo = forms.ChoiceField(
        label=_("Cách mở"),
        choices=[ANY, (PUBLIC, _("Miễn phí, mở cho mọi người")), (FREE, _("Miễn phí trong ngành"))],
    )
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        choices=[ANY, ("dung", _("Đang giới thiệu")), ("thoi", _("Đã thôi giới thiệu"))],
    )

    def __init__(self, *args: Any, groups: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, doi_tuong=[ANY, *groups])

    def narrow(self, rows: QuerySet[Course]) -> QuerySet[Course]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(search_text__contains=fold(asked["q"]))
        if asked["loai"]:
            rows = rows.filter(kind=asked["loai"])
        if asked["doi_tuong"]:
            rows = rows.filter(groups__name=asked["doi_tuong"]).distinct()
        if asked["mo"]:
            rows = rows.filter(is_free=True)
            rows = rows.filter(is_public=True) if asked["mo"] == PUBLIC else rows
        if asked["tinh_trang"]:
            rows = rows.filter(out_since__isnull=asked["tinh_trang"] == "dung")
        return rows
