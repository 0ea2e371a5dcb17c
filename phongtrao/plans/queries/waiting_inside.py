"""What waits inside a unit and beside its work: more rows of “việc của tôi”, all of them in one query.

Each sort is a SELECT of the same columns; home puts them together, so that another sort costs no query.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import DateField, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from phongtrao.orgs.models import Post
from phongtrao.orgs.scope import ACTS_FOR_UNIT, grants_of
from phongtrao.plans.models import HandOver, Plan
from phongtrao.plans.queries.inside import with_presence
from phongtrao.plans.queries.waiting import LENGTH, SHOWN, Waiting

H = HandOver.Status


class Row(NamedTuple):
    """``key``: of the thing the button is about; ``who`` did or is to do it; ``whom``: for which unit."""

    sort: str
    key: int
    who: str
    what: str
    whom: str
    due: date | None


def waiting_inside(user: AbstractBaseUser, today: date) -> list[Waiting]:
    """Everything of these that waits for the user; whoever shows it sorts it among the rest."""
    first, *others = _sorts(user, today)
    rows = first.union(*others, all=True) if others else first
    return [WORDS[row[0]](Row(*row)) for row in rows]


def _sorts(user: AbstractBaseUser, _today: date) -> Iterator[QuerySet[Any, Any]]:
    led = [grant.unit_id for grant in grants_of(user, ACTS_FOR_UNIT)]
    yield from _handed_to(user)
    if led:
        yield from _handed_by(led)


# ------------------------------------------------------------------ the sorts


def _handed_to(user: AbstractBaseUser) -> Iterator[QuerySet[Any, Any]]:
    mine = Q(user=user.pk, is_gone=False) | _places(user)
    for status in (H.GIVEN, H.RETURNED):
        yield _as_rows(status, _handovers(mine & Q(status=status)))


def _handed_by(units: list[int]) -> Iterator[QuerySet[Any, Any]]:
    """What of these units waits for their head: parts reported, and those whose person left."""
    lost = Q(status__in=(H.GIVEN, H.RETURNED), is_gone=True)
    for sort, condition in ((H.REPORTED, Q(status=H.REPORTED)), ("lost", lost)):
        yield _as_rows(sort, _handovers(Q(assignment__unit__in=units) & condition))


def _handovers(condition: Q) -> QuerySet[Any, Any]:
    rows = with_presence(HandOver.objects.all()).filter(
        condition, assignment__task__plan__status=Plan.Status.PUBLISHED
    )
    return rows.annotate(
        who=Coalesce("user__full_name", "room__name"),
        what=first_said("note", "assignment__wording", "assignment__task__text"),
        whom=F("assignment__unit__name"),
        due=F("due_on"),
    )


def _places(user: AbstractBaseUser) -> Q:
    """Rooms in which the user has a role or a post today, without a query of its own."""
    held = [grant.unit_id for grant in grants_of(user)]
    posts = Post.objects.today().filter(person__user=user.pk)
    return Q(room__in=held) | Q(room__in=posts.values("unit"))


def first_said(*fields: str) -> Coalesce:
    """The first of the text columns that is not empty."""
    *said, last = fields
    empty = Value("", output_field=TextField())
    return Coalesce(*(NullIf(F(name), empty) for name in said), F(last))


def _as_rows(sort: str, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """The columns of Row, the nearest days first, as many as home shows of one sort."""
    named: QuerySet[Any, Any] = rows.annotate(
        sort=Value(sort, output_field=TextField()),
        key=F("pk"),
        said=Cast("what", TextField()),
        name=Cast("who", TextField()),
        unit_name=Cast("whom", TextField()),
        day=Cast("due", DateField()),
    )
    columns = ("sort", "key", "name", "said", "unit_name", "day")
    return named.order_by("day", "key").values_list(*columns)[:SHOWN]


# ------------------------------------------------------------------ the words


def _handover(row: Row, what: str, name: str, label: str) -> Waiting:
    said = {"who": row.who, "what": _short(row.what)}
    return Waiting(what % said, row.whom, row.due, reverse(name, args=[row.key]), label)


def _given(row: Row) -> Waiting:
    what = _("Việc được giao: %(what)s")
    return _handover(row, what, "plans:report_part", _("Báo cáo phần việc"))


def _returned(row: Row) -> Waiting:
    what = _("Phần việc bị trả lại: %(what)s")
    return _handover(row, what, "plans:report_part", _("Báo cáo phần việc"))


def _reported(row: Row) -> Waiting:
    return _handover(row, _("%(who)s đã báo cáo: %(what)s"), "plans:handover", _("Xem và nhận"))


def _lost(row: Row) -> Waiting:
    what = _("%(who)s không còn ở đơn vị: %(what)s")
    return _handover(row, what, "plans:pass_on", _("Giao cho người khác"))


WORDS: dict[str, Callable[[Row], Waiting]] = {
    H.GIVEN: _given,
    H.RETURNED: _returned,
    H.REPORTED: _reported,
    "lost": _lost,
}


def _short(text: str) -> str:
    return Truncator(text).chars(LENGTH)
