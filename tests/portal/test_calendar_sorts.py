"""What else a calendar shows: reviews still to be held, opinions, papers; and a leader's days. Issue 3."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.accounts.services import open_calendar
from phongtrao.documents.models import Incoming
from phongtrao.plans.models import Assignment, Consultation, Phase, YearlyReview
from phongtrao.portal.queries.calendar import due_for
from phongtrao.portal.queries.home import OwnParts, own_parts_of
from tests.documents.outgoing import make_submitted
from tests.factories import LONG_AGO, make_movement
from tests.lib.test_ical import read_events
from tests.plans.work import TODAY, make_assignment, make_plan, make_task, make_work
from tests.portal.test_calendar import hand

DAY = timedelta(days=1)
SPAN = (TODAY - 10 * DAY, TODAY + 10 * DAY)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def said(rows):
    return [(row.day, row.kind, row.what) for row in rows]


def test_review_that_was_held_is_due_no_more(so, binh):
    movement = make_movement(so)
    stage = {"movement": movement, "starts_on": LONG_AGO, "ends_on": TODAY, "review_on": TODAY}
    Phase.objects.create(name="Đã sơ kết", reviewed_on=TODAY - DAY, **stage)
    Phase.objects.create(name="Sơ kết", **stage)

    assert said(due_for(binh, *SPAN)) == [(TODAY, "review", f"Sơ kết: {movement.title}")]


def test_review_of_every_year_is_due_until_it_is_held(so, binh):  # S0-17
    movement = make_movement(so, yearly_review="--03-15")

    before = said(due_for(binh, *SPAN))
    YearlyReview.objects.create(movement=movement, year=2026, held_on=TODAY)

    day = TODAY + 5 * DAY
    assert before == [(day, "review", f"năm 2026: {movement.title}")]
    assert due_for(binh, *SPAN) == []


def test_opinion_is_due_for_who_is_asked(so, hoa_sen, an, giang, binh):
    work = make_work(so, hoa_sen)
    fields = {"task": work.task, "asked_by": an, "asked_at": timezone.now(), "due_on": TODAY}
    Consultation.objects.create(user=giang, question="Chọn phần mềm nào?", **fields)
    Consultation.objects.create(
        user=giang, question="Đã hỏi", given_at=timezone.now(), opinion="Đồng ý.", **fields
    )

    assert said(due_for(giang, *SPAN)) == [(TODAY, "asked", "Chọn phần mềm nào?")]
    assert due_for(binh, *SPAN) == []


def test_incoming_paper_is_due_for_whom_it_was_handed_to(hoa_sen, giang, binh):
    Incoming.objects.create(
        unit=hoa_sen,
        status="handed",
        arrived_on=TODAY,
        year=2026,
        arrival_number=1,
        kind="CV",
        number="12/CV",
        sender="UBND xã",
        abstract="Báo cáo số liệu",
        handed_to=giang,
        due_on=TODAY + DAY,
    )

    (row,) = due_for(giang, *SPAN)

    assert (row.day, row.kind) == (TODAY + DAY, "paper")
    assert "12/CV Báo cáo số liệu" in row.what
    assert due_for(binh, *SPAN) == []


def test_director_has_papers_to_sign_and_the_days_of_the_plans(so, hoa_sen, binh_minh, an, dung):
    today = timezone.localdate()
    make_submitted(so, an, dung)
    task = make_task(make_plan(so))
    for unit in (hoa_sen, binh_minh):
        make_assignment(task, unit, due_on=today + 3 * DAY)

    found = [(row.day, row.kind) for row in due_for(dung, today, today + 10 * DAY)]

    assert found == [(today, "paper"), (today + 3 * DAY, "plan")]


def test_feed_holds_the_same(client, so, an, dung):
    make_submitted(so, an, dung)

    answer = client.get(reverse("portal:calendar_feed", args=[open_calendar(dung)]))

    (event,) = read_events(answer.content.decode())
    assert event["DTSTART;VALUE=DATE"] == f"{timezone.localdate():%Y%m%d}"


def test_day_of_each_part_is_shown_where_two_masters_differ(so, suoi_may, hoa_sen, binh):
    upper = make_work(so, hoa_sen, due_on=TODAY + 2 * DAY)
    task = make_task(make_plan(suoi_may, "Kế hoạch của xã"), "Của xã", derived_from=upper.task)
    lower = make_assignment(task, hoa_sen, due_on=TODAY, status="accepted")

    assert [row.day for row in due_for(binh, *SPAN)] == [TODAY, TODAY + 2 * DAY]
    Assignment.objects.filter(pk=lower.pk).update(due_on=TODAY + 2 * DAY)
    assert [row.what for row in due_for(binh, *SPAN)] == [upper.text]


# ------------------------------------------------------------------ a teacher's own numbers
def test_teacher_counts_her_own_parts_and_not_the_schools(client, so, hoa_sen, binh, giang):
    today = timezone.localdate()
    work = make_work(so, hoa_sen, due_on=today - DAY)
    make_work(so, hoa_sen)
    for days, status in ((-1, "given"), (2, "returned"), (1, "reported"), (-5, "done")):
        hand(work, giang, binh, today + days * DAY, status=status)
    hand(work, binh, binh, today)

    parts = own_parts_of(giang, today)
    client.force_login(giang)
    page = client.get("/").content.decode()

    assert parts == OwnParts(total=4, done=1, reported=1, due_soon=1, late=1)
    assert own_parts_of(binh, today) is None
    assert "Phần việc của tôi" in page
    assert "Việc trong phạm vi" not in page
