"""How what units owe by a day stands: each row, the counts of a whole, whom urging would reach.

Of any rows of ``Owed``, in a fixed number of queries. Reminding and urging need less: a ``unit``, a
``due_on`` (a column or an annotation) and a ``reminded_on``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Q,
    QuerySet,
    TextChoices,
    Value,
    When,
)
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.accounts.models import User
from phongtrao.plans.models import Owed
from phongtrao.plans.queries.people import people_by_unit

S = Owed.Status
# Who is told of each row, by its key; a row nobody can be told of has no key.
People = Callable[[Sequence[Any]], Mapping[int, Sequence[User]]]


class Standing(TextChoices):
    """How something owed stands on a day; the values stand in addresses."""

    LATE = "qua-han", _("Quá hạn, chưa nộp")
    RETURNED = "tra-lai", _("Bị trả lại, chưa nộp lại")
    OPEN = "chua-nop", _("Chưa nộp")
    SUBMITTED = "cho-duyet", _("Đã nộp, chờ duyệt")
    ACCEPTED = "da-duyet", _("Đã duyệt")


@dataclass(frozen=True, slots=True)
class Counts:
    """Units by how they stand; together they are all that were asked."""

    late: int = 0
    returned: int = 0
    open: int = 0
    submitted: int = 0
    accepted: int = 0

    @property
    def asked(self) -> int:
        return self.owed + self.handed

    @property
    def handed(self) -> int:
        return self.submitted + self.accepted

    @property
    def missing(self) -> int:
        return self.asked - self.accepted

    @property
    def owed(self) -> int:
        return self.late + self.returned + self.open


def with_standing(rows: QuerySet[Any, Any], today: date | None = None) -> QuerySet[Any, Any]:
    """Each with ``standing``, one of Standing. What was returned and is past its day is late as well."""
    day = today or timezone.localdate()
    standing = Case(
        When(status=S.ACCEPTED, then=Value(Standing.ACCEPTED.value)),
        When(status=S.SUBMITTED, then=Value(Standing.SUBMITTED.value)),
        When(due_on__lt=day, then=Value(Standing.LATE.value)),
        When(status=S.RETURNED, then=Value(Standing.RETURNED.value)),
        default=Value(Standing.OPEN.value),
        output_field=CharField(),
    )
    found: QuerySet[Any, Any] = rows.annotate(standing=standing)
    return found


def counts_of(rows: QuerySet[Any, Any], today: date | None = None) -> Counts:
    """Of the rows of one whole (a request, a round), in one query."""
    counted = with_standing(rows, today).order_by().values_list("standing").annotate(n=Count("pk"))
    return Counts(**{Standing(standing).name.lower(): n for standing, n in counted})


def with_counts(rows: QuerySet[Any], owed: str, today: date | None = None) -> QuerySet[Any, Any]:
    """Wholes, each with ``asked``, ``handed``, ``accepted`` and ``late`` units; ``owed``: its rows."""
    status, due = f"{owed}__status", f"{owed}__due_on__lt"
    late = Q(**{f"{status}__in": S.owed, due: today or timezone.localdate()})
    found: QuerySet[Any, Any] = rows.annotate(
        asked=Count(owed),
        handed=Count(owed, filter=Q(**{f"{status}__in": S.handed})),
        accepted=Count(owed, filter=Q(**{status: S.ACCEPTED})),
        late=Count(owed, filter=late),
    )
    return found


def still_owed(rows: QuerySet[Any, Any], today: date | None = None) -> QuerySet[Any, Any]:
    """Those of a whole still to come, with ``standing``, the late first."""
    owed = with_standing(rows.filter(status__in=S.owed), today).select_related("unit")
    ordered: QuerySet[Any, Any] = owed.order_by("due_on", "unit__sort_key", "pk")
    return ordered


# ------------------------------------------------------------------ whom to tell


@dataclass(frozen=True, slots=True)
class Pressed:
    """Whom urging would reach today; ``mute``: nobody has an account there; ``already``: told today."""

    told: list[Any]
    mute: list[Any]
    already: int


def people_of(rows: Iterable[Any]) -> dict[int, list[User]]:
    """Heads and focal persons of the unit of each row, in one query."""
    units = {row.pk: row.unit_id for row in rows}
    people = people_by_unit(set(units.values()))
    return {pk: people[unit] for pk, unit in units.items() if unit in people}


def to_urge(
    rows: QuerySet[Any, Any], today: date, *, late_only: bool = False, people: People = people_of
) -> Pressed:
    """``rows``: what is owed, in the order of showing; nobody hears of the same twice a day."""
    found = list(rows.filter(due_on__lt=today) if late_only else rows)
    left = [row for row in found if row.reminded_on != today]
    whom = people(left)
    return Pressed(
        told=[row for row in left if row.pk in whom],
        mute=[row for row in left if row.pk not in whom],
        already=len(found) - len(left),
    )
