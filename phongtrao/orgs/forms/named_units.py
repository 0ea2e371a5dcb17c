"""Units as people type them into a form: “queries.bearers” says which is meant."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import LongTextField, TextField
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import bearers_of

NAME_OR_CODE = gettext_lazy("Tên hoặc mã định danh.")
EACH_A_LINE = gettext_lazy("Tên hoặc mã định danh, mỗi dòng một đơn vị.")


class UnitsField(LongTextField):
    """Names or codes of standing units, one a line; cleans to units in the order given."""

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        return _units_named(lines)


class UnitField(TextField):
    """Name or code of one standing unit; cleans to the unit, or None where it may be left out."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return _units_named([text])[0] if text else None


def _units_named(lines: Iterable[str]) -> list[Unit]:
    """The unit of each line. Raises ValidationError naming every line that fits none, or several."""
    lines = list(dict.fromkeys(lines))
    known = bearers_of(lines)
    if wrong := [refusal for line in lines if (refusal := known.refusal(line))]:
        raise forms.ValidationError(wrong)
    keys = dict.fromkeys(known.one(line).pk for line in lines)
    units = Unit.objects.in_bulk(keys)
    return [units[key] for key in keys]
