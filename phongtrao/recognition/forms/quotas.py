"""How many initiatives are asked of units below."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import NumberField, TextField
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import parse_date
from phongtrao.recognition.law import QuotaLaw
from phongtrao.recognition.models import Quota

LEAP_YEAR = 2024  # so that 29/2 may be said


class QuotaForm(forms.Form):
    percent = NumberField(
        label=gettext_lazy("Số sáng kiến được công nhận trên 100 người (%)"), lowest=0, highest=100
    )
    calendar = forms.ChoiceField(label=gettext_lazy("Tính theo"), choices=Quota.Calendar.choices)
    counted_on = TextField(
        label=gettext_lazy("Số người tính đến ngày"),
        max_length=5,
        help_text=gettext_lazy("Ngày và tháng, ví dụ 31/12. Chưa đến ngày thì tính đến hôm nay."),
    )
    basis = TextField(label=gettext_lazy("Căn cứ"), max_length=300)

    def clean_counted_on(self) -> str:
        said: str = self.cleaned_data["counted_on"]
        try:
            parse_date(f"{said}/{LEAP_YEAR}")
        except BadInput:
            raise ValidationError(_("Hãy ghi ngày và tháng, ví dụ 31/12.")) from None
        if not re.fullmatch(r"\d{1,2}/\d{1,2}", said):
            raise ValidationError(_("Hãy ghi ngày và tháng, ví dụ 31/12."))
        return said

    def law(self) -> QuotaLaw:
        asked: dict[str, Any] = self.cleaned_data
        return QuotaLaw(asked["percent"], asked["calendar"], asked["counted_on"], asked["basis"])
