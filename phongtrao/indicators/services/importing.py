"""Numbers from workbooks: of one unit into its draft, of all units of a round at once.

The table of a round is read by columns and checked column by column: 54,000 units × 60 indicators with
300 bad cells are told in one go, and nothing is written while one is there. Written set-based (COPY).
"""

from collections.abc import Sequence
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
from phongtrao.indicators.queries.known import denominators, rule_of
from phongtrao.indicators.services.blocks import remember
from phongtrao.indicators.services.reporting import TRANSITIONS, save_report
from phongtrao.indicators.sheets import round_columns, unit_columns
from phongtrao.lib.errors import BadInput
from phongtrao.lib.sheets import (
    CellError,
    Workbook,
    find_header,
    open_workbook,
    read_rows,
    read_table,
)
from phongtrao.lib.sheets.tables import Table
from phongtrao.lib.text import fold
from phongtrao.orgs.imports.copying import copy_columns

S = UnitReport.Status
HEAD = 25  # lines looked at for the header
COLUMNS = ("unit_id", "indicator_id", "numerator", "denominator", "report_id")
Numbers = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Imported:
    """What the workbook brought: nothing where ``errors`` says anything; ``asked`` wait for a yes."""

    units: int = 0
    numbers: int = 0
    errors: Sequence[CellError] = ()
    asked: Sequence[CellError] = ()


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
    round_: CollectionRound, content: bytes, name: str, *, confirmed: bool, by: AbstractBaseUser
) -> Imported:
    """The numbers of many units, by the office that collects them: accepted at once.

    ``confirmed``: the doubtful ones were looked at. Raises BadInput where it is not such a table.
    """
    access.can_run(by, round_).enforce()
    indicators = list(round_.indicators.order_by("sort_key", "pk"))
    book = open_workbook(content, name)
    table = _read(book, indicators)
    reports = _reports(table, round_)
    found = _checked(table, indicators, reports, round_.period)
    if table.errors:
        return Imported(errors=sorted(table.errors, key=lambda error: error.row))
    if found.asked and not confirmed:
        return Imported(asked=found.asked)
    units = _write(found.columns, round_, by)
    numbers = len(found.columns["unit_id"])
    record(round_, "indicators.round_imported", by=by, units=units, numbers=numbers)
    return Imported(units=units, numbers=numbers, asked=found.asked)


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


def _reports(table: Table, round_: CollectionRound) -> list[tuple[int, int] | None]:
    """(unit, report) of each row; a row of another unit, or of one accepted, is refused."""
    rows = round_.reports.exclude(unit__code=None).values_list("unit__code", "unit", "pk", "status")
    known = {code: (unit, pk, status) for code, unit, pk, status in rows}
    seen: dict[str, int] = {}
    found: list[tuple[int, int] | None] = []
    label = _("Mã đơn vị")
    for place, code in enumerate(table.columns["unit"]):
        here = known.get(code)
        found.append(here[:2] if here else None)
        if here is None:
            table.refuse(place, label, _("Đợt này không hỏi đơn vị mang mã “%s”.") % (code or ""))
        elif code in seen:
            said = _("Đơn vị đã có ở dòng %s. Mỗi đơn vị một dòng.")
            table.refuse(place, label, said % table.lines[seen[code]])
        elif here[2] == S.ACCEPTED:
            table.refuse(place, label, _("Số liệu của đơn vị đã duyệt. Hãy đính chính từng số."))
        seen.setdefault(code, place)
    return found


def _checked(
    table: Table,
    indicators: Sequence[Indicator],
    reports: Sequence[tuple[int, int] | None],
    period: str,
) -> _Found:
    units = [row[0] for row in reports if row]
    known = denominators(units, indicators, period)
    found = _Found()
    for indicator in indicators:
        numerators = table.columns.get(f"n{indicator.pk}")
        if numerators is not None:
            _column(table, indicator, (reports, numerators, known), found)
    return found


def _column(
    table: Table,
    indicator: Indicator,
    given: tuple[Sequence[tuple[int, int] | None], list[Any], dict[tuple[int, int], Decimal]],
    found: _Found,
) -> None:
    """Each different pair of numerator and denominator is checked once."""
    reports, numerators, known = given
    below = table.columns.get(f"d{indicator.pk}") or [None] * len(numerators)
    told = [
        (place, here, n, known.get((here[0], indicator.pk), d) if indicator.is_ratio else None)
        for place, (here, n, d) in enumerate(zip(reports, numerators, below, strict=True))
        if here is not None and n is not None
    ]
    rule = rule_of(indicator)
    different = {(n, d) for _place, _here, n, d in told}
    wrong = {pair: said for pair in different if (said := check(rule, Given(Number(*pair))))}
    for place, _here, n, d in told if wrong else ():
        _refuse(table, indicator, (place, wrong.get((n, d), ())), found)
    columns = found.columns
    columns["unit_id"] += [here[0] for _place, here, _n, _d in told]
    columns["indicator_id"] += [indicator.pk] * len(told)
    columns["numerator"] += [n for _place, _here, n, _d in told]
    columns["denominator"] += [d for _place, _here, _n, d in told]
    columns["report_id"] += [here[1] for _place, here, _n, _d in told]


def _refuse(
    table: Table, indicator: Indicator, said: tuple[int, Sequence[Finding]], found: _Found
) -> None:
    place, findings = said
    for finding in findings:
        if finding.is_refused:
            table.refuse(place, indicator.code, finding.sentence)
        else:
            found.asked.append(CellError(table.lines[place], indicator.code, finding.sentence))


def _write(columns: Numbers, round_: CollectionRound, by: AbstractBaseUser) -> int:
    """What a unit handed in of the same round gives way; how many units were written."""
    keys = sorted(set(columns["report_id"]))
    Measurement.objects.filter(report__in=keys).delete()
    table = Measurement._meta.db_table  # noqa: SLF001 -- Django's documented name
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE numbers_in (unit_id bigint, indicator_id bigint,"
            " numerator numeric, denominator numeric, report_id bigint) ON COMMIT DROP"
        )
        copy_columns("numbers_in", columns)
        said: dict[str, Any] = {"period": round_.period, "now": timezone.now()}
        cursor.execute(
            f"INSERT INTO {table} (unit_id, indicator_id, period, part, numerator, denominator,"  # noqa: S608 -- the name is ours
            " note, origin, report_id, is_accepted, changed_at)"
            " SELECT unit_id, indicator_id, %(period)s, '', numerator, denominator, '', 'office',"
            " report_id, true, %(now)s FROM numbers_in"
            " ON CONFLICT (unit_id, indicator_id, period, part) DO NOTHING",
            said,
        )
        cursor.execute("DROP TABLE numbers_in")
    remember(set(columns["unit_id"]), [round_.period])
    done: dict[str, Any] = {"reviewed_by": by.pk, "reviewed_at": timezone.now()}
    for status in (S.DRAFT, S.RETURNED, S.SUBMITTED):
        rows = UnitReport.objects.filter(pk__in=keys)
        move_many(rows, status, S.ACCEPTED, TRANSITIONS, **done)
    return len(keys)
