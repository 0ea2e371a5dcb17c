"""Examples of what stands inside units and beside plans, for tests/world.py: own ones and strangers'."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.plans.models import (
    Assignment,
    BudgetLine,
    CommonAnswer,
    Consultation,
    Difficulty,
    Finding,
    HandOver,
    Plan,
    Task,
)
from phongtrao.plans.services.budget import Money, add_budget_line
from phongtrao.plans.services.common_answers import withdraw_answer, write_answer
from phongtrao.plans.services.consultations import Asking, ask_about_task
from phongtrao.plans.services.difficulties import raise_difficulty
from phongtrao.plans.services.findings import Found, write_finding
from phongtrao.plans.services.handovers import Handing, hand_over
from tests.factories import give, make_user

SUBJECTS = {
    "plans.handover": "handover",
    "plans.consultation": "consultation",
    "plans.difficulty": "difficulty",
    "plans.commonanswer": "common answer",
    "plans.finding": "finding",
    "plans.budgetline": "budget line",
    "plans.work": "unit",
}


def fill_inside(world: Any) -> None:
    """After the head of the other school (“la”) is there."""
    theirs = _work_of_the_other_school(world)
    _handovers(world, theirs)
    _difficulties(world, theirs)
    _findings(world, theirs)
    _consultations(world)
    _budget(world)


def _work_of_the_other_school(world: Any) -> Assignment:
    rows = Assignment.objects.filter(
        unit=world.places["other"],
        status=Assignment.Status.ACCEPTED,
        done_on=None,
        task__local_to=None,
        task__plan__status=Plan.Status.PUBLISHED,
    )
    return rows.select_related("task__plan__owner", "unit").order_by("pk")[0]


def _handovers(world: Any, theirs: Assignment) -> None:
    teacher = make_user("Mạc Thị Khác", "khac")
    give(teacher, Role.TEACHER, world.places["other"])
    handing = Handing(timezone.localdate(), teacher, note="Phần của trường khác.")
    foreign = hand_over(theirs, handing, by=world.people["la"])
    own = HandOver.objects.filter(
        assignment__unit=world.places["lower"], user=world.people["giaovien"]
    ).order_by("pk")
    world.samples["handover"] = {
        "own, given": own.filter(status="given")[0].pk,
        "own, reported": own.filter(status="reported")[0].pk,
        "other school": foreign.pk,
    }


def _difficulties(world: Any, theirs: Assignment) -> None:
    other = raise_difficulty(theirs, "Vướng mắc của trường khác.", by=world.people["la"])
    rows = Difficulty.objects.order_by("pk")
    world.samples["difficulty"] = {
        "own, answered": rows.filter(assignment__unit=world.places["lower"])[0].pk,
        "upper, open": rows.filter(assignment__unit=world.places["upper"])[0].pk,
        "own, inside": rows.filter(status="inside")[0].pk,
        "own, of no work": rows.filter(assignment=None, unit=world.places["lower"])[0].pk,
        "other school": other.pk,
    }
    withdrawn = write_answer(
        world.places["department"], "Câu đã gỡ?", "Không còn.", by=world.people["vanphong"]
    )
    withdraw_answer(withdrawn, by=world.people["vanphong"])
    standing = CommonAnswer.objects.filter(withdrawn_at=None).order_by("pk")
    world.samples["common answer"] = {"standing": standing[0].pk, "withdrawn": withdrawn.pk}


def _findings(world: Any, theirs: Assignment) -> None:
    found = write_finding(
        Found("Thấy ở trường khác."), theirs.task, theirs, by=world.people["thanhtra"]
    )
    rows = Finding.objects.order_by("pk")
    world.samples["finding"] = {
        "own, open": rows.filter(assignment__unit=world.places["lower"])[0].pk,
        "of the plan": rows.filter(assignment=None)[0].pk,
        "other school": found.pk,
    }


def _consultations(world: Any) -> None:
    task = Task.objects.select_related("plan__owner").get(pk=world.samples["task"]["foreign"])
    asking = Asking("Câu hỏi của Sở khác.", timezone.localdate() + timedelta(days=3), ("ngoai",))
    (foreign,) = ask_about_task(task, asking, by=world.stranger)
    asked = Consultation.objects.filter(user=world.people["thanhtra"]).order_by("pk")
    world.samples["consultation"] = {
        "of thanhtra, given": asked.exclude(given_at=None)[0].pk,
        "of thanhtra, waiting": asked.filter(given_at=None)[0].pk,
        "foreign": foreign.pk,
    }


def _budget(world: Any) -> None:
    samples = world.samples["task"]
    tasks = Task.objects.select_related("plan__owner")
    paid_by_school = Money("Chi của trường", world.places["lower"].name, Decimal(1_000_000))
    foreign = Money("Nguồn của Sở khác", "Sở khác", Decimal(1_000_000))
    lines = {
        "paid by lower school": add_budget_line(
            tasks.get(pk=samples["at work"]), paid_by_school, by=world.people["vanphong"]
        ),
        "foreign": add_budget_line(tasks.get(pk=samples["foreign"]), foreign, by=world.stranger),
    }
    spent = BudgetLine.objects.filter(spent__gt=0).order_by("pk")[0]
    world.samples["budget line"] = {label: line.pk for label, line in lines.items()}
    world.samples["budget line"]["of the Sở"] = spent.pk
