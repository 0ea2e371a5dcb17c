"""Handing a unit's work on inside the unit: given, reported to the head, returned or taken over."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.accounts.models import User
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.documents.models import Evidence
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.numbers import mean_percent
from phongtrao.lib.text import fold
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import handovers as access
from phongtrao.plans.access.reports import EDITABLE
from phongtrao.plans.models import Assignment, HandOver, ProgressReport
from phongtrao.plans.periods import report_periods
from phongtrao.plans.queries.inside import people_of, people_of_room, rooms_of, rooms_with_people
from phongtrao.plans.queries.people import people_at
from phongtrao.plans.services.assignments import quoted
from phongtrao.plans.services.claims import bring_evidence
from phongtrao.plans.services.movements import clean
from phongtrao.plans.services.reports import Writing, attach_existing, save_draft, start_report

S = HandOver.Status
HANDOVER_TRANSITIONS: Transitions[S] = {
    S.GIVEN: frozenset({S.REPORTED}),
    S.REPORTED: frozenset({S.RETURNED, S.DONE}),
    S.RETURNED: frozenset({S.REPORTED, S.GIVEN}),  # given again: to somebody else
    S.DONE: frozenset(),
}
FULL = 100


@dataclass(frozen=True, slots=True)
class Handing:
    """To whom, just one of the two; by which day; and what of the work it is."""

    due_on: date
    user: User | None = None
    room: Unit | None = None
    note: str = ""


# ------------------------------------------------------------------ the head gives


@transaction.atomic
def hand_over(assignment: Assignment, handing: Handing, *, by: AbstractBaseUser) -> HandOver:
    """Hand a part of accepted work to a person or a room of the unit. BadInput says what is wrong."""
    access.can_hand_over(by, assignment).enforce()
    _check(assignment, handing)
    _refuse_twice(assignment, handing)
    handover = HandOver(
        assignment=assignment,
        user=handing.user,
        room=handing.room,
        note=handing.note.strip(),
        due_on=handing.due_on,
        given_by_id=by.pk,
        given_at=timezone.now(),
    )
    clean(handover)
    handover.save()
    record(handover, "plans.handed_over", by=by, after=_said(handing))
    _tell_receiver(handover)
    return handover


@transaction.atomic
def pass_on(handover: HandOver, handing: Handing, *, by: AbstractBaseUser) -> HandOver:
    """Give the same part to somebody else; what the first one wrote so far stays with it."""
    access.can_pass_on(by, handover).enforce()
    _check(handover.assignment, handing)
    _refuse_twice(handover.assignment, handing, besides=handover)
    before = {"to": handover.receiver, "due_on": handover.due_on}
    former = copy(handover)
    fields = {
        "user": handing.user,
        "room": handing.room,
        "note": handing.note.strip(),
        "due_on": handing.due_on,
        "given_by": by.pk,
        "given_at": timezone.now(),
    }
    if handover.status == S.RETURNED:
        move(handover, S.GIVEN, HANDOVER_TRANSITIONS, return_reason="", **fields)
    else:
        rows = HandOver.objects.filter(pk=handover.pk, status=S.GIVEN)
        if not rows.update(**fields):
            raise WrongState(_("Phần việc vừa được báo cáo. Hãy tải lại trang."))
        handover.refresh_from_db()
    record(handover, "plans.handover_passed_on", by=by, before=before, after=_said(handing))
    _tell_receiver(handover)
    told = gettext_lazy("Phần việc của bạn đã được giao cho người khác: %(task)s.")
    _tell_former(former, _receivers(handover), told)
    return handover


@transaction.atomic
def drop_handover(handover: HandOver, *, by: AbstractBaseUser) -> None:
    """Take back what nobody has reported on."""
    access.can_drop(by, handover).enforce()
    record(handover, "plans.handover_dropped", by=by, before={"to": handover.receiver})
    unreported = HandOver.objects.filter(pk=handover.pk, status=S.GIVEN, reported_at=None)
    if not unreported.delete()[0]:
        raise WrongState(_("Phần việc vừa được báo cáo nên không thu hồi được. Hãy tải lại trang."))
    told = gettext_lazy("Phần việc của bạn đã được thu hồi: %(task)s.")
    _tell_former(handover, [], told)


# ------------------------------------------------------------------ the person reports


@transaction.atomic
def save_part(handover: HandOver, percent: int, done: str, *, by: AbstractBaseUser) -> HandOver:
    """Keep what is written so far. No line of history: a draft is not a deed."""
    access.can_report(by, handover).enforce()
    if not 0 <= percent <= FULL:
        raise BadInput(_("Tiến độ là số từ 0 đến 100."))
    rows = HandOver.objects.filter(pk=handover.pk, status=handover.status)
    if not rows.update(percent=percent, done=done.strip()):
        raise WrongState(_("Phần việc vừa được người khác báo cáo. Hãy tải lại trang."))
    handover.refresh_from_db()
    return handover


@transaction.atomic
def report_part(handover: HandOver, *, by: AbstractBaseUser) -> HandOver:
    """Hand what is written to the head; from here on it is frozen until it is returned."""
    access.can_report(by, handover).enforce()
    if not handover.done.strip():
        raise BadInput(_("Hãy ghi việc đã làm trước khi gửi báo cáo."))
    reported = {"reported_by": by.pk, "reported_at": timezone.now()}
    move(handover, S.REPORTED, HANDOVER_TRANSITIONS, **reported)
    after = {"percent": handover.percent, "done": handover.done, "evidence": _titles(handover)}
    record(handover, "plans.handover_reported", by=by, after=after)
    _tell_heads(handover, by)
    return handover


@transaction.atomic
def prove(
    handover: HandOver,
    title: str,
    *,
    file: "File[Any] | None" = None,
    url: str = "",
    by: AbstractBaseUser,
) -> Evidence:
    """Store a file or an address as evidence of the unit and cite it. BadFile, BadInput as they say."""
    locked = _writable(handover, by)
    unit = locked.assignment.unit
    evidence = bring_evidence(unit, title, file=file, url=url, by=by)
    # The unit may have it from somebody else: here stands who lays it beside this part.
    locked.evidence.add(evidence, through_defaults={"added_by_id": by.pk})
    record(locked, "plans.handover_proved", by=by, after={"evidence": evidence.title})
    return evidence


@transaction.atomic
def unprove(handover: HandOver, evidence: Evidence, *, by: AbstractBaseUser) -> None:
    """Cite it no more; the evidence itself stays with the unit."""
    locked = _writable(handover, by)
    locked.evidence.remove(evidence)
    record(locked, "plans.handover_unproved", by=by, before={"evidence": evidence.title})


# ------------------------------------------------------------------ the head judges


@transaction.atomic
def return_part(handover: HandOver, reason: str, *, by: AbstractBaseUser) -> HandOver:
    access.can_judge(by, handover).enforce()
    said = reason.strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do trả lại để người làm biết cần sửa gì."))
    move(handover, S.RETURNED, HANDOVER_TRANSITIONS, return_reason=said)
    record(handover, "plans.handover_returned", by=by, after={"reason": said})
    told = gettext_lazy("Phần việc bị trả lại: %(task)s. Hãy sửa và báo cáo lại.")
    _tell(_receivers(handover), handover, told, "returned")
    return handover


@transaction.atomic
def take_over(handover: HandOver, *, by: AbstractBaseUser) -> ProgressReport:
    """Take the result over into the unit's report of now: its words with their source, its evidence.

    The report stays a draft for the head to read and submit; its percent is the mean of the parts.
    """
    access.can_judge(by, handover).enforce()
    report = _report_now(handover.assignment, by)
    move(handover, S.DONE, HANDOVER_TRANSITIONS, taken_into=report, return_reason="")
    done = "\n".join(filter(None, [report.done, _with_source(handover)]))
    save_draft(report, Writing(_percent(handover, report), done, report.obstacles), by=by)
    for evidence in handover.evidence.order_by("pk"):
        attach_existing(report, evidence, by=by)
    record(handover, "plans.handover_taken_over", by=by, period=report.period)
    told = gettext_lazy("Kết quả phần việc đã được nhận: %(task)s.")
    _tell(_receivers(handover), handover, told, "done")
    return report


# ------------------------------------------------------------------ parts


def _check(assignment: Assignment, handing: Handing) -> None:
    unit = assignment.unit
    if bool(handing.user) == bool(handing.room):
        raise BadInput(_("Hãy chọn đúng một người hoặc một tổ, phòng."))
    if handing.user:
        check_person(handing.user, unit)
    if handing.room and not rooms_of(unit).filter(pk=handing.room.pk).exists():
        said = {"room": handing.room, "unit": unit}
        raise BadInput(_("%(room)s không thuộc %(unit)s. Hãy chọn tổ, phòng của đơn vị.") % said)
    if handing.room and not rooms_with_people(unit).filter(pk=handing.room.pk).exists():
        raise BadInput(
            _("Chưa ai ở %(room)s có tài khoản để nhận việc. Hãy giao cho một người.")
            % {"room": handing.room}
        )
    check_inner_day(handing.due_on, assignment.due_on)


def check_person(person: User, unit: Unit) -> None:
    """Work goes to who is of the unit today; BadInput names who is not."""
    if not people_of(unit).filter(pk=person.pk).exists():
        said = {"person": person, "unit": unit}
        raise BadInput(
            _("%(person)s không thuộc %(unit)s hôm nay. Hãy chọn người của đơn vị.") % said
        )


def _refuse_twice(
    assignment: Assignment, handing: Handing, besides: HandOver | None = None
) -> None:
    """One person does one part once; other words are another part. Locks the work: two at once are one."""
    Assignment.objects.select_for_update(of=("self",), no_key=True).get(pk=assignment.pk)
    rows = HandOver.objects.filter(assignment=assignment, user=handing.user, room=handing.room)
    rows = rows.exclude(status=S.DONE).exclude(pk=besides.pk if besides else 0)
    words = fold(handing.note)
    if known := next((row for row in rows if fold(row.note) == words), None):
        said = {"who": known.receiver, "day": date_format(known.due_on, "d/m/Y")}
        raise BadInput(
            _("%(who)s đã được giao phần việc này, hạn %(day)s. Hãy ghi rõ phần khác.") % said
        )


def check_inner_day(due_on: date, limit: date | None) -> None:
    """An inner day is to come, and not after ``limit``, the day of the work itself."""
    today = timezone.localdate()
    if due_on < today:
        raise BadInput(_("Hạn trong đơn vị đã qua. Hãy chọn một ngày từ hôm nay."))
    # Work that is late already has no day left to stay within.
    if limit and today <= limit < due_on:
        raise BadInput(
            _("Hạn trong đơn vị không được sau hạn của nhiệm vụ (%(day)s). Hãy chọn ngày sớm hơn.")
            % {"day": date_format(limit, "d/m/Y")}
        )


def _said(handing: Handing) -> dict[str, object]:
    to = str(handing.user or handing.room)
    return {"to": to, "due_on": handing.due_on, "note": handing.note}


def _titles(handover: HandOver) -> list[str]:
    return list(handover.evidence.order_by("pk").values_list("title", flat=True))


def _writable(handover: HandOver, by: AbstractBaseUser) -> HandOver:
    """The hand-over, locked: nothing is attached to it while a colleague reports it."""
    related = ("assignment__unit", "assignment__task__plan")
    rows = HandOver.objects.select_for_update(of=("self",)).select_related(*related)
    locked = rows.get(pk=handover.pk)
    access.can_report(by, locked).enforce()
    return locked


def _report_now(assignment: Assignment, by: AbstractBaseUser) -> ProgressReport:
    """The unit's report that can still be written: of this quarter, else of this month."""
    quarter, _before, month, *_others = report_periods(timezone.localdate())
    for period in (quarter, month):
        written = assignment.reports.filter(period=period.key).first()
        if written is None or written.status in EDITABLE:
            return start_report(assignment, period, by=by)
    raise WrongState(
        _("Báo cáo kỳ này của đơn vị đã nộp. Hãy rút báo cáo, hoặc đợi văn phòng trả lại.")
    )


def _percent(handover: HandOver, report: ProgressReport) -> int:
    """The mean of the parts of this round: those not taken over before."""
    parts = HandOver.objects.filter(assignment=handover.assignment_id)
    now = list(
        parts.filter(Q(taken_into=None) | Q(taken_into=report)).values_list("percent", flat=True)
    )
    return mean_percent(sum(now), len(now))


def _with_source(handover: HandOver) -> str:
    who = handover.receiver
    if handover.room_id and handover.reported_by:
        who = f"{who} ({handover.reported_by})"
    return f"– {who}: {handover.done}"


def _receivers(handover: HandOver) -> Iterable[User]:
    if handover.room:
        return people_of_room(handover.room)
    return [handover.user] if handover.user else []


def _tell_receiver(handover: HandOver) -> None:
    told = gettext_lazy("Bạn được giao việc, hạn %(due)s: %(task)s.")
    _tell(_receivers(handover), handover, told, "given")


def _tell_heads(handover: HandOver, by: AbstractBaseUser) -> None:
    told = gettext_lazy("%(who)s đã báo cáo phần việc: %(task)s. Hãy nhận hoặc trả lại.")
    heads = [user for user in people_at(handover.assignment.unit) if user.pk != by.pk]
    _tell(heads, handover, told, "reported")


def _tell_former(former: HandOver, now: Iterable[User], sentence: Promise) -> None:
    """Who no longer does it, and therefore no longer sees it, as it was given to them: no address."""
    still = {user.pk for user in now}
    left = [user for user in _receivers(former) if user.pk not in still]
    with office_language():
        text = str(sentence) % {"task": quoted(former.note or former.assignment.text)}
    notify(left, text, key=f"plans.handover:{former.pk}:left:{timezone.now().isoformat()}")


def _tell(to: Iterable[User], handover: HandOver, sentence: Promise, event: str) -> None:
    with office_language():
        text = str(sentence) % {
            "task": quoted(handover.note or handover.assignment.text),
            "due": date_format(handover.due_on, "d/m/Y"),
            "who": handover.receiver,
        }
    at = timezone.now().isoformat()  # the same may happen again another time
    url = reverse("plans:handover", args=[handover.pk])
    notify(to, text, key=f"plans.handover:{handover.pk}:{event}:{at}", url=url)
