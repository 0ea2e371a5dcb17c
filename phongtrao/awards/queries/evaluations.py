"""What an evaluation found, with other numbers tried on it; one subject of it explained."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from phongtrao.awards.models import Evaluation
from phongtrao.awards.populations import Whom
from phongtrao.awards.queries.populations import Kept
from phongtrao.awards.queries.questions import Question, taken_as, unpacked
from phongtrao.lib.facts import Subject
from phongtrao.lib.rules import Clause, Occasion, Verdict, decide, parse_clause, with_thresholds
from phongtrao.lib.rules.population import Answers, Asked, Prepared, evaluate

Keys = NDArray[np.int64]


@dataclass
class Found:
    """An evaluation opened: who is where, and who moves when thresholds change (``tried``)."""

    evaluation: Evaluation
    tried: Mapping[int, Fraction]
    seen: Collection[int] | None = None  # keys the reader may see; None: all of them

    @cached_property
    def asked(self) -> Asked:
        complete = {fact: date.fromisoformat(day) for fact, day in self.evaluation.complete.items()}
        return taken_as(self.question, complete)

    @cached_property
    def question(self) -> Question:
        one = self.evaluation
        period = None if one.first is None else (one.first, one.last or one.first)
        calendar = "school" if one.calendar == "school" else "year"
        occasion = Occasion(one.on, one.year, period, calendar)  # type: ignore[arg-type]  # of two words
        kinds = tuple(one.whom.get("kinds", ()))
        return Question(one.version, one.rule, Whom(Subject(one.kind), one.office, one.on, kinds), occasion)  # fmt: skip

    @cached_property
    def clause(self) -> Clause:
        return parse_clause(self.evaluation.clause)

    @cached_property
    def _prepared(self) -> Prepared:
        return unpacked(bytes(self.evaluation.numbers), self.clause, self.asked)

    @cached_property
    def before(self) -> Answers:
        return evaluate(self.clause, self._prepared, self.asked)

    @cached_property
    def now(self) -> Answers:
        if not self.tried:
            return self.before
        return evaluate(with_thresholds(self.clause, self.tried), self._prepared, self.asked)

    def keys(self, which: str) -> Keys:
        """“met”, “near”, “undecided”, “failed”; “came”, “went”: who meets it only now, or no longer;
        “older”: who meets the older text only, where a transition clause lets it decide."""
        now = self.now
        masks = {
            "met": now.met,
            "near": now.near,
            "undecided": now.undecided,
            "failed": ~now.possible & ~now.near,
            "came": now.met & ~self.before.met,
            "went": self.before.met & ~now.met,
            "older": np.isin(self._prepared.keys, self.evaluation.older.get("only", [])) & ~now.met,
        }
        chosen: Keys = self._prepared.keys[masks[which] & self._shown]
        return chosen

    @cached_property
    def size(self) -> int:
        return int(self._shown.sum())

    def asks(self, subject: int) -> bool:
        return bool(((self._prepared.keys == subject) & self._shown).any())

    @cached_property
    def _shown(self) -> NDArray[np.bool_]:
        if self.seen is None:
            return np.ones(len(self._prepared), np.bool_)
        return np.isin(self._prepared.keys, list(self.seen))


def explain_subject(found: Found, subject: int) -> Verdict:
    """The verdict on one of them, asked of the facts as they are now."""
    question = found.question
    complete = found.asked.complete_since
    record = Kept(question.whom.subject, subject, question.occasion, complete, said=True)
    return decide(with_thresholds(found.clause, found.tried), record, question.occasion)


def explain_older(found: Found, subject: int) -> Verdict | None:
    """The same by the older text as it was asked, where it was."""
    if not found.evaluation.older:
        return None
    question = found.question
    complete = found.asked.complete_since
    record = Kept(question.whom.subject, subject, question.occasion, complete, said=True)
    return decide(parse_clause(found.evaluation.older["clause"]), record, question.occasion)
