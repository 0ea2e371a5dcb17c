"""Research for tests: a task of Hoa Sen's under the Sở, led to any state. Every name is invented."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.councils.models import Council
from phongtrao.orgs.models import Person, Unit
from phongtrao.research.models import ResearchTask, TaskMember
from phongtrao.research.services.contracts import Money, Signed, set_budget, sign_contract
from phongtrao.research.services.people import Joining, add_member, set_shares
from phongtrao.research.services.proposing import TaskData, propose_task
from phongtrao.research.services.stages import finish_stage, open_stage, rules_of, tick_items

TODAY = timezone.localdate()
OLD, NEW = date(2025, 3, 3), date(2025, 11, 3)  # a day of each regime


def task_data(owner: Unit, host: Unit, day: date = NEW, **more: Any) -> TaskData:
    said = {
        "code": "ĐT-2025-01",
        "title": "Ứng dụng trí tuệ nhân tạo trong đánh giá học sinh",
        "level": "province",
        "orientation": "application",
        "fields": ["education", "ai"],
        **more,
    }
    return TaskData(owner=owner, host=host, proposed_on=day, **said)


def make_task(owner: Unit, host: Unit, by: User, day: date = NEW, **more: Any) -> ResearchTask:
    return propose_task(task_data(owner, host, day, **more), by=by)


def join(task: ResearchTask, person: Person, by: User, role: str = "member") -> TaskMember:
    return add_member(task, Joining(person, role, task.proposed_on), by=by)


def tick_all(task: ResearchTask, by: User) -> None:
    items = rules_of(task).stage(open_stage(task).key).items
    tick_items(task, [item.key for item in items], by=by)


def go_on(task: ResearchTask, by: User) -> None:
    """To the next stage, with everything the present one asks for."""
    tick_all(task, by)
    finish_stage(task, by=by)


def approve(task: ResearchTask, by: User) -> ResearchTask:
    """Up to the stage in which the contract is signed; 300 million of the State."""
    set_budget(task, [Money("state", 2026, Decimal(300_000_000))], by=by)
    while task.status != ResearchTask.Status.APPROVED:
        go_on(task, by)
    return task


def signed(number: str = "12/HĐ-KHCN", day: date | None = None) -> Signed:
    return Signed(number, day or TODAY - timedelta(days=200), "Sở GDĐT; Trường THCS Hoa Sen")


def run(task: ResearchTask, by: User, *, months: int = 18) -> ResearchTask:
    """Under contract for so many months, since some two hundred days ago."""
    approve(task, by)
    tick_all(task, by)
    start = TODAY - timedelta(days=200)
    sign_contract(task, signed(), start, start + timedelta(days=30 * months), by=by)
    return task


def bring_to_acceptance(task: ResearchTask, by: User, *shares: str) -> ResearchTask:
    """Before the result is judged, with these shares for its members in their order."""
    go_on(task, by)
    members = task.members.all()
    given = {one.pk: Decimal(part) for one, part in zip(members, shares, strict=True)}
    set_shares(task, given, by=by)
    return task


def judge_science(council: Council) -> Council:
    """Let the council of seven decide on research."""
    council.case_kinds = ["science_selection", "science_acceptance"]
    council.save()
    return council
