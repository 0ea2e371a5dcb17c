"""Screens of a movement's life: its story, its steps, its units, a unit's answer, urging."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from phongtrao.documents.services import DocumentData, register_document
from phongtrao.notifications.models import Notice
from phongtrao.plans.models import Movement, Phase
from tests.factories import make_movement, make_unit
from tests.plans.work import make_assignment, make_plan, make_task

S = Movement.Status


@pytest.fixture
def as_user(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def movement(so, an):
    paper = register_document(
        DocumentData("KH", "Phát động thi đua", "2231/KH-SGDĐT", date(2024, 9, 16), so), by=an
    )
    found = make_movement(
        so,
        launched_by=paper,
        launched_on=date(2024, 9, 20),
        goals="Tạo chuyển biến mạnh về nhận thức.",
        units_launch_by=date(2024, 12, 1),
        starts_on=date(2024, 9, 1),
        ends_on=date(2030, 12, 31),
        yearly_review="--12-15",
    )
    for name, first, last, review in (
        ("Giai đoạn 1", date(2024, 9, 1), date(2027, 5, 18), date(2027, 5, 18)),
        ("Giai đoạn 2", date(2027, 5, 19), date(2030, 12, 31), date(2030, 11, 30)),
    ):
        Phase.objects.create(
            movement=found, name=name, starts_on=first, ends_on=last, review_on=review
        )
    return found


def text_of(response):
    return response.content.decode()


def url(name, movement):
    return reverse(f"plans:{name}", args=[movement.pk])


def story_of(response):
    """(day, title) of each line of the story."""
    return [(line.moment.day, line.moment.title) for line in response.context["page"].story]


def test_the_page_tells_the_story_in_one_dated_line(
    as_user, an, so, hoa_sen, movement
):  # S0-15 to S0-18
    plan = make_plan(so, "Kế hoạch thi đua", starts_on=date(2025, 1, 1))
    plan.movements.add(movement)

    page = as_user(an).get(url("movement", movement))

    story = story_of(page)
    yearly = [row for row in story if row[1].startswith("Báo cáo, sơ kết năm")]
    assert [row for row in story if row not in yearly] == [
        (date(2024, 9, 1), "Giai đoạn 1"),
        (date(2024, 9, 16), "Văn bản phát động"),
        (date(2024, 9, 20), "Phát động"),
        (date(2024, 12, 1), "Hạn các đơn vị phát động"),
        (date(2025, 1, 1), "Kế hoạch: Kế hoạch thi đua"),
        (date(2027, 5, 18), "Sơ kết, tổng kết “Giai đoạn 1”"),
        (date(2027, 5, 19), "Giai đoạn 2"),
        (date(2030, 11, 30), "Sơ kết, tổng kết “Giai đoạn 2”"),
        (date(2030, 12, 31), "Hết thời gian của phong trào"),
    ]
    assert yearly[0] == (date(2024, 12, 15), "Báo cáo, sơ kết năm 2024")
    assert "Tạo chuyển biến mạnh về nhận thức." in text_of(page)  # S1-09


def test_a_plan_older_than_the_movement_stands_at_its_own_day(as_user, an, so, movement):
    plan = make_plan(so, "Kế hoạch cũ", starts_on=date(2024, 9, 5))
    plan.movements.add(movement)

    page = as_user(an).get(url("movement", movement))

    lines = {line.moment.title: line.moment for line in page.context["page"].story}
    told = lines["Kế hoạch: Kế hoạch cũ"]
    assert (told.day, lines["Phát động"].day) == (date(2024, 9, 5), date(2024, 9, 20))
    assert told.text == (
        "Ban hành trước khi phát động. Nhiệm vụ của kế hoạch: Chưa giao cho đơn vị nào."
    )


def test_the_next_step_is_the_one_primary_action(as_user, an, binh, movement):
    office = as_user(an).get(url("movement", movement))
    school = as_user(binh).get(url("movement", movement))

    assert (office.context["page"].next, school.context["page"].next) == (S.INTERIM, None)
    assert "?to=interim" in text_of(office)
    assert url("movement_answer", movement) in text_of(school)
    assert url("movement_move", movement) not in text_of(school)


def test_closing_names_what_still_runs_and_asks(as_user, an, so, hoa_sen, movement):  # S0-15
    Movement.objects.filter(pk=movement.pk).update(status=S.FINAL)
    plan = make_plan(so)
    plan.movements.add(movement)
    make_assignment(make_task(plan), hoa_sen)
    client = as_user(an)

    asked = client.get(url("movement_move", movement) + "?to=closed")
    wrong = client.post(url("movement_move", movement) + "?to=closed", {"confirm": "không"})
    movement.refresh_from_db()
    before = movement.status
    client.post(url("movement_move", movement) + "?to=closed", {"confirm": "kết thúc"})

    movement.refresh_from_db()
    assert asked.context["consequences"] == [
        (1, "việc chưa hoàn thành vẫn còn ở các đơn vị"),
        (1, "đơn vị còn đang làm các việc đó"),
        (1, "kế hoạch còn việc chưa xong"),
        (0, "phong trào hưởng ứng của cấp dưới chưa kết thúc"),
    ]
    assert wrong.status_code == 200
    assert (before, movement.status) == (S.FINAL, S.CLOSED)


def test_a_review_is_written_down_with_its_paper(as_user, an, so, movement):  # S0-17 S1-49
    report = register_document(
        DocumentData("BC", "Sơ kết", "77/BC-SGDĐT", date(2026, 1, 5), so), by=an
    )
    phase = movement.phases.first()
    said = {
        "to": "interim",
        "held_on": "05/01/2026",
        "phase": phase.pk,
        "paper": "77/BC-SGDĐT",
        "lessons": "Giao việc sớm hơn.",
    }

    as_user(an).post(url("movement_move", movement), said)

    movement.refresh_from_db()
    phase.refresh_from_db()
    assert movement.status == S.INTERIM
    assert (phase.reviewed_on, phase.review_paper) == (date(2026, 1, 5), report)


def test_a_step_without_its_day_comes_back_with_the_numbers(as_user, an, movement):
    answer = as_user(an).post(url("movement_move", movement), {"to": "interim"})

    movement.refresh_from_db()
    assert (answer.status_code, movement.status) == (200, S.RUNNING)
    assert "việc đã giao trong các kế hoạch" in text_of(answer)


def test_a_school_launches_its_own_and_the_tree_shows_it_with_its_paper(
    as_user, binh, hoa_sen, movement
):  # S0-01 S1-82
    said = {
        "owner": hoa_sen.pk,
        "title": "Hoa Sen thi đua",
        "launched_on": "02/03/2026",
        "number": "12/KH-THCSHS",
    }
    client = as_user(binh)

    client.post(url("movement_answer", movement), said)

    page = client.get(url("movement", movement))
    assert [(n.depth, n.movement.title) for n in page.context["page"].tree] == [
        (0, "Thi đua đổi mới sáng tạo"),
        (1, "Hoa Sen thi đua"),
    ]
    assert "12/KH-THCSHS" in text_of(page)


def test_the_tree_goes_up_to_the_top_in_the_same_queries_however_far(
    as_user, an, suoi_may, hoa_sen, movement
):
    commune = make_movement(suoi_may, "Của xã", parent=movement)
    school = make_movement(hoa_sen, "Của trường", parent=movement)
    client = as_user(an)
    client.get(url("movement", school))

    with CaptureQueriesContext(connection) as near:
        client.get(url("movement", school))
    Movement.objects.filter(pk=school.pk).update(parent=commune)
    with CaptureQueriesContext(connection) as far:
        page = client.get(url("movement", school))

    assert [(n.depth, n.movement.title, n.is_here) for n in page.context["page"].tree] == [
        (0, "Thi đua đổi mới sáng tạo", False),
        (1, "Của xã", False),
        (2, "Của trường", True),
    ]
    assert len(far) == len(near)


def test_the_form_keeps_the_day_of_every_year(as_user, an, movement):
    client = as_user(an)
    said = {
        "title": "Tên",
        "starts_on": "01/09/2024",
        "yearly_review": "20/11",
        "giai-doan-TOTAL_FORMS": 0,
        "giai-doan-INITIAL_FORMS": 0,
    }

    shown = text_of(client.get(url("movement_edit", movement)))
    wrong = client.post(url("movement_edit", movement), said | {"yearly_review": "31/02"})
    client.post(url("movement_edit", movement), said)

    movement.refresh_from_db()
    assert 'value="15/12"' in shown
    assert "không phải ngày và tháng" in text_of(wrong)
    assert movement.yearly_review == "--11-20"


# ------------------------------------------------------------------ units


def names(response):
    return [row.name for row in response.context["table"].items]


def test_the_table_tells_who_has_launched_and_who_has_not(
    as_user, an, movement, hoa_sen, binh_minh, thpt
):  # S0-16 S1-82
    make_movement(hoa_sen, "Của trường", parent=movement, launched_on=date(2024, 10, 1))
    client = as_user(an)

    late = client.get(url("movement_units", movement) + "?phat_dong=qua-han&cap=primary")
    done = client.get(url("movement_units", movement) + "?phat_dong=da-phat-dong")

    assert (names(late), names(done)) == (["Trường Tiểu học Bình Minh"], ["Trường THCS Hoa Sen"])


def test_units_without_activity_this_quarter_are_found(
    as_user, an, so, movement, hoa_sen, binh_minh
):  # S1-81
    plan = make_plan(so)
    plan.movements.add(movement)
    make_assignment(make_task(plan), hoa_sen, answered_at=timezone.now(), status="accepted")

    page = as_user(an).get(url("movement_units", movement) + "?hoat_dong=chua&q=trường")

    assert names(page) == ["Trường Tiểu học Bình Minh"]


def test_the_table_goes_out_as_excel_as_filtered(as_user, an, movement, hoa_sen, thpt):
    asked = url("movement_units", movement) + "?phat_dong=chua&cap=upper"
    client = as_user(an)

    page, sheet = client.get(asked), client.get(f"{asked}&xuat=xlsx")

    assert page.context["table"].export_url == "?phat_dong=chua&cap=upper&xuat=xlsx"
    assert names(page) == ["Trường THPT Sông Ngân"]
    assert sheet.headers["Content-Disposition"] == 'attachment; filename="don-vi-tham-gia.xlsx"'


def test_a_school_sees_itself_only(as_user, binh, movement, hoa_sen, binh_minh):
    page = as_user(binh).get(url("movement_units", movement))

    assert names(page) == ["Trường THCS Hoa Sen"]
    assert page.context["launches"].units == 1


def test_the_table_runs_as_many_queries_for_three_units_as_for_one(
    as_user, an, so, movement, hoa_sen
):
    client = as_user(an)
    client.get(url("movement_units", movement))
    with CaptureQueriesContext(connection) as one:
        client.get(url("movement_units", movement))
    make_unit("Trường A", admin=so)
    make_unit("Trường B", admin=so)

    with CaptureQueriesContext(connection) as three:
        client.get(url("movement_units", movement))

    assert len(three) == len(one)


def test_the_office_urges_whom_the_filter_shows(
    as_user, an, movement, hoa_sen, binh_minh, binh, chi
):  # S0-16
    client = as_user(an)
    where = url("movement_urge", movement) + "?cap=primary"

    asked = client.get(where)
    client.post(where, {"loi": "Hãy phát động."})

    assert [row.name for row in asked.context["slow"]] == ["Trường Tiểu học Bình Minh"]
    assert list(Notice.objects.values_list("to__username", flat=True)) == ["chi"]


def test_a_school_does_not_urge(as_user, binh, movement):
    assert as_user(binh).get(url("movement_urge", movement)).status_code == 403


def test_a_day_of_units_that_is_past_comes_back_at_launch(as_user, an, movement):
    Movement.objects.filter(pk=movement.pk).update(status=S.DRAFT)
    yesterday = timezone.localdate() - timedelta(days=1)
    said = {"to": "launched", "units_launch_by": f"{yesterday:%d/%m/%Y}"}

    answer = as_user(an).post(url("movement_move", movement), said)

    assert "đã qua" in text_of(answer)
