"""What of digital literacy concerns a person: tests and where one stands in them, what was confirmed."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet

from phongtrao.literacy.access.banks import offered_quizzes, own_attempts
from phongtrao.literacy.models import Attempt, Completion, Quiz


@dataclass(frozen=True, slots=True)
class Offer:
    """A test, the attempts one made, and what came of the last that was passed."""

    quiz: Quiz
    taken: tuple[Attempt, ...]
    completion: Completion | None

    @property
    def open_attempt(self) -> Attempt | None:
        return next((one for one in self.taken if one.status == Attempt.Status.OPEN), None)

    @property
    def last(self) -> Attempt | None:
        return self.taken[-1] if self.taken else None


def offers_for(user: AbstractBaseUser) -> list[Offer]:
    """Open tests of the own unit and those above; four queries whatever their number."""
    quizzes = [one for one in offered_quizzes(user).order_by("pk") if one.group.is_named]
    taken: dict[int, list[Attempt]] = defaultdict(list)
    for attempt in own_attempts(user).filter(quiz__in=quizzes).order_by("number"):
        taken[attempt.quiz_id].append(attempt)
    done: dict[int, Completion] = {}
    for completion in own_completions(user).filter(attempt__quiz__in=quizzes).order_by("pk"):
        if completion.attempt is not None:
            done[completion.attempt.quiz_id] = completion
    return [Offer(one, tuple(taken[one.pk]), done.get(one.pk)) for one in quizzes]


def own_completions(user: AbstractBaseUser) -> QuerySet[Completion]:
    rows = Completion.objects.filter(person__user=user.pk)
    return rows.select_related(
        "version__framework", "confirmation__certificate_link", "attempt", "decider"
    )
