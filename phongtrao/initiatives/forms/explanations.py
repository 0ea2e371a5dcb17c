"""A verdict on what authors say: yes or no, and why."""

from typing import Any

from django import forms

from phongtrao.base.forms import LongTextField
from phongtrao.initiatives.forms.council import LONGEST

YES, NO = "co", "khong"


class VerdictForm(forms.Form):
    answer = forms.ChoiceField(widget=forms.RadioSelect)
    words = LongTextField(rows=4, max_length=LONGEST)

    def __init__(
        self, *args: Any, label: str, yes: str, no: str, words: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        answer: Any = self.fields["answer"]
        answer.label, answer.choices = label, [(YES, yes), (NO, no)]
        self.fields["words"].label = words

    @property
    def says_yes(self) -> bool:
        return bool(self.cleaned_data["answer"] == YES)
