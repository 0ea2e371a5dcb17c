"""The plan's side plugs into the apps below: navigation, and who may read which history."""

from functools import partial
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from phongtrao.audit import visibility as history
from phongtrao.documents import enactments, readers, template_keys
from phongtrao.documents.enactments import Enactment
from phongtrao.documents.models import OfficialDocument
from phongtrao.orgs.scope import grants_of
from phongtrao.plans.access import amending, arranging, movements, plans, tasks
from phongtrao.plans.issuing import paper_keys
from phongtrao.plans.models import Phase, PlanPaper, Task
from phongtrao.plans.services.plan_papers import enact_plan, hindrances_of_paper
from phongtrao.web.shell import NavItem, register_nav

DRAFTING = (
    "plans.plan_edited",
    "plans.plan_copied",
    "plans.own_plan_begun",
    "plans.tasks_taken_up",
    "plans.target_added",
    "plans.target_edited",
    "plans.target_dropped",
    "plans.tasks_imported",
    "plans.paper_printed",
    "plans.paper_released",
    "plans.amendment_begun",
    "plans.amendment_withdrawn",
    "plans.change_confirmed",
    "plans.changes_confirmed",
    "plans.change_reopened",
)


def plug_plans() -> None:
    """Called once, when the apps are ready."""
    register_nav(
        NavItem(
            "movements",
            pgettext_lazy("many", "Phong trào"),
            "plans:movement_list",
            "award",
            15,
            reads_plans,
        )
    )
    register_nav(
        NavItem(
            "plans",
            pgettext_lazy("many", "Kế hoạch"),
            "plans:plan_list",
            "clipboard-list",
            20,
            reads_plans,
        )
    )
    readers.register("plans", papers_of_plans)
    for key in paper_keys():
        template_keys.register(key)
    enactments.register("plans", enactment_of)
    history.register("plans.movement", movements.visible_movements, "plans:movement")
    history.register("plans.plan", plans.visible_plans, "plans:plan")
    history.register("plans.changeanswer", amending.visible_answers, "plans:unit_changes")
    history.register("plans.task", tasks.visible_tasks, "plans:task")
    history.register_home(
        "plans.plan", plans.drafted_plans, on="plans.plan", deeds={"plans.task_dropped"}
    )
    # How the words came to be is told to those who drafted them, also once the plan is issued.
    history.narrow("plans.plan", DRAFTING, plans.drafted_plans)
    history.narrow("plans.task", {"plans.task_linked"}, tasks.drafted_tasks)
    history.register("plans.budgetline", arranging.visible_budget)
    history.register_home(
        "plans.budget",
        arranging.overseen_plans,
        on="plans.plan",
        deeds={"plans.budget_dropped"},
    )


def enactment_of(document: OfficialDocument) -> Enactment | None:
    """The plan that is in force once its paper has its number. S0-53."""
    paper = PlanPaper.objects.select_related("plan").filter(document=document).first()
    if paper is None:
        return None
    return Enactment(
        label=paper.plan.title,
        url=reverse("plans:plan", args=[paper.plan_id]),
        edit_url=reverse("plans:plan_paper", args=[paper.plan_id]),
        hindrances=partial(hindrances_of_paper, paper),
        enact=lambda issued, by: enact_plan(paper, issued, by=by),
    )


def papers_of_plans(user: AbstractBaseUser) -> "list[QuerySet[Any, Any]]":
    """Papers by which the owner of a plan or movement speaks: read by whoever sees that.

    Only the owner's own ones: else a unit would read another's paper by naming its number.
    """
    seen = plans.visible_plans(user).filter(document__issuer=F("owner"))
    launched = movements.visible_movements(user)
    reviews = Phase.objects.filter(
        movement__in=launched.values("pk"), review_paper__issuer=F("movement__owner")
    )
    guidance = Task.guidance.through.objects.filter(
        task__in=tasks.visible_tasks(user).values("pk"),
        officialdocument__issuer=F("task__plan__owner"),
    )
    return [
        seen.values("document"),
        launched.filter(launched_by__issuer=F("owner")).values("launched_by"),
        reviews.values("review_paper"),
        guidance.values("officialdocument"),
    ]


def reads_plans(user: AbstractBaseUser) -> bool:
    return bool(grants_of(user, movements.READERS))
