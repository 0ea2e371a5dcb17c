"""The parts of a task as they stand beside each other."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse

from phongtrao.plans.access.assignments import visible_assignments
from phongtrao.plans.access.parts import visible_parts
from phongtrao.plans.models import Assignment, Task
from phongtrao.plans.pages.badges import due_badge, progress_badge
from phongtrao.plans.queries.parts import COORDINATOR
from phongtrao.web.components import Due, State


@dataclass(frozen=True, slots=True)
class Part:
    """One unit's part; ``url`` is empty where the reader may not open its page."""

    work: Assignment
    state: State
    due: Due | None
    said: str
    url: str


def parts_beside(task: Task, user: AbstractBaseUser) -> list[Part]:
    """Empty unless somebody coordinates: what one unit does alone has no parts."""
    rows = list(visible_parts(user, task))
    if not any(row.part == COORDINATOR for row in rows):
        return []
    mine = visible_assignments(user).filter(task=task).values_list("pk", flat=True)
    own = set(mine.filter(pk__in=[row.pk for row in rows]))
    return [
        Part(
            row,
            progress_badge(row),
            due_badge(row),
            row.said or "",
            reverse("plans:assignment", args=[row.pk]) if row.pk in own else "",
        )
        for row in rows
    ]
