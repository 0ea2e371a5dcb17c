"""The table of all units of a round, read and checked by columns; nothing is written here.

54,000 units × 60 indicators: cells become values once for each different one, each different set of
numbers is checked once, and what is known besides (headcounts, last year's) is asked for one indicator
at a time, so that little of it is held.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.indicators.checks import Finding, Given, Number, check
from phongtrao.indicators.models import CollectionRound, Indicator, UnitReport
from phongtrao.indicators.queries.asked import Asked, Traits
from phongtrao.indicators.queries.known import (
    Key,
    counting_day,
    denominators,
    numbers_before,
    rule_of,
)
from phongtrao.indicators.sheets import round_columns
from phongtrao.indicators.splits import Names, names_of
from phongtrao.lib.errors import BadInput
from phongtrao.lib.sheets import CellError, Header, Workbook, find_header, read_table
from phongtrao.lib.sheets.tables import Table
from phongtrao.lib.text import fold
from phongtrao.orgs.queries import lineages

S = UnitReport.Status
D = Indicator.Denominator
HEAD = 25  # lines looked at for the header
TRAITS = ("unit__kind", "unit__type__code", "unit__level", "unit__area")
Pair = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Line:
    """The report a line of the table is about."""

    unit: int
    report: int
    status: str
    traits: Traits


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the table says of one indicator, or of one part of it: columns, all equally long."""

    indicator: int
    part: str
    units: list[int]
    numerators: list[Decimal]
    denominators: list[Decimal | None]
    reports: list[int]


@dataclass(slots=True)
class Read:
    """A table that was read: ``lines`` with a number, ``numbers`` to write, what is wrong, what is asked."""

    header: Header
    table: Table
    lines: list[Line]
    numbers: list[Numbers] = field(default_factory=list)
    doubts: list[CellError] = field(default_factory=list)

    @property
    def faults(self) -> list[CellError]:
        return sorted(self.table.errors, key=lambda error: error.row)

    @property
    def count(self) -> int:
        return sum(len(one.units) for one in self.numbers)


@dataclass(frozen=True, eq=False)
class _Ground:
    """What each column is held against: whose line it is, who is asked, what is known already."""

    reports: Sequence[Line | None]
    asked: Asked
    names: Names
    period: str
    families: Mapping[int, set[int]]
    headcounts: dict[tuple[str, date], dict[int, Decimal]] = field(default_factory=dict)

    def below(self, indicator: Indicator) -> Callable[[int, Decimal | None], Decimal | None]:
        """(unit, what was typed) → what stands below the line."""
        if not indicator.is_ratio:
            return lambda _unit, _typed: None
        if indicator.denominator_source == D.ONE:
            return lambda _unit, _typed: Decimal(1)
        if indicator.denominator_source == D.TYPED:
            return lambda _unit, typed: typed
        return self._headcount(indicator).get

    def _headcount(self, indicator: Indicator) -> dict[int, Decimal]:
        key = indicator.denominator_source, counting_day(indicator, self.period)
        if key not in self.headcounts:
            found = denominators(list(self.families), [indicator], self.period)
            self.headcounts[key] = {unit: count for (unit, _pk), count in found.items()}
        return self.headcounts[key]

    def before(self, indicator: Indicator) -> dict[Key, Number]:
        if indicator.jump_percent is None:
            return {}
        return numbers_before(list(self.families), [indicator.pk], self.period, self.families)


def read_round(
    round_: CollectionRound, book: Workbook, tell: Callable[[int], None] = lambda _done: None
) -> Read:
    """Every bad cell at once. BadInput where it is no table of this round; ``tell`` hears how many
    indicators are checked."""
    indicators = list(round_.indicators.order_by("sort_key", "pk"))
    names = names_of(indicators)
    header, table = _table(book, indicators, names)
    reports = _reports(table, round_)
    read = Read(header, table, [line for line in reports if line])
    units = [line.unit for line in read.lines]
    ground = _Ground(reports, Asked.of(indicators), names, round_.period, lineages(units))
    for done, indicator in enumerate(indicators, start=1):
        _column(indicator, ground, read)
        tell(done)
    return read


def _table(book: Workbook, indicators: Sequence[Indicator], names: Names) -> tuple[Header, Table]:
    columns = {fold(column.label): column for column in round_columns(indicators, names)}
    sheet = book.names[0]
    head = [row for _n, row in zip(range(HEAD), book.rows(sheet), strict=False)]
    header = find_header(head, book.merged(sheet), set(columns))
    if header is None:
        raise BadInput(_("Không thấy dòng tiêu đề với mã chỉ số. Hãy dùng biểu tải về từ đợt này."))
    places = {
        place: columns[fold(label)]
        for place, label in enumerate(header.labels)
        if fold(label) in columns
    }
    if "unit" not in {column.key for column in places.values()}:
        raise BadInput(_("Thiếu cột “Mã đơn vị”. Hãy dùng biểu tải về từ đợt này."))
    return header, read_table(book.rows(sheet), header.last, places, header.labels)


def _reports(table: Table, round_: CollectionRound) -> list[Line | None]:
    """Of each line with a number. Of another unit, twice, or handed in already: refused."""
    rows = round_.reports.exclude(unit__code=None)
    values = rows.values_list("unit__code", "unit", "pk", "status", *TRAITS)
    known = {code: Line(unit, pk, status, tuple(rest)) for code, unit, pk, status, *rest in values}
    cells = [column for key, column in table.columns.items() if key not in {"unit", "name"}]
    refused = {
        S.SUBMITTED: _("Đơn vị đã nộp. Hãy duyệt hoặc trả lại trước."),
        S.ACCEPTED: _("Số liệu của đơn vị đã duyệt. Hãy đính chính từng số."),
    }
    seen: dict[str, int] = {}
    found: list[Line | None] = []
    label = _("Mã đơn vị")
    for place, code in enumerate(table.columns["unit"]):
        here = known.get(code)
        is_told = any(column[place] is not None for column in cells)
        found.append(here if is_told else None)
        if here is None:
            table.refuse(place, label, _("Đợt này không hỏi đơn vị mang mã “%s”.") % (code or ""))
        elif code in seen:
            said = _("Đơn vị đã có ở dòng %s. Mỗi đơn vị một dòng.")
            table.refuse(place, label, said % table.lines[seen[code]])
        elif is_told and here.status in refused:
            table.refuse(place, label, refused[S(here.status)])
        seen.setdefault(code, place)
    return found


# ------------------------------------------------------------------ one indicator


def _column(indicator: Indicator, ground: _Ground, read: Read) -> None:
    """Each different set of numbers is checked once: the whole, its parts, last year's."""
    table = read.table
    _who_is_asked(table, indicator, ground)
    whole, below = _pairs(table, str(indicator.pk)), ground.below(indicator)
    before = ground.before(indicator)
    parts = {key: _pairs(table, f"{indicator.pk}:{key}") for key in ground.names[indicator.pk]}
    told = []
    for place, (here, (n, d)) in enumerate(zip(ground.reports, whole, strict=True)):
        if here is not None and n is not None:
            said = (n, below(here.unit, d), before.get((here.unit, indicator.pk)))
            told.append((place, here, said, tuple(pairs[place] for pairs in parts.values())))
    _check(indicator, tuple(parts), told, read)
    heres = [here for _place, here, _said, _parts in told]
    wholes = [(n, d) for _place, _here, (n, d, _before), _parts in told]
    read.numbers.append(_numbers(indicator, "", heres, wholes))
    for key, pairs in parts.items():
        mine = [pairs[place] for place, _here, _said, _parts in told]
        if any(n is not None for n, _d in mine):
            read.numbers.append(_numbers(indicator, key, heres, mine))


def _pairs(table: Table, of: str) -> list[Pair]:
    """Numerator and denominator of each line."""
    nothing = [None] * len(table.lines)
    columns = (table.columns.get(f"{name}{of}") or nothing for name in ("n", "d"))
    return list(zip(*columns, strict=True))


def _numbers(
    indicator: Indicator, part: str, lines: Sequence[Line], pairs: Sequence[Pair]
) -> Numbers:
    said = [(line, n, d) for line, (n, d) in zip(lines, pairs, strict=True) if n is not None]
    return Numbers(
        indicator.pk,
        part,
        [line.unit for line, _n, _d in said],
        [n for _line, n, _d in said],
        [d if indicator.is_ratio else None for _line, _n, d in said],
        [line.report for line, _n, _d in said],
    )


def _who_is_asked(table: Table, indicator: Indicator, ground: _Ground) -> None:
    """Accepted is accepted: a line tells every number its unit is asked, and no other."""
    sorts = {line.traits for line in ground.reports if line}
    asked = {traits for traits in sorts if ground.asked.asks(indicator, traits)}
    bad = {error.row for error in table.errors if error.column == indicator.code}
    of = f"{indicator.pk}:"
    parts = [cells for key, cells in table.columns.items() if key[1:].startswith(of)]
    whole = table.columns.get(f"n{indicator.pk}") or [None] * len(table.lines)
    for place, (here, n) in enumerate(zip(ground.reports, whole, strict=True)):
        if here is None or table.lines[place] in bad:
            continue
        if n is None and here.traits in asked:
            said = _("Còn thiếu số này. Nhập từ bảng thì mỗi đơn vị phải đủ số được hỏi.")
            table.refuse(place, indicator.code, said)
        elif here.traits not in asked and (
            n is not None or any(cells[place] is not None for cells in parts)
        ):
            said = _("Không hỏi chỉ số này ở đơn vị loại này. Hãy để trống ô.")
            table.refuse(place, indicator.code, said)


def _check(
    indicator: Indicator, parts: tuple[str, ...], told: Sequence[tuple[Any, ...]], read: Read
) -> None:
    rule = rule_of(indicator)
    wrong: dict[Any, Sequence[Finding]] = {}
    for said, pairs in {(said, pairs) for _place, _here, said, pairs in told}:
        n, d, before = said
        of_parts = {
            key: Number(*pair)
            for key, pair in zip(parts, pairs, strict=True)
            if pair[0] is not None
        }
        if findings := check(rule, Given(Number(n, d), of_parts, before)):
            wrong[said, pairs] = findings
    for place, _here, said, pairs in told if wrong else ():
        for finding in wrong.get((said, pairs), ()):
            if finding.is_refused:
                read.table.refuse(place, indicator.code, finding.sentence)
            else:
                line = read.table.lines[place]
                read.doubts.append(CellError(line, indicator.code, finding.sentence))
