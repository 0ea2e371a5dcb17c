"""What a rule is made of. Every clause is a frozen value; groups hold clauses.

``said`` is the passage a clause was made from and ``basis`` the law it rests on: they travel with
it and change nothing of what it means. ``since`` and ``until``: the days on which it is law.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias

from phongtrao.lib.facts import Subject
from phongtrao.lib.rules.tallies import Sign, Tally
from phongtrao.lib.rules.windows import EVER, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class _Noted:
    said: str = ""
    basis: str = ""
    since: date | None = None  # of the clause in law; ``as_of`` leaves out what is not in force
    until: date | None = None


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


@dataclass(frozen=True, slots=True)
class When(_Noted):
    """“đối với người thuộc diện xếp loại”: asked only of those who meet ``condition``; of all others
    nothing is asked, and an exception is a condition that they do not meet."""

    condition: "Clause"
    requires: "Clause"


@dataclass(frozen=True, slots=True)
class Meets(_Noted):
    """“đạt tiêu chuẩn Lao động tiên tiến”: another rule by its key, put in by ``link``."""

    key: str
    title: str = ""
    requires: "Clause | None" = None


Group: TypeAlias = AllOf | AnyOf | SomeOf | AllOrAny
Clause: TypeAlias = Count | Share | Streak | Declared | Group | When | Meets


@dataclass(frozen=True, slots=True)
class Rule:
    """What is required of whom, and in force when. ``subject`` None: of people and units alike."""

    requires: Clause
    subject: Subject | None = None
    title: str = ""
    since: date | None = None
    until: date | None = None


def inside(clause: Clause) -> "tuple[Clause, ...]":
    """The clauses right inside a clause, in reading order."""
    match clause:
        case AllOf() | AnyOf() | SomeOf() | AllOrAny():
            return clause.parts
        case When():
            return (clause.condition, clause.requires)
        case Meets():
            return (clause.requires,) if clause.requires else ()
    return ()


def facts_named(clause: Clause) -> list[str]:
    """The catalogue names a clause asks for, each once, in reading order."""
    match clause:
        case Count():
            names = [clause.tally.fact, *_began(clause.window)]
        case Share():
            names = [clause.part.fact, clause.whole.fact, *_began(clause.window)]
        case Streak():
            names = [clause.fact]
        case _:
            names = [name for part in inside(clause) for name in facts_named(part)]
    return list(dict.fromkeys(names))


def _began(window: Window) -> list[str]:
    """What a window begins after is asked for too."""
    return [window.after.fact] if window.after else []


def is_open(clause: Clause) -> bool:
    """Whether a reading is still to be chosen somewhere in it."""
    if isinstance(clause, AllOrAny) and clause.meant is None:
        return True
    return any(is_open(part) for part in inside(clause))


def statements(clause: Clause) -> list[Declared]:
    """What somebody has to confirm, in reading order."""
    if isinstance(clause, Declared):
        return [clause]
    return [one for part in inside(clause) for one in statements(part)]
