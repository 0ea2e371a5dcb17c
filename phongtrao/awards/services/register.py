"""Awards written down from their decisions, checked by a second person, refused, corrected, revoked. S3-29

What is written waits; what was checked and is then corrected waits again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import Line, record, record_many
from phongtrao.awards.access.register import (
    can_check,
    can_correct,
    can_record,
    can_revoke,
    can_tie,
    checkable_awards,
    tying_papers,
)
from phongtrao.awards.followers import end_followers, lead_followers
from phongtrao.awards.models import Award, Honour
from phongtrao.awards.queries.register import mark_of_awards
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move, move_many
from phongtrao.documents.models import Evidence, OfficialDocument
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.numbers import format_date
from phongtrao.lib.periods import PeriodKind, parse_period
from phongtrao.lib.text import nfc
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Person, Unit

S, R = Award.Status, Award.Route
TRANSITIONS: Transitions[Award.Status] = {
    S.WAITING: frozenset({S.CONFIRMED, S.REFUSED, S.WAITING}),
    S.CONFIRMED: frozenset({S.REVOKED, S.WAITING}),
    S.REFUSED: frozenset({S.WAITING}),
    S.REVOKED: frozenset(),
}
YEARS = frozenset({PeriodKind.SCHOOL_YEAR, PeriodKind.CALENDAR_YEAR})
TOLD = ("honour", "person", "unit", "route", "period", "reason", "decision", "decided_on", "decided_by")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """What a decision says of one person or, without ``person``, of the unit. ``period``: key of a year."""

    honour: Honour
    unit: Unit
    period: str
    decision: str
    decided_on: date
    decided_by: str
    person: Person | None = None
    route: str = ""
    reason: str = ""


@transaction.atomic
def record_award(given: Given, evidence: Evidence | None = None, *, by: AbstractBaseUser) -> Award:
    """Write it down; it waits until somebody else of the office has compared it with its decision."""
    can_record(by, given.unit).enforce()
    award = award_of(given)
    award.evidence, award.recorded_by_id = evidence, by.pk
    award.full_clean()
    award.save()
    record(award, "awards.recorded", by=by)
    return award


def award_of(given: Given) -> Award:
    """The row as it will stand, not saved. BadInput for what cannot be."""
    refuse_given(given.honour, given.period, given.decided_on, is_person=given.person is not None)
    return Award(
        honour=given.honour,
        person=given.person,
        unit=given.unit,
        route=route_of(given.honour, given.route),
        period=given.period,
        reason=nfc(given.reason).strip(),
        decision=nfc(given.decision).strip(),
        decided_on=given.decided_on,
        decided_by=nfc(given.decided_by).strip(),
        earned_on=min(parse_period(given.period).end, given.decided_on),
    )


def refuse_given(honour: Honour, period: str, decided_on: date, *, is_person: bool) -> None:
    year = parse_period(period)
    if is_person and not honour.for_people:
        raise BadInput(_("“%s” không tặng cho cá nhân. Hãy chọn danh hiệu khác.") % honour)
    if not is_person and not honour.for_units:
        raise BadInput(_("“%s” không tặng cho tập thể. Hãy chọn danh hiệu khác.") % honour)
    if year.kind not in YEARS:
        raise BadInput(_("Khen thưởng tính theo năm học hoặc năm. Hãy ghi như 2025-2026 hoặc 2025."))  # fmt: skip
    if decided_on > timezone.localdate():
        raise BadInput(_("Ngày quyết định chưa đến. Hãy sửa lại ngày."))
    if decided_on < year.start:
        said = _("Ngày quyết định trước khi %s bắt đầu. Hãy sửa ngày hoặc năm.")
        raise BadInput(said % year.label.lower())
    if decided_on < honour.valid_from or (honour.valid_to and decided_on > honour.valid_to):
        said = _("“%(honour)s” không có hiệu lực vào ngày %(day)s. Hãy chọn danh hiệu, hình thức của ngày ấy.")  # fmt: skip
        raise BadInput(said % {"honour": honour, "day": format_date(decided_on)})


def route_of(honour: Honour, said: str) -> str:
    """A title is given by the year, a flag also for a movement; a form by merit, unless its decision says
    otherwise (Nghị định 152/2025, điều 4 khoản 3: what a movement gave counts for no merit)."""
    if honour.movement_id:
        return str(R.MOVEMENT)
    if honour.kind == Honour.Kind.TITLE:
        is_of_movement = honour.sort == "flag" and said == R.MOVEMENT
        return str(R.MOVEMENT if is_of_movement else R.YEARLY)
    return said if said and said != R.YEARLY else str(R.MERIT)


@transaction.atomic
def check_awards(rows: QuerySet[Award], *, by: AbstractBaseUser, as_read: str = "") -> list[int]:
    """They stand as their decisions say. Rows somebody else handled meanwhile are left.

    ``as_read``: the mark of what the page showed; WrongState where one was corrected since.
    """
    found = ready_awards(rows, by)
    waiting = list(found.select_for_update(of=("self",)))
    if not waiting:
        raise WrongState(_("Không còn dòng nào chờ bạn đối chiếu. Hãy tải lại trang."))
    if as_read and mark_of_awards(waiting) != as_read:
        raise WrongState(_("Có dòng vừa được sửa hoặc đã được người khác xử lý. Hãy xem lại rồi đối chiếu."))  # fmt: skip
    kept = Award.objects.filter(pk__in=[one.pk for one in waiting])
    moved = move_many(kept, S.WAITING, S.CONFIRMED, TRANSITIONS, checked_by=by.pk)
    record_many((Line(one) for one in waiting if one.pk in set(moved)), "awards.checked", by=by)
    return moved


def ready_awards(rows: QuerySet[Award], by: AbstractBaseUser) -> QuerySet[Award]:
    """Of these, what this person may confirm, in one order everywhere."""
    found: QuerySet[Award] = checkable_awards(by).filter(pk__in=rows.order_by().values("pk"))
    return found.order_by("pk")


@transaction.atomic
def refuse_award(award: Award, reason: str, *, by: AbstractBaseUser) -> Award:
    """The decision does not say so; who recorded it is told."""
    can_check(by, award).enforce()
    said = _reason(reason)
    move(award, S.REFUSED, TRANSITIONS, end_reason=said, checked_by=by.pk)
    lead_followers(award, by=by)
    record(award, "awards.refused", by=by, after={"end_reason": said})
    with office_language():
        words = _("Khen thưởng đã ghi không đúng với quyết định: %s. Hãy sửa hoặc để nguyên.")
    _tell(User.objects.filter(pk=award.recorded_by_id or 0), award, words % said)
    return award


@transaction.atomic
def correct_award(
    award: Award, given: Given, evidence: Evidence | None = None, *, by: AbstractBaseUser
) -> Award:
    """As its decision really says; it waits anew. History keeps what stood and what stands."""
    can_correct(by, award).enforce()
    can_record(by, given.unit).enforce()
    as_given, new = award_of(given), Award.objects.get(pk=award.pk)
    for name in (*TOLD, "earned_on"):
        setattr(new, name, getattr(as_given, name))
    new.evidence = evidence or award.evidence
    before, after = _changes(award, new)
    if not after and not evidence:
        raise BadInput(_("Chưa có gì thay đổi. Hãy sửa ít nhất một ô."))
    new.full_clean()
    changed: dict[str, Any] = {
        name: getattr(new, name) for name in (*TOLD, "earned_on", "evidence")
    }
    if {"decision", "decided_on"} & after.keys():
        changed["document"] = None  # the paper of another number or day is not its own
    move(award, S.WAITING, TRANSITIONS, **changed, recorded_by=by.pk, checked_by=None, end_reason="")  # fmt: skip
    lead_followers(award, by=by)
    record(award, "awards.corrected", by=by, before=before, after=after)
    return award


def _changes(old: Award, new: Award) -> tuple[dict[str, str], dict[str, str]]:
    """In words, only what differs."""
    both = {name: (_said(old, name), _said(new, name)) for name in TOLD}
    differ = {name: pair for name, pair in both.items() if pair[0] != pair[1]}
    return (
        {name: pair[0] for name, pair in differ.items()},
        {name: pair[1] for name, pair in differ.items()},
    )


def _said(award: Award, name: str) -> str:
    value = getattr(award, name)
    if name == "person":
        return award.person.full_name if award.person else ""
    if name == "route":
        return str(award.get_route_display())
    return format_date(value) if isinstance(value, date) else str(value or "")


@transaction.atomic
def revoke_award(
    award: Award, decision: str, revoked_on: date, reason: str, *, by: AbstractBaseUser
) -> Award:
    """By a decision: from then on it counts on no day. Whose it was is told."""
    can_revoke(by, award).enforce()
    said, number = _reason(reason), nfc(decision).strip()[:60]
    if not number:
        raise BadInput(_("Hãy ghi số quyết định thu hồi."))
    if not award.decided_on <= revoked_on <= timezone.localdate():
        raise BadInput(_("Ngày thu hồi phải từ ngày quyết định khen thưởng đến hôm nay."))
    told: dict[str, Any] = {
        "revoked_on": revoked_on,
        "end_reason": said,
        "revoking_decision": number,
    }
    move(award, S.REVOKED, TRANSITIONS, **told)
    end_followers(award, by=by)
    record(award, "awards.revoked", by=by, after=told)
    if award.person_id:
        with office_language():
            words = _("Khen thưởng của thầy cô bị thu hồi từ %(day)s: %(why)s")
        text = words % {"day": format_date(revoked_on), "why": said}
        _tell(User.objects.filter(person=award.person_id), award, text)
    return award


@transaction.atomic
def tie_paper(award: Award, paper: OfficialDocument, *, by: AbstractBaseUser) -> Award:
    """The registered paper of its decision: of the same number and day. What the row says stays as checked."""
    found: Award = Award.objects.select_for_update(of=("self",)).select_related("unit").get(pk=award.pk)  # fmt: skip
    can_tie(by, found).enforce()
    if paper not in tying_papers(by, found):
        raise BadInput(_("Văn bản này không cùng số và ngày với quyết định. Hãy sửa dòng hoặc chọn văn bản khác."))  # fmt: skip
    before = {"document": str(found.document)} if found.document else None
    found.document = paper
    found.save(update_fields=["document"])
    record(found, "awards.paper_tied", by=by, before=before, after={"document": str(paper)})
    return found


def _tell(people: Iterable[User], award: Award, text: str) -> None:
    key = f"award:{award.pk}:{award.status}:{timezone.now():%Y%m%d%H%M%S}"
    notify(people, text, key=key, url=reverse("awards:award", args=[award.pk]))


def _reason(reason: str) -> str:
    said = nfc(reason).strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do."))
    return said[:300]
