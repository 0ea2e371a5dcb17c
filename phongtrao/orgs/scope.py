"""Where a user's grants reach: the one place that turns grants into a condition on units."""

from collections.abc import Iterable, Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q

from phongtrao.accounts.models import Role
from phongtrao.orgs.models import Grant, GrantQuerySet, Line, Post, Unit, is_of_kinds, is_of_levels

EVERYTHING = frozenset(Role)
READS_ALL_BELOW = frozenset({Role.OFFICE, Role.LEADER, Role.HEAD, Role.AUDITOR})
READS_OWN_UNIT = frozenset({Role.FOCAL, Role.TEACHER})  # a commune's focal person reads no school
OVERSEES = frozenset({Role.OFFICE, Role.LEADER, Role.AUDITOR})
ACTS_FOR_UNIT = frozenset({Role.HEAD, Role.FOCAL})
# Whose job another may do for some days. Inspectors judge by themselves; so do members of councils.
HANDED_OVER = frozenset({Role.OFFICE, Role.LEADER, Role.HEAD, Role.FOCAL, Role.TEACHER, Role.ADMIN})


def grants_of(user: AbstractBaseUser, roles: frozenset[Role] = EVERYTHING) -> list[Grant]:
    """Grants in force, without those by which one acts for another while one works in the own name."""
    held = grants_today(user)
    if getattr(user, "in_own_name", False):  # set by orgs.acting from the session
        held = [grant for grant in held if grant.acts_for_id is None]
    return [grant for grant in held if grant.role in roles]


def grants_today(user: AbstractBaseUser) -> list[Grant]:
    """All that hold today, read once per user object: a page asks many times."""
    held: list[Grant] | None = getattr(user, "_grants_today", None)
    if held is None:
        held = list(_in_force().filter(user_id=user.pk))
        user._grants_today = held  # type: ignore[attr-defined]  # noqa: SLF001 -- cache of this request
    return held


def _in_force() -> GrantQuerySet:
    rows = Grant.objects.today().select_related("unit", "acts_for")
    return rows.with_levels().order_by("pk")


def load_grants(users: Iterable[AbstractBaseUser]) -> None:
    """Remember today's grants of all of them, in one query, as if each had asked."""
    by_user: dict[int, list[Grant]] = {user.pk: [] for user in users}
    for grant in _in_force().filter(user__in=by_user):
        by_user[grant.user_id].append(grant)
    for user in users:
        user._grants_today = by_user[user.pk]  # type: ignore[attr-defined]  # noqa: SLF001 -- cache of this request


def as_holding(user: AbstractBaseUser, grants: Sequence[Grant]) -> AbstractBaseUser:
    """The same person as if these were all the grants: for asking what a grant is good for.

    What is decided by name, post or authorship stays as it is.
    """
    fields = user._meta.concrete_fields  # noqa: SLF001 -- Django's documented name
    same = user.__class__(**{field.attname: getattr(user, field.attname) for field in fields})
    same._grants_today = list(grants)  # type: ignore[attr-defined]  # noqa: SLF001 -- cache of this request
    return same


def has_role(user: AbstractBaseUser, *roles: Role) -> bool:
    return bool(grants_of(user, frozenset(roles)))


def unit_condition(grants: list[Grant], prefix: str = "") -> Q:
    """Units under the grants. ``prefix`` is the way to the unit, as “unit__”. No grants: nothing."""
    condition = Q(pk__in=[])
    for grant in grants:
        condition |= _under(grant, prefix)
    return condition


def units_of(user: AbstractBaseUser, roles: frozenset[Role]) -> Q:
    return unit_condition(grants_of(user, roles))


def at_units(user: AbstractBaseUser, roles: frozenset[Role], prefix: str = "") -> Q:
    """The very units of the grants, nothing below. ``prefix`` as in ``unit_condition``.

    Who looks after a level or a kind of units has no role at the unit the grant hangs on, unless it
    is itself of them: a phòng for primary schools does not write for the Sở.
    """
    return Q(**{f"{prefix}pk__in": [grant.unit_id for grant in _whole(user, roles)]})


def at_offices(user: AbstractBaseUser, roles: frozenset[Role], prefix: str = "") -> Q:
    """The very units, and of a Sở its rooms (phòng), whose papers are its own. S2-22.

    A role over one level or kind only (a deputy for a block) is none at the unit itself.
    """
    condition = Q(pk__in=[])
    for grant in _whole(user, roles):
        condition |= Q(**{f"{prefix}pk": grant.unit_id})
        if grant.unit.kind == Unit.Kind.DEPARTMENT:
            below = f"{prefix}admin_path__startswith"
            condition |= Q(**{f"{prefix}kind": Unit.Kind.OFFICE, below: grant.unit.admin_path})
    return condition


def holds_at_office(user: AbstractBaseUser, unit: Unit, *roles: Role) -> bool:
    """The same for one unit. No query."""
    return any(is_office_grant(grant, unit) for grant in grants_of(user, frozenset(roles)))


def is_office_grant(grant: Grant, unit: Unit) -> bool:
    """The same for one grant, of whatever role. ``grant.unit`` must be loaded."""
    is_of_sos_room = (
        grant.unit.kind == Unit.Kind.DEPARTMENT
        and unit.kind == Unit.Kind.OFFICE
        and unit.admin_path.startswith(grant.unit.admin_path)
    )
    return covers(grant, grant.unit) and (grant.unit_id == unit.pk or is_of_sos_room)


def units_above(user: AbstractBaseUser, roles: frozenset[Role] = EVERYTHING) -> set[int]:
    """Keys of the units of one's grants and of all above them on either line: what those write down is
    meant for those below. No query."""
    units = [grant.unit for grant in grants_of(user, roles)]
    paths = (path for unit in units for path in (unit.admin_path, unit.prof_path))
    return {int(key) for path in paths for key in path.split("/") if key}


def works_at(user: AbstractBaseUser, prefix: str = "") -> Q:
    """The very units where the user has a role or a post today. No query of its own."""
    posts = Post.objects.today().filter(person__user=user.pk).values("unit")
    named = [grant.unit_id for grant in grants_of(user)]
    return Q(**{f"{prefix}pk__in": named}) | Q(**{f"{prefix}pk__in": posts})


def read_units(user: AbstractBaseUser, prefix: str = "") -> Q:
    """Units whose records the user reads: all below who oversees or heads, else the own unit."""
    below = unit_condition(grants_of(user, READS_ALL_BELOW), prefix)
    return below | at_units(user, READS_OWN_UNIT, prefix)


def reads_unit(user: AbstractBaseUser, unit: Unit) -> bool:
    """The same for one unit. No query."""
    return holds_over(user, unit, *READS_ALL_BELOW) or holds_at(user, unit, *READS_OWN_UNIT)


def holds_over(user: AbstractBaseUser, unit: Unit, *roles: Role) -> bool:
    """Whether one of the user's grants with these roles covers the unit today. No query."""
    return any(covers(grant, unit) for grant in grants_of(user, frozenset(roles)))


def holds_at(user: AbstractBaseUser, unit: Unit, *roles: Role) -> bool:
    """Whether the user has one of the roles at this very unit (a head heads one school, not its commune)."""
    return any(grant.unit_id == unit.pk for grant in _whole(user, frozenset(roles)))


def is_at_the_top(grant: Grant) -> bool:
    """Whether it is a role of the whole Sở or province, which also keeps what belongs to no unit."""
    return grant.unit.kind in Unit.Kind.top and not grant.kind and not grant.level


def _whole(user: AbstractBaseUser, roles: frozenset[Role]) -> list[Grant]:
    return [grant for grant in grants_of(user, roles) if covers(grant, grant.unit)]


def _under(grant: Grant, prefix: str) -> Q:
    field = Line(grant.line).path_field
    condition = Q(**{f"{prefix}{field}__startswith": getattr(grant.unit, field)})
    if grant.kind:
        condition &= is_of_kinds([grant.kind], prefix)
    if grant.level:
        condition &= is_of_levels([grant.level], prefix)
    return condition


def covers(grant: Grant, unit: Unit) -> bool:
    """Whether the grant reaches the unit, as the paths in hand say. ``grant.unit`` must be loaded."""
    field = Line(grant.line).path_field
    return (
        getattr(unit, field).startswith(getattr(grant.unit, field))
        and grant.kind in {"", unit.kind, unit.type_id}
        and (grant.level in {"", unit.level} or unit.level in grant.levels)
    )
