"""Difficulties: raised in a unit, answered by the office at whose desk they lie, closed by the unit.

About a piece of work they go to the office of its plan, otherwise to a unit above; an office that cannot
decide passes them up. Who is not the head tells the head first. S2-31, S1-88, S0-58.
"""

from collections.abc import Iterable
from datetime import date
from typing import cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import difficulties as access
from phongtrao.plans.access.amending import open_amendment
from phongtrao.plans.access.assignments import acts_for
from phongtrao.plans.models import Assignment, Difficulty, HandOver, Plan
from phongtrao.plans.queries.blocks import leaders_over
from phongtrao.plans.queries.people import office_of, people_at
from phongtrao.plans.queries.superiors import superiors
from phongtrao.plans.services.amending import begin_amendment
from phongtrao.plans.services.assignments import quoted
from phongtrao.plans.services.movements import clean

S = Difficulty.Status
DIFFICULTY_TRANSITIONS: Transitions[S] = {
    S.INSIDE: frozenset({S.OPEN, S.ANSWERED, S.CLOSED}),
    S.OPEN: frozenset({S.ANSWERED, S.CLOSED}),  # it may settle by itself
    S.ANSWERED: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
}


@transaction.atomic
def raise_difficulty(
    work: Assignment, text: str, wish: str = "", *, by: AbstractBaseUser
) -> Difficulty:
    """Tell the office of the plan what stands in the way of a unit's work."""
    access.can_raise(by, work).enforce()
    raised = _raised(work.unit, text, wish, by)
    raised.assignment = work
    return _lay(raised, work.task.plan.owner)


@transaction.atomic
def raise_inside(
    handover: HandOver, text: str, wish: str = "", *, by: AbstractBaseUser
) -> Difficulty:
    """Tell the head what stands in the way of a part: answered there, or sent up.

    Where nobody answers for the unit any more, it goes to the office of the plan.
    """
    access.can_raise_inside(by, handover).enforce()
    raised = _raised(handover.assignment.unit, text, wish, by)
    raised.assignment, raised.handover = handover.assignment, handover
    heads = _heads(raised)
    return _tell(raised, heads) if heads else _lay(raised, handover.assignment.task.plan.owner)


@transaction.atomic
def raise_in_general(
    unit: Unit, text: str, wish: str = "", *, to: Unit | None = None, by: AbstractBaseUser
) -> Difficulty:
    """About no work given out. The head says to which unit above; of others the head is told first, if any.

    Raises BadInput where ``to`` is not right above the unit.
    """
    access.can_raise_for(by, unit).enforce()
    raised = _raised(unit, text, wish, by)
    heads = _heads(raised)
    if acts_for(by, unit) or not heads:
        return _lay(raised, _above(unit, to))
    return _tell(raised, heads)


@transaction.atomic
def send_up(difficulty: Difficulty, *, to: Unit | None = None, by: AbstractBaseUser) -> Difficulty:
    """The head makes it the unit's: from here on the office of the plan, or the unit above, reads it."""
    _hold(difficulty)
    access.can_send_up(by, difficulty).enforce()
    desk = difficulty.plan.owner if difficulty.plan else _above(difficulty.unit, to)
    move(difficulty, S.OPEN, DIFFICULTY_TRANSITIONS, sent_at=timezone.now(), desk=desk)
    record(difficulty, "plans.difficulty_sent_up", by=by)
    _tell_desk(difficulty, "raised")
    with office_language():
        words = _("Vướng mắc của bạn đã được gửi lên: %s.") % quoted(difficulty.text)
    _notify([difficulty.raised_by], difficulty, words, "sent_up")
    return difficulty


@transaction.atomic
def pass_up(difficulty: Difficulty, to: Unit, note: str, *, by: AbstractBaseUser) -> Difficulty:
    """An office that cannot decide lays it on the desk of a unit right above, and tells the unit."""
    _hold(difficulty)
    access.can_pass_up(by, difficulty).enforce()
    was, to = difficulty.desk, _above(difficulty.desk, to)
    difficulty.desk, difficulty.passed_note, difficulty.sent_at = to, note.strip(), timezone.now()
    difficulty.save(update_fields=["desk", "passed_note", "sent_at"])
    difficulty.past_desks.add(was)
    said = {"desk": to.name, "passed_note": difficulty.passed_note}
    record(difficulty, "plans.difficulty_passed_up", by=by, before={"desk": was.name}, after=said)
    _tell_desk(difficulty, f"passed:{to.pk}")
    with office_language():
        said = {"text": quoted(difficulty.text), "desk": to.name}
        words = _("Vướng mắc được chuyển lên %(desk)s giải đáp: %(text)s.") % said
    _notify(_unit_side(difficulty, but=by), difficulty, words, f"told_passed:{to.pk}")
    return difficulty


@transaction.atomic
def answer_difficulty(difficulty: Difficulty, answer: str, *, by: AbstractBaseUser) -> Difficulty:
    _hold(difficulty)
    access.can_answer(by, difficulty).enforce()
    if not answer.strip():
        raise BadInput(_("Hãy ghi lời trả lời để đơn vị làm theo."))
    fields = {"answer": answer.strip(), "answered_by": by.pk, "answered_at": timezone.now()}
    move(difficulty, S.ANSWERED, DIFFICULTY_TRANSITIONS, **fields)
    record(difficulty, "plans.difficulty_answered", by=by, after={"answer": difficulty.answer})
    with office_language():
        words = _("Vướng mắc đã được trả lời: %s.") % quoted(difficulty.text)
    _notify(_unit_side(difficulty, but=by), difficulty, words, "answered")
    return difficulty


@transaction.atomic
def close_difficulty(difficulty: Difficulty, *, by: AbstractBaseUser) -> Difficulty:
    """The unit says that it is settled."""
    access.can_close(by, difficulty).enforce()
    move(difficulty, S.CLOSED, DIFFICULTY_TRANSITIONS, closed_at=timezone.now())
    record(difficulty, "plans.difficulty_closed", by=by)
    return difficulty


@transaction.atomic
def amend_for(
    difficulty: Difficulty, title: str, starts_on: date, amending: str, *, by: AbstractBaseUser
) -> Plan:
    """Begin an amendment of the plan because of a difficulty. Refused as ``begin_amendment`` is."""
    plan = _plan_to_amend(difficulty, by)
    return _tie(difficulty, begin_amendment(plan, title, starts_on, amending, by=by), by)


@transaction.atomic
def join_amendment(difficulty: Difficulty, *, by: AbstractBaseUser) -> Plan:
    """Settle it with the amendment that is being drafted already."""
    amendment = open_amendment(_plan_to_amend(difficulty, by))
    if amendment is None or amendment.status != Plan.Status.DRAFT:
        raise WrongState(_("Không còn bản sửa đổi đang soạn của kế hoạch này. Hãy tải lại trang."))
    return _tie(difficulty, amendment, by)


def _plan_to_amend(difficulty: Difficulty, by: AbstractBaseUser) -> Plan:
    access.can_amend_for(by, difficulty).enforce()
    return cast("Plan", difficulty.plan)


def _tie(difficulty: Difficulty, amendment: Plan, by: AbstractBaseUser) -> Plan:
    free = Difficulty.objects.filter(pk=difficulty.pk, amendment=None)
    if not free.update(amendment=amendment):
        raise WrongState(_("Vướng mắc vừa được gắn với một bản sửa đổi. Hãy tải lại trang."))
    difficulty.amendment = amendment
    record(difficulty, "plans.difficulty_amended_for", by=by)  # a draft's title is its writers' own
    return amendment


def _hold(difficulty: Difficulty) -> None:
    """Lock the row; refused where somebody has moved it since it was read."""
    rows = Difficulty.objects.select_for_update(no_key=True)
    fresh = rows.only("status", "desk").get(pk=difficulty.pk)
    if (fresh.status, fresh.desk_id) != (difficulty.status, difficulty.desk_id):
        raise WrongState(_("Vướng mắc vừa được người khác xử lý. Hãy tải lại trang."))


def _raised(unit: Unit, text: str, wish: str, by: AbstractBaseUser) -> Difficulty:
    return Difficulty(
        unit=unit,
        desk=unit,
        text=text.strip(),
        wish=wish.strip(),
        raised_by_id=by.pk,
        raised_at=timezone.now(),
    )


def _lay(difficulty: Difficulty, desk: Unit) -> Difficulty:
    """Straight onto the desk that answers."""
    difficulty.desk, difficulty.sent_at = desk, difficulty.raised_at
    clean(difficulty)
    difficulty.save()
    record(difficulty, "plans.difficulty_raised", by=difficulty.raised_by, after=_said(difficulty))
    _tell_desk(difficulty, "raised")
    return difficulty


def _heads(difficulty: Difficulty) -> list[User]:
    """Who hears it first in the unit. Where nobody answers for it, it goes straight above."""
    return [user for user in people_at(difficulty.unit) if user.pk != difficulty.raised_by_id]


def _tell(difficulty: Difficulty, heads: list[User]) -> Difficulty:
    difficulty.status = S.INSIDE
    clean(difficulty)
    difficulty.save()
    by = difficulty.raised_by
    record(difficulty, "plans.difficulty_raised_inside", by=by, after=_said(difficulty))
    with office_language():
        said = {"who": by, "text": quoted(difficulty.text)}
        words = _("%(who)s nêu vướng mắc: %(text)s. Hãy trả lời hoặc gửi lên.") % said
    _notify(heads, difficulty, words, "raised_inside")
    return difficulty


def _above(unit: Unit, to: Unit | None) -> Unit:
    offered = superiors(unit)
    if not offered:
        raise BadInput(_("%s không có cơ quan cấp trên trong hệ thống.") % unit)
    if to is None:
        return offered[0]
    if to not in offered:
        said = {"to": to, "unit": unit, "names": "; ".join(str(one) for one in offered)}
        raise BadInput(
            _("%(to)s không phải cấp trên trực tiếp của %(unit)s. Hãy chọn: %(names)s.") % said
        )
    return to


def _said(difficulty: Difficulty) -> dict[str, str]:
    return {"text": difficulty.text, "wish": difficulty.wish}


def _tell_desk(difficulty: Difficulty, event: str) -> None:
    """The office of the desk, and the leader in charge of the task as long as they lead."""
    desk, work = difficulty.desk, difficulty.assignment
    leader = work.task.in_charge if work and work.task.plan.owner_id == desk.pk else None
    with office_language():
        said = {"unit": difficulty.unit, "text": quoted(difficulty.text)}
        words = _("%(unit)s nêu vướng mắc: %(text)s. Hãy trả lời.") % said
    to = set(office_of(desk))
    if leader and leader in leaders_over([desk])[desk.pk]:
        to.add(leader)
    _notify(to, difficulty, words, event)


def _unit_side(difficulty: Difficulty, *, but: AbstractBaseUser) -> list[User]:
    told = {*people_at(difficulty.unit), difficulty.raised_by}
    return [user for user in told if user.pk != but.pk]


def _notify(to: Iterable[User], difficulty: Difficulty, text: str, event: str) -> None:
    url = reverse("plans:difficulty", args=[difficulty.pk])
    notify(to, text, key=f"plans.difficulty:{difficulty.pk}:{event}", url=url)
