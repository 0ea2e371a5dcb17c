"""An accepted number as it should be: the whole and its parts on one form, since they must add up."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import NumberField, TextField
from phongtrao.indicators.checks import Number
from phongtrao.indicators.models import Measurement
from phongtrao.indicators.sheets import part_below
from phongtrao.indicators.splits import part_names


class CorrectionForm(forms.Form):
    """Names of fields: “n”, “d”, of a part “n:gender:female”. A part that was told must be said again."""

    n = NumberField(label=gettext_lazy("Số đúng (tử số)"))
    d = NumberField(label=gettext_lazy("Mẫu số đúng"), required=False)

    def __init__(
        self, *args: Any, row: Measurement, parts: Mapping[str, Measurement], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = part_names(row.indicator)
        self.fields["n"].initial, self.fields["d"].initial = row.numerator, row.denominator
        if not row.indicator.is_ratio:
            del self.fields["d"]
        for key, name in self.names.items():
            told = parts.get(key)
            n, d = (told.numerator, told.denominator) if told else (None, None)
            self.fields[f"n:{key}"] = NumberField(label=name, required=told is not None, initial=n)
            if row.indicator.is_ratio:
                below = part_below(name)
                self.fields[f"d:{key}"] = NumberField(label=below, required=False, initial=d)
        self.fields["reason"] = TextField(label=gettext_lazy("Lý do đính chính"), max_length=300)

    def number(self) -> Number:
        return Number(self.cleaned_data["n"], self.cleaned_data.get("d"))

    def parts(self) -> dict[str, Number]:
        """Those with a number."""
        asked = self.cleaned_data
        return {
            key: Number(asked[f"n:{key}"], asked.get(f"d:{key}"))
            for key in self.names
            if asked[f"n:{key}"] is not None
        }
