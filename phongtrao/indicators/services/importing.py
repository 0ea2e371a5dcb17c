"""Numbers from workbooks: of one unit into its draft, of all units of a round at once.

The table of a round is read by columns and checked column by column: 54,000 units × 60 indicators with
300 bad cells are told in one go, and nothing is written while one is there. Written set-based (COPY).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.workflow import move_many
from phongtrao.indicators.access import rounds as access
from phongtrao.indicators.checks import Finding, Given, Number, check
from phongtrao.indicators.models import CollectionRound, Indicator, Measurement, UnitReport
from phongtrao.indicators.queries.asked import Asked, Traits
from phongtrao.indicators.queries.known import Key, denominators, numbers_before, rule_of
from phongtrao.indicators.services.blocks import remember
from phongtrao.indicators.services.reporting import MOST_NAMED, TRANSITIONS, save_report
from phongtrao.indicators.sheets import round_columns, unit_columns
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.sheets import (
    CellError,
    Workbook,
    find_header,
    open_workbook,
    read_rows,
    read_table,
)
from phongtrao.lib.sheets.tables import Table
from phongtrao.lib.text import fold, nfc
from phongtrao.orgs.imports.copying import copy_columns

S = UnitReport.Status
HEAD = 25  # lines looked at for the header
COLUMNS = ("unit_id", "indicator_id", "numerator", "denominator", "report_id")
Numbers = dict[str, list[Any]]
TRAITS = ("unit__kind", "unit__type__code", "unit__level", "unit__area")


@dataclass(frozen=True, slots=True)
class Imported:
    """What the workbook brought: nothing where ``errors`` says anything; ``asked`` wait for a yes."""

    units: int = 0
    numbers: int = 0
    errors: Sequence[CellError] = ()
    asked: Sequence[CellError] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """The report a line of the table is about."""

    unit: int
    report: int
    status: str
    traits: Traits


@dataclass(frozen=True, slots=True)
class _Ground:
    """What each column is held against: whose line it is, who is asked, what is known already."""

    reports: Sequence[_Row | None]
    asked: Asked
    known: dict[Key, Decimal]
    before: dict[Key, Number]


@dataclass(slots=True)
class _Found:
    """Columns to write, all equally long, and what stands in the way."""

    columns: Numbers = field(default_factory=lambda: {name: [] for name in COLUMNS})
    asked: list[CellError] = field(default_factory=list)


# ------------------------------------------------------------------ one unit


@transaction.atomic
def import_report(
    report: UnitReport, content: bytes, name: str, *, by: AbstractBaseUser
) -> Imported:
    """The form of one unit into its draft; parts, evidence and rows it does not tell stay."""
    access.can_write(by, report).enforce()
    book = open_workbook(content, name)
    result = read_rows(book.rows(book.names[0]), unit_columns())
    asked = dict(report.round.indicators.values_list("code", "pk"))
    errors = list(result.errors)
    values = dict(report.values)
    for row, line in zip(result.rows, result.lines, strict=True):
        pk = asked.get(row["code"])
        if pk is None:
            said = _("Đợt này không hỏi chỉ số “%s”. Hãy dùng biểu tải về từ đợt.") % row["code"]
            errors.append(CellError(line, _("Mã"), said))
            continue
        kept = dict(values.get(str(pk)) or {})
        told = {key: None if row[key] is None else str(row[key]) for key in ("n", "d")}
        values[str(pk)] = {**kept, **told, "note": row["note"] or ""}
    if errors:
        return Imported(errors=errors)
    save_report(report, values, by=by)
    return Imported(units=1, numbers=sum(1 for row in result.rows if row["n"] is not None))


# ------------------------------------------------------------------ a round


@transaction.atomic
def import_round(
    round_: CollectionRound,
    content: bytes,
    name: str,
    *,
    confirmed: bool,
    missing_note: str = "",
    by: AbstractBaseUser,
) -> Imported:
    """The numbers of many units, by the office that collects them: accepted at once.

    ``confirmed``: the doubtful ones were looked at; ``missing_note``: why units are accepted before those
    below them. Raises BadInput where it is not such a table.
    """
    locked = _locked(round_)
    access.can_run(by, locked).enforce()
    indicators = list(locked.indicators.order_by("sort_key", "pk"))
    book = open_workbook(content, name)
    table = _read(book, indicators)
    reports = _reports(table, locked, indicators)
    found = _checked(table, indicators, reports, locked.period)
    if table.errors:
        return Imported(errors=sorted(table.errors, key=lambda error: error.row))
    if found.asked and not confirmed:
        return Imported(asked=found.asked)
    keys = sorted(set(found.columns["report_id"]))
    above = _above_missing(locked, keys, nfc(missing_note).strip())
    _write(found.columns, locked.period)
    _accept(keys, above, nfc(missing_note).strip(), by)
    numbers = len(found.columns["unit_id"])
    record(round_, "indicators.round_imported", by=by, units=len(keys), numbers=numbers)
    return Imported(units=len(keys), numbers=numbers, asked=found.asked)


def _locked(round_: CollectionRound) -> CollectionRound:
    """With its reports: nobody types, hands in or judges while the table is written."""
    rows = CollectionRound.objects.select_for_update(of=("self",)).select_related("owner")
    locked = rows.get(pk=round_.pk)
    list(locked.reports.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    return locked


def _read(book: Workbook, indicators: Sequence[Indicator]) -> Table:
    columns = {fold(column.label): column for column in round_columns(indicators)}
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
    return read_table(book.rows(sheet), header.last, places, header.labels)


def _reports(
    table: Table, round_: CollectionRound, indicators: Sequence[Indicator]
) -> list[_Row | None]:
    """Of each line with a number. Of another unit, twice, or handed in already: refused."""
    rows = round_.reports.exclude(unit__code=None)
    values = rows.values_list("unit__code", "unit", "pk", "status", *TRAITS)
    known = {code: _Row(unit, pk, status, tuple(rest)) for code, unit, pk, status, *rest in values}
    columns = [table.columns[key] for one in indicators if (key := f"n{one.pk}") in table.columns]
    refused = {
        S.SUBMITTED: _("Đơn vị đã nộp. Hãy duyệt hoặc trả lại trước."),
        S.ACCEPTED: _("Số liệu của đơn vị đã duyệt. Hãy đính chính từng số."),
    }
    seen: dict[str, int] = {}
    found: list[_Row | None] = []
    label = _("Mã đơn vị")
    for place, code in enumerate(table.columns["unit"]):
        here = known.get(code)
        is_told = any(column[place] is not None for column in columns)
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


def _checked(
    table: Table,
    indicators: Sequence[Indicator],
    reports: Sequence[_Row | None],
    period: str,
) -> _Found:
    units = [row.unit for row in reports if row]
    compared = [one.pk for one in indicators if one.jump_percent is not None]
    ground = _Ground(
        reports,
        Asked.of(indicators),
        denominators(units, indicators, period),
        numbers_before(units, compared, period) if compared else {},
    )
    found = _Found()
    for indicator in indicators:
        _column(table, indicator, ground, found)
    return found


def _column(table: Table, indicator: Indicator, ground: _Ground, found: _Found) -> None:
    """Each different pair of numerator and denominator is checked once for each number of last year."""
    _who_is_asked(table, indicator, ground)
    numerators, below = _cells(table, f"n{indicator.pk}"), _cells(table, f"d{indicator.pk}")
    told = []
    for place, (here, n, d) in enumerate(zip(ground.reports, numerators, below, strict=True)):
        if here is not None and n is not None:
            key = (here.unit, indicator.pk)
            under = ground.known.get(key, d) if indicator.is_ratio else None
            told.append((place, here, n, under, ground.before.get(key)))
    rule = rule_of(indicator)
    different = {(n, d, before) for _place, _here, n, d, before in told}
    wrong = {
        (n, d, before): said
        for n, d, before in different
        if (said := check(rule, Given(Number(n, d), before=before)))
    }
    for place, _here, n, d, before in told if wrong else ():
        _refuse(table, indicator, (place, wrong.get((n, d, before), ())), found)
    columns = found.columns
    columns["unit_id"] += [here.unit for _place, here, _n, _d, _before in told]
    columns["indicator_id"] += [indicator.pk] * len(told)
    columns["numerator"] += [n for _place, _here, n, _d, _before in told]
    columns["denominator"] += [d for _place, _here, _n, d, _before in told]
    columns["report_id"] += [here.report for _place, here, _n, _d, _before in told]


def _cells(table: Table, key: str) -> list[Any]:
    return table.columns.get(key) or [None] * len(table.lines)


def _who_is_asked(table: Table, indicator: Indicator, ground: _Ground) -> None:
    """Accepted is accepted: a line tells every number its unit is asked, and no other."""
    sorts = {row.traits for row in ground.reports if row}
    asked = {traits for traits in sorts if ground.asked.asks(indicator, traits)}
    bad = {error.row for error in table.errors if error.column == indicator.code}
    for place, n in enumerate(_cells(table, f"n{indicator.pk}")):
        here = ground.reports[place]
        if here is None or table.lines[place] in bad:
            continue
        if n is None and here.traits in asked:
            said = _("Còn thiếu số này. Nhập từ bảng thì mỗi đơn vị phải đủ số được hỏi.")
            table.refuse(place, indicator.code, said)
        elif n is not None and here.traits not in asked:
            said = _("Không hỏi chỉ số này ở đơn vị loại này. Hãy để trống ô.")
            table.refuse(place, indicator.code, said)


def _refuse(
    table: Table, indicator: Indicator, said: tuple[int, Sequence[Finding]], found: _Found
) -> None:
    place, findings = said
    for finding in findings:
        if finding.is_refused:
            table.refuse(place, indicator.code, finding.sentence)
        else:
            found.asked.append(CellError(table.lines[place], indicator.code, finding.sentence))


def _above_missing(round_: CollectionRound, keys: Sequence[int], note: str) -> list[int]:
    """Reports of the table with units below them that are not accepted, which needs ``note``."""
    written = set(keys)
    names = ("pk", "status", "unit__name", "unit__admin_path", "unit__prof_path")
    rows = list(round_.reports.order_by("unit__sort_key", "pk").values_list(*names))
    open_above: dict[str, str] = {}  # path of a unit: one below it that is missing
    for pk, status, name, *paths in rows:
        if pk not in written and status != S.ACCEPTED:
            for path in paths:
                open_above |= dict.fromkeys(_paths_above(path), name)
    found = [
        (pk, open_above.get(admin) or open_above.get(prof))
        for pk, _status, _name, admin, prof in rows
        if pk in written and (admin in open_above or prof in open_above)
    ]
    if found and not note:
        said = "; ".join(dict.fromkeys(str(name) for _pk, name in found[:MOST_NAMED]))
        words = _("Đơn vị dưới chưa được duyệt: %s. Hãy nhập cả, hoặc ghi lý do khi còn thiếu.")
        raise BadInput(words % said)
    return [pk for pk, _name in found]


def _paths_above(path: str) -> Iterator[str]:
    """“/1/17/4/” → “/1/17/”, “/1/”."""
    while path.count("/") > 2:  # noqa: PLR2004 -- “/1/” is a root
        path = path[: path.rindex("/", 0, -1) + 1]
        yield path


def _write(columns: Numbers, period: str) -> None:
    """WrongState where a number of the period stands there already, from wherever it came."""
    table = Measurement._meta.db_table  # noqa: SLF001 -- Django's documented name
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE numbers_in (unit_id bigint, indicator_id bigint,"
            " numerator numeric, denominator numeric, report_id bigint) ON COMMIT DROP"
        )
        copy_columns("numbers_in", columns)
        said: dict[str, Any] = {"period": period, "now": timezone.now()}
        cursor.execute(
            f"INSERT INTO {table} (unit_id, indicator_id, period, part, numerator, denominator,"  # noqa: S608 -- the name is ours
            " note, origin, report_id, is_accepted, changed_at)"
            " SELECT unit_id, indicator_id, %(period)s, '', numerator, denominator, '', 'office',"
            " report_id, true, %(now)s FROM numbers_in"
            " ON CONFLICT (unit_id, indicator_id, period, part) DO NOTHING",
            said,
        )
        written = cursor.rowcount
        cursor.execute("DROP TABLE numbers_in")
    if written < len(columns["unit_id"]):
        raise WrongState(_there_already(columns, period))
    remember(set(columns["unit_id"]), [period])


def _there_already(columns: Numbers, period: str) -> str:
    rows = Measurement.objects.filter(
        period=period, part="", unit__in=columns["unit_id"], indicator__in=columns["indicator_id"]
    ).exclude(report__in=columns["report_id"])
    there = rows.order_by("unit__sort_key").values_list("unit__name", "indicator__code")
    names = "; ".join(f"{unit} ({code})" for unit, code in there[:MOST_NAMED])
    words = _("Số liệu kỳ này đã có từ nguồn khác: %s. Hãy đính chính số đó, bỏ đơn vị khỏi bảng.")
    return words % names


def _accept(
    keys: Sequence[int], above_missing: Sequence[int], note: str, by: AbstractBaseUser
) -> None:
    done: dict[str, Any] = {"reviewed_by": by.pk, "reviewed_at": timezone.now()}
    noted: dict[str, Any] = {"missing_note": note}
    UnitReport.objects.filter(pk__in=above_missing).update(**noted)
    for status in (S.OPEN, S.RETURNED):
        rows = UnitReport.objects.filter(pk__in=keys)
        move_many(rows, status, S.ACCEPTED, TRANSITIONS, **done)
