"""Texts to paste into a chat group: who, what, by when, link; only what the reader may see."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.plans.models import Assignment
from phongtrao.plans.pages.reminder_texts import A_TEXT, About, texts_of_plan, texts_of_unit
from phongtrao.plans.queries.urging import Cause
from tests.plans.work import TODAY, make_assignment, make_plan, make_task

DAY = timedelta(days=1)
LAST = "Hãy tiếp nhận, báo cáo tiến độ và nêu rõ khó khăn nếu có."


def absolute(path: str) -> str:
    return f"https://pt.example{path}"


LATE = About(Cause.LATE, TODAY, absolute)


def test_text_of_a_plan_names_its_late_units(so, hoa_sen, binh_minh):
    plan = make_plan(so)
    for text, days in (("Một", -1), ("Hai", -3)):
        make_assignment(make_task(plan, text), hoa_sen, due_on=TODAY + days * DAY)
    make_assignment(make_task(plan), binh_minh, due_on=TODAY + 30 * DAY)

    found = texts_of_plan(plan, Assignment.objects.all(), LATE)

    assert found.texts == [
        (
            "Nhắc việc: Kế hoạch đổi mới sáng tạo (quá hạn, tính đến 10/03/2026)\n"
            "1. Trường THCS Hoa Sen: 2 việc, hạn từ 07/03/2026 đến 09/03/2026\n"
            f"https://pt.example/don-vi/{hoa_sen.pk}/viec/?viec=qua-han&ke_hoach={plan.pk}\n{LAST}"
        )
    ]


def test_text_of_a_unit_names_its_late_tasks(so, hoa_sen):
    work = make_assignment(make_task(make_plan(so), "Mở\nlớp"), hoa_sen, due_on=TODAY - DAY)
    make_assignment(make_task(make_plan(so)), hoa_sen, due_on=TODAY - DAY, done_on=TODAY)

    found = texts_of_unit(hoa_sen, Assignment.objects.all(), LATE)

    assert found.texts == [
        (
            "Nhắc việc: Trường THCS Hoa Sen (quá hạn, tính đến 10/03/2026)\n"
            "1. Mở lớp, hạn 09/03/2026\n"
            f"https://pt.example{reverse('plans:assignment', args=[work.pk])}\n{LAST}"
        )
    ]


def test_long_lists_are_cut_into_messages(so, hoa_sen):
    plan = make_plan(so)
    for n in range(A_TEXT + 1):
        make_assignment(make_task(plan, f"Việc {n}"), hoa_sen, due_on=TODAY - DAY)

    found = texts_of_unit(hoa_sen, Assignment.objects.all(), LATE)

    assert [text.count("https://") for text in found.texts] == [A_TEXT, 1]
    assert " – phần 2 trong 2\n21. " in found.texts[1]


def test_page_of_a_plan_shows_only_units_the_reader_sees(client, so, hoa_sen, binh_minh, an, binh):
    plan = make_plan(so)
    for unit in (hoa_sen, binh_minh):
        make_assignment(make_task(plan), unit, due_on=timezone.localdate() - DAY)

    pages = {}
    for user in (an, binh):
        client.force_login(user)
        address = reverse("plans:plan_reminder", args=[plan.pk])
        pages[user.username] = client.get(address).context["texts"].count

    assert pages == {"an": 2, "binh": 1}


@pytest.mark.parametrize(("who", "status"), [("binh", 200), ("an", 200), ("chi", 404)])
def test_page_of_a_unit_is_for_those_who_read_its_work(client, request, hoa_sen, who, status):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse("plans:unit_reminder", args=[hoa_sen.pk])).status_code == status
