"""Who reads the history of money, and of what was deleted: who could see it while it was there."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.audit import visibility
from phongtrao.audit.models import Entry
from phongtrao.documents.models import DocumentKind
from phongtrao.documents.services.receiving import Arrival, register_incoming
from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.orgs.models import Line
from phongtrao.plans.models import Plan
from phongtrao.plans.services.assignments import LocalTask, add_local_task, drop_local_task
from phongtrao.plans.services.budget import (
    Money,
    add_budget_line,
    drop_budget_line,
    edit_budget_line,
)
from phongtrao.plans.services.handovers import Handing, drop_handover, hand_over
from phongtrao.plans.services.incoming import Order, make_tasks
from phongtrao.plans.services.plans import draft_plan, publish_plan
from phongtrao.plans.services.reports import (
    Writing,
    attach_new,
    detach,
    save_draft,
    start_report,
    submit_report,
)
from phongtrao.plans.services.tasks import TaskDraft, add_task, drop_task
from tests.factories import give, make_movement, make_user
from tests.plans.work import make_work

pytestmark = pytest.mark.django_db

SECRET = "Mật-ngữ 4711"
ABOVE = {"an", "dung", "khanh", "lam"}


@pytest.fixture
def people(request):
    names = ("an", "dung", "khanh", "lam", "binh", "lan", "giang", "chi", "hoa")
    return {name: request.getfixturevalue(name) for name in names}


def told(client, people, subject, pk):
    """Whose history page of the subject says the secret; who is told of none has a 404."""
    found = set()
    for name, user in people.items():
        client.force_login(user)
        response = client.get(f"/nhat-ky/{subject}/{pk}/")
        if response.status_code == 200 and SECRET in response.content.decode():
            found.add(name)
    return found


def searched(people):
    """Who finds a line with the secret among those the search would show."""
    return {
        name
        for name, user in people.items()
        if Entry.objects.filter(
            visibility.seen_entries(user), values__after__icontains=SECRET
        ).exists()
    }


# ------------------------------------------------------------------ evidence of a draft


def test_evidence_dropped_before_the_report_is_handed_in_is_told_to_the_unit_only(
    client, so, hoa_sen, people, lan
):
    period = containing(timezone.localdate(), PeriodKind.QUARTER)
    report = start_report(make_work(so, hoa_sen), period, by=lan)
    dropped = attach_new(report, SECRET, url="https://vidu.example/a", by=lan)
    detach(report, dropped, by=lan)
    attach_new(report, "Biên bản", url="https://vidu.example/b", by=lan)
    submit_report(save_draft(report, Writing(60, "Đã làm."), by=lan), by=lan)

    assert told(client, people, "plans.progressreport", report.pk) == {"binh", "lan"}
    of_report = Entry.objects.filter(subject_type="plans.progressreport")
    heard = of_report.filter(visibility.seen_entries(people["an"]))
    assert {line.action for line in heard} == {"plans.report_started", "plans.report_submitted"}


# ------------------------------------------------------------------ money


def test_amounts_and_sources_are_told_to_overseers_and_the_payer(  # S2-25, S4-18
    client, so, hoa_sen, people, an
):
    work = make_work(so, hoa_sen)
    money = Money(SECRET, "Trường THCS Hoa Sen", Decimal(5))
    line = add_budget_line(work.task, money, by=an)
    edit_budget_line(line, Money(SECRET, "Trường THCS Hoa Sen", Decimal(6)), by=an)

    over_and_payer = {"an", "dung", "khanh", "binh", "lan"}
    assert told(client, people, "plans.task", work.task_id) == set()
    assert told(client, people, "plans.plan", work.task.plan_id) == set()
    assert told(client, people, "plans.budgetline", line.pk) == over_and_payer
    assert searched(people) == over_and_payer


def test_dropped_money_is_told_to_overseers_in_the_plans_history(client, so, hoa_sen, people, an):
    work = make_work(so, hoa_sen)
    line = add_budget_line(work.task, Money(SECRET, "Sở chi", Decimal(5)), by=an)
    pk = line.pk

    drop_budget_line(line, by=an)

    assert told(client, people, "plans.plan", work.task.plan_id) == {"an", "dung", "khanh"}
    assert told(client, people, "plans.budgetline", pk) == {"an", "dung", "khanh"}


# ------------------------------------------------------------------ what was deleted


def test_dropped_task_of_a_draft_is_told_to_those_who_drafted_it(client, so, people, an):
    plan = Plan(title="Kế hoạch", owner=so, starts_on=date(2026, 1, 1))
    draft_plan(plan, [make_movement(so)], by=an)
    add_task(plan, TaskDraft("Việc ở lại", leads=("Văn phòng",)), by=an)
    task = add_task(plan, TaskDraft(SECRET), by=an)
    pk = task.pk
    drop_task(task, by=an)

    drafted = [told(client, people, "plans.plan", plan.pk), told(client, people, "plans.task", pk)]
    publish_plan(plan, by=an)
    issued = [told(client, people, "plans.plan", plan.pk), told(client, people, "plans.task", pk)]

    assert drafted == [{"an", "dung"}] * 2
    assert issued == [{"an", "dung"}] * 2


def test_dropped_task_of_a_unit_is_told_to_who_reads_the_units_work(
    client, so, hoa_sen, people, lan
):
    plan = make_work(so, hoa_sen).task.plan
    own = add_local_task(hoa_sen, plan, LocalTask(SECRET, "Trường có phòng mới.", None), by=lan)
    pk = own.pk
    drop_local_task(own, by=lan)

    readers = ABOVE | {"binh", "lan", "giang"}
    assert told(client, people, "plans.work", hoa_sen.pk) == readers
    assert told(client, people, "plans.assignment", pk) == readers


def test_dropped_order_of_an_incoming_paper_is_told_to_the_unit(client, hoa_sen, people, lan):
    paper = Arrival(DocumentKind.LETTER, "Công an xã", "An toàn", timezone.localdate())
    incoming = register_incoming(hoa_sen, paper, by=lan)
    work = make_tasks(incoming, [Order(SECRET)], by=lan)[0]
    pk = work.pk
    drop_local_task(work, by=lan)

    assert told(client, people, "plans.work", hoa_sen.pk) == {"binh", "lan", "giang"}
    assert told(client, people, "plans.assignment", pk) == {"binh", "lan", "giang"}
    assert searched(people) == {"binh", "lan", "giang"}


def test_dropped_part_is_told_to_head_and_focal_person(client, so, hoa_sen, people, lan, giang):
    handing = Handing(timezone.localdate(), giang, note=SECRET)
    part = hand_over(make_work(so, hoa_sen), handing, by=lan)
    pk = part.pk
    drop_handover(part, by=lan)

    assert told(client, people, "plans.handover", pk) == {"binh", "lan"}
    assert searched(people) == {"binh", "lan"}


def test_what_is_gone_without_a_home_is_told_to_nobody(client, people, an):
    assert told(client, people, "plans.task", 999_999) == set()
    client.force_login(an)
    assert client.get("/nhat-ky/plans.task/999999/").status_code == 404


def test_inspector_of_another_place_is_told_nothing(client, so, binh_minh, hoa_sen, lan, giang):
    other = make_user("Thanh tra khác", "khac")
    give(other, Role.AUDITOR, binh_minh, Line.ADMIN)
    part = hand_over(
        make_work(so, hoa_sen), Handing(timezone.localdate(), giang, note=SECRET), by=lan
    )
    drop_handover(part, by=lan)

    assert searched({"khac": other}) == set()
