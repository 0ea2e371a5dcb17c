"""Who sees the parts of a task beside each other: who oversees its plan, and the unit that leads it."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet

from phongtrao.plans.access.assignments import units_acted_for
from phongtrao.plans.access.plans import sees_all_units
from phongtrao.plans.models import Plan, Task
from phongtrao.plans.queries.parts import is_named_lead, parts_of


def visible_parts(user: AbstractBaseUser, task: Task) -> QuerySet[Any, Any]:
    """All parts or none: a coordinator sees its own work only."""
    rows = parts_of(task).select_related("unit", "task__plan")
    if task.plan.status == Plan.Status.DRAFT:
        return rows.none()
    if sees_all_units(user, task.plan) or is_named_lead(task, units_acted_for(user)):
        return rows
    return rows.none()
