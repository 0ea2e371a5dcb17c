"""A field for the identifier code of a unit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import TextField
from phongtrao.lib.errors import BadInput
from phongtrao.orgs.unit_codes import LONGEST, check_code


class CodeField(TextField):
    """Quyết định 20/2020/QĐ-TTg; cleans to the code in capitals, or to nothing."""

    def __init__(self, **kwargs: Any) -> None:
        words = _("Theo Quyết định 20/2020/QĐ-TTg, ví dụ H99.01.12.")
        super().__init__(max_length=LONGEST, required=False, **{"help_text": words, **kwargs})

    def clean(self, value: Any) -> Any:
        try:
            return check_code(super().clean(value))
        except BadInput as error:
            raise forms.ValidationError(str(error)) from error
