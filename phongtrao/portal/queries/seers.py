"""Which accounts see a thing: narrowed in the database, asked of the same doors as in ``who_sees``.

An account is not asked by itself. Thousands of teachers hold the same role at the same school, so each
kind of grant is asked once (“would somebody who holds this, and nothing else, see it?”); who sees a thing
without any role, by post or by name, is asked in one statement for all accounts; and who holds several
roles at the unit of the thing, none of which is enough, is asked one by one.

More kinds of grants than ``LIMIT`` are not asked, for each is a condition of its own: then only those
held at the unit of the thing or above it, and ``is_cut`` says so. A filter by unit asks about others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from phongtrao.accounts.models import User
from phongtrao.orgs.models import Grant, GrantQuerySet
from phongtrao.orgs.scope import as_holding
from phongtrao.portal.queries.who_sees import (
    Kind,
    ask_doors,
    is_open_to_all,
    nobody,
    sights,
    units_around,
)

LIMIT = 120
SEVERAL = 60  # accounts asked one by one
SHAPE = ("role", "line", "kind", "level", "unit")


@dataclass(frozen=True, slots=True)
class Seers:
    """``accounts`` that see it, and by which of today's ``grants``; ``by_name``: without any role."""

    accounts: QuerySet[User]
    grants: GrantQuerySet
    by_name: frozenset[int] = frozenset()
    is_open: bool = False
    is_cut: bool = False


def seers(kind: Kind, pk: int, accounts: QuerySet[User]) -> Seers:
    """Those of the accounts who see the thing. A fixed number of queries, whatever there is of each."""
    if is_open_to_all(kind, pk):
        return Seers(accounts, Grant.objects.none(), is_open=True)
    around = units_around(kind, pk)
    asked, is_cut = _kinds_of_grants(accounts, around)
    enough = Grant.objects.today().filter(_like(_that_see(kind, pk, asked)))
    by_name = _without_role(kind, pk, accounts)
    held = Q(Exists(enough.filter(user=OuterRef("pk")))) | Q(pk__in=by_name)
    several = _by_several(kind, pk, accounts.exclude(held), around)
    return Seers(
        accounts.filter(held | Q(pk__in=several)), enough, frozenset(by_name), is_cut=is_cut
    )


def _kinds_of_grants(accounts: QuerySet[User], around: Sequence[int]) -> tuple[list[Grant], bool]:
    """One grant of each kind the accounts hold today: those of the units around first."""
    rows = Grant.objects.today().filter(user__in=accounts.order_by().values("pk"))
    each = rows.select_related("unit").with_levels().order_by(*SHAPE, "pk").distinct(*SHAPE)
    near = list(each.filter(unit__in=around)[:LIMIT])
    far = list(each.exclude(unit__in=around)[: LIMIT + 1])
    is_cut = len(far) > LIMIT
    return (near if is_cut else near + far), is_cut


def _that_see(kind: Kind, pk: int, grants: Iterable[Grant]) -> list[Grant]:
    asked = {f"g{grant.pk}": grant for grant in grants}
    doors = {name: kind.visible(as_holding(nobody(), [grant])) for name, grant in asked.items()}
    found = ask_doors(kind, pk, doors)
    return [grant for name, grant in asked.items() if found[name]]


def _like(grants: Iterable[Grant]) -> Q:
    """Condition on grants: of the same kinds as these."""
    condition = Q(pk__in=[])
    for grant in grants:
        shape = {name: getattr(grant, name) for name in SHAPE[:-1]}
        condition |= Q(unit=grant.unit_id, **shape)
    return condition


def _without_role(kind: Kind, pk: int, accounts: QuerySet[User]) -> list[int]:
    """Who sees it by post or by name: the door is asked about the account of each row at once.

    Doors ask for ``user.pk`` in conditions only. Here it is the column of the outer query, which is
    the only one that calls the table of accounts by its own name.
    """
    row = RawSQL('"accounts_user"."id"', (), output_field=BigIntegerField())
    each = as_holding(User(pk=row), [])
    return list(
        User.objects.get_queryset()
        .filter(Exists(kind.visible(each).filter(pk=pk).order_by().values("pk")))
        .filter(pk__in=accounts.order_by().values("pk"))
        .values_list("pk", flat=True)
    )


def _by_several(kind: Kind, pk: int, accounts: QuerySet[User], around: Sequence[int]) -> list[int]:
    """Who has a role at the units around and sees it by that together with another, or with a name."""
    held = Grant.objects.today().filter(user=OuterRef("pk"), unit__in=around)
    users = list(accounts.filter(Exists(held)).order_by("pk")[:SEVERAL])
    found = sights(kind, pk, users)
    return [user.pk for user in users if found[user.pk].sees]
