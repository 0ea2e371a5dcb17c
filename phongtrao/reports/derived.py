"""What plans below have made of a plan's tasks: counted apart, never added to the plan's own numbers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from phongtrao.plans.models import Assignment, Plan
from phongtrao.plans.queries.plans import descendants_of
from phongtrao.plans.queries.tally import tallies
from phongtrao.reports.facts import Counts, add_up


@dataclass(frozen=True, slots=True)
class Derived:
    """``whole``: each assignment once, also where it stands under two tasks of the plan."""

    by_task: dict[int, Counts] = field(default_factory=dict)
    whole: Counts = field(default_factory=Counts)


def derived_work(plan: Plan, tasks: Iterable[int], day: date) -> Derived:
    """Work that other plans have derived from these tasks, at any depth; two queries."""
    below = descendants_of(tasks)
    every = set().union(*below.values())
    rows = Assignment.objects.filter(task__in=every).exclude(task__plan=plan)
    counted = {
        task: Counts(**found.states(), percent=found.percent)
        for (task,), found in tallies(rows, "task_id", today=day).items()
        if found.given
    }
    by_task = {
        task: add_up(counted[one] for one in under if one in counted)
        for task, under in below.items()
    }
    found = {task: counts for task, counts in by_task.items() if counts.total}
    return Derived(found, add_up(counted.values()))
