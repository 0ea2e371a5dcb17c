"""Findings of inspection: the form of one, and the filter of their list."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, LongTextField, TextField
from phongtrao.lib.text import fold
from phongtrao.plans.models import Finding
from phongtrao.plans.queries.folded import Folded
from phongtrao.plans.services.findings import Found
from phongtrao.web.tables import ANY, Filter


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


class FindingFilter(Filter):
    first = ("q", "tinh_trang")
    q = TextField(label=_("Tìm đơn vị, nội dung"))
    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), choices=[ANY, *Finding.Status.choices])
    loai = forms.ChoiceField(label=_("Loại"), choices=[ANY, *Finding.Kind.choices])

    def narrow(self, rows: QuerySet[Finding]) -> QuerySet[Finding]:
        asked = self.cleaned_data
        if asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        if asked["loai"]:
            rows = rows.filter(kind=asked["loai"])
        if words := fold(asked["q"]):
            by_unit = Q(assignment__unit__search_text__contains=words)
            by_unit |= Q(assignment=None, task__plan__owner__search_text__contains=words)
            rows = rows.alias(said=Folded("text")).filter(by_unit | Q(said__contains=words))
        return rows
