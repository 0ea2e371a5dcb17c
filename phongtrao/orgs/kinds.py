"""Levels of ratings, kinds of leave, forms of discipline: as the office has them, never in code.

Read in one query. Within ``remembered()`` (a request, a job) the answer is kept, so that a list asks once
however many rows print a name.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from phongtrao.lib.text import fold
from phongtrao.orgs.models import Term


@dataclass(frozen=True, slots=True)
class RatingLevel:
    level: int  # 4 is the best: what rules compare
    name: str
    also: tuple[str, ...]  # other ways offices write it
    needs_check: bool


@dataclass(frozen=True, slots=True)
class LeaveKind:
    key: str
    name: str
    counts: bool  # its days are working time
    needs_check: bool  # “cần kiểm tra”: no text in force was found for it
    basis: str = ""

    @property
    def label(self) -> str:
        return marked(self.name, needs_check=self.needs_check)


@dataclass(frozen=True, slots=True)
class DisciplineForm:
    key: str
    name: str
    severity: int  # 1 is the lightest: what rules compare
    months: int  # proposed length
    needs_check: bool
    is_for_units: bool  # may be decided against a unit as a whole

    @property
    def label(self) -> str:
        return marked(self.name, needs_check=self.needs_check)


@dataclass(slots=True)
class _Terms:
    levels: dict[int, RatingLevel] = field(default_factory=dict)
    by_name: dict[str, int] = field(default_factory=dict)
    leaves: dict[str, LeaveKind] = field(default_factory=dict)
    forms: dict[str, DisciplineForm] = field(default_factory=dict)


_held: ContextVar[list[_Terms] | None] = ContextVar("orgs_terms", default=None)


@contextmanager
def remembered() -> Iterator[None]:
    """Within it the lists are read once, when they are first asked for. Inside another it is the other."""
    if _held.get() is not None:
        yield
        return
    token = _held.set([])
    try:
        yield
    finally:
        _held.reset(token)


def read_anew() -> None:
    """A list was changed: what is remembered of it no longer holds."""
    if held := _held.get():
        held.clear()


def marked(name: str, *, needs_check: bool) -> str:
    """The name as it is offered and shown: what nobody held against a text in force says so."""
    return _("%s (cần kiểm tra)") % name if needs_check else name


def rating_levels() -> dict[int, RatingLevel]:
    """{level: what it is called}, the best first."""
    return _terms().levels


def levels_unchecked() -> bool:
    """Whether a page that shows levels says that their names are to be checked."""
    return any(level.needs_check for level in rating_levels().values())


def leave_kinds() -> dict[str, LeaveKind]:
    return _terms().leaves


def discipline_forms() -> dict[str, DisciplineForm]:
    return _terms().forms


def discipline_forms_of_units() -> dict[str, DisciplineForm]:
    return {key: form for key, form in discipline_forms().items() if form.is_for_units}


def read_level(text: str) -> int | None:
    """The level as an office writes it (“HTTNV”, “hoàn thành tốt nhiệm vụ”, “3”); None: unknown."""
    return _terms().by_name.get(fold(text))


def _terms() -> _Terms:
    held = _held.get()
    if held is None:
        return _read()
    if not held:
        held.append(_read())
    return held[0]


def _read() -> _Terms:
    found = _Terms()
    for row in Term.objects.order_by("position", "pk"):
        check = row.needs_check
        if row.of == Term.List.RATING:
            found.levels[row.rank] = RatingLevel(row.rank, row.name, tuple(row.also), check)
            names = (row.name, str(row.rank), *row.also)
            found.by_name |= dict.fromkeys(map(fold, names), row.rank)
        elif row.of == Term.List.LEAVE:
            found.leaves[row.key] = LeaveKind(row.key, row.name, bool(row.counts), check, row.basis)
        else:
            found.forms[row.key] = DisciplineForm(
                row.key, row.name, row.rank, row.months or 0, check, row.is_for_units
            )
    return found
