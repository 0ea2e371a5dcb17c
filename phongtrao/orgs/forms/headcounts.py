"""Input about how many work and learn in a unit."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import DayField, TextField, WholeNumberField
from phongtrao.orgs.models import Unit
from phongtrao.orgs.services import Numbers


class DayForm(forms.Form):
    """As of which day the page shows its numbers; stands in the address."""

    ngay = DayField(label=gettext_lazy("Tính đến ngày"), required=False)

    def day(self, default: date) -> date:
        return self.cleaned_data["ngay"] or default if self.is_valid() else default


class NumbersForm(forms.Form):
    day = DayField(label=gettext_lazy("Tính đến ngày"))
    staff = WholeNumberField(label=gettext_lazy("Số người"), lowest=0, highest=100_000)
    frontline = WholeNumberField(
        label=gettext_lazy("Trực tiếp làm chuyên môn"), lowest=0, highest=100_000
    )
    learners = WholeNumberField(
        label=gettext_lazy("Số người học"),
        lowest=0,
        highest=1_000_000,
        required=False,
        help_text=gettext_lazy("Để trống nếu đơn vị không có người học."),
    )
    reason = TextField(
        label=gettext_lazy("Lý do khác với vị trí công tác"),
        max_length=300,
        required=False,
        need=gettext_lazy("cần khi số khai khác số đếm"),
    )

    def numbers(self, unit: Unit) -> Numbers:
        said: dict[str, Any] = self.cleaned_data
        learners = said["learners"]
        return Numbers(
            unit,
            int(said["staff"]),
            int(said["frontline"]),
            None if learners is None else int(learners),
            said["reason"],
        )
