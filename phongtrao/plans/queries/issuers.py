"""Who runs what a unit issued: its own office, in a school or commune its head and focal persons.

The office of the Sở reads the plans of those below and runs its own; of a Sở it runs those of its rooms.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q

from phongtrao.accounts.models import Role
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import (
    ACTS_FOR_UNIT,
    at_offices,
    at_units,
    has_role,
    holds_at,
    holds_at_office,
)

OFFICE = frozenset({Role.OFFICE})


def is_office_at(user: AbstractBaseUser, owner: Unit) -> bool:
    """No query."""
    return holds_at_office(user, owner, Role.OFFICE) or holds_at(user, owner, *ACTS_FOR_UNIT)


def offices_of(user: AbstractBaseUser, prefix: str = "") -> Q:
    """The same as a condition on the issuing unit; ``prefix`` as in ``orgs.scope.unit_condition``."""
    return at_offices(user, OFFICE, prefix) | at_units(user, ACTS_FOR_UNIT, prefix)


def may_run(user: AbstractBaseUser) -> bool:
    """Whether there is a unit at all whose plans the user runs."""
    return has_role(user, Role.OFFICE, *ACTS_FOR_UNIT)
