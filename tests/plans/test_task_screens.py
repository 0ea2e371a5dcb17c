"""Screens of tasks, the task table and giving out."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from phongtrao.lib.sheets import open_workbook
from phongtrao.plans.models import Assignment, Movement, Plan, Task
from phongtrao.plans.sheets import task_workbook
from phongtrao.web.models import Work
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


# ------------------------------------------------------------------ tasks
def test_the_task_page_lists_its_units_and_exports_them(
    as_user, an, task, hoa_sen, binh_minh, suoi_may
):
    make_assignment(task, hoa_sen, status=A.ACCEPTED)
    make_assignment(task, binh_minh)
    client = as_user(an)

    page = text_of(client.get(url("task", task)))
    narrowed = text_of(client.get(url("task", task), {"xa": suoi_may.pk}))
    sheet = client.get(url("task", task), {"tiep_nhan": "accepted", "xuat": "xlsx"})

    assert "1 trên 2 lượt giao đã tiếp nhận" in page
    assert ("Hoa Sen" in narrowed, "Bình Minh" in narrowed) == (True, False)
    rows = list(open_workbook(sheet.content, "x.xlsx").rows())
    assert rows[-1][0] == "Trường THCS Hoa Sen"


def test_the_task_page_shows_source_and_links_both_ways(as_user, so, an, task, hoa_sen):
    Task.objects.filter(pk=task.pk).update(page=3, passage="nguyên văn")
    below = make_task(make_plan(so, "Kế hoạch dưới"), "Cụ thể", derived_from=task)
    client = as_user(an)

    up, down = text_of(client.get(url("task", task))), text_of(client.get(url("task", below)))

    assert "Văn bản viết (trang 3)" in up
    assert "Cấp dưới cụ thể hóa" in up
    assert "Cụ thể hóa nhiệm vụ của cấp trên" in down


def test_a_head_sees_only_the_units_in_scope(as_user, binh, task, hoa_sen, binh_minh):
    make_assignment(task, hoa_sen)
    make_assignment(task, binh_minh)

    page = text_of(as_user(binh).get(url("task", task)))

    assert ("Hoa Sen" in page, "Bình Minh" in page) == (True, False)


def test_a_draft_task_is_edited_moved_and_dropped(as_user, an, draft):
    first, second = make_task(draft, "một"), make_task(draft, "hai")
    client = as_user(an)

    client.post(url("task_move", second), {"up": ""})
    client.get(url("task_edit", first))
    client.post(url("task_edit", first), {"text": "một sửa", "deliverable_kind": "other"})
    client.post(url("task_drop", second))

    assert list(draft.tasks.values_list("text", flat=True)) == ["một sửa"]


def test_a_time_that_is_none_is_said_at_the_field(as_user, an, draft):
    answer = as_user(an).post(
        url("task_new", draft), {"text": "x", "when": "31/02/2026", "deliverable_kind": "other"}
    )

    assert "không phải là thời gian có thật" in text_of(answer)


def test_units_are_suggested_while_typing(as_user, an, plan, hoa_sen):
    page = text_of(as_user(an).get(url("unit_names", plan), {"q": "hoa se"}))

    assert "Trường THCS Hoa Sen" in page


# ------------------------------------------------------------------ the task table
def test_the_table_is_downloaded_and_imported_after_a_preview(as_user, an, plan, task, draft):
    client = as_user(an)

    sheet = client.get(url("task_sheet", plan)).content
    upload = SimpleUploadedFile("bang.xlsx", sheet)
    preview = client.post(url("task_import", draft), {"file": upload})
    before = draft.tasks.count()
    client.post(url("task_import", draft), {"rows": preview.context["rows"]})

    assert sheet[:2] == task_workbook(plan)[:2]
    assert "<strong>1</strong> nhiệm vụ mới" in text_of(preview)
    assert before == 0
    assert list(draft.tasks.values_list("section", "ordinal", "text")) == [
        ("I. Tuyên truyền", "1", "Tổ chức hội thi sáng tạo")
    ]


def test_a_file_that_is_no_table_is_refused_at_its_field(as_user, an, draft):
    client = as_user(an)

    wrong = client.post(
        url("task_import", draft), {"file": SimpleUploadedFile("bang.xlsx", b"khong phai excel")}
    )
    forged = client.post(url("task_import", draft), {"rows": "xxx"}, follow=True)

    assert "Chưa lưu được" in text_of(wrong)
    assert "Bản xem trước đã quá một giờ" in text_of(forged)
    assert draft.tasks.count() == 0


# ------------------------------------------------------------------ giving out
def choice(task, **more):
    return {"xem": 1, "tasks": task.pk, "line": "prof", "kinds": "school", "mode": "", **more}


def test_the_preview_says_the_numbers_and_the_post_does_it(as_user, an, plan, task, hoa_sen, thpt):
    make_assignment(task, hoa_sen)
    client = as_user(an)
    where = f"{url('issue', plan)}?{urlencode(choice(task))}"

    preview = text_of(client.get(where))
    answer = client.post(where, follow=True)

    assert "1 nhiệm vụ × 2 đơn vị = 2 lượt giao và đề nghị" in preview
    assert "1 lượt đã có (1 đơn vị đã có đủ, 0 đơn vị có một phần)" in preview
    assert "Đã giao và đề nghị 1 lượt; 1 lượt đã có từ trước." in text_of(answer)
    assert Assignment.objects.count() == 2


def test_many_rows_become_long_work(as_user, an, plan, task, hoa_sen, monkeypatch):
    monkeypatch.setattr("phongtrao.plans.views.cascade.AT_ONCE", 0)

    answer = as_user(an).post(f"{url('issue', plan)}?{urlencode(choice(task))}")

    assert answer.url == reverse("web:work", args=[Work.objects.get().pk])
    assert Assignment.objects.count() == 0


def test_a_choice_without_units_or_with_unknown_names_is_said(as_user, an, plan, task):
    client = as_user(an)

    nothing = client.get(url("issue", plan), {"xem": 1, "tasks": task.pk, "line": "prof"})
    unknown = client.get(url("issue", plan), choice(task, picked="Trường Không Có"))

    assert "ít nhất một loại đơn vị" in text_of(nothing)
    assert "Không thấy đơn vị: “Trường Không Có”" in text_of(unknown)
