"""Workbooks of numbers as they are taken in."""

from django import forms
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import TextField, UploadField

SHEETS = (".xlsx", ".xls", ".ods")


class SheetForm(forms.Form):
    file = UploadField(label=gettext_lazy("Bảng đã điền"), kinds=SHEETS)


class ConfirmForm(forms.Form):
    missing_note = TextField(
        label=gettext_lazy("Lý do duyệt khi đơn vị dưới còn thiếu"), required=False, max_length=300
    )
