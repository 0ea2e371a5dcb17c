"""Two records side by side: what each says, how much hangs on each, what hinders the merge."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from phongtrao.orgs.access import Pair, can_keep_discipline
from phongtrao.orgs.models import Discipline, Person
from phongtrao.orgs.own_sections import ratings
from phongtrao.orgs.queries import posts_over_time
from phongtrao.orgs.queries.personal_data import said
from phongtrao.orgs.services import MERGED_FIELDS, clashes_of, rows_of


@dataclass(frozen=True, slots=True)
class Line:
    """What the two records say of one thing."""

    label: str
    first: list[str]
    second: list[str]

    @property
    def differs(self) -> bool:
        return self.first != self.second


@dataclass(frozen=True, slots=True)
class MergePage:
    pair: Pair
    lines: list[Line]
    numbers: list[tuple[str, int, int]]  # what, at the first, at the second
    clashes: list[str]
    tells_discipline: bool

    @classmethod
    def of(cls, pair: Pair, user: AbstractBaseUser) -> "MergePage":
        tells = all(bool(can_keep_discipline(user, person)) for person in pair)
        clashes = [str(clash) for clash in clashes_of(*pair)]
        return cls(pair, _lines(pair), _numbers(pair, tells=tells), clashes, tells)


def _lines(pair: Pair) -> list[Line]:
    column = Person._meta.get_field  # noqa: SLF001 -- documented
    own = [
        Line(capfirst(str(column(name).verbose_name)), *([said(one, name)] for one in pair))  # type: ignore[union-attr]
        for name in MERGED_FIELDS
    ]
    return [
        *own,
        _line(_("Vị trí công tác"), pair, _posts),
        _line(_("Xếp loại hằng năm"), pair, _ratings),
        _line(_("Tài khoản"), pair, _account),
    ]


def _line(label: str, pair: Pair, of: Callable[[Person], list[str]]) -> Line:
    return Line(label, of(pair.first), of(pair.second))


def _posts(person: Person) -> list[str]:
    return [
        f"{said(post, 'days')}: {post.position}, {post.unit_name}"  # type: ignore[attr-defined]  # posts_over_time
        for post in posts_over_time(person)
    ]


def _ratings(person: Person) -> list[str]:
    return [f"{line.when}: {line.what}" for line in ratings(person)]


def _account(person: Person) -> list[str]:
    """Whether there is one: its name is for administrators."""
    if person.user is None:
        return [_("Không có")]
    return [_("Có") if person.user.is_active else _("Có, đã khóa")]


def _numbers(pair: Pair, *, tells: bool) -> list[tuple[str, int, int]]:
    """Whether somebody was disciplined is told only to those who read that of both."""
    first, second = map(rows_of, pair)
    told = [model for model in first | second if tells or model is not Discipline]
    return [
        (capfirst(str(model._meta.verbose_name)), first[model], second[model])  # noqa: SLF001 -- documented
        for model in told
    ]
