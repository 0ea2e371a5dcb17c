"""The base salary; what the budget is shown of."""

from django import forms
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, TextField, WholeNumberField
from phongtrao.nominations.services.money import Salary

MOST = 100_000_000


class SalaryForm(forms.Form):
    since = DayField(label=_("Áp dụng từ ngày"))
    amount = WholeNumberField(label=_("Lương cơ sở (đồng)"), lowest=1, highest=MOST)
    rounding = WholeNumberField(
        label=_("Làm tròn tiền thưởng lên đến (đồng)"),
        lowest=1,
        highest=1_000_000,
        initial=10_000,
        help_text=_("Ví dụ 10.000: 702.000 đồng thành 710.000 đồng. Không làm tròn thì ghi 1."),
    )
    basis = TextField(label=_("Căn cứ"), max_length=300, required=False)
    needs_check = forms.BooleanField(label=_("Còn cần kiểm tra"), required=False)

    def salary(self) -> Salary:
        return Salary(**self.cleaned_data)
