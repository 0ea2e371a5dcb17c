"""Fields that read what Vietnamese officials type: dd/mm/yyyy, 1.234,5, text in NFC, files in limits.

Dates are text fields on purpose: the browser's own date field shows mm/dd/yyyy wherever the
computer was bought, and half the days of a year can be read either way.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadInput, DomainError
from phongtrao.lib.numbers import (
    format_date,
    format_number,
    parse_date,
    parse_number,
    parse_whole_number,
)
from phongtrao.lib.text import nfc

F = TypeVar("F", bound=forms.Field)


def add_refusal(form: forms.Form, error: DomainError | ValidationError) -> None:
    """Say at the top of the form why the service refused."""
    form.add_error(None, error.messages if isinstance(error, ValidationError) else str(error))


def field_of(form: forms.BaseForm, name: str, kind: type[F]) -> F:
    """The field as what it was declared; Django's own ``fields`` forgets the kind."""
    field = form.fields[name]
    if not isinstance(field, kind):
        raise TypeError(f"{name} is a {type(field).__name__}, not a {kind.__name__}")
    return field


DJANGOS_EMPTY = "---------"  # says nothing


def offer(form: forms.BaseForm, **found: Any) -> None:
    """What can be chosen, where only the request tells: rows of models, or (value, label) pairs.

    >>> offer(self, owner=units_for(user), period=[("2026Q1", "Quý I/2026")])
    """
    for name, choices in found.items():
        field = field_of(form, name, forms.ChoiceField)
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = choices
            if field.empty_label == DJANGOS_EMPTY:
                field.empty_label = _("Chưa chọn")
        else:
            field.choices = choices


def need_one_of(form: forms.BaseForm, *names: str) -> None:
    """Say beside each of these fields that one of them is needed: none is optional by itself."""
    shown = [form.fields[name] for name in names if name in form.fields]
    if len(shown) == 1:  # nothing else to choose from
        shown[0].required = True
        return
    for field in shown:
        field.need = _("cần ít nhất một trong %s ô") % len(shown)  # type: ignore[attr-defined]  # read by need.html


class MarkedForm(forms.Form):
    """Carries back the mark of what its page showed: ``initial["as_read"]``, a ``lib.marks.mark_of``."""

    # The browser keeps what was typed for another day: not what it was typed over.
    as_read = forms.CharField(
        required=False, max_length=16, widget=forms.HiddenInput({"data-draft-skip": ""})
    )


def ticks(label: Any, choices: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    """Boxes to tick, none of them needed."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
    )


class TextField(forms.CharField):
    """Text stored in NFC, without blanks around it.

    ``need`` stands beside the label of a field that only some of the buttons ask for.
    """

    def __init__(self, *, need: str | Promise = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.need = need

    def to_python(self, value: Any) -> str:
        return nfc(super().to_python(value) or "")


class LongTextField(TextField):
    """The same over several lines."""

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class DayField(forms.Field):
    """A day as dd/mm/yyyy; cleans to ``date`` or None. ``need``: as of TextField."""

    def __init__(self, *, need: str | Promise = "", **kwargs: Any) -> None:
        attrs = {"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)
        self.need = need

    def prepare_value(self, value: Any) -> Any:
        return format_date(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        try:
            return parse_date(value)
        except BadInput as error:
            raise ValidationError(str(error)) from error


class NumberField(forms.Field):
    """A number as 1.234,5; cleans to ``Decimal`` or None. Bounds are inclusive."""

    def __init__(
        self, *, lowest: float | None = None, highest: float | None = None, **kwargs: Any
    ) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)
        self.lowest, self.highest = lowest, highest

    def prepare_value(self, value: Any) -> Any:
        return format_number(value) if isinstance(value, int | float | Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        try:
            number = self.parse(value)
        except BadInput as error:
            raise ValidationError(str(error)) from error
        self._check_bounds(number)
        return number

    def parse(self, value: Any) -> Decimal:
        return parse_number(value)

    def _check_bounds(self, number: Decimal) -> None:
        if self.lowest is not None and number < self.lowest:
            raise ValidationError(_("Số nhỏ nhất được nhập là %s.") % format_number(self.lowest))
        if self.highest is not None and number > self.highest:
            raise ValidationError(_("Số lớn nhất được nhập là %s.") % format_number(self.highest))


class WholeNumberField(NumberField):
    """A count as 1.234; cleans to a whole ``Decimal`` or None."""

    def parse(self, value: Any) -> Decimal:
        return Decimal(parse_whole_number(value))


class UploadField(forms.FileField):
    """A file whose limits stand beside it. ``kinds`` are endings, as (".docx", ".pdf").

    Only the ending and the size are looked at here; what is inside is checked by whoever reads it.
    """

    def __init__(
        self,
        *,
        kinds: Iterable[str],
        limit: int | None = None,
        why: str | Promise = "",
        **kwargs: Any,
    ) -> None:
        self.kinds = tuple(kinds)
        self.limit = limit
        self.why = why
        widget = forms.ClearableFileInput(attrs={"accept": ",".join(self.kinds)})
        super().__init__(widget=widget, **kwargs)
        # Lazy: the sentence is in the language of the reader, not of the start-up.
        self.help_text = lazy(self.limits_said, str)()

    @property
    def most(self) -> int:
        """Largest size in bytes."""
        return int(self.limit or settings.UPLOAD_LIMIT)

    def limits_said(self) -> str:
        limits = _("Tệp %(kinds)s, không quá %(size)s.") % {
            "kinds": ", ".join(self.kinds),
            "size": filesizeformat(self.most),
        }
        return f"{self.why} {limits}".strip()

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if isinstance(data, UploadedFile):
            self._check(data)
        return found

    def _check(self, file: "UploadedFile[Any]") -> None:
        name = file.name or ""
        if PurePath(name).suffix.lower() not in self.kinds:
            raise ValidationError(
                _("“%(name)s” không thuộc loại được nhận. Hãy chọn tệp %(kinds)s.")
                % {"name": name, "kinds": ", ".join(self.kinds)}
            )
        if (file.size or 0) > self.most:
            raise ValidationError(
                _("“%(name)s” nặng %(size)s, quá mức %(most)s. Hãy nén hoặc chia nhỏ tệp.")
                % {
                    "name": name,
                    "size": filesizeformat(file.size or 0),
                    "most": filesizeformat(self.most),
                }
            )
