"""The timing of a task as a value of lib.periods."""

from datetime import date

from phongtrao.lib.periods import Timing, TimingKind, parse_partial
from phongtrao.plans.models import Task


def timing_of(task: Task) -> Timing | None:
    """The task's timing; None when the plan does not say. Asks for the phase of a phase's task."""
    if task.timing == Task.Timing.PHASE and task.phase:
        return Timing.phase(task.phase.starts_on, task.phase.ends_on)
    if task.timing in (Task.Timing.UNSPECIFIED, Task.Timing.PHASE):
        return None
    when = parse_partial(task.timing_value) if task.timing_value else None
    return Timing(TimingKind(task.timing), when)


def next_due_of(task: Task, after: date) -> date | None:
    """The next time recurring work falls due within the plan; None for work done once."""
    timing = timing_of(task)
    if timing is None or not timing.is_recurring:
        return None
    due = timing.next_due(after)
    ends_on = task.plan.ends_on
    return None if due and ends_on and due > ends_on else due
