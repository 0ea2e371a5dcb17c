"""Input about one's own record."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import LongTextField, TextField
from phongtrao.orgs.models import Correction
from phongtrao.web.tables import ANY, Filter


class CorrectionForm(forms.Form):
    about = TextField(
        label=gettext_lazy("Phần cần sửa"),
        max_length=300,
        help_text=gettext_lazy("Chép lại dòng đang ghi trong hồ sơ, hoặc nêu điều còn thiếu."),
    )
    text = LongTextField(
        label=gettext_lazy("Đúng ra là"),
        max_length=2_000,
        rows=4,
        help_text=gettext_lazy("Nêu rõ số, ngày của quyết định nếu có, để đơn vị đối chiếu."),
    )


class AnswerForm(forms.Form):
    answer = LongTextField(
        label=gettext_lazy("Trả lời"),
        max_length=2_000,
        rows=3,
        required=False,
        need=gettext_lazy("cần khi giữ nguyên"),
    )


class CorrectionFilter(Filter):
    first = ("tinh_trang",)

    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"), choices=[ANY, *Correction.Status.choices]
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        status = self.cleaned_data["tinh_trang"]
        return rows.filter(status=status) if status else rows
