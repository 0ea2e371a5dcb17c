"""Which unit a cell means, within what the user may import."""

from django.db.models import Q
from django.utils.translation import gettext as _

from phongtrao.orgs.imports.reading import Rows
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import Bearer, bearers_of


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


def _within(meant: dict[str, list[Bearer]], reach: Q) -> set[int]:
    keys = {unit.pk for units in meant.values() for unit in units}
    return set(Unit.objects.filter(reach, pk__in=keys).values_list("pk", flat=True))


def _foreign(text: str, meant: dict[str, list[Bearer]], mine: set[int]) -> str:
    if meant[text][0].pk in mine:
        return ""
    return _("“%s” nằm ngoài phạm vi bạn được nhập. Hãy bỏ dòng này.") % text
