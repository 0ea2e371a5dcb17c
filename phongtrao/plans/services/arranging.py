"""What the office arranges beside the words of a plan: leaders in charge, programmes, guidance papers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.errors import BadInput
from phongtrao.notifications.services import notify
from phongtrao.plans.access import arranging as access
from phongtrao.plans.models import Movement, Plan, Task
from phongtrao.plans.queries.blocks import leaders_over
from phongtrao.plans.services.assignments import quoted


@transaction.atomic
def arrange_plan(
    plan: Plan, programme: str, sections: Mapping[str, User | None], *, by: AbstractBaseUser
) -> int:
    """Say which outside programme the plan belongs to, and who is in charge of whole sections.

    Sections not named stay as they are. Return how many tasks changed hands.
    """
    access.can_arrange(by, plan).enforce()
    _check_leaders(plan, sections.values())
    if plan.programme != programme.strip():
        before, plan.programme = {"programme": plan.programme}, programme.strip()
        plan.save(update_fields=["programme"])
        after = {"programme": plan.programme}
        record(plan, "plans.programme_set", by=by, before=before, after=after)
    changed = 0
    for section, leader in sections.items():
        rows = (
            plan.tasks.standing()
            .filter(section=section)
            .exclude(in_charge=leader.pk if leader else None)
        )
        count = rows.update(in_charge=leader)
        if count:
            said = {"section": section, "in_charge": str(leader or "")}
            record(plan, "plans.section_in_charge", by=by, after=said, tasks=count)
            _tell(plan, leader, count)
        changed += count
    return changed


@dataclass(frozen=True, slots=True)
class Links:
    """What a task leads to: a plan of its own by which it is done, a movement that is its result."""

    by_plan: Plan | None = None
    makes: Movement | None = None

    def said(self) -> dict[str, str]:
        return {"by_plan": str(self.by_plan or ""), "makes": str(self.makes or "")}


@transaction.atomic
def arrange_task(
    task: Task,
    programme: str,
    leader: User | None,
    links: Links | None = None,
    *,
    by: AbstractBaseUser,
) -> Task:
    """The same for one task; ``links`` stay as they are where they are None. S1-33, S2-21, S4-14, S4-39, S4-40."""
    access.can_arrange_task(by, task).enforce()
    _check_leaders(task.plan, [leader])
    led_to = Links(task.by_plan, task.makes)
    links = links or led_to
    _check_links(task, links)
    before = _arranged(task)
    is_new = task.in_charge_id != (leader.pk if leader else None)
    task.programme, task.in_charge = programme.strip(), leader
    task.by_plan, task.makes = links.by_plan, links.makes
    task.save(update_fields=["programme", "in_charge", "by_plan", "makes"])
    record(task, "plans.task_arranged", by=by, before=before, after=_arranged(task))
    if led_to != links:
        record_links(task, led_to, by=by)
    if is_new:
        _tell(task.plan, leader, 1)
    return task


@transaction.atomic
def add_guidance(task: Task, document: OfficialDocument, *, by: AbstractBaseUser) -> None:
    """Lay a guidance paper beside the task; who sees the task opens what he may. S2-26."""
    access.can_arrange_task(by, task).enforce()
    if task.guidance.filter(pk=document.pk).exists():
        raise BadInput(_("Văn bản này đã có trong hướng dẫn. Hãy chọn văn bản khác."))
    task.guidance.add(document)
    record(task, "plans.guidance_added", by=by, after={"document": str(document)})


@transaction.atomic
def drop_guidance(task: Task, document: OfficialDocument, *, by: AbstractBaseUser) -> None:
    access.can_arrange_task(by, task).enforce()
    task.guidance.remove(document)
    record(task, "plans.guidance_dropped", by=by, before={"document": str(document)})


def _arranged(task: Task) -> dict[str, str]:
    return {"programme": task.programme, "in_charge": str(task.in_charge or "")}


def record_links(task: Task, before: Links, *, by: AbstractBaseUser) -> None:
    """A line of its own: a plan or movement may be a draft, so it is told to those who read drafts."""
    after = Links(task.by_plan, task.makes)
    record(task, "plans.task_linked", by=by, before=before.said(), after=after.said())


def _check_links(task: Task, links: Links) -> None:
    """Of the unit that issued the task: another's plan or movement is not its result."""
    for found in (links.by_plan, links.makes):
        if found and found.owner_id != task.plan.owner_id:
            raise BadInput(
                _("“%s” không phải của đơn vị ban hành kế hoạch này. Hãy chọn lại.") % found
            )
    if links.by_plan and links.by_plan.pk == task.plan_id:
        raise BadInput(_("Kế hoạch riêng phải là một kế hoạch khác. Hãy chọn lại."))


def _check_leaders(plan: Plan, leaders: Iterable[User | None]) -> None:
    allowed = {user.pk for user in leaders_over([plan.owner])[plan.owner_id]}
    for leader in leaders:
        if leader and leader.pk not in allowed:
            said = {"person": leader, "unit": plan.owner}
            raise BadInput(
                _("%(person)s không giữ vai trò lãnh đạo của %(unit)s hôm nay. Hãy chọn lại.")
                % said
            )


def _tell(plan: Plan, leader: User | None, count: int) -> None:
    if leader is None:
        return
    with office_language():
        text = _("Bạn được giao phụ trách %(count)s nhiệm vụ: %(plan)s.") % {
            "count": count,
            "plan": quoted(plan.title),
        }
    key = f"plans.in_charge:{plan.pk}:{timezone.now().isoformat()}"
    notify([leader], text, key=key, url=reverse("plans:my_block"))
