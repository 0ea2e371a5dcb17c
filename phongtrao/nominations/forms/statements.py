"""The answer to one statement."""

from django import forms
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import LongTextField

YES, NO = "co", "khong"


class StatementForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Xác nhận"),
        choices=[(YES, _("Đúng")), (NO, _("Không đúng"))],
        widget=forms.RadioSelect,
    )
    note = LongTextField(label=_("Ghi chú, căn cứ"), rows=3, max_length=300, required=False)
