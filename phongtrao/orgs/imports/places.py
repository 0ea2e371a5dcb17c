"""Which unit a cell means: by identifier code, else by name, within what the user may import."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from phongtrao.lib.text import fold
from phongtrao.orgs.imports.reading import Rows
from phongtrao.orgs.models import Unit

SAID = tuple[int, str]  # primary key and name


def place_rows(rows: Rows, reach: Q, key: str = "unit") -> list[int | None]:
    """The unit of each row; what cannot be told is refused, each different text decided once."""
    texts = rows.get(key)
    found = units_by_text({text for text in texts if text})
    mine = _within(found, reach)
    refusals = {text: _refusal(text, units, mine) for text, units in found.items()}
    placed: list[int | None] = []
    for place, text in enumerate(texts):
        refusal = refusals.get(text, "")
        if refusal:
            rows.refuse(place, key, refusal)
        placed.append(found[text][0][0] if text and not refusal else None)
    return placed


def units_by_text(texts: Collection[str]) -> dict[str, list[SAID]]:
    """{text: the standing units it may mean}; a code means one unit whatever it is the name of."""
    standing = Unit.objects.standing().filter(Q(code__in=texts) | Q(name__in=texts))
    found = _matches(texts, standing.values_list("pk", "name", "short_name", "code"))
    if unknown := [text for text in texts if not found[text]]:
        every = Unit.objects.standing().values_list("pk", "name", "short_name", "code")
        found |= _matches(unknown, every.iterator(chunk_size=10_000))
    return found


def _matches(
    texts: Iterable[str], units: Iterable[tuple[int, str, str, str | None]]
) -> dict[str, list[SAID]]:
    codes: dict[str, SAID] = {}
    names: dict[str, list[SAID]] = defaultdict(list)
    for pk, name, short_name, code in units:
        if code:
            codes[fold(code)] = (pk, name)
        for said in {fold(name), fold(short_name)} - {""}:
            names[said].append((pk, name))
    return {
        text: [codes[folded]] if (folded := fold(text)) in codes else names.get(folded, [])
        for text in texts
    }


def _within(found: dict[str, list[SAID]], reach: Q) -> set[int]:
    keys = {pk for units in found.values() for pk, __ in units}
    return set(Unit.objects.filter(reach, pk__in=keys).values_list("pk", flat=True))


def _refusal(text: str, units: list[SAID], mine: set[int]) -> str:
    if not units:
        return _("không có đơn vị nào mang mã hoặc tên “%s”. Hãy ghi mã định danh.") % text
    if len(units) > 1:
        said = _("có %(count)s đơn vị tên “%(name)s”. Hãy ghi mã định danh thay cho tên.")
        return said % {"count": len(units), "name": text}
    if units[0][0] not in mine:
        return _("“%s” nằm ngoài phạm vi bạn được nhập. Hãy bỏ dòng này.") % text
    return ""
