"""Difficulties: raised by the unit, answered by the plan's office, closed by the unit. S2-31, S1-88.

Whoever does a part of the work tells the head, who answers or sends it up.
"""

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.lib.errors import BadInput
from phongtrao.notifications.services import notify
from phongtrao.plans.access import inside as access
from phongtrao.plans.models import Assignment, Difficulty, HandOver
from phongtrao.plans.queries.blocks import leaders_over
from phongtrao.plans.queries.people import office_of, people_at
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
    """Tell the office of the plan what stands in the way."""
    access.can_raise(by, work).enforce()
    now = timezone.now()
    difficulty = Difficulty(
        assignment=work, text=text, wish=wish, raised_by_id=by.pk, raised_at=now, sent_at=now
    )
    _keep(difficulty)
    record(difficulty, "plans.difficulty_raised", by=by, after=_said(difficulty))
    _tell_above(difficulty)
    return difficulty


@transaction.atomic
def raise_inside(
    handover: HandOver, text: str, wish: str = "", *, by: AbstractBaseUser
) -> Difficulty:
    """Tell the head what stands in the way of a part: answered there, or sent up."""
    access.can_raise_inside(by, handover).enforce()
    difficulty = Difficulty(
        assignment=handover.assignment,
        handover=handover,
        status=S.INSIDE,
        text=text,
        wish=wish,
        raised_by_id=by.pk,
        raised_at=timezone.now(),
    )
    _keep(difficulty)
    record(difficulty, "plans.difficulty_raised_inside", by=by, after=_said(difficulty))
    with office_language():
        said = {"who": difficulty.raised_by, "text": quoted(difficulty.text)}
        words = _("%(who)s nêu vướng mắc: %(text)s. Hãy trả lời hoặc gửi lên.") % said
    heads = [user for user in people_at(handover.assignment.unit) if user.pk != by.pk]
    _notify(heads, difficulty, words, "raised_inside")
    return difficulty


@transaction.atomic
def send_up(difficulty: Difficulty, *, by: AbstractBaseUser) -> Difficulty:
    """The head makes it the unit's: from here on the office of the plan reads it."""
    access.can_send_up(by, difficulty).enforce()
    move(difficulty, S.OPEN, DIFFICULTY_TRANSITIONS, sent_at=timezone.now())
    record(difficulty, "plans.difficulty_sent_up", by=by)
    _tell_above(difficulty)
    with office_language():
        words = _("Vướng mắc của bạn đã được gửi lên: %s.") % quoted(difficulty.text)
    _notify([difficulty.raised_by], difficulty, words, "sent_up")
    return difficulty


@transaction.atomic
def answer_difficulty(difficulty: Difficulty, answer: str, *, by: AbstractBaseUser) -> Difficulty:
    access.can_answer(by, difficulty).enforce()
    if not answer.strip():
        raise BadInput(_("Hãy ghi lời trả lời để đơn vị làm theo."))
    fields = {"answer": answer.strip(), "answered_by": by.pk, "answered_at": timezone.now()}
    move(difficulty, S.ANSWERED, DIFFICULTY_TRANSITIONS, **fields)
    record(difficulty, "plans.difficulty_answered", by=by, after={"answer": difficulty.answer})
    with office_language():
        words = _("Vướng mắc đã được trả lời: %s.") % quoted(difficulty.text)
    told = {*people_at(difficulty.assignment.unit), difficulty.raised_by}
    _notify([user for user in told if user.pk != by.pk], difficulty, words, "answered")
    return difficulty


@transaction.atomic
def close_difficulty(difficulty: Difficulty, *, by: AbstractBaseUser) -> Difficulty:
    """The unit says that it is settled."""
    access.can_close(by, difficulty).enforce()
    move(difficulty, S.CLOSED, DIFFICULTY_TRANSITIONS, closed_at=timezone.now())
    record(difficulty, "plans.difficulty_closed", by=by)
    return difficulty


def _keep(difficulty: Difficulty) -> None:
    difficulty.text, difficulty.wish = difficulty.text.strip(), difficulty.wish.strip()
    clean(difficulty)
    difficulty.save()


def _said(difficulty: Difficulty) -> dict[str, str]:
    return {"text": difficulty.text, "wish": difficulty.wish}


def _tell_above(difficulty: Difficulty) -> None:
    """The office of the plan, and the leader in charge of the task as long as they lead."""
    work = difficulty.assignment
    owner, leader = work.task.plan.owner, work.task.in_charge
    with office_language():
        said = {"unit": work.unit, "text": quoted(difficulty.text)}
        words = _("%(unit)s nêu vướng mắc: %(text)s. Hãy trả lời.") % said
    to = set(office_of(owner))
    if leader and leader in leaders_over([owner])[owner.pk]:
        to.add(leader)
    _notify(to, difficulty, words, "raised")


def _notify(to: Iterable[User], difficulty: Difficulty, text: str, event: str) -> None:
    url = reverse("plans:difficulty", args=[difficulty.pk])
    notify(to, text, key=f"plans.difficulty:{difficulty.pk}:{event}", url=url)
