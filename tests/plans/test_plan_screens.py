"""Screens of movements and plans: who opens what, and what it says."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from phongtrao.lib.sheets import open_workbook
from phongtrao.plans.models import Assignment, Movement, Plan, TaskParty
from tests.plans.work import make_assignment, make_plan, make_task, text_of, url

A = Assignment.Status


@pytest.fixture
def as_user(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def movement(so):
    return Movement.objects.create(
        owner=so, title="Thi đua sáng tạo", starts_on=date(2026, 1, 1), status="running"
    )


@pytest.fixture
def plan(so, movement):
    made = make_plan(so)
    made.movements.add(movement)
    return made


@pytest.fixture
def draft(so):
    return make_plan(so, "Bản thảo", status=Plan.Status.DRAFT)


@pytest.fixture
def task(plan):
    return make_task(plan, ordinal="1", section="I. Tuyên truyền")


# ------------------------------------------------------------------ movements
def test_the_office_sets_up_a_movement_with_contents_and_phases(as_user, so, an):
    client = as_user(an)
    posted = {
        "owner": so.pk,
        "title": "Thi đua đổi mới",
        "starts_on": "01/01/2026",
        "ends_on": "31/12/2030",
        "contents": "Sáng kiến\n- Tuyên truyền",
        "giai-doan-TOTAL_FORMS": 2,
        "giai-doan-INITIAL_FORMS": 0,
        "giai-doan-0-name": "Giai đoạn 1",
        "giai-doan-0-starts_on": "01/01/2026",
        "giai-doan-0-ends_on": "18/05/2027",
        "giai-doan-0-review_on": "18/05/2027",
    }

    page = client.get(url("movement_new"))
    answer = client.post(url("movement_new"), posted)

    made = Movement.objects.get()
    assert page.status_code == 200
    assert answer.url == url("movement", made)
    assert list(made.phases.values_list("name", "review_on")) == [
        ("Giai đoạn 1", date(2027, 5, 18))
    ]
    assert made.contents.count() == 2
    assert "Tuyên truyền" in text_of(client.get(answer.url))


def test_a_movement_is_edited_and_its_phases_struck_out(as_user, an, movement):
    client = as_user(an)
    phase = movement.phases.create(name="Cũ", starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 1))
    posted = {
        "title": "Tên mới",
        "starts_on": "01/01/2026",
        "giai-doan-TOTAL_FORMS": 1,
        "giai-doan-INITIAL_FORMS": 1,
        "giai-doan-0-pk": phase.pk,
        "giai-doan-0-name": "Cũ",
        "giai-doan-0-starts_on": "01/01/2026",
        "giai-doan-0-ends_on": "01/06/2026",
        "giai-doan-0-DELETE": "on",
    }

    client.get(url("movement_edit", movement))
    answer = client.post(url("movement_edit", movement), posted)

    movement.refresh_from_db()
    assert answer.status_code == 302
    assert (movement.title, list(movement.phases.all())) == ("Tên mới", [])


def test_a_wrong_day_comes_back_at_its_field(as_user, an, movement):
    client = as_user(an)
    posted = {"title": "x", "starts_on": "31/02/2026"}
    posted |= {"giai-doan-TOTAL_FORMS": 0, "giai-doan-INITIAL_FORMS": 0}

    answer = client.post(url("movement_edit", movement), posted)

    assert answer.status_code == 200
    assert "Chưa lưu được" in text_of(answer)


def test_the_office_moves_a_movement_and_a_wrong_step_is_said(as_user, an, movement):
    client = as_user(an)

    asked = client.get(url("movement_move", movement) + "?to=interim")
    client.post(url("movement_move", movement), {"to": "interim", "held_on": "01/01/2026"})
    wrong = client.post(url("movement_move", movement), {"to": "closed"}, follow=True)

    movement.refresh_from_db()
    assert movement.status == "interim"
    assert "đơn vị chưa phát động hưởng ứng" in text_of(asked)
    assert "Không thể chuyển" in text_of(wrong)


def test_the_movements_page_shows_its_plans_with_their_progress(
    as_user, an, movement, plan, task, hoa_sen
):
    make_assignment(task, hoa_sen, status=A.ACCEPTED, percent=50)

    page = text_of(as_user(an).get(url("movement", movement)))

    assert "1 trên 1 đơn vị đã tiếp nhận đủ." in page
    assert "50%" in page


# ------------------------------------------------------------------ plans
def test_a_plan_is_drafted_filled_and_published_by_the_office(as_user, so, an, movement):
    client = as_user(an)
    posted = {
        "owner": so.pk,
        "title": "Kế hoạch 2026",
        "line": "prof",
        "starts_on": "01/01/2026",
        "movements": [movement.pk],
    }

    homeless = client.post(url("plan_new"), {**posted, "movements": []})
    client.post(url("plan_new"), posted)
    plan = Plan.objects.get()
    said = {
        "text": "Tổ chức hội thi",
        "section": "I. A",
        "leads": "Văn phòng Sở",
        "when": "Quý III/2026",
        "deliverable_kind": "event",
    }
    client.post(url("task_new", plan), said)
    before = client.get(url("plan_publish", plan))
    client.post(url("plan_publish", plan))

    plan.refresh_from_db()
    task = plan.tasks.get()
    assert "Thuộc phong trào" in text_of(homeless)
    assert (task.timing, task.timing_value) == ("quarter", "2026-09")
    assert "nhiệm vụ sẽ có hiệu lực" in text_of(before)
    assert plan.status == Plan.Status.PUBLISHED
    assert list(plan.movements.all()) == [movement]


def test_publishing_says_first_what_is_missing(as_user, an, draft):
    make_task(draft)

    page = text_of(as_user(an).get(url("plan_publish", draft)))

    assert "Kế hoạch chưa thuộc phong trào nào." in page
    assert "Còn 1 nhiệm vụ chưa đủ để ban hành" in page
    assert "chưa có cơ quan chủ trì" in page


@pytest.mark.parametrize(
    ("name", "status", "refusal"),
    [
        (
            "plan_publish",
            "published",
            "Không thể chuyển từ “Đang thực hiện” sang “Đang thực hiện”.",
        ),
        ("plan_close", "closed", "Không thể chuyển từ “Đã kết thúc” sang “Đã kết thúc”."),
        ("plan_close", "draft", "Không thể chuyển từ “Đang soạn” sang “Đã kết thúc”."),
    ],
)
def test_a_step_that_is_not_open_is_refused_before_it_is_asked(
    as_user, an, plan, name, status, refusal
):
    Plan.objects.filter(pk=plan.pk).update(status=status)

    answer = as_user(an).get(url(name, plan), follow=True)

    assert answer.redirect_chain == [(url("plan", plan), 302)]
    assert refusal in text_of(answer)


def test_a_document_is_named_by_its_number(as_user, so, an, draft):
    posted = {"title": "x", "line": "prof", "starts_on": "01/01/2026", "document": "99/KH-X"}

    answer = as_user(an).post(url("plan_edit", draft), posted)

    assert "Sổ văn bản chưa có “99/KH-X”" in text_of(answer)


def test_the_plan_page_says_how_far_units_are(as_user, an, plan, task, hoa_sen, binh_minh):
    TaskParty.objects.create(task=task, role="lead", name="Văn phòng Sở", unit=hoa_sen)
    yesterday = timezone.localdate() - timedelta(days=1)
    make_assignment(task, hoa_sen, status=A.ACCEPTED, due_on=yesterday)
    make_assignment(task, binh_minh)

    page = text_of(as_user(an).get(url("plan", plan)))

    assert "1 trên 2 đơn vị đã tiếp nhận đủ; 1 đơn vị có việc quá hạn." in page
    assert "Văn phòng Sở" in page
    assert "I. Tuyên truyền" in page


def test_tasks_of_a_plan_are_found_without_marks(as_user, an, plan):
    make_task(plan, "Tập huấn kỹ năng số")
    make_task(plan, "Hội nghị tổng kết")

    page = text_of(as_user(an).get(url("plan", plan), {"q": "tap huan ki nang"}))

    assert "Tập huấn kỹ năng số" in page
    assert "Hội nghị tổng kết" not in page


def test_closing_a_plan_asks_to_type_a_word(as_user, an, plan):
    client = as_user(an)

    client.post(url("plan_close", plan), {"confirm": "không"})
    plan.refresh_from_db()
    before = plan.status
    client.post(url("plan_close", plan), {"confirm": "Ket thuc"})

    plan.refresh_from_db()
    assert (before, plan.status) == ("published", "closed")


@pytest.mark.parametrize(("path", "words"), [("plan_list", "ke hoach doi moi"), ("plan_list", "")])
def test_plans_are_listed_and_filtered(as_user, an, plan, draft, path, words):
    page = text_of(as_user(an).get(url(path), {"q": words}))

    assert ("Kế hoạch đổi mới sáng tạo" in page, "Bản thảo" in page) == (True, not words)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["plan_list", "movement_list"])
def test_lists_ask_as_many_queries_for_any_number_of_rows(
    as_user, so, an, name, rows, django_assert_max_num_queries
):
    client = as_user(an)
    for number in range(rows):
        make_plan(so, f"Kế hoạch {number}")
        Movement.objects.create(owner=so, title=f"PT {number}", starts_on=date(2026, 1, 1))
    client.get(url(name))

    with django_assert_max_num_queries(8) as asked:
        client.get(url(name))

    assert len(asked.captured_queries) == {"plan_list": 8, "movement_list": 7}[name]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_plan_page_asks_as_many_queries_for_any_number_of_rows(
    as_user, an, plan, hoa_sen, rows, django_assert_num_queries
):
    for _number in range(rows):
        row = make_task(plan, section=f"Mục {_number}")
        TaskParty.objects.create(task=row, role="lead", name="A", unit=hoa_sen)
        make_assignment(row, hoa_sen)
    client = as_user(an)

    with django_assert_num_queries(23):
        client.get(url("plan", plan))


def test_lists_are_exported_as_filtered(as_user, an, plan, draft):
    answer = as_user(an).get(url("plan_list"), {"q": "đổi mới", "xuat": "xlsx"})

    rows = [row for row in open_workbook(answer.content, "x.xlsx").rows() if row[0]]
    assert rows[-1][0] == "Kế hoạch đổi mới sáng tạo"


# ------------------------------------------------------------------ doors
OFFICE_PAGES = ["plan_edit", "plan_publish", "plan_close", "task_new", "task_import"]


@pytest.mark.parametrize("name", OFFICE_PAGES)
def test_a_leader_reads_but_does_not_write(as_user, dung, draft, name):
    assert as_user(dung).get(url(name, draft)).status_code == 403


@pytest.mark.parametrize("name", [*OFFICE_PAGES, "plan", "board", "issue", "task_sheet"])
def test_a_draft_does_not_exist_for_a_head(as_user, binh, draft, name):
    assert as_user(binh).get(url(name, draft)).status_code == 404


def test_giving_out_is_the_offices(as_user, dung, binh, plan, task, hoa_sen):
    make_assignment(task, hoa_sen)

    codes = [as_user(user).get(url("issue", plan)).status_code for user in (dung, binh)]

    assert codes == [403, 403]


def test_navigation_leads_to_plans_for_readers_only(as_user, an, hoa):
    pages = [text_of(as_user(user).get(url("plan_list"))) for user in (an, hoa)]

    assert ['href="/phong-trao/"' in page.split("<main")[0] for page in pages] == [True, False]
