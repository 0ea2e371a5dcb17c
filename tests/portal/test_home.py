"""“Việc của tôi”: what waits, by when it presses, for every role."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.lib.periods import calendar_year
from phongtrao.orgs.models import Grant
from phongtrao.plans.access.reports import can_review
from phongtrao.plans.models import Assignment, Plan, Task
from phongtrao.reports.facts import Letter
from phongtrao.reports.services import make_plan_report
from tests.documents.jobs import run_jobs
from tests.plans.work import make_report, make_submitted
from tests.reports.asked import ask, make_request


@pytest.fixture
def plan(so):
    return Plan.objects.create(
        title="Kế hoạch chuyển đổi số",
        owner=so,
        status=Plan.Status.PUBLISHED,
        starts_on=date(2026, 1, 1),
    )


def give_work(plan, unit, *, days: int, **more):
    task = Task.objects.create(
        plan=plan, text=f"Tập huấn giáo viên, hạn sau {days} ngày", position=days + 99
    )
    due = timezone.localdate() + timedelta(days=days)
    fields = {"status": Assignment.Status.ACCEPTED, "mode": "ordered", **more}
    return Assignment.objects.create(task=task, unit=unit, due_on=due, **fields)


def home_of(client, user) -> str:
    client.force_login(user)
    return client.get("/").content.decode()


def test_home_sorts_what_waits_by_when_it_presses(client, plan, hoa_sen, lan):
    for days in (-3, 0, 20):
        give_work(plan, hoa_sen, days=days)

    page = home_of(client, lan)

    places = [page.index(f"hạn sau {days} ngày") for days in (-3, 0, 20)]
    assert places == sorted(places)
    assert "3 việc đang chờ bạn, 1 quá hạn." in page


def test_what_was_returned_stands_first(client, plan, hoa_sen, lan, an):
    """Somebody has read it and waits, whatever the day of the task."""
    give_work(plan, hoa_sen, days=-3)
    back = give_work(plan, hoa_sen, days=20)
    make_report(back, lan, status="returned", return_reason="Thiếu minh chứng.")

    page = home_of(client, lan)

    assert page.index("Báo cáo bị trả lại") < page.index("hạn sau -3 ngày")
    assert "2 việc đang chờ bạn, 1 quá hạn." in page


def test_plan_of_a_commune_is_judged_by_the_commune_only(
    client, so, suoi_may, hoa_sen, an, lam, lan
):
    """The page says “chỉ văn phòng của đơn vị ban hành”, and so it is."""
    own = Plan.objects.create(
        title="Kế hoạch của xã", owner=suoi_may, status="published", starts_on=date(2026, 1, 1)
    )
    report = make_submitted(give_work(own, hoa_sen, days=5), lan)

    assert can_review(lam, report)
    assert not can_review(an, report)
    assert "1 báo cáo tiến độ chờ duyệt" in home_of(client, lam)
    assert "chờ duyệt" not in home_of(client, an).split("<main")[1]


def test_home_shows_nothing_of_other_schools(client, plan, hoa_sen, chi):
    give_work(plan, hoa_sen, days=-3)

    page = home_of(client, chi)

    assert "Tập huấn giáo viên" not in page
    assert "Không có việc nào đang chờ bạn." in page


def test_a_person_without_any_role_reads_whom_to_ask(client, hoa_sen, lan):
    Grant.objects.filter(user=lan).delete()

    page = home_of(client, lan)

    assert "Bạn hiện không có vai trò nào tại đơn vị; hãy hỏi quản trị viên của đơn vị." in page
    assert "Bạn chưa được giao vai trò" in page
    assert "Không có việc nào đang chờ bạn." not in page


@pytest.mark.parametrize(("days", "marked"), [(30, False), (-3, True)])
def test_late_is_in_the_colour_of_alarm_only_above_none(client, plan, hoa_sen, dung, days, marked):
    give_work(plan, hoa_sen, days=days)

    page = home_of(client, dung)

    assert ("stat-late" in page) == marked


def test_a_long_proposal_is_cut_between_words(client, plan, hoa_sen, an):
    text = " ".join(["chuyển", "đổi"] * 40)
    work = give_work(plan, hoa_sen, days=9, status="proposed")
    Task.objects.filter(pk=work.task_id).update(text=text)

    page = home_of(client, an)

    said = re.search(r"Đề xuất điều chỉnh: ([^<]*)…</a>", page)[1]
    assert text.startswith(f"{said} ")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Báo cáo số giáo viên", "Báo cáo số giáo viên"),
        ("Số giáo viên", "Báo cáo: Số giáo viên"),
    ],
)
def test_a_report_is_called_a_report_once(client, so, an, hoa_sen, lan, title, said):
    ask(make_request(so, an, title=title), an, hoa_sen)

    page = home_of(client, lan)

    assert f">{said}</a>" in page


def test_home_of_the_leader_counts_the_province(client, plan, hoa_sen, binh_minh, dung):
    give_work(plan, hoa_sen, days=-3)
    give_work(plan, binh_minh, days=30)

    page = home_of(client, dung)

    assert "Việc trong phạm vi" in page
    assert page.count('<div class="stat-value">') == 5


def test_home_leads_the_leader_to_the_report_that_waits(client, plan, an, dung, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_plan_report(plan, calendar_year(2026), Letter(symbol="BC-SGDĐT"), by=an)
    report = make_plan_report(plan, calendar_year(2026), Letter(symbol="BC-SGDĐT"), by=an)
    run_jobs()

    page = home_of(client, dung)

    assert f'href="{reverse("reports:report", args=[report.pk])}"' in page


def test_home_of_the_administrator_is_empty_and_says_so(client, plan, hoa_sen, hoa):
    give_work(plan, hoa_sen, days=-3)

    page = home_of(client, hoa)

    assert "Chưa có việc nào chờ bạn" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_home_query_count_does_not_grow(
    client, plan, hoa_sen, lan, rows, django_assert_max_num_queries
):
    for days in range(rows):
        give_work(plan, hoa_sen, days=days)
    client.force_login(lan)

    with django_assert_max_num_queries(10):
        response = client.get("/")

    assert response.content.decode().count('class="waiting-row"') == rows
