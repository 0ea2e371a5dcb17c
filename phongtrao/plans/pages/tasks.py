"""A task's page: where it comes from, who is named, what was made of it below."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from phongtrao.lib.answers import Answer, no
from phongtrao.lib.text import fold
from phongtrao.plans.access import plans as plan_access
from phongtrao.plans.access import tasks as access
from phongtrao.plans.access.assignments import can_urge_task
from phongtrao.plans.models import Task
from phongtrao.plans.pages.inside import BesideTask
from phongtrao.plans.pages.parts import Part, parts_beside
from phongtrao.plans.pages.plans import TaskLine, task_line
from phongtrao.plans.queries.plans import TaskProgress, task_progress


@dataclass(frozen=True, slots=True)
class Derived:
    """A task made of this one: in a plan below, or a part of it in the same plan."""

    task: Task
    progress: TaskProgress


@dataclass(frozen=True, slots=True)
class TaskPage:
    line: TaskLine
    above: Task | None
    whole: Task | None
    into: Task | None
    merged: list[Task]
    parts: list[Derived]
    derived: list[Derived]
    beside: list[Part]
    around: BesideTask
    can_edit: Answer
    can_place: Answer
    can_merge: Answer
    can_issue: Answer
    can_urge: bool

    @property
    def rule_words(self) -> str:
        """How the time is understood, where the paper's words do not say it already."""
        task = self.line.task
        said = str(task.get_timing_display())
        is_said = fold(said) in fold(self.line.time)
        return "" if task.timing == Task.Timing.UNSPECIFIED or is_said else said

    @property
    def why_due(self) -> str:
        """Where the day beside the time comes from; each unit's own day may differ."""
        task, due = self.line.task, self.line.due
        if task.timing == Task.Timing.UNSPECIFIED:
            return _(
                "Văn bản không nói thời gian, nên khi giao việc văn phòng tự chọn hạn cho đơn vị."
            )
        if due is None:
            return _(
                "Việc thường xuyên hoặc theo kế hoạch riêng không có một ngày hạn; "
                "tình trạng được tính theo lần cuối đơn vị báo tin."
            )
        return _(
            "Ngày bên cạnh là ngày cuối cùng mà lời văn cho phép; việc lặp lại lấy kỳ gần nhất sắp tới. "
            "Hạn của từng đơn vị ở bảng dưới có thể khác, khi văn phòng giao hạn riêng hoặc đồng ý điều chỉnh hạn."
        )

    @classmethod
    def build(cls, task: Task, user: AbstractBaseUser) -> "TaskPage":
        visible = access.visible_tasks(user)
        linked = {row.pk: row for row in visible.filter(pk__in=_links(task))}
        scope = plan_access.scope_of(user, task.plan)
        below = list(visible.filter(derived_from=task).order_by("plan__owner__sort_key", "pk"))
        parts = list(visible.filter(part_of=task).order_by("position", "pk"))
        progress = task_progress([task.pk, *(row.pk for row in [*below, *parts])], scope)
        return cls(
            line=task_line(task, progress[task.pk]),
            above=linked.get(task.derived_from_id or 0),
            whole=linked.get(task.part_of_id or 0),
            into=linked.get(task.merged_into_id or 0),
            merged=list(visible.filter(merged_into=task).order_by("position", "pk")),
            parts=[Derived(row, progress[row.pk]) for row in parts],
            derived=[Derived(row, progress[row.pk]) for row in below],
            beside=parts_beside(task, user),
            around=BesideTask.build(task, user),
            can_edit=access.can_edit(user, task),
            can_place=access.can_place(user, task),
            can_merge=access.can_merge(user, task),
            can_issue=_can_issue(user, task),
            can_urge=bool(progress[task.pk].own.given and can_urge_task(user, task)),
        )


def _can_issue(user: AbstractBaseUser, task: Task) -> Answer:
    if task.merged_into_id:
        return no(_("Nhiệm vụ này đã gộp vào nhiệm vụ khác. Hãy giao nhiệm vụ đó."))
    return plan_access.can_issue(user, task.plan)


def _links(task: Task) -> list[int]:
    found = (task.derived_from_id, task.part_of_id, task.merged_into_id)
    return [pk for pk in found if pk]
