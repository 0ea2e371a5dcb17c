"""From a workbook to records: take it in, choose the columns, check, apply. Nothing half-written.

Check and apply run in jobs that may be killed and run again: each ends in one transaction.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.lib.errors import BadFile, BadInput, DomainError
from phongtrao.lib.sheets import CellError, Workbook, mark_workbook, open_workbook
from phongtrao.orgs import tasks as jobs
from phongtrao.orgs.acting import as_chosen, works_in_own_name
from phongtrao.orgs.imports import access, packages
from phongtrao.orgs.imports.findings import Findings, Note, Reach
from phongtrao.orgs.imports.kinds import KINDS, fields_of
from phongtrao.orgs.imports.packages import Upload as Upload  # noqa: PLC0414 -- part of the service
from phongtrao.orgs.imports.reading import (
    Rows,
    add_constants,
    header_of,
    open_file,
    read_sheets,
)
from phongtrao.orgs.imports.shapes import Choice, digest
from phongtrao.orgs.imports.shapes import propose as propose_for
from phongtrao.orgs.kinds import remembered
from phongtrao.orgs.models import Import, ImportFile, ImportNote, ImportPiece, SavedMapping, Unit
from phongtrao.orgs.services.reorganisations import lock_organisation
from phongtrao.web.models import Work
from phongtrao.web.work import advance, finish, running, start_work

S = Import.Status
TRANSITIONS: Transitions[S] = {
    S.MAPPING: frozenset({S.CHECKING, S.DROPPED}),
    S.CHECKING: frozenset({S.CHECKED, S.FAILED, S.CHECKING}),
    S.CHECKED: frozenset({S.CHECKING, S.APPLYING, S.DROPPED}),
    S.APPLYING: frozenset({S.APPLIED, S.CHECKED, S.FAILED}),
    S.FAILED: frozenset({S.CHECKING, S.DROPPED}),
    S.APPLIED: frozenset({S.UNDONE}),
    S.UNDONE: frozenset(),
    S.DROPPED: frozenset(),
}
KEPT_DAYS = 30  # of the workbook and of what is told of its rows
MOST_FAULTS = 20_000  # told one by one
STEPS = 4
NOTHING: Mapping[str, int] = MappingProxyType({})


@transaction.atomic
def start_import(upload: Upload, kind: str, office: Unit, *, by: AbstractBaseUser) -> Import:
    """Keep the workbook and propose what its columns tell. BadFile for what is no usable list."""
    access.can_import(by, kind).enforce()
    if office not in access.offices_of(by):
        raise BadInput(_("Hãy chọn đơn vị mà bạn nhập danh sách thay."))
    if upload.package and KINDS[kind].store is None:
        raise BadFile(_("Danh sách này không kèm tệp. Hãy tải lên bảng Excel."))
    choice = propose_for(open_workbook(upload.content, upload.name), kind, office.pk)
    act = Import.objects.create(
        kind=kind,
        unit=office,
        made_by_id=by.pk,
        in_own_name=works_in_own_name(by),
        sheets=choice.sheets,
        columns=choice.columns,
        constants=choice.constants,
    )
    ImportFile.objects.create(act=act, name=upload.name[:200], content=upload.content)
    if upload.package:
        packages.keep(act, upload.package)
    record(act, "orgs.import_started", by=by, kind=kind)
    return act


def propose(act: Import) -> Choice:
    """What the program would choose for the workbook, whatever was chosen meanwhile."""
    return propose_for(open_file(act.file), act.kind, act.unit_id)


@transaction.atomic
def choose_columns(act: Import, choice: Choice, *, by: AbstractBaseUser) -> Import:
    """Decide the sheets and columns, remember them for the office, and have a job check the rows."""
    access.can_change(by, act).enforce()
    _check_choice(act, choice)
    work = _start(_("Kiểm tra danh sách: %s"), act, by)
    move(
        act,
        S.CHECKING,
        TRANSITIONS,
        sheets=choice.sheets,
        columns=choice.columns,
        constants=choice.constants,
        in_own_name=works_in_own_name(by),
        work=work,
        error="",
    )
    _remember(act)
    jobs.check_import.defer(import_id=act.pk, work_id=work.pk)
    return act


@transaction.atomic
def apply_import(act: Import, *, by: AbstractBaseUser, ends_roles: bool = True) -> Import:
    """Have a job write the list, all of it or nothing.

    ``ends_roles``: whoever it moves to another unit loses their roles at the old one, as a screen offers.
    """
    access.can_apply(by, act).enforce()
    work = _start(_("Nhập danh sách: %s"), act, by)
    move(
        act,
        S.APPLYING,
        TRANSITIONS,
        work=work,
        ends_roles=ends_roles,
        in_own_name=works_in_own_name(by),
    )
    jobs.apply_import.defer(import_id=act.pk, work_id=work.pk)
    return act


@transaction.atomic
def drop_import(act: Import, *, by: AbstractBaseUser) -> Import:
    """Put the list aside: its workbook and everything told of its rows go now."""
    access.can_change(by, act).enforce()
    move(act, S.DROPPED, TRANSITIONS)
    remove_contents([act.pk])
    record(act, "orgs.import_dropped", by=by)
    return act


@transaction.atomic
def undo_import(act: Import, *, by: AbstractBaseUser) -> Import:
    """Take back everything the list wrote. DomainError of the list where something stands on it by now."""
    access.can_undo(by, act).enforce()
    undo = KINDS[act.kind].undo
    if undo is None:
        raise BadInput(_("Danh sách này không hoàn tác được. Hãy sửa từng dòng trên màn hình."))
    move(act, S.UNDONE, TRANSITIONS)  # first: who comes second must not undo twice
    undo(act)
    act.written.all().delete()
    record(act, "orgs.import_undone", by=by)
    return act


@transaction.atomic
def remove_old_contents(today: date) -> int:
    """Remove workbooks and notes of imports begun long ago; the acts themselves stay."""
    old = Import.objects.filter(made_at__date__lt=today - timedelta(days=KEPT_DAYS))
    pks = list(old.filter(file__isnull=False).values_list("pk", flat=True))
    remove_contents(pks)
    return len(pks)


# ------------------------------------------------------------------ the jobs' side
def check_rows(import_id: int, work_id: int, *, is_last: bool = True) -> None:
    """Read the workbook and tell everything wrong with it. Writes no record; safe to run twice.

    ``is_last``: the job is not tried again, so a crash must not leave the list waiting.
    """
    with running(work_id) as work, remembered():
        act = _get(import_id)
        if act.status != S.CHECKING:
            return
        try:
            book, rows = _read(act, work)
            with transaction.atomic():
                findings = _examine(act, rows)
                _keep(act, book, rows, findings)
                finish(work, result_url=_url(act), message=_said(act))
        except DomainError as error:
            move(act, S.FAILED, TRANSITIONS, error=str(error))
            raise
        except Exception:
            _give_up(act, is_last=is_last)
            raise


def write_rows(import_id: int, work_id: int, *, is_last: bool = True) -> None:
    """Write the list in one transaction. Killed in the middle, it has written nothing and runs again.

    ``is_last`` as in ``check_rows``.
    """
    with running(work_id) as work, remembered():
        act = _get(import_id)
        if act.status != S.APPLYING:
            return
        try:
            __, rows = _read(act, work)
            store = KINDS[act.kind].store
            stored = store(act, rows, work) if store else {}
            with transaction.atomic():
                write_import(act, rows, stored)
                finish(work, result_url=_url(act), message=_said(act))
        except DomainError as error:
            move(act, S.CHECKED, TRANSITIONS, error=str(error))
            raise
        except Exception:
            _give_up(act, is_last=is_last)
            raise


@transaction.atomic
def write_import(act: Import, rows: Rows, stored: Mapping[str, int] = NOTHING) -> Import:
    """Check once more and write; BadInput if anything changed that makes a row wrong by now."""
    findings = _examine(act, rows)
    findings.stored = stored
    if rows.faults:
        raise BadInput(_("Dữ liệu đã thay đổi từ lúc xem trước. Hãy kiểm tra lại danh sách."))
    KINDS[act.kind].write(act, findings)
    counts: dict[str, Any] = {
        "new": findings.new,
        "changed": findings.changed,
        "same": findings.same,
    }
    now = timezone.now()
    move(act, S.APPLIED, TRANSITIONS, counts=act.counts | counts, applied_at=now, error="")
    record(act, "orgs.import_applied", by=_maker(act), **counts)
    return act


def read_rows_of(act: Import, book: Workbook) -> Rows:
    """The rows as chosen. BadInput when they hold nothing, or a constant cannot be read."""
    fields = fields_of(act.kind)
    rows = read_sheets(book, act.sheets, act.columns, fields)
    if not len(rows):
        raise BadInput(
            _("Không có dòng dữ liệu nào dưới dòng tiêu đề. Hãy kiểm tra lại trang tính.")
        )
    add_constants(rows, act.constants, fields)
    return rows


def _maker(act: Import) -> User:
    return as_chosen(act.made_by, in_own_name=act.in_own_name)


def _read(act: Import, work: Work) -> tuple[Workbook, Rows]:
    advance(work, 1, STEPS, _("Đang đọc tệp"))
    book = open_file(act.file)
    rows = read_rows_of(act, book)
    advance(work, 2, STEPS, _("Đang đối chiếu %s dòng") % len(rows))
    return book, rows


def _examine(act: Import, rows: Rows) -> Findings:
    # Two lists, or a list and a reorganisation, would each be checked against what the other undoes.
    lock_organisation()
    return KINDS[act.kind].check(rows, Reach.of(act, _maker(act)))


def _keep(act: Import, book: Workbook, rows: Rows, findings: Findings) -> None:
    act.notes.all().delete()
    rows.faults.sort(key=lambda fault: fault.place)
    faults = [Note(f.place, f.message, f.column) for f in rows.faults[:MOST_FAULTS]]
    kinds = ImportNote.Kind
    told = ((kinds.FAULT, faults), (kinds.CHANGE, findings.changes), (kinds.TWIN, findings.twins))
    for kind, notes in told:
        ImportNote.objects.bulk_create(_notes(act, kind, notes, rows), batch_size=2_000)
    marked = _marked(act, book, rows) if rows.faults else None
    ImportFile.objects.filter(act=act).update(marked=marked)
    counts = {
        "rows": len(rows),
        "new": findings.new,
        "changed": findings.changed,
        "same": findings.same,
        "roles": findings.roles,
        "bad": len(rows.bad()),
        "faults": len(rows.faults),
        "twins": len(findings.twins),
        "loose": findings.loose,
    }
    move(act, S.CHECKED, TRANSITIONS, counts=counts)


def _notes(act: Import, kind: str, notes: Iterable[Note], rows: Rows) -> list[ImportNote]:
    return [
        ImportNote(
            act=act,
            kind=kind,
            sheet=rows.sheets[note.place],
            row=rows.lines[note.place],
            column=note.column[:200],
            message=note.message,
        )
        for note in notes
    ]


def _marked(act: Import, book: Workbook, rows: Rows) -> bytes:
    headers = {s["name"]: header_of(book, s["name"], s["line"]) for s in act.sheets}
    errors: dict[str, list[CellError]] = {name: [] for name in headers}
    for fault in rows.faults:
        error = CellError(rows.lines[fault.place], fault.column, fault.message)
        errors[rows.sheets[fault.place]].append(error)
    return mark_workbook(book, headers, errors, reasons=_("Cần sửa"))


# ------------------------------------------------------------------ small steps
def _give_up(act: Import, *, is_last: bool) -> None:
    if is_last:
        said = _("Hệ thống gặp lỗi nên chưa ghi gì. Hãy thử lại, hoặc báo quản trị hệ thống.")
        move(_get(act.pk), S.FAILED, TRANSITIONS, error=said)


def _get(pk: int) -> Import:
    return Import.objects.select_related("made_by", "unit", "file").get(pk=pk)


def _start(title: str, act: Import, by: AbstractBaseUser) -> Work:
    with office_language():
        return start_work(title % act.get_kind_display(), by=by, total=STEPS)


def _check_choice(act: Import, choice: Choice) -> None:
    if not choice.sheets:
        raise BadInput(_("Hãy chọn ít nhất một trang tính."))
    if len(set(choice.columns.values())) < len(choice.columns):
        raise BadInput(_("Một cột của tệp được ghép hai lần. Hãy chọn lại."))
    fields = fields_of(act.kind)
    for group in KINDS[act.kind].wanted:
        if not any(key in choice.columns or choice.constants.get(key) for key in group):
            said = _("Chưa ghép cột “%s”. Hãy chọn cột của tệp.") % fields[group[0]].label
            raise BadInput(said)


def _remember(act: Import) -> None:
    book = open_file(act.file)
    labels = header_of(book, act.sheets[0]["name"], act.sheets[0]["line"]).labels
    SavedMapping.objects.update_or_create(
        unit_id=act.unit_id,
        kind=act.kind,
        shape=digest(labels),
        defaults={"columns": act.columns, "constants": act.constants},
    )


def remove_contents(acts: list[int]) -> None:
    """The workbooks and everything told of their rows; the acts themselves stay."""
    ImportFile.objects.filter(act__in=acts).delete()
    ImportPiece.objects.filter(act__in=acts).delete()
    ImportNote.objects.filter(act__in=acts).delete()


def _url(act: Import) -> str:
    return reverse("orgs:import", args=[act.pk])


def _said(act: Import) -> str:
    counts: dict[str, int] = act.counts
    if act.status == S.APPLIED:
        return _("Đã nhập: %(new)s mới, %(changed)s thay đổi.") % counts
    if counts["faults"]:
        return _("%(bad)s dòng chưa đúng, %(faults)s chỗ cần sửa.") % counts
    return _("%(new)s mới, %(changed)s thay đổi, %(same)s giữ nguyên.") % counts
