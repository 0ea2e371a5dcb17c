"""The one door through which states move, and forms that arrive twice."""

import pytest

from phongtrao.base.models import FormKey
from phongtrao.base.workflow import move
from phongtrao.lib.errors import WrongState
from phongtrao.plans.models import Movement, Plan
from phongtrao.plans.services.plans import PLAN_TRANSITIONS
from tests.plans.work import make_plan

S = Plan.Status
KEY = "6f1c0d9e-4b1f-4a53-9d0a-0f0f7e1f2a3b"


def test_a_step_of_the_table_is_taken_with_its_fields(so):
    plan = make_plan(so, status=S.DRAFT)

    left = move(plan, S.PUBLISHED, PLAN_TRANSITIONS, contact="Văn phòng Sở")

    assert (left, plan.status, plan.contact) == (S.DRAFT, S.PUBLISHED, "Văn phòng Sở")


def test_a_step_outside_the_table_is_refused(so):
    plan = make_plan(so, status=S.DRAFT)

    with pytest.raises(WrongState) as refusal:
        move(plan, S.CLOSED, PLAN_TRANSITIONS)

    plan.refresh_from_db()
    assert str(refusal.value) == "Không thể chuyển từ “Đang soạn” sang “Đã kết thúc”."
    assert plan.status == S.DRAFT


def test_who_read_an_older_state_loses_and_changes_nothing(so):
    plan = make_plan(so, status=S.DRAFT)
    stale = Plan.objects.get(pk=plan.pk)
    move(plan, S.PUBLISHED, PLAN_TRANSITIONS, contact="Người trước")

    with pytest.raises(WrongState, match="vừa được người khác xử lý"):
        move(stale, S.PUBLISHED, PLAN_TRANSITIONS, contact="Người sau")

    plan.refresh_from_db()
    assert plan.contact == "Người trước"


def movement_form(so, **more):
    fields = {"owner": so.pk, "title": "Thi đua", "starts_on": "01/01/2026", "form_key": KEY}
    counts = {"giai-doan-TOTAL_FORMS": 0, "giai-doan-INITIAL_FORMS": 0}
    return {**fields, **counts, **more}


def test_a_form_sent_twice_makes_one_record_and_leads_to_it(client, so, an):
    client.force_login(an)

    first, second = (client.post("/phong-trao/lap/", movement_form(so)) for _ in range(2))

    assert (second.status_code, second.url) == (302, first.url)
    assert Movement.objects.count() == 1


def test_a_form_that_came_back_with_errors_can_be_sent_again(client, so, an):
    client.force_login(an)

    wrong = client.post("/phong-trao/lap/", movement_form(so, title=""))
    right = client.post("/phong-trao/lap/", movement_form(so))

    assert (wrong.status_code, right.status_code) == (200, 302)
    assert (Movement.objects.count(), FormKey.objects.count()) == (1, 1)


def test_the_key_of_somebody_else_leads_nowhere(client, so, an, dung):
    client.force_login(an)
    client.post("/phong-trao/lap/", movement_form(so))
    client.force_login(dung)

    answer = client.post("/phong-trao/lap/", movement_form(so))

    assert answer.status_code == 404
    assert Movement.objects.count() == 1
