"""What many units answered, as one: sums, means, counts, texts; who left a box empty is named.

No database and no request here: the same answers always make the same totals.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.documents.fields import Field, FieldKind, How, number_of
from phongtrao.lib.numbers import format_number

TWO_PLACES = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Handed:
    """What one unit handed in: values by key of the box, names of files by key. ``pk`` of the answer."""

    pk: int
    unit: str
    values: Mapping[str, Any]
    files: Mapping[str, str]

    def shown(self, field: Field) -> str:
        """The value as an office writes it; empty where nothing was answered."""
        if field.kind == FieldKind.FILE:
            return self.files.get(field.key, "")
        value = self.values.get(field.key)
        if value is None:
            return ""
        if field.kind == FieldKind.NUMBER:
            return format_number(Decimal(value))
        if isinstance(value, bool):
            return _("Có") if value else _("Không")
        return str(value)


@dataclass(frozen=True, slots=True)
class Silent:
    """A unit that handed in its report and left this box empty."""

    pk: int
    unit: str


@dataclass(frozen=True, slots=True)
class NumberTotal:
    """``value`` is the sum, or the mean of those that answered, to two places; None: nobody did."""

    field: Field
    value: Decimal | None
    answered: int
    lowest: Decimal | None
    highest: Decimal | None
    silent: tuple[Silent, ...]

    @property
    def is_mean(self) -> bool:
        return self.field.how == How.MEAN


@dataclass(frozen=True, slots=True)
class ChoiceTotal:
    """How many units chose what, in the order of the form; also yes and no."""

    field: Field
    counts: tuple[tuple[str, int], ...]
    answered: int
    silent: tuple[Silent, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The texts, or the names of files, in the order of the units: (answer, unit, text)."""

    field: Field
    texts: tuple[tuple[int, str, str], ...]
    silent: tuple[Silent, ...]


Total = NumberTotal | ChoiceTotal | Gathered


@dataclass(frozen=True, slots=True)
class Totals:
    numbers: tuple[NumberTotal, ...]
    choices: tuple[ChoiceTotal, ...]
    gathered: tuple[Gathered, ...]


def consolidate(fields: Sequence[Field], handed: Sequence[Handed]) -> Totals:
    """One total a box. A unit without a number is left out of sum and mean, and named: it is no zero."""
    numbers, choices, gathered = [], [], []
    for field in fields:
        silent = tuple(Silent(row.pk, row.unit) for row in handed if not row.shown(field))
        if field.kind == FieldKind.NUMBER:
            numbers.append(_number(field, handed, silent))
        elif field.kind in (FieldKind.CHOICE, FieldKind.YES_NO):
            choices.append(_choice(field, handed, silent))
        else:
            texts = ((row.pk, row.unit, row.shown(field)) for row in handed)
            gathered.append(Gathered(field, tuple(t for t in texts if t[2]), silent))
    return Totals(tuple(numbers), tuple(choices), tuple(gathered))


def _number(field: Field, handed: Sequence[Handed], silent: tuple[Silent, ...]) -> NumberTotal:
    found = [n for row in handed if (n := number_of(field, row.values)) is not None]
    if not found:
        return NumberTotal(field, None, 0, None, None, silent)
    total = sum(found, Decimal(0))
    mean = (total / len(found)).quantize(TWO_PLACES, ROUND_HALF_UP)
    value = mean if field.how == How.MEAN else total
    return NumberTotal(field, value, len(found), min(found), max(found), silent)


def _choice(field: Field, handed: Sequence[Handed], silent: tuple[Silent, ...]) -> ChoiceTotal:
    counted = Counter(row.shown(field) for row in handed)
    offered = field.choices if field.kind == FieldKind.CHOICE else (_("Có"), _("Không"))
    counts = tuple((label, counted[label]) for label in offered)
    return ChoiceTotal(field, counts, sum(n for _label, n in counts), silent)
