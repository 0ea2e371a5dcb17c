"""A file that amends a plan: recognised by what it cites, made a draft, paired before it counts. S0-53."""

import pytest

from phongtrao.documents.services import DocumentData, register_document
from phongtrao.lib.errors import NotAllowed
from phongtrao.orgs.models import Line
from phongtrao.plans.models import Plan
from phongtrao.plans.pages.intake_publish import PublishPage
from phongtrao.plans.queries.amendments import offers_of
from phongtrao.plans.services.intake_publish import Publication, publish_intake
from tests.factories import LONG_AGO
from tests.plans.amended import CHANGED, KEPT, make_running
from tests.plans.intake_work import accept_all, make_fact, make_intake, task_value


@pytest.fixture
def running(so, hoa_sen, an):
    running = make_running(so, hoa_sen)
    data = DocumentData(
        kind="KH", abstract="Kế hoạch năm", number="12/KH-SGDĐT", issued_on=LONG_AGO, issuer=so
    )
    running.plan.document = register_document(data, by=an)
    running.plan.save()
    return running


@pytest.fixture
def intake(so, an):
    intake = make_intake(so, an)
    make_fact(intake, "document", {"title": "Sửa đổi, bổ sung Kế hoạch số 12/KH-SGDĐT"})
    said = task_value(text="Sửa đổi nhiệm vụ số 2 mục II như sau: Tổ chức ngày hội STEM")
    make_fact(intake, "tasks", said)
    accept_all(intake)
    return intake


def test_the_plan_it_cites_is_offered(intake, running, an):
    initial = PublishPage.build(intake, an).initial

    assert (initial["amends"], initial["amending"]) == (running.plan, Plan.Amending.PART)


def test_it_becomes_a_draft_whose_pairs_are_confirmed_first(intake, running, an, so):
    publication = Publication(so, Line.PROF, LONG_AGO, amends=running.plan, amending="part")

    made = publish_intake(intake, publication, by=an)

    assert (made.amends, made.status) == (running.plan, Plan.Status.DRAFT)
    first, *rest = offers_of(made)
    assert (first.kind, first.task, first.is_open) == (CHANGED, running.contest.pk, True)
    assert {offer.kind for offer in rest} == {KEPT}


def test_a_plan_with_an_open_amendment_takes_no_second_one(intake, running, an, so):
    Plan.objects.create(
        title="Đang sửa", owner=so, amends=running.plan, amending="part", starts_on=LONG_AGO
    )

    assert "amends" not in PublishPage.build(intake, an).initial
    publication = Publication(so, Line.PROF, LONG_AGO, amends=running.plan, amending="part")
    with pytest.raises(NotAllowed, match="chưa áp dụng"):
        publish_intake(intake, publication, by=an)
