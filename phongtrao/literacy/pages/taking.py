"""A test while it is taken, and after. Only ``ResultPage`` knows what is right."""

from dataclasses import dataclass

from django.utils import timezone

from phongtrao.literacy.grading import is_right, options_of
from phongtrao.literacy.models import Attempt, QuestionVersion


@dataclass(frozen=True, slots=True)
class Choice:
    """``number``: where it stands on the screen, from 0."""

    number: int
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A question in the row of all: its place from 1."""

    place: int
    is_here: bool
    is_answered: bool


@dataclass(frozen=True, slots=True)
class QuestionPage:
    attempt: Attempt
    place: int  # from 1
    text: str
    takes_several: bool
    choices: tuple[Choice, ...]
    seconds: int

    @classmethod
    def build(cls, attempt: Attempt, place: int) -> "QuestionPage":
        key, order = attempt.drawn[place - 1]
        # Nothing of the answer is even asked of the database's row beyond the texts used here.
        said = QuestionVersion.objects.only("kind", "text", "options").get(pk=key)
        chosen = set(attempt.answers.get(str(place - 1), []))
        choices = tuple(
            Choice(number, said.options[option]["text"], option in chosen)
            for number, option in enumerate(order)
        )
        several = said.kind == QuestionVersion.Kind.SEVERAL
        return cls(attempt, place, said.text, several, choices, seconds_left(attempt))

    @property
    def count(self) -> int:
        return len(self.attempt.drawn)

    @property
    def answered(self) -> int:
        return sum(1 for chosen in self.attempt.answers.values() if chosen)

    @property
    def before(self) -> int:
        return self.place - 1

    @property
    def after(self) -> int:
        return self.place + 1 if self.place < self.count else 0

    def steps(self) -> list[Step]:
        return steps_of(self.attempt, self.place)


def steps_of(attempt: Attempt, here: int = 0) -> list[Step]:
    return [
        Step(place, place == here, bool(attempt.answers.get(str(place - 1))))
        for place in range(1, len(attempt.drawn) + 1)
    ]


def seconds_left(attempt: Attempt) -> int:
    return max(0, int((attempt.ends_at - timezone.now()).total_seconds()))


@dataclass(frozen=True, slots=True)
class Answered:
    text: str
    was_chosen: bool
    is_right: bool


@dataclass(frozen=True, slots=True)
class ResultLine:
    place: int
    text: str
    options: tuple[Answered, ...]
    was_right: bool
    was_answered: bool
    explanation: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    attempt: Attempt
    lines: tuple[ResultLine, ...]

    @classmethod
    def build(cls, attempt: Attempt) -> "ResultPage":
        """Only of one that is handed in."""
        versions = QuestionVersion.objects.in_bulk([key for key, _order in attempt.drawn])
        lines = []
        for place, (key, order) in enumerate(attempt.drawn):
            said, options = versions[key], options_of(versions[key].options)
            chosen = attempt.answers.get(str(place), [])
            shown = tuple(
                Answered(options[one].text, one in chosen, options[one].right) for one in order
            )
            right = is_right(options, chosen)
            line = ResultLine(place + 1, said.text, shown, right, bool(chosen), said.explanation)
            lines.append(line)
        return cls(attempt, tuple(lines))
