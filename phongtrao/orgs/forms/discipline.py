"""Input about discipline: why it is read, and what a case says."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from phongtrao.base.forms import DayField, LongTextField, MarkedForm, TextField, field_of
from phongtrao.orgs.kinds import discipline_forms, discipline_forms_of_units
from phongtrao.orgs.models import Discipline
from phongtrao.orgs.services import Case


class WhyForm(forms.Form):
    """Asked before anything is shown; what is answered stands in the log of reads."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("Xem để làm gì"),
        choices=[
            ("award", gettext_lazy("Xét thi đua, khen thưởng")),
            ("rating", gettext_lazy("Xếp loại hằng năm")),
            ("keep", gettext_lazy("Cập nhật hồ sơ kỷ luật")),
            ("answer", gettext_lazy("Trả lời khiếu nại, đề nghị của người, đơn vị này")),
        ],
        widget=forms.RadioSelect,
    )
    note = TextField(
        label=gettext_lazy("Cụ thể"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Ví dụ: đợt xét, số văn bản yêu cầu."),
    )

    def why(self) -> str:
        said = self.cleaned_data
        names = dict(self.fields["purpose"].choices)  # type: ignore[attr-defined]  # a ChoiceField
        return ": ".join(filter(None, [str(names[said["purpose"]]), said["note"]]))


class CaseForm(forms.Form):
    form = forms.ChoiceField(
        label=gettext_lazy("Hình thức"),
        choices=list,
        required=False,
        help_text=gettext_lazy(
            "Mục ghi “cần kiểm tra” chưa đối chiếu với văn bản theo loại đối tượng."
        ),
    )
    decision = TextField(label=gettext_lazy("Số quyết định"), max_length=60, required=False)
    decided_on = DayField(
        label=gettext_lazy("Ngày quyết định"),
        required=False,
        need=gettext_lazy("cần khi đã có hình thức"),
    )
    since = DayField(label=gettext_lazy("Từ ngày"))
    until = DayField(
        label=gettext_lazy("Đến hết ngày"),
        required=False,
        help_text=gettext_lazy("Thời gian không xét khen thưởng. Để trống nếu chưa kết thúc."),
    )
    reason = LongTextField(label=gettext_lazy("Nội dung"), max_length=2_000, required=False, rows=3)

    def __init__(self, *args: Any, is_of_unit: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = discipline_forms_of_units() if is_of_unit else discipline_forms()
        named = [(form.key, form.label) for form in offered.values()]
        pending = ("", gettext("Đang xem xét, chưa có quyết định"))
        field_of(self, "form", forms.ChoiceField).choices = [pending, *named]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("form") and not said.get("decided_on"):
            self.add_error("decided_on", gettext("Hãy ghi ngày của quyết định."))
        return said

    def case(self) -> Case:
        return Case(**self.cleaned_data)


class CorrectCaseForm(MarkedForm, CaseForm):
    def case(self) -> Case:
        del self.cleaned_data["as_read"]
        return super().case()


def values_of(row: Discipline) -> dict[str, Any]:
    """A case as the form shows it."""
    said = {name: getattr(row, name) for name in ("form", "decision", "decided_on", "reason")}
    return {**said, "since": row.days.lower, "until": row.last_day}
