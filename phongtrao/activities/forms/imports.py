"""A workbook of activities."""

from django import forms
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import UploadField
from phongtrao.lib.sheets import MAX_BYTES


class ImportForm(forms.Form):
    file = UploadField(label=_("Bảng"), kinds=(".xlsx", ".xls", ".ods"), limit=MAX_BYTES)
    is_trial = forms.BooleanField(label=_("Chỉ kiểm tra, chưa ghi"), required=False)
