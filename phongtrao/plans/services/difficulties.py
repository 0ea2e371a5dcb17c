"""Difficulties: raised by the unit, answered by the plan's office, closed by the unit. S2-31, S1-88."""

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
from phongtrao.plans.models import Assignment, Difficulty
from phongtrao.plans.queries.people import office_of, people_at
from phongtrao.plans.services.assignments import quoted
from phongtrao.plans.services.movements import clean

S = Difficulty.Status
DIFFICULTY_TRANSITIONS: Transitions[S] = {
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
    difficulty = Difficulty(
        assignment=work,
        text=text.strip(),
        wish=wish.strip(),
        raised_by_id=by.pk,
        raised_at=timezone.now(),
    )
    clean(difficulty)
    difficulty.save()
    record(difficulty, "plans.difficulty_raised", by=by, after={"text": text, "wish": wish})
    with office_language():
        said = {"unit": work.unit, "text": quoted(difficulty.text)}
        words = _("%(unit)s nêu vướng mắc: %(text)s. Hãy trả lời.") % said
    _notify(office_of(work.task.plan.owner), difficulty, words, "raised")
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
    _notify(people_at(difficulty.assignment.unit), difficulty, words, "answered")
    return difficulty


@transaction.atomic
def close_difficulty(difficulty: Difficulty, *, by: AbstractBaseUser) -> Difficulty:
    """The unit says that it is settled."""
    access.can_close(by, difficulty).enforce()
    move(difficulty, S.CLOSED, DIFFICULTY_TRANSITIONS, closed_at=timezone.now())
    record(difficulty, "plans.difficulty_closed", by=by)
    return difficulty


def _notify(to: Iterable[User], difficulty: Difficulty, text: str, event: str) -> None:
    url = reverse("plans:difficulty", args=[difficulty.pk])
    notify(to, text, key=f"plans.difficulty:{difficulty.pk}:{event}", url=url)
