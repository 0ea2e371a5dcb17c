"""Placing tasks: which content of the movement they serve, and which task above they carry out.

It changes no word of the plan, so it is open while the plan is in force as well: a plan that was
taken in from a file is published before anybody has said where its tasks hang.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import changes, record
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.plans.access import plans as plan_access
from phongtrao.plans.access import tasks as access
from phongtrao.plans.models import Content, Plan, Task, TaskParty
from phongtrao.plans.queries.placing import contents_for, tasks_above, wholes_for
from phongtrao.plans.queries.plans import descendants_of
from phongtrao.plans.services.movements import clean


@dataclass(frozen=True, slots=True)
class Placing:
    """The links of a task, and the kind of what comes out of it."""

    content: Content | None = None
    derived_from: Task | None = None
    part_of: Task | None = None
    deliverable_kind: str = Task.Deliverable.OTHER

    def values(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


@transaction.atomic
def place_task(task: Task, placing: Placing, *, by: AbstractBaseUser) -> Task:
    """Hang the task on a content, a task above and a task of its own plan (S0-19, S1-20, S4-03)."""
    access.can_place(by, task).enforce()
    _lock_open(task.plan)
    _refuse_wrong_links(task, placing, by)
    before, after = changes(task, placing.values())
    for name, value in after.items():
        setattr(task, name, value)
    clean(task)
    task.save(update_fields=list(placing.values()))
    record(task, "plans.task_placed", by=by, before=before, after=after)
    return task


@transaction.atomic
def place_tasks(
    plan: Plan, tasks: Sequence[Task], content: Content | None, *, by: AbstractBaseUser
) -> int:
    """Hang several tasks of the plan on one content, or on none; answer how many changed."""
    plan_access.can_place(by, plan).enforce()
    _lock_open(plan)
    if not tasks:
        raise BadInput(_("Hãy chọn ít nhất một nhiệm vụ."))
    if any(task.plan_id != plan.pk or task.local_to_id for task in tasks):
        raise BadInput(_("Có nhiệm vụ không thuộc kế hoạch này. Hãy chọn lại."))
    _refuse_foreign_content(plan, content)
    moved = [task for task in tasks if task.content_id != (content and content.pk)]
    for task in moved:
        before, after = changes(task, {"content": content})
        task.content = content
        task.save(update_fields=["content"])
        record(task, "plans.task_placed", by=by, before=before, after=after)
    return len(moved)


def _lock_open(plan: Plan) -> None:
    """Keep the plan from being closed, and other links from being made, until we are done."""
    rows = Plan.objects.select_for_update(of=("self",)).filter(pk=plan.pk)
    if not rows.exclude(status=Plan.Status.CLOSED).exists():
        raise WrongState(_("Kế hoạch vừa kết thúc nên không gắn được nữa. Hãy tải lại trang."))


def _refuse_wrong_links(task: Task, placing: Placing, by: AbstractBaseUser) -> None:
    _refuse_foreign_content(task.plan, placing.content)
    _refuse_wrong_whole(task, placing.part_of)
    above = placing.derived_from
    # What was linked before stays, even where this officer does not see the plan above.
    if above and above.pk != task.derived_from_id:
        _refuse_below(task, above)
        if not tasks_above(task.plan, access.visible_tasks(by)).filter(pk=above.pk).exists():
            raise BadInput(_("Nhiệm vụ cấp trên phải thuộc một kế hoạch đã ban hành của cấp trên."))


def _refuse_foreign_content(plan: Plan, content: Content | None) -> None:
    if content and not contents_for(plan).filter(pk=content.pk).exists():
        raise BadInput(_("Nội dung thi đua phải thuộc phong trào của kế hoạch. Hãy chọn lại."))


def _refuse_wrong_whole(task: Task, whole: Task | None) -> None:
    if whole and whole.pk != task.part_of_id:
        _refuse_below(task, whole)
        if not wholes_for(task).filter(pk=whole.pk).exists():
            raise BadInput(_("Nhiệm vụ cha phải là một nhiệm vụ khác của cùng kế hoạch."))
    published = task.plan.status != Plan.Status.DRAFT
    if published and not whole and not task.parties.filter(role=TaskParty.Role.LEAD).exists():
        raise BadInput(
            _("Nhiệm vụ không có cơ quan chủ trì nên phải là một phần của nhiệm vụ khác.")
        )


def _refuse_below(task: Task, above: Task) -> None:
    if above.pk == task.pk or above.pk in descendants_of([task.pk])[task.pk]:
        raise BadInput(
            _("“%s” đang nằm dưới nhiệm vụ này. Hãy chọn nhiệm vụ khác.") % above.text[:80]
        )
