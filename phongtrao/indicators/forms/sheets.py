"""Workbooks of numbers as they are taken in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import TextField, UploadField
from phongtrao.indicators.models import RoundSheet

SHEETS = (".xlsx", ".xls", ".ods")


class SheetForm(forms.Form):
    file = UploadField(label=gettext_lazy("Bảng đã điền"), kinds=SHEETS)


class ConfirmForm(forms.Form):
    """Says which table was looked at; asks why units above missing ones are accepted, if there are any."""

    sheet = forms.IntegerField(widget=forms.HiddenInput)
    missing_note = TextField(
        label=gettext_lazy("Lý do duyệt khi đơn vị dưới còn thiếu"), max_length=300
    )

    def __init__(self, *args: Any, sheet: RoundSheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].initial = sheet.pk
        if not sheet.missing:
            del self.fields["missing_note"]
