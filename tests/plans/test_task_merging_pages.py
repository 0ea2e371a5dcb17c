"""The two steps of merging tasks on screen, and where the merged task is found afterwards."""

import pytest
from django.urls import reverse

from phongtrao.plans.models import Assignment, Task
from phongtrao.plans.services.task_merging import merge_tasks
from tests.plans.amended import make_running
from tests.plans.work import make_report, make_submitted, text_of, url


@pytest.fixture
def running(so, hoa_sen, binh_minh):
    return make_running(so, hoa_sen, binh_minh)


def test_the_office_chooses_compares_and_confirms(client, running, an):
    Task.objects.filter(pk=running.train.pk).update(text="Tham quan mô hình lớp học thông minh")
    client.force_login(an)
    address = url("task_merge", running.visit)

    assert address in text_of(client.get(url("task", running.visit)))
    assert f"?vao={running.train.pk}" in text_of(client.get(address))
    page = text_of(client.get(f"{address}?vao={running.train.pk}"))
    answer = client.post(
        f"{address}?vao={running.train.pk}", {"text": "gop", "time": "giu", "confirm": "gộp"}
    )

    assert "2 đơn vị làm cả hai" in page
    assert answer.url == url("task", running.train)
    assert Task.objects.get(pk=running.train.pk).text == running.visit.text
    assert Task.objects.get(pk=running.train.pk).timing_value == "2030-06-30"


def test_without_the_word_nothing_happens(client, running, an):
    client.force_login(an)

    page = client.post(
        f"{url('task_merge', running.visit)}?vao={running.train.pk}",
        {"text": "gop", "time": "giu", "confirm": "vâng"},
    )

    assert "Chưa đúng từ xác nhận" in text_of(page)
    assert Task.objects.filter(merged_into=None).count() == 4


def test_a_unit_is_neither_offered_it_nor_let_in(client, running, binh):
    client.force_login(binh)

    assert url("task_merge", running.visit) not in text_of(client.get(url("task", running.visit)))
    assert client.get(url("task_merge", running.visit)).status_code == 403


def test_from_the_work_that_stays_the_joined_reports_are_read(client, running, an, binh, hoa_sen):
    joined = Assignment.objects.get(task=running.visit, unit=hoa_sen)
    report = make_report(joined, binh, status="accepted", percent=70)
    merge_tasks(running.visit, running.train, (), by=an)
    kept = Assignment.objects.get(task=running.train, unit=hoa_sen)
    client.force_login(binh)

    assert url("assignment", joined) in text_of(client.get(url("assignment", kept)))
    page = text_of(client.get(url("assignment", joined)))
    assert url("report", report) in page
    assert url("assignment", kept) in page
    assert "đã gộp vào nhiệm vụ khác" in page


def test_a_merged_task_says_where_it_went_and_offers_nothing(client, running, an):
    merge_tasks(running.visit, running.train, (), by=an)
    client.force_login(an)

    page = text_of(client.get(url("task", running.visit)))

    assert url("task", running.train) in page
    assert url("task_merge", running.visit) not in page
    assert f"?nhiem-vu={running.visit.pk}" not in page
    assert client.get(url("task_merge", running.visit)).status_code == 403
    assert running.visit.text in text_of(client.get(url("task", running.train)))


def test_reports_that_wait_are_one_press_away(client, running, an, binh, hoa_sen):
    make_submitted(Assignment.objects.get(task=running.visit, unit=hoa_sen), binh)
    client.force_login(an)

    page = text_of(client.get(url("task_merge", running.visit) + f"?vao={running.train.pk}"))

    assert "Hãy duyệt hoặc trả lại trước khi gộp" in page
    assert f"{reverse('plans:review_queue')}?ke_hoach={running.plan.pk}" in page
