"""Names written into a plan mean the units of its day, wherever they are written. SX-07."""

from datetime import date
from decimal import Decimal

import pytest

from phongtrao.documents.services import DocumentData, register_document
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.services import Order, reorganise
from phongtrao.plans.models import Plan, TaskParty
from phongtrao.plans.services.budget import Money, add_budget_line
from phongtrao.plans.services.drafting import draft_from_plan
from phongtrao.plans.services.tasks import TaskDraft, import_tasks
from tests.factories import make_movement, make_unit
from tests.plans.work import make_plan, make_task

SCHOOL = "Trường THCS Hoa Sen"


@pytest.fixture
def latter(so, hoa_sen, binh_minh, suoi_may):
    """The school that bears the name since 1/9/2025; the one before went into Bình Minh in July."""
    reorganise(Order("Sáp nhập", date(2025, 7, 1), (Merge((hoa_sen.pk,), binh_minh.pk),)), by=None)
    return make_unit(SCHOOL, admin=suoi_may, prof=so, opened_on=date(2025, 9, 1))


@pytest.fixture
def issued(so, an):
    """A plan whose paper is of March 2025."""
    said = DocumentData("KH", "Kế hoạch đổi mới", "05/KH-SGDĐT", date(2025, 3, 1), so)
    return make_plan(so, document=register_document(said, by=an))


@pytest.fixture
def draft(so):
    return make_plan(so, "Bản thảo", status=Plan.Status.DRAFT)


def test_a_payer_is_the_unit_of_the_papers_day(issued, draft, latter, an):
    then, now = (
        add_budget_line(make_task(plan), Money("Chi thường xuyên", SCHOOL, Decimal(5)), by=an)
        for plan in (issued, draft)
    )

    assert then.payer_unit is None  # who bore the name has ended: a person says who pays
    assert now.payer_unit == latter


def test_a_table_is_read_with_short_names(draft, an, so):
    office = make_unit("Phòng Giáo dục và Đào tạo Sông Con", so.Kind.OFFICE, admin=so, prof=so)

    import_tasks(draft, [TaskDraft("Một", leads=("Phòng GDĐT Sông Con", "Ai đó"))], by=an)

    parties = TaskParty.objects.filter(task__plan=draft).order_by("position")
    assert [(party.name, party.unit) for party in parties] == [
        ("Phòng GDĐT Sông Con", office),
        ("Ai đó", None),
    ]


def test_what_was_said_of_a_name_holds_for_the_next_plan_of_the_office(so, an, binh_minh, draft):
    movement = make_movement(so)
    task = make_task(draft)
    TaskParty.objects.create(task=task, role="lead", position=0, name="Trường bạn", unit=binh_minh)
    copy = Plan(title="Năm sau", owner=so, starts_on=draft.starts_on)

    draft_from_plan(copy, draft, [movement], by=an)

    assert [p.unit for p in TaskParty.objects.filter(task__plan=copy)] == [binh_minh]
