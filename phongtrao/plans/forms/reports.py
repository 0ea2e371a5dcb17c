"""Forms of progress reports: which period, what was done, the evidence, the judgement."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import LongTextField, TextField, UploadField, WholeNumberField
from phongtrao.documents.models import Evidence
from phongtrao.plans.models import ProgressReport
from phongtrao.plans.periods import report_periods
from phongtrao.plans.services.reports import Writing

ENDINGS = (".pdf", ".docx", ".xlsx", ".odt", ".ods", ".png", ".jpg", ".jpeg", ".webp", ".csv")


class PeriodForm(forms.Form):
    period = forms.ChoiceField(
        label=_("Kỳ báo cáo"),
        help_text=_("Mỗi kỳ có một báo cáo. Chọn kỳ đã có thì mở báo cáo đó."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(period.key, period.label) for period in report_periods(today)]
        self.fields["period"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class WritingForm(forms.Form):
    percent = WholeNumberField(
        label=_("Tiến độ (%)"), lowest=0, highest=100, help_text=_("Số từ 0 đến 100.")
    )
    done = LongTextField(
        label=_("Việc đã làm"), required=False, rows=5, help_text=_("Bắt buộc khi nộp.")
    )
    obstacles = LongTextField(
        label=_("Khó khăn, vướng mắc"),
        required=False,
        rows=3,
        help_text=_("Nêu cả kiến nghị, nếu có. Văn phòng tổng hợp trình lãnh đạo."),
    )

    @classmethod
    def of(cls, report: ProgressReport) -> "WritingForm":
        fields = ("percent", "done", "obstacles")
        return cls(initial={name: getattr(report, name) for name in fields})

    def writing(self) -> Writing:
        data = self.cleaned_data
        return Writing(int(data["percent"]), data["done"], data["obstacles"])


class EvidenceForm(forms.Form):
    """One piece of evidence: a file, an address, or what the unit already has."""

    existing = forms.ModelChoiceField(
        label=_("Minh chứng đã có của đơn vị"),
        queryset=Evidence.objects.none(),
        required=False,
        empty_label=_("Không chọn"),
    )
    file = UploadField(label=_("Hoặc tải tệp mới"), kinds=ENDINGS, required=False)
    url = TextField(
        label=_("Hoặc địa chỉ trên mạng"),
        required=False,
        max_length=500,
        help_text=_("Bắt đầu bằng https://"),
    )
    title = TextField(
        label=_("Tên minh chứng"),
        required=False,
        max_length=200,
        help_text=_("Bỏ trống thì lấy tên tệp hoặc địa chỉ."),
    )

    def __init__(self, *args: Any, report: ProgressReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The newest hundred: a list longer than that is no help.
        unit = report.assignment.unit_id
        cited = report.evidence.values("pk")
        free = Evidence.objects.filter(unit=unit).exclude(pk__in=cited).order_by("-pk")
        field = self.fields["existing"]
        field.queryset = Evidence.objects.filter(pk__in=free.values("pk")[:100])  # type: ignore[attr-defined]


class ReturnForm(forms.Form):
    reason = LongTextField(
        label=_("Lý do trả lại"),
        required=False,
        rows=3,
        help_text=_("Chỉ ghi khi trả lại: nói rõ cần sửa hoặc bổ sung gì."),
    )
