"""Rows of a list → works: which rows are one work, where and when it was made, who is said to have made it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadInput
from phongtrao.lib.periods import Period, parse_period
from phongtrao.lib.text import fold
from phongtrao.orgs.imports.findings import Reach
from phongtrao.orgs.imports.places import place_rows_then
from phongtrao.orgs.imports.reading import Rows
from phongtrao.recognition.imports.authors import Named, read_authors
from phongtrao.recognition.imports.files import names_in


@dataclass(frozen=True, slots=True)
class Author:
    """Said in the row ``place``; ``unit``: where the person worked then."""

    place: int
    said: Named
    unit: int


@dataclass(slots=True)
class Work:
    """One work of the list: the row it begins with, and what its rows say.

    ``shares``: person, unit, percent; filled in once the authors are known.
    """

    place: int
    unit: int
    period: Period
    authors: list[Author] = field(default_factory=list)
    shares: list[tuple[int, int, Decimal]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Places:
    """Of each row: its year and its units as they were called in it; None where the row does not tell."""

    periods: Sequence[Period | None]
    units: Sequence[int | None]
    workplaces: Sequence[int | None]


def read_works(rows: Rows, reach: Reach) -> list[Work]:
    """Rows of one number, else of one title at one unit in one year, are one work."""
    rows.columns["title"] = _titles(rows)
    periods = [parse_period(key) if key else None for key in rows.get("period")]
    units = place_rows_then(rows, reach.condition, periods)
    workplaces = place_rows_then(rows, reach.condition, periods, "workplace")
    places = _Places(periods, units, workplaces)
    told = {(fault.place, fault.column) for fault in rows.faults}
    found: dict[tuple[Any, ...], Work] = {}
    last: Work | None = None
    for place in range(len(rows)):
        if last and _goes_on(rows, place, last):
            work = last
        elif begun := _begun(place, places):
            work = last = found.setdefault(_key(rows, begun), begun)
            _refuse_other_title(rows, place, work)
        else:
            _refuse_lacking(rows, place, places, told)
            continue
        _read_authors(rows, place, work, places.workplaces[place] or work.unit)
        work.files += names_in(rows.get("files")[place] or "")
    return list(found.values())


def _titles(rows: Rows) -> list[str]:
    """A row without a title goes on with the one above: its next author."""
    titles: list[str] = []
    for place, title in enumerate(rows.get("title")):
        if not title and not titles:
            rows.refuse(place, "title", _("chưa có tên. Hãy ghi tên của công trình."))
        titles.append(title or (titles[-1] if titles else ""))
    return titles


def _goes_on(rows: Rows, place: int, last: Work) -> bool:
    """Whether the row only adds to the work above: the same title, and neither year, unit nor number."""
    says_more = any(rows.get(key)[place] for key in ("period", "unit", "number"))
    titles = rows.get("title")
    return not says_more and fold(titles[place]) == fold(titles[last.place])


def _begun(place: int, places: _Places) -> Work | None:
    period, unit = places.periods[place], places.units[place]
    return Work(place, unit, period) if period and unit else None


def _key(rows: Rows, work: Work) -> tuple[Any, ...]:
    if number := rows.get("number")[work.place]:
        return (fold(number),)
    return fold(rows.get("title")[work.place]), work.unit, work.period


def _refuse_other_title(rows: Rows, place: int, work: Work) -> None:
    titles = rows.get("title")
    if fold(titles[place]) != fold(titles[work.place]):
        said = _("mã này đã dùng cho “%s”. Mỗi mã là một công trình.")
        rows.refuse(place, "number", said % titles[work.place])


def _refuse_lacking(rows: Rows, place: int, places: _Places, told: set[tuple[int, str]]) -> None:
    """Say what the row does not tell, unless its cell was refused already."""
    period = places.periods[place]
    if period is None and (place, rows.labels.get("period", "")) not in told:
        rows.refuse(place, "period", _("chưa có năm. Hãy ghi như 2023-2024 hoặc 2023."))
    if period and not rows.get("unit")[place]:
        said = _("chưa có đơn vị. Hãy ghi mã định danh hoặc tên trong năm ấy.")
        rows.refuse(place, "unit", said)


def _read_authors(rows: Rows, place: int, work: Work, unit: int) -> None:
    cells = [rows.get(key)[place] or "" for key in ("authors", "codes", "shares")]
    try:
        work.authors += [Author(place, one, unit) for one in read_authors(*cells)]
    except BadInput as error:
        rows.refuse(place, "authors", str(error))
