"""Who sees what a unit makes of its incoming papers: the unit itself. Decision 8.

Such tasks stand in a plan of the unit's own (``Plan.orders_of``). Above the unit somebody sees one of them
once the unit submits a report on it, and never the others. Other work is not touched by these conditions.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet

from phongtrao.orgs.scope import at_units
from phongtrao.plans.access.movements import READERS
from phongtrao.plans.models import ProgressReport


def within_orders(user: AbstractBaseUser, prefix: str = "") -> Q:
    """On plans, ``prefix`` being the way to them: no orders, or one's own unit's, or reported."""
    reported = _reported().values("assignment__task__plan")
    return _own_or_none(user, prefix) | Q(**{f"{prefix}pk__in": reported})


def work_within_orders(user: AbstractBaseUser, prefix: str = "") -> Q:
    """The same on assignments, one by one."""
    reported = _reported().values("assignment")
    return _own_or_none(user, f"{prefix}task__plan__") | Q(**{f"{prefix}pk__in": reported})


def tasks_within_orders(user: AbstractBaseUser) -> Q:
    """The same on tasks."""
    return _own_or_none(user, "plan__") | Q(pk__in=_reported().values("assignment__task"))


def _own_or_none(user: AbstractBaseUser, plan: str) -> Q:
    return Q(**{f"{plan}orders_of": None}) | at_units(user, READERS, f"{plan}owner__")


def _reported() -> QuerySet[ProgressReport]:
    """Few rows, found once whatever is asked: only what stands in such a plan."""
    submitted = ProgressReport.objects.exclude(status=ProgressReport.Status.DRAFT)
    return submitted.filter(assignment__task__plan__orders_of__isnull=False)
