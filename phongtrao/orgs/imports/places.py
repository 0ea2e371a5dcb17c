"""Which unit a cell means, within what the user may import."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from phongtrao.lib.periods import Period
from phongtrao.orgs.imports.reading import Rows
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import Bearer, bearers_of
from phongtrao.orgs.queries.bearers import bearers_within
from phongtrao.orgs.queries.lineage import ended_into


def place_rows(rows: Rows, reach: Q, key: str = "unit") -> list[int | None]:
    """The unit of each row; what cannot be told is refused, each different text decided once."""
    texts = rows.get(key)
    different = {text for text in texts if text}
    known = bearers_of(different)
    meant = {text: known.meant(text) for text in different}
    mine = _within(meant, reach)
    refusals = {text: known.refusal(text) or _foreign(text, meant, mine) for text in different}
    placed: list[int | None] = []
    for place, text in enumerate(texts):
        refusal = refusals.get(text, "")
        if refusal:
            rows.refuse(place, key, refusal)
        placed.append(meant[text][0].pk if text and not refusal else None)
    return placed


def place_rows_then(
    rows: Rows, reach: Q, periods: Sequence[Period | None], key: str = "unit"
) -> list[int | None]:
    """The same by the names units bore in each row's period; one query for each different period.

    Who imports for a unit imports for those it follows. A row without a period is not placed.
    """
    said = list(zip(rows.get(key), periods, strict=True))
    years = {period for period in periods if period}
    known = {period: bearers_within(period.start, period.end) for period in years}
    different = {(text, period) for text, period in said if text and period}
    meant = {(text, period): known[period].meant(text) for text, period in different}
    refusals = {(text, period): known[period].refusal(text) for text, period in different}
    mine = units_and_formers(reach)
    placed: list[int | None] = []
    for place, (text, period) in enumerate(said):
        pair = (text, period) if text and period else None
        refusal = refusals[pair] if pair else ""
        if pair and not refusal and meant[pair][0].pk not in mine:
            refusal = _outside(text)
        if refusal:
            rows.refuse(place, key, refusal)
        placed.append(meant[pair][0].pk if pair and not refusal else None)
    return placed


def units_and_formers(reach: Q) -> set[int]:
    """Units of the reach, with those that ended and went into one of them. Two queries."""
    mine = list(Unit.objects.filter(reach).values_list("pk", flat=True))
    ended = Unit.objects.filter(pk__in=ended_into(mine)).values_list("pk", flat=True)
    return {*mine, *ended}


def _within(meant: dict[str, list[Bearer]], reach: Q) -> set[int]:
    keys = {unit.pk for units in meant.values() for unit in units}
    return set(Unit.objects.filter(reach, pk__in=keys).values_list("pk", flat=True))


def _foreign(text: str, meant: dict[str, list[Bearer]], mine: set[int]) -> str:
    if meant[text][0].pk in mine:
        return ""
    return _outside(text)


def _outside(text: str) -> str:
    return _("“%s” nằm ngoài phạm vi bạn được nhập. Hãy bỏ dòng này.") % text
