"""Forms of the shell itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from phongtrao.lib.text import fold


class ConfirmForm(forms.Form):
    """Asks to type a word before a dangerous act; marks and capitals do not matter."""

    confirm = forms.CharField(required=True)

    def __init__(self, *args: Any, word: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.word = word
        self.fields["confirm"].label = _("Gõ “%s” để xác nhận") % word
        self.fields["confirm"].widget.attrs["autocomplete"] = "off"

    def clean_confirm(self) -> str:
        typed: str = self.cleaned_data["confirm"]
        if fold(typed) != fold(self.word):
            raise forms.ValidationError(_("Chưa đúng từ xác nhận. Hãy gõ “%s”.") % self.word)
        return typed
