"""What a rule is made of. Every clause is a frozen value; groups hold clauses.

``said`` is the passage a clause was made from and ``basis`` the law it rests on: they travel with
it and change nothing of what it means.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Literal, TypeAlias

from phongtrao.lib.facts import Subject
from phongtrao.lib.rules.windows import EVER, Window


class Sign(StrEnum):
    """How a number is compared; the words are those of the data form."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    EXACTLY = "exactly"

    def holds(self, number: Fraction, threshold: Fraction) -> bool:
        match self:
            case Sign.AT_LEAST:
                return number >= threshold
            case Sign.MORE_THAN:
                return number > threshold
            case Sign.AT_MOST:
                return number <= threshold
            case Sign.LESS_THAN:
                return number < threshold
        return number == threshold


@dataclass(frozen=True, slots=True)
class Tally:
    """Which facts are weighed: a name of the catalogue, narrowed by parameters and a lowest level.

    ``where`` is in the order of its names, so that equal tallies are equal.
    """

    fact: str
    where: tuple[tuple[str, str], ...] = ()
    level: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Noted:
    said: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Count(_Noted):
    """“ít nhất 02 sáng kiến cấp cơ sở”: so many facts, or an amount of so much.

    ``each_year``: it must hold in every year of the window, not in all of them together.
    """

    tally: Tally
    sign: Sign
    threshold: Fraction
    window: Window = EVER
    each_year: bool = False


@dataclass(frozen=True, slots=True)
class Share(_Noted):
    """“tối thiểu 10 % tổng số …”: ``part`` as a percentage of ``whole``; both may be asked yearly."""

    part: Tally
    whole: Tally
    sign: Sign
    percent: Fraction
    window: Window = EVER
    each_year: bool = False


@dataclass(frozen=True, slots=True)
class Among:
    """“trong đó ít nhất 02 năm …”: of the years of a streak, so many reach a higher level."""

    level: str
    at_least: int


@dataclass(frozen=True, slots=True)
class Streak(_Noted):
    """“05 năm liên tục hoàn thành tốt nhiệm vụ trở lên”: every year of the window reaches a level."""

    fact: str
    level: str
    window: Window
    among: tuple[Among, ...] = ()


Confirmer = Literal["superior", "council", "unit", "self"]


@dataclass(frozen=True, slots=True)
class Declared(_Noted):
    """A statement no number decides: somebody confirms it, and says so."""

    statement: str
    confirmed_by: Confirmer = "superior"


@dataclass(frozen=True, slots=True)
class AllOf(_Noted):
    parts: "tuple[Clause, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf(_Noted):
    parts: "tuple[Clause, ...]"


@dataclass(frozen=True, slots=True)
class SomeOf(_Noted):
    """“ít nhất 02 trong các điều kiện sau”."""

    needed: int
    parts: "tuple[Clause, ...]"


@dataclass(frozen=True, slots=True)
class AllOrAny(_Noted):
    """A list whose words allow two readings. Until somebody chooses, both are asked: a verdict is
    given only where they agree (“cần kiểm tra”)."""

    parts: "tuple[Clause, ...]"
    meant: Literal["all", "any"] | None = None


Group: TypeAlias = AllOf | AnyOf | SomeOf | AllOrAny
Clause: TypeAlias = Count | Share | Streak | Declared | Group


@dataclass(frozen=True, slots=True)
class Rule:
    """What is required of whom, and in force when. ``subject`` None: of people and units alike."""

    requires: Clause
    subject: Subject | None = None
    title: str = ""
    since: date | None = None
    until: date | None = None


def facts_named(clause: Clause) -> list[str]:
    """The catalogue names a clause asks for, each once, in reading order."""
    match clause:
        case Count():
            names = [clause.tally.fact]
        case Share():
            names = [clause.part.fact, clause.whole.fact]
        case Streak():
            names = [clause.fact]
        case Declared():
            names = []
        case _:
            names = [name for part in clause.parts for name in facts_named(part)]
    return list(dict.fromkeys(names))


def is_open(clause: Clause) -> bool:
    """Whether a reading is still to be chosen somewhere in it."""
    match clause:
        case AllOrAny(meant=None):
            return True
        case AllOf() | AnyOf() | SomeOf() | AllOrAny():
            return any(is_open(part) for part in clause.parts)
    return False
