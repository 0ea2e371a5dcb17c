"""Findings of inspection: the form of one, and the filter of their list."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, LongTextField, TextField, UploadField
from phongtrao.lib.text import fold
from phongtrao.plans.models import Finding
from phongtrao.plans.queries.folded import Folded
from phongtrao.plans.services.findings import Found
from phongtrao.web.tables import ANY, Filter

LATE = "qua"
PROOFS = (".pdf", ".docx", ".xlsx", ".jpg", ".jpeg", ".png")


class FindingForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Loại"),
        choices=Finding.Kind.choices,
        help_text=_("Nhận xét nêu điều thấy được; kiến nghị đòi hỏi nơi nhận làm một việc."),
    )
    text = LongTextField(label=_("Nội dung"), rows=5, max_length=5_000)
    due_on = DayField(label=_("Trả lời trước ngày"), required=False)

    def found(self) -> Found:
        return Found(**self.cleaned_data)


class FindingAnswerForm(forms.Form):
    """What was done about it, and what shows it."""

    answer = LongTextField(
        label=_("Trả lời"),
        rows=4,
        max_length=5_000,
        help_text=_("Đã làm gì, hoặc sẽ làm gì và khi nào xong."),
    )
    file = UploadField(label=_("Tệp minh chứng"), kinds=PROOFS, required=False)
    url = forms.URLField(
        label=_("Địa chỉ minh chứng"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )


class SendBackForm(forms.Form):
    reason = LongTextField(label=_("Còn thiếu gì"), rows=3, max_length=2_000)
    due_on = DayField(
        label=_("Trả lời trước ngày"), required=False, help_text=_("Để trống: giữ ngày cũ.")
    )


class FindingFilter(Filter):
    first = ("q", "tinh_trang")
    q = TextField(label=_("Tìm đơn vị, nội dung"))
    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), choices=[ANY, *Finding.Status.choices])
    loai = forms.ChoiceField(label=_("Loại"), choices=[ANY, *Finding.Kind.choices])
    han = forms.ChoiceField(label=_("Hạn"), choices=[ANY, (LATE, _("Đã quá hạn"))])

    def narrow(self, rows: QuerySet[Finding]) -> QuerySet[Finding]:
        asked = self.cleaned_data
        if asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        if asked["loai"]:
            rows = rows.filter(kind=asked["loai"])
        if asked["han"]:
            rows = rows.filter(status=Finding.Status.OPEN, due_on__lt=timezone.localdate())
        if words := fold(asked["q"]):
            by_unit = Q(assignment__unit__search_text__contains=words)
            by_unit |= Q(unit__search_text__contains=words)
            by_unit |= Q(assignment=None, task__plan__owner__search_text__contains=words)
            rows = rows.alias(said=Folded("text")).filter(by_unit | Q(said__contains=words))
        return rows
