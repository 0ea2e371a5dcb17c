"""Which total: of which unit, as of which day, up to which period."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField


class TotalForm(forms.Form):
    ngay = DayField(label=_("Theo tổ chức ngày"), required=False)
    ky = forms.CharField(label=_("Đến kỳ"), required=False, max_length=21)
    don_vi = forms.CharField(required=False, widget=forms.HiddenInput)

    def day(self) -> date | None:
        day: date | None = self._said("ngay")
        return day

    def period(self) -> str:
        return str(self._said("ky") or "")

    def unit(self) -> int | None:
        said = str(self._said("don_vi") or "")
        return int(said) if said.isdecimal() else None

    def _said(self, name: str) -> Any:
        """What was typed wrongly says nothing; the box shows its sentence."""
        return getattr(self, "cleaned_data", {}).get(name)
