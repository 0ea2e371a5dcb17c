"""The table of a whole round: taken in, read, checked and written by a job. All of it or nothing.

Read and checked without a lock, which takes most of the time; written in one transaction that looks
again whether anybody handed in meanwhile. Killed in the middle, it has written nothing and runs again.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move, move_many
from phongtrao.indicators import tasks as jobs
from phongtrao.indicators.access import rounds as access
from phongtrao.indicators.models import CollectionRound, Measurement, RoundSheet, UnitReport
from phongtrao.indicators.services.blocks import remember
from phongtrao.indicators.services.reporting import MOST_NAMED
from phongtrao.indicators.services.reporting import TRANSITIONS as OF_REPORTS
from phongtrao.indicators.services.round_tables import Numbers, Read, read_round
from phongtrao.lib.errors import BadInput, DomainError, WrongState
from phongtrao.lib.numbers import format_number
from phongtrao.lib.sheets import CellError, Workbook, mark_workbook, open_workbook
from phongtrao.lib.text import nfc
from phongtrao.orgs.acting import as_chosen, works_in_own_name
from phongtrao.orgs.imports.copying import copy_columns
from phongtrao.web.models import Work
from phongtrao.web.work import advance, finish, running, start_work

S = RoundSheet.Status
R = UnitReport.Status
TRANSITIONS: Transitions[S] = {
    S.READING: frozenset({S.BAD, S.ASKED, S.WRITTEN, S.FAILED}),
    S.BAD: frozenset(),
    S.ASKED: frozenset({S.READING}),
    S.WRITTEN: frozenset(),
    S.FAILED: frozenset(),
}
MOST_KEPT = 2_000  # findings told one by one; the marked workbook has all
KEPT_DAYS = 30


@transaction.atomic
def start_sheet(
    round_: CollectionRound, content: bytes, name: str, *, by: AbstractBaseUser
) -> RoundSheet:
    """Keep the workbook and have a job read it; what was tried before goes. BadFile: no workbook."""
    open_workbook(content, name)
    locked = _lock_round(round_.pk, by)
    earlier = RoundSheet.objects.filter(round=locked)
    if earlier.filter(status=S.READING).exists():
        raise WrongState(_("Một bảng của đợt này đang được đọc. Hãy chờ xong rồi tải bảng khác."))
    earlier.delete()
    work = _work(locked, by)
    sheet = RoundSheet.objects.create(
        round=locked,
        name=name[:200],
        content=content,
        made_by_id=by.pk,
        in_own_name=works_in_own_name(by),
        work=work,
    )
    jobs.write_sheet.defer(sheet_id=sheet.pk, work_id=work.pk)
    return sheet


@transaction.atomic
def confirm_sheet(sheet: RoundSheet, missing_note: str = "", *, by: AbstractBaseUser) -> RoundSheet:
    """The doubtful numbers were looked at; ``missing_note``: why units are accepted before those below."""
    locked = _lock_round(sheet.round_id, by)
    note = nfc(missing_note).strip()
    if sheet.missing and not note:
        raise BadInput(_("Hãy ghi lý do duyệt khi đơn vị dưới còn thiếu."))
    work = _work(locked, by)
    changed: dict[str, Any] = {
        "is_confirmed": True,
        "missing_note": note,
        "made_by": by,
        "in_own_name": works_in_own_name(by),
        "work": work,
    }
    move(sheet, S.READING, TRANSITIONS, **changed)
    jobs.write_sheet.defer(sheet_id=sheet.pk, work_id=work.pk)
    return sheet


@transaction.atomic
def remove_old_sheets(today: date) -> int:
    """What nobody wrote or mended for weeks; what was written stands in the history of its round."""
    old = RoundSheet.objects.filter(made_at__date__lt=today - timedelta(days=KEPT_DAYS))
    return old.exclude(status=S.READING).delete()[0]


# ------------------------------------------------------------------ the job's side


def write_sheet(sheet_id: int, work_id: int, *, is_last: bool = True) -> None:
    """Safe to run twice. ``is_last``: the job is not tried again, so a crash must not leave it reading."""
    with running(work_id) as work:
        sheet = _get(sheet_id)
        if sheet.status != S.READING:
            return
        try:
            _go(sheet, work)
        except DomainError as error:
            move(sheet, S.FAILED, TRANSITIONS, error=str(error))
            raise
        except Exception:
            if is_last:
                said = _("Hệ thống gặp lỗi nên chưa ghi gì. Hãy tải lại bảng, hoặc báo quản trị.")
                move(_get(sheet_id), S.FAILED, TRANSITIONS, error=said)
            raise


def _go(sheet: RoundSheet, work: Work) -> None:
    """Two steps of the progress are reading and writing, the others one for each indicator."""
    steps = sheet.round.indicators.count() + 2
    advance(work, 0, steps, _("Đang đọc tệp"))
    book = open_workbook(bytes(sheet.content), sheet.name)
    words = _("Đang đối chiếu")
    read = read_round(sheet.round, book, lambda done: advance(work, done, steps, words))
    if read.faults:
        _refuse(sheet, book, read, work)
        return
    del book  # the cells: nobody marks any more
    above, missing = _above_missing(sheet.round, {line.report for line in read.lines})
    unexplained = missing if not sheet.missing_note else []
    if unexplained or (read.doubts and not sheet.is_confirmed):
        _ask(sheet, read, unexplained, work)
        return
    advance(work, steps - 1, steps, _("Đang ghi %s số") % format_number(read.count))
    _write(sheet, read, above, work)


def _refuse(sheet: RoundSheet, book: Workbook, read: Read, work: Work) -> None:
    faults = read.faults
    name = book.names[0]
    marked = mark_workbook(book, {name: read.header}, {name: faults}, reasons=_("Cần sửa"))
    with transaction.atomic():
        move(sheet, S.BAD, TRANSITIONS, marked=marked, content=b"", **_told(faults))
        said = _("%s chỗ chưa đúng, chưa ghi gì.") % format_number(len(faults))
        finish(work, result_url=_url(sheet), message=said)


def _ask(sheet: RoundSheet, read: Read, missing: Sequence[str], work: Work) -> None:
    with transaction.atomic():
        move(sheet, S.ASKED, TRANSITIONS, missing="; ".join(missing)[:1_000], **_told(read.doubts))
        finish(work, result_url=_url(sheet), message=_("Có số cần xem lại; chưa ghi gì."))


def _told(errors: Sequence[CellError]) -> dict[str, Any]:
    rows = [[error.row, error.column, error.message] for error in errors[:MOST_KEPT]]
    return {"findings": rows, "found": len(errors)}


@transaction.atomic
def _write(sheet: RoundSheet, read: Read, above: Sequence[int], work: Work) -> None:
    by = as_chosen(sheet.made_by, in_own_name=sheet.in_own_name)
    _lock(sheet, read, by)
    _copy(read.numbers, sheet.round.period)
    remember({line.unit for line in read.lines}, [sheet.round.period])
    _accept([line.report for line in read.lines], above, sheet.missing_note, by)
    counts: dict[str, Any] = {"units": len(read.lines), "numbers": read.count}
    record(sheet.round, "indicators.round_imported", by=by, **counts)
    gone: dict[str, Any] = {"content": b"", "findings": [], "found": 0}
    move(sheet, S.WRITTEN, TRANSITIONS, **gone, **counts)
    said = _("Đã nhập %(numbers)s số của %(units)s đơn vị.")
    shown = {key: format_number(count) for key, count in counts.items()}
    finish(work, result_url=_url(sheet), message=said % shown)


def _lock(sheet: RoundSheet, read: Read, by: AbstractBaseUser) -> None:
    """Nobody types, hands in or judges while the table is written; who did meanwhile goes first."""
    _lock_round(sheet.round_id, by)
    reports = UnitReport.objects.filter(pk__in=[line.report for line in read.lines])
    found = reports.select_for_update(of=("self",)).order_by("pk").values_list("pk", "status")
    if dict(found) != {line.report: line.status for line in read.lines}:
        raise WrongState(
            _("Có đơn vị vừa nộp số liệu trong lúc bảng được đọc. Chưa ghi gì; hãy tải lại bảng.")
        )


def _copy(numbers: Sequence[Numbers], period: str) -> None:
    """WrongState where a number of the period stands there already, from wherever it came."""
    if there := _there_already(numbers, period):
        words = _(
            "Số liệu kỳ này đã có từ nguồn khác: %s. Hãy đính chính số đó, bỏ đơn vị khỏi bảng."
        )
        raise WrongState(words % "; ".join(there))
    table = Measurement._meta.db_table  # noqa: SLF001 -- Django's documented name
    same = {"note": "", "origin": Measurement.Origin.OFFICE.value, "changed_at": timezone.now()}
    try:
        for one in numbers:
            number = len(one.units)
            said = {"indicator_id": one.indicator, "part": one.part, "period": period, **same}
            copy_columns(
                table,
                {
                    "unit_id": one.units,
                    "numerator": one.numerators,
                    "denominator": one.denominators,
                    "report_id": one.reports,
                    "is_accepted": [True] * number,
                    **{name: [value] * number for name, value in said.items()},
                },
            )
    except IntegrityError as error:
        raise WrongState(
            _("Số liệu kỳ này vừa được ghi từ nguồn khác. Chưa ghi gì; hãy tải lại bảng.")
        ) from error


def _there_already(numbers: Sequence[Numbers], period: str) -> list[str]:
    """The first of them, by name. One query."""
    units = {one.indicator: set(one.units) for one in numbers if not one.part}
    rows = Measurement.objects.filter(period=period, indicator__in=units, part="")
    there = rows.order_by("unit__sort_key").values_list(
        "indicator", "unit", "unit__name", "indicator__code"
    )
    found = (
        f"{name} ({code})" for indicator, unit, name, code in there if unit in units[indicator]
    )
    return [name for name, _at in zip(found, range(MOST_NAMED), strict=False)]


def _above_missing(round_: CollectionRound, written: set[int]) -> tuple[list[int], list[str]]:
    """Reports of the table with units below them that are not accepted, and the first of these."""
    names = ("pk", "status", "unit__name", "unit__admin_path", "unit__prof_path")
    rows = list(round_.reports.order_by("unit__sort_key", "pk").values_list(*names))
    open_above: dict[str, str] = {}  # path of a unit: one below it that is missing
    for pk, status, name, *paths in rows:
        if pk not in written and status != R.ACCEPTED:
            for path in paths:
                open_above |= dict.fromkeys(_paths_above(path), name)
    found = [
        (pk, open_above.get(admin) or open_above.get(prof))
        for pk, _status, _name, admin, prof in rows
        if pk in written and (admin in open_above or prof in open_above)
    ]
    missing = list(dict.fromkeys(str(name) for _pk, name in found))
    return [pk for pk, _name in found], missing[:MOST_NAMED]


def _paths_above(path: str) -> Iterator[str]:
    """“/1/17/4/” → “/1/17/”, “/1/”."""
    while path.count("/") > 2:  # noqa: PLR2004 -- “/1/” is a root
        path = path[: path.rindex("/", 0, -1) + 1]
        yield path


def _accept(
    keys: Sequence[int], above_missing: Sequence[int], note: str, by: AbstractBaseUser
) -> None:
    done: dict[str, Any] = {"reviewed_by": by.pk, "reviewed_at": timezone.now()}
    noted: dict[str, Any] = {"missing_note": note}
    UnitReport.objects.filter(pk__in=above_missing).update(**noted)
    for status in (R.OPEN, R.RETURNED):
        rows = UnitReport.objects.filter(pk__in=keys)
        move_many(rows, status, R.ACCEPTED, OF_REPORTS, **done)


def _lock_round(pk: int, by: AbstractBaseUser) -> CollectionRound:
    """It does not close, and no other table comes in, while this goes on."""
    rows = CollectionRound.objects.select_for_update(of=("self",)).select_related("owner")
    locked = rows.get(pk=pk)
    access.can_run(by, locked).enforce()
    return locked


def _work(round_: CollectionRound, by: AbstractBaseUser) -> Work:
    with office_language():
        return start_work(_("Nhập số liệu: %s") % round_.title, by=by, total=1)


def _get(pk: int) -> RoundSheet:
    rows = RoundSheet.objects.select_related("round__owner", "made_by")
    return rows.get(pk=pk)


def _url(sheet: RoundSheet) -> str:
    return reverse("indicators:round_import", args=[sheet.round_id])
