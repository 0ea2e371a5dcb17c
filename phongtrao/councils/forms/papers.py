"""Which paper of a sitting is written."""

from django import forms
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import TextField
from phongtrao.councils.models import SittingPaper


class PaperForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Văn bản"), choices=SittingPaper.Kind.choices, widget=forms.RadioSelect
    )
    locality = TextField(
        label=gettext_lazy("Địa danh"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Trước ngày tháng, ví dụ Sông Ngân."),
    )
