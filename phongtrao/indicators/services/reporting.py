"""A unit's numbers: typed as a draft, handed in, withdrawn; returned or accepted by the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.documents.services import add_evidence
from phongtrao.indicators.access import rounds as access
from phongtrao.indicators.checks import Number
from phongtrao.indicators.models import CollectionRound, Measurement, UnitReport
from phongtrao.indicators.queries.reports import Cell, cells_of
from phongtrao.indicators.services.blocks import remember
from phongtrao.lib.errors import BadInput, Conflict, NotAllowed, WrongState
from phongtrao.lib.marks import mark_of
from phongtrao.lib.text import nfc
from phongtrao.notifications.services import notify
from phongtrao.plans.models import Owed
from phongtrao.plans.queries.people import office_of, people_at
from phongtrao.plans.services.assignments import quoted

S = UnitReport.Status
TRANSITIONS: Transitions[Owed.Status] = {
    S.OPEN: frozenset({S.SUBMITTED, S.ACCEPTED}),  # accepted at once: entered by the office
    S.SUBMITTED: frozenset({S.OPEN, S.RETURNED, S.ACCEPTED}),
    S.RETURNED: frozenset({S.SUBMITTED, S.ACCEPTED}),
    S.ACCEPTED: frozenset(),
}
MOST_NAMED = 10
LONGEST_NOTE = 300
HANDED_IN_ANEW = gettext_lazy(
    "Đơn vị vừa rút hoặc nộp lại số liệu. Hãy tải lại trang, xem số mới rồi mới quyết định."
)
WRITTEN_MEANWHILE = gettext_lazy(
    "Số liệu vừa được người khác nhập hoặc nộp, hoặc đợt vừa chốt. Hãy chép lại phần vừa gõ rồi tải lại trang."
)


@dataclass(frozen=True, slots=True)
class Judged:
    """How many of several reports were accepted, and why the others were not."""

    accepted: int
    refused: tuple[str, ...] = ()


# ------------------------------------------------------------------ the unit types


def draft_mark(values: Mapping[str, Any]) -> str:
    """What a page carries to say which draft it shows."""
    return mark_of(values)


@transaction.atomic
def save_report(
    report: UnitReport, values: Mapping[str, Any], *, by: AbstractBaseUser, as_read: str = ""
) -> UnitReport:
    """Keep what is typed so far. No line of history: a draft is not a deed.

    ``as_read``: the ``draft_mark`` of the page that was filled in. Raises Conflict where somebody else
    typed meanwhile: all numbers are replaced at once.
    """
    access.can_write(by, report).enforce()
    kept = {key: dict(value) for key, value in values.items() if any(value.values())}
    if as_read not in {"", draft_mark(report.values), draft_mark(kept)}:
        raise Conflict(str(WRITTEN_MEANWHILE))
    rows = UnitReport.objects.filter(pk=report.pk, status=report.status, values=report.values)
    if not rows.update(values=kept):
        raise Conflict(str(WRITTEN_MEANWHILE))
    report.values = kept
    return report


@transaction.atomic
def attach_evidence(
    report: UnitReport, indicator: int, file: "File[Any]", *, by: AbstractBaseUser
) -> UnitReport:
    """Put a file behind a number of the draft. BadFile for what may not be stored."""
    locked = _writable(report, by)
    evidence = add_evidence(locked.unit, file=file, by=by)
    cell = dict(locked.values.get(str(indicator)) or {})
    locked.values = {**locked.values, str(indicator): {**cell, "evidence": evidence.pk}}
    locked.save(update_fields=["values"])
    return locked


@transaction.atomic
def submit_report(report: UnitReport, *, by: AbstractBaseUser) -> UnitReport:
    """Hand it in: refused with what is missing, impossible, or doubtful without a note."""
    locked = _writable(report, by)
    cells = cells_of(locked)
    if wrong := _wrong(cells):
        raise BadInput("\n".join(wrong))
    Measurement.objects.filter(report=locked).delete()
    rows = [row for cell in cells for row in _rows(locked, cell)]
    _free(locked, rows)
    Measurement.objects.bulk_create(rows)
    moment = timezone.now()
    move(
        locked,
        S.SUBMITTED,
        TRANSITIONS,
        return_reason="",
        submitted_by=by.pk,
        submitted_at=moment,
    )
    record(locked, "indicators.report_submitted", by=by)
    _tell_office(locked)
    return locked


@transaction.atomic
def withdraw_report(report: UnitReport, *, by: AbstractBaseUser) -> UnitReport:
    """Take it back to mend it, as long as nobody has judged it."""
    access.can_withdraw(by, report).enforce()
    nobody: dict[str, Any] = {"submitted_by": None, "submitted_at": None}
    move(report, S.OPEN, TRANSITIONS, **nobody)
    Measurement.objects.filter(report=report).delete()
    record(report, "indicators.report_withdrawn", by=by)
    return report


# ------------------------------------------------------------------ the office judges


def handed_mark(report: UnitReport) -> str:
    """What a page carries to say which numbers it shows: when they were handed in."""
    return report.submitted_at.isoformat() if report.submitted_at else ""


@transaction.atomic
def return_report(
    report: UnitReport, reason: str, *, by: AbstractBaseUser, as_read: str = ""
) -> UnitReport:
    """``as_read``: the ``handed_mark`` of the page that was judged; Conflict where it is another now."""
    said = nfc(reason).strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do trả lại để đơn vị biết cần sửa gì."))
    report = _judgeable(report, by, as_read)
    move(report, S.RETURNED, TRANSITIONS, return_reason=said, **_judged(by))
    Measurement.objects.filter(report=report).delete()
    record(report, "indicators.report_returned", by=by, after={"reason": said})
    with office_language():
        text = _("Số liệu bị trả lại: %s. Hãy sửa và nộp lại.") % quoted(report.round.title)
    _tell_unit(report, text, f"returned:{report.reviewed_at:%Y%m%d%H%M%S}", but=by)
    return report


@transaction.atomic
def accept_report(
    report: UnitReport, missing_note: str = "", *, by: AbstractBaseUser, as_read: str = ""
) -> UnitReport:
    """From now on its numbers count. A unit with others of the round below it is complete only when
    these are, or when the office closes it and says why some are missing. ``as_read`` as in return_report.
    """
    report = _judgeable(report, by, as_read)
    said = nfc(missing_note).strip()
    if len(said) > LONGEST_NOTE:
        raise BadInput(_("Lý do chốt dài quá %s ký tự. Hãy viết ngắn lại.") % LONGEST_NOTE)
    missing = missing_below(report)
    if missing and not said:
        names = "; ".join(str(row.unit) for row in missing[:MOST_NAMED])
        words = _(
            "Đơn vị dưới chưa được duyệt: %s. Hãy duyệt trước, hoặc ghi lý do chốt khi còn thiếu."
        )
        raise WrongState(words % names)
    changed: dict[str, Any] = {"missing_note": said if missing else "", **_judged(by)}
    move(report, S.ACCEPTED, TRANSITIONS, **changed)
    Measurement.objects.filter(report=report).update(is_accepted=True, changed_at=timezone.now())
    remember([report.unit_id], [report.round.period])
    record(report, "indicators.report_accepted", by=by, missing=len(missing))
    with office_language():
        text = _("Số liệu đã được duyệt: %s.") % quoted(report.round.title)
    _tell_unit(report, text, "accepted", but=by)
    return report


def accept_reports(reports: list[UnitReport], *, by: AbstractBaseUser) -> Judged:
    """Several at once, the lowest first, each by itself: one that cannot be does not stop the others."""
    accepted, refused = 0, []
    for report in sorted(reports, key=lambda one: -len(one.unit.admin_path)):
        try:
            accept_report(report, by=by, as_read=handed_mark(report))
        except (Conflict, WrongState, NotAllowed) as error:
            refused.append(f"{report.unit}: {error}")
        else:
            accepted += 1
    return Judged(accepted, tuple(refused))


def missing_below(report: UnitReport) -> list[UnitReport]:
    """Reports of the same round from units below this one, on either line, that are not accepted."""
    admin, prof = report.unit.admin_path, report.unit.prof_path
    below = Q(unit__admin_path__startswith=admin) | Q(unit__prof_path__startswith=prof)
    rows: QuerySet[UnitReport] = UnitReport.objects.filter(below, round=report.round_id)
    rows = rows.exclude(pk=report.pk).exclude(status=S.ACCEPTED)
    return list(rows.select_related("unit").order_by("unit__sort_key", "pk"))


# ------------------------------------------------------------------ parts


def _writable(report: UnitReport, by: AbstractBaseUser) -> UnitReport:
    """Locked: nothing is typed into it while a colleague hands it in, and its round does not close."""
    table = CollectionRound._meta.db_table  # noqa: SLF001 -- Django's documented name
    # Shared, which Django cannot say: units hand in side by side.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT FROM {table} WHERE id = %s FOR SHARE", [report.round_id])
    rows = UnitReport.objects.select_for_update(of=("self",))
    locked = rows.select_related("round__owner", "unit").get(pk=report.pk)
    access.can_write(by, locked).enforce()
    return locked


def _judgeable(report: UnitReport, by: AbstractBaseUser, as_read: str) -> UnitReport:
    """Locked: what is accepted or returned is what was read."""
    rows = UnitReport.objects.select_for_update(of=("self",))
    locked = rows.select_related("round__owner", "unit").get(pk=report.pk)
    if as_read not in {"", handed_mark(locked)}:
        raise Conflict(str(HANDED_IN_ANEW))
    access.can_judge(by, locked).enforce()
    return locked


def _wrong(cells: list[Cell]) -> list[str]:
    """A line for each number that keeps the report here."""
    lines = []
    for cell in cells:
        name = cell.indicator.code
        if cell.whole is None and not cell.note.strip():
            lines.append(_("%s: chưa nhập số liệu. Nếu không có, hãy ghi chú lý do.") % name)
        lines += [f"{name}: {finding.sentence}" for finding in cell.blocking]
    return lines


def _rows(report: UnitReport, cell: Cell) -> list[Measurement]:
    numbers = {"": cell.whole, **cell.parts}
    return [
        _row(report, cell, part, number) for part, number in numbers.items() if number is not None
    ]


def _row(report: UnitReport, cell: Cell, part: str, number: Number) -> Measurement:
    return Measurement(
        unit_id=report.unit_id,
        indicator=cell.indicator,
        period=report.round.period,
        part=part,
        numerator=number.n,
        denominator=number.d if cell.indicator.is_ratio else None,
        note=number.note[:500],
        evidence_id=cell.evidence if not part else None,
        report=report,
    )


def _free(report: UnitReport, rows: list[Measurement]) -> None:
    """A number may stand there from elsewhere: an accepted one is corrected, never overwritten."""
    there = Measurement.objects.filter(
        unit=report.unit_id,
        period=report.round.period,
        indicator__in={row.indicator_id for row in rows},
    ).exclude(report=report)
    if name := there.values_list("indicator__code", flat=True).first():
        words = _("Số liệu kỳ này của %s đã có từ nguồn khác. Hãy đề nghị văn phòng đính chính.")
        raise WrongState(words % name)


def _judged(by: AbstractBaseUser) -> dict[str, Any]:
    return {"reviewed_by": by.pk, "reviewed_at": timezone.now()}


def _tell_unit(report: UnitReport, text: str, event: str, *, but: AbstractBaseUser) -> None:
    people = [user for user in people_at(report.unit) if user.pk != but.pk]
    key = f"indicators.report:{report.pk}:{event}"
    notify(people, text, key=key, url=reverse("indicators:report", args=[report.pk]))


def _tell_office(report: UnitReport) -> None:
    """One line a day for the office, however many units hand in."""
    round_ = report.round
    with office_language():
        text = _("Có số liệu mới nộp chờ duyệt: %s.") % quoted(round_.title)
    key = f"indicators.reports_waiting:{round_.pk}:{timezone.localdate()}"
    notify(
        office_of(round_.owner), text, key=key, url=reverse("indicators:round", args=[round_.pk])
    )
