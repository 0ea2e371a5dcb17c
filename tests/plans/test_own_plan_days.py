"""The days of a unit's own plan: it begins today, what has passed is marked before it is issued. S0-53."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from phongtrao.documents.queries.unknown import inside_names
from phongtrao.lib.text import fold
from phongtrao.plans.issuing import levels
from phongtrao.plans.models import Plan
from phongtrao.plans.services.own_plans import Taken, draft_own_plan
from tests.factories import make_movement
from tests.plans.upper import give, issued_plan

TODAY = timezone.localdate


def test_a_plan_begins_today_within_the_time_of_the_one_above(client, so, hoa_sen, an, binh):
    above = issued_plan(so, make_movement(so), by=an, tasks=2)
    give(above.tasks.first(), hoa_sen)
    client.force_login(binh)

    form = client.get(reverse("plans:own_plan_new", args=[above.pk])).context["form"]

    assert form.initial["starts_on"] == min(max(above.starts_on, TODAY()), above.ends_on)


def test_deadlines_that_have_passed_are_marked_on_the_draft(client, so, hoa_sen, an, binh):
    movement = make_movement(so)
    above = issued_plan(so, movement, by=an, tasks=2)
    own = Plan(title="Của trường", owner=hoa_sen, parent=above, line="admin", starts_on=TODAY())
    draft_own_plan(own, Taken(above.tasks.values_list("pk", flat=True)), [movement], by=binh)
    first, second = own.tasks.order_by("pk")
    for task, day in ((first, TODAY() - timedelta(days=1)), (second, TODAY())):
        task.timing, task.timing_value, task.timing_text = "date", day.isoformat(), ""
        task.save()
    client.force_login(binh)

    page = client.get(reverse("plans:plan", args=[own.pk])).content.decode()

    assert page.count("Hạn đã qua, hãy đặt lại") == 1


def test_the_recipients_the_program_offers_are_no_unknown_names():
    offered = [line for level in levels() for line in level.said["recipients"]]
    plain = [line.split(" (")[0] for line in offered if "{" not in line and "Lưu" not in line]

    assert len(plain) > 4
    assert [name for name in plain if fold(name) not in inside_names()] == []
