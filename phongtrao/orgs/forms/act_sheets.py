"""The workbook of a decision on many units."""

from django import forms
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import UploadField
from phongtrao.lib.sheets import MAX_BYTES


class ActSheetForm(forms.Form):
    file = UploadField(
        label=_("Bảng sắp xếp đơn vị"), kinds=(".xlsx", ".xls", ".ods"), limit=MAX_BYTES
    )
