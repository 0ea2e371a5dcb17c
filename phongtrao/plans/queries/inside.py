"""Who is of a unit today: by a role there, or by a post there or in one of its rooms (tổ, phòng)."""

import re
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from phongtrao.accounts.models import User
from phongtrao.orgs.models import Grant, Post, Unit, UnitSpan
from phongtrao.orgs.scope import grants_of


def rooms_of(unit: Unit) -> QuerySet[Unit]:
    """Standing rooms right below the unit, whether or not anybody of them has an account."""
    # Right below: a Sở has schools under it, and the rooms of a school are the school's.
    below = rf"^{re.escape(unit.admin_path)}\d+/$"
    rooms = Unit.objects.standing().filter(kind=Unit.Kind.ROOM, admin_path__regex=below)
    return rooms.order_by("sort_key", "pk")


def rooms_with_people(unit: Unit) -> QuerySet[Unit]:
    """Those of them in which somebody can sign in."""
    at = {"unit": OuterRef("pk")}
    staffed = Exists(Grant.objects.today().filter(**at, user__is_active=True)) | Exists(
        Post.objects.today().filter(**at, person__user__is_active=True)
    )
    return rooms_of(unit).filter(staffed)


def people_of(unit: Unit) -> QuerySet[User]:
    """Active accounts with a role or a post today at the unit or in one of its rooms."""
    return _people_at([unit.pk, *rooms_of(unit).values_list("pk", flat=True)])


def people_of_room(room: Unit) -> QuerySet[User]:
    return _people_at([room.pk])


def places_of(user: AbstractBaseUser) -> set[int]:
    """Units and rooms in which the user has a role or a post today, and the units of those rooms.

    Read once per user object, as grants are: a page asks many times. One query.
    """
    found: set[int] | None = getattr(user, "_places_today", None)
    if found is None:
        found = {grant.unit_id for grant in grants_of(user)}
        posts = Post.objects.today().filter(person__user=user.pk)
        units = [grant.unit for grant in grants_of(user)]
        units += [post.unit for post in posts.select_related("unit")]
        found |= {unit.pk for unit in units} | {house_of(unit) for unit in units}
        user._places_today = found  # type: ignore[attr-defined]  # noqa: SLF001 -- cache of this request
    return found


def is_place_of(user: AbstractBaseUser, field: str) -> Q:
    """Rows whose unit ``field`` is one of ``places_of``; no query of its own."""
    named = {place for grant in grants_of(user) for place in (grant.unit_id, house_of(grant.unit))}
    posts = Post.objects.today().filter(person__user=user.pk).values("unit")
    rooms = UnitSpan.objects.filter(unit__in=posts, unit__kind=Unit.Kind.ROOM, days__upper_inf=True)
    at_named, at_posts = Q(**{f"{field}__in": named}), Q(**{f"{field}__in": posts})
    return at_named | at_posts | Q(**{f"{field}__in": rooms.values("admin_parent")})


def with_presence(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Annotate hand-overs with ``is_gone``: the person left the unit or cannot sign in, the room closed."""
    whose = {"user": OuterRef("user")}, {"person__user": OuterRef("user")}
    room = Concat(
        OuterRef("assignment__unit__admin_path"),
        Cast(F("unit__pk"), CharField()),
        Value("/"),
        output_field=CharField(),
    )
    there = Q(unit=OuterRef("assignment__unit")) | Q(
        unit__kind=Unit.Kind.ROOM, unit__admin_path=room
    )
    present = Exists(Grant.objects.today().filter(there, **whose[0])) | Exists(
        Post.objects.today().filter(there, **whose[1])
    )
    left = Q(user__isnull=False) & (~Q(present) | Q(user__is_active=False))
    annotated: QuerySet[Any, Any] = rows.annotate(is_gone=left | Q(room__closed_on__isnull=False))
    return annotated


def _people_at(units: Iterable[int]) -> QuerySet[User]:
    places = list(units)
    roles = Grant.objects.today().filter(unit__in=places).values("user")
    posts = Post.objects.today().filter(unit__in=places, person__user__isnull=False)
    either = Q(pk__in=roles) | Q(pk__in=posts.values("person__user"))
    return User.objects.filter(either, is_active=True).order_by("sort_key", "pk")


def house_of(unit: Unit) -> int:
    """The unit a room belongs to; any other unit is its own house."""
    steps = [int(step) for step in unit.admin_path.split("/") if step]
    return steps[-2] if unit.kind == Unit.Kind.ROOM and len(steps) > 1 else unit.pk
