"""What a vote comes to: frozen values and exact shares, far from the database.

Who is counted, how large a share must be and what follows from it is law, and comes in as data
(``VotingRule``; packs/councils): NĐ 98/2023/NĐ-CP, điều 30 khoản 7 counts all members and takes the written
opinions of absentees; TT 11/2014/TT-BKHCN counts those present and knows three words.

>>> rule = voting_rule({
...     "choices": [{"key": "yes", "label": "Đồng ý"}, {"key": "no", "label": "Không đồng ý"}],
...     "outcomes": [
...         {"key": "agreed", "label": "Thông qua", "passes": True,
...          "all": [{"choice": "yes", "at_least": "9/10", "of": "seats"}]},
...         {"key": "refused", "label": "Không thông qua"},
...     ],
... })
>>> tally = Tally(seats=9, present=8, written=0, counts={"yes": 8, "no": 0})
>>> decide(tally, rule).outcome.key
'refused'
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from types import MappingProxyType
from typing import Any

from phongtrao.lib.errors import BadInput
from phongtrao.lib.words import say as _


class Base(StrEnum):
    """Of whom a share is taken. Seats taken out by a conflict are in none of them (see ``Quorum``)."""

    SEATS = "seats"  # all members
    PRESENT = "present"  # who sits in the room, and who wrote
    CAST = "cast"  # ballots handed in, spoilt ones too


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Clause:
    """``choice`` has at least (or at most; or more than) ``share`` of the base.

    ``most``: the share may not be passed; ``strict``: the very share is not enough (or, with ``most``,
    is already too much).
    """

    choice: str
    share: Fraction
    of: Base
    most: bool = False
    strict: bool = False

    def holds(self, tally: "Tally") -> bool:
        have, need = tally.counts.get(self.choice, 0), tally.base(self.of) * self.share
        if self.most:
            return have < need if self.strict else have <= need
        return have > need if self.strict else have >= need

    def needed(self, tally: "Tally") -> int:
        """The least number of votes that holds; of a ``most`` clause the largest."""
        need = tally.base(self.of) * self.share
        if self.most:
            return ceil(need) - 1 if self.strict else floor(need)
        return floor(need) + 1 if self.strict else ceil(need)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows when all clauses hold; without clauses: otherwise."""

    key: str
    label: str
    passes: bool = False
    all: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Quorum:
    """When a sitting is valid: so many of the seats, and somebody of each of these roles.

    ``needs``: groups of roles; of each group one member must be present (“chair or vice chair”).
    ``writes_count``: absentees who wrote their opinion are counted as there.
    ``recused_count``: a seat without a vote by conflict of interest still counts among the seats.
    """

    share: Fraction
    strict: bool = False
    needs: tuple[frozenset[str], ...] = ()
    writes_count: bool = False
    recused_count: bool = False

    def needed(self, seats: int) -> int:
        return floor(seats * self.share) + 1 if self.strict else ceil(seats * self.share)

    def is_met(self, seats: int, there: int) -> bool:
        return seats > 0 and there >= self.needed(seats)

    def missing_roles(self, present: Iterable[str]) -> tuple[frozenset[str], ...]:
        have = frozenset(present)
        return tuple(group for group in self.needs if not group & have)


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind of case is voted on. Outcomes are asked in order; the last has no clauses."""

    choices: tuple[Choice, ...]
    outcomes: tuple[Outcome, ...]
    quorum: Quorum = Quorum(Fraction(0))

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(choice.key for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted, for one case. ``counts`` by choice, written opinions included.

    ``present`` and ``written`` leave out who is recused; ValueError when the numbers contradict each other.
    """

    seats: int
    present: int
    written: int
    counts: Mapping[str, int]
    spoilt: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "counts", MappingProxyType(dict(self.counts)))
        parts = (self.seats, self.present, self.written, self.spoilt, *self.counts.values())
        if min(parts) < 0:
            raise ValueError("a count is never negative")
        if self.present + self.written > self.seats:
            raise ValueError("more people than seats")
        if self.cast > self.present + self.written:
            raise ValueError("more ballots than people")

    @property
    def cast(self) -> int:
        return sum(self.counts.values()) + self.spoilt

    def base(self, of: Base) -> int:
        return {
            Base.SEATS: self.seats,
            Base.PRESENT: self.present + self.written,
            Base.CAST: self.cast,
        }[of]


@dataclass(frozen=True, slots=True)
class Reason:
    """One clause of the outcome asked: what it wanted, what there was, whether it held."""

    outcome: Outcome
    clause: Clause
    have: int
    needed: int
    base: int
    holds: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome and every clause that was asked on the way to it, so that anyone can count again."""

    outcome: Outcome
    reasons: tuple[Reason, ...] = field(default=())


def decide(tally: Tally, rule: Rule) -> Decision:
    """The first outcome whose clauses all hold. Votes for no choice of the rule: ValueError."""
    if unknown := tally.counts.keys() - set(rule.keys):
        raise ValueError(f"no such choice: {sorted(unknown)}")
    asked: list[Reason] = []
    for outcome in rule.outcomes:
        reasons = [_reason(outcome, clause, tally) for clause in outcome.all]
        asked += reasons
        if all(reason.holds for reason in reasons):
            return Decision(outcome, tuple(asked))
    raise ValueError("the last outcome has clauses")


def _reason(outcome: Outcome, clause: Clause, tally: Tally) -> Reason:
    have = tally.counts.get(clause.choice, 0)
    base = tally.base(clause.of)
    return Reason(outcome, clause, have, clause.needed(tally), base, clause.holds(tally))


# ------------------------------------------------------------------ rules as data


def voting_rule(data: Mapping[str, Any]) -> Rule:
    """A rule from plain values, as packs and the screen keep it. BadInput says what is wrong with it."""
    choices = tuple(Choice(row["key"], row["label"]) for row in data.get("choices", ()))
    keys = {choice.key for choice in choices}
    if len(choices) < 2 or len(keys) < len(choices):  # noqa: PLR2004 -- a vote is a choice between two
        raise BadInput(_("Cần ít nhất hai lựa chọn khác nhau để biểu quyết."))
    outcomes = tuple(_outcome(row, keys) for row in data.get("outcomes", ()))
    if not outcomes or outcomes[-1].all or not all(one.all for one in outcomes[:-1]):
        raise BadInput(
            _(
                "Kết luận cuối cùng là trường hợp còn lại và không có điều kiện; các kết luận khác phải có."
            )
        )
    return Rule(choices, outcomes, _quorum(data.get("quorum", {})))


def _outcome(row: Mapping[str, Any], keys: set[str]) -> Outcome:
    clauses = tuple(_clause(clause, keys) for clause in row.get("all", ()))
    return Outcome(row["key"], row["label"], bool(row.get("passes")), clauses)


_FORMS = {
    "at_least": (False, False),
    "more_than": (False, True),
    "at_most": (True, False),
    "less_than": (True, True),
}


def _clause(row: Mapping[str, Any], keys: set[str]) -> Clause:
    if row.get("choice") not in keys:
        raise BadInput(_("Điều kiện nói tới một lựa chọn không có: “%s”.") % row.get("choice", ""))
    forms = [form for form in _FORMS if form in row]
    if len(forms) != 1 or row.get("of") not in set(Base):
        raise BadInput(_("Mỗi điều kiện cần đúng một mức và số người làm gốc để tính tỷ lệ."))
    most, strict = _FORMS[forms[0]]
    return Clause(row["choice"], share_of(row[forms[0]]), Base(row["of"]), most, strict)


def _quorum(row: Mapping[str, Any]) -> Quorum:
    return Quorum(
        share_of(row.get("more_than", row.get("share", "0"))),
        strict="more_than" in row,
        needs=tuple(frozenset(group) for group in row.get("needs", ())),
        writes_count=bool(row.get("writes_count")),
        recused_count=bool(row.get("recused_count")),
    )


def share_of(text: str) -> Fraction:
    """“9/10”, “0.9” or “90%”: between 0 and 1, exactly. BadInput otherwise."""
    words = str(text).strip().replace(",", ".")
    try:
        share = Fraction(words[:-1].strip()) / 100 if words.endswith("%") else Fraction(words)
    except (ValueError, ZeroDivisionError):
        share = Fraction(-1)
    if not 0 <= share <= 1:
        raise BadInput(
            _("Tỷ lệ “%s” không đúng. Hãy ghi từ 0 đến 100%%, như 2/3 hoặc 80%%.") % text
        )
    return share
