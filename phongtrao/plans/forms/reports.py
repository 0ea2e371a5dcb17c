"""Forms of progress reports: which period, what was done, the evidence, the judgement."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import (
    LongTextField,
    TextField,
    UploadField,
    WholeNumberField,
    need_one_of,
    offer,
)
from phongtrao.documents.content import UPLOADS
from phongtrao.documents.models import Evidence
from phongtrao.plans.models import HandOver, ProgressReport
from phongtrao.plans.periods import report_periods
from phongtrao.plans.services.reports import Writing

WAYS = ("file", "url", "existing")


class PeriodForm(forms.Form):
    period = forms.ChoiceField(
        label=_("Kỳ báo cáo"),
        help_text=_("Mỗi kỳ có một báo cáo. Chọn kỳ đã có thì mở báo cáo đó."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, period=[(period.key, period.label) for period in report_periods(today)])


class WritingForm(forms.Form):
    percent = WholeNumberField(
        label=_("Tiến độ (%)"), lowest=0, highest=100, help_text=_("Số từ 0 đến 100.")
    )
    done = LongTextField(
        label=_("Việc đã làm"),
        required=False,
        need=_("cần khi nộp"),
        rows=5,
        help_text=_("Việc đã xong trong kỳ, số lượng và kết quả."),
    )
    obstacles = LongTextField(
        label=_("Khó khăn"),
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

    file = UploadField(label=_("Tệp minh chứng"), kinds=UPLOADS, required=False)
    title = TextField(
        label=_("Tên minh chứng"),
        required=False,
        max_length=200,
        help_text=_("Bỏ trống thì lấy tên tệp hoặc địa chỉ."),
    )
    existing = forms.ModelChoiceField(
        label=_("Minh chứng đã có của đơn vị"),
        queryset=Evidence.objects.none(),
        required=False,
        empty_label=_("Không chọn"),
    )
    url = TextField(
        label=_("Địa chỉ trên mạng"),
        required=False,
        max_length=500,
        help_text=_("Bắt đầu bằng https://"),
    )

    def __init__(
        self,
        *args: Any,
        report: ProgressReport | HandOver,
        is_asked: bool = False,
        **kwargs: Any,
    ) -> None:
        """``report``: what cites it. ``is_asked``: the button that attaches was pressed, so there must be something to attach."""
        super().__init__(*args, **kwargs)
        self.is_asked = is_asked
        # The newest hundred: a list longer than that is no help.
        unit = report.assignment.unit_id
        cited = list(report.evidence.values_list("pk", flat=True))
        free = Evidence.objects.filter(unit=unit).exclude(pk__in=cited).order_by("-pk")
        if newest := list(free.values_list("pk", flat=True)[:100]):
            offer(self, existing=Evidence.objects.filter(pk__in=newest))
        else:
            del self.fields["existing"]
        need_one_of(self, *WAYS)

    @property
    def is_given(self) -> bool:
        return any(self.cleaned_data.get(name) for name in WAYS)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        ways = [name for name in WAYS if found.get(name)]
        is_missing = not ways and (self.is_asked or bool(found.get("title")))
        if not self.errors and (len(ways) > 1 or is_missing):
            raise forms.ValidationError(
                _(
                    "Mỗi lần đính kèm một minh chứng: một tệp, một địa chỉ hoặc một minh chứng đã có. Hãy chọn đúng một loại."
                )
            )
        return found


class ReturnForm(forms.Form):
    reason = LongTextField(
        label=_("Lý do trả lại"),
        required=False,
        need=_("cần khi trả lại"),
        rows=3,
        help_text=_("Chỉ ghi khi trả lại: nói rõ cần sửa hoặc bổ sung gì."),
    )
