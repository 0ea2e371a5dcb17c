"""The pages of the units' side: who opens what, what the buttons do, how many queries a list takes."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.lib.sheets import open_workbook
from phongtrao.plans.access.assignments import running_assignments
from phongtrao.plans.models import Assignment, ProgressReport
from phongtrao.plans.queries.tally import Tally
from phongtrao.plans.queries.work import WorkCount, count_work, progress_of_units, units_below
from phongtrao.plans.services.assignments import Proposal, propose_change
from phongtrao.plans.services.cascade import Issue, issue_tasks
from tests.plans.work import (
    make_assignment,
    make_plan,
    make_submitted,
    make_task,
    make_work,
)

S = Assignment.Status
R = ProgressReport.Status


@pytest.fixture
def work(so, hoa_sen):
    return make_work(so, hoa_sen)


def get(client, user, name, *args, **params):
    client.force_login(user)
    return client.get(reverse(f"plans:{name}", args=args), params)


def post(client, user, name, *args, **data):
    client.force_login(user)
    return client.post(reverse(f"plans:{name}", args=args), data, follow=True)


def words(response):
    """What a person reads, without markup."""
    text = re.sub(r"<(script|svg).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(text.split())


# ------------------------------------------------------------------ the unit's list


@pytest.mark.parametrize("rows", [1, 3])
def test_unit_work_takes_the_same_queries(
    client, so, hoa_sen, binh, rows, django_assert_num_queries
):
    for n in range(rows):
        make_work(so, hoa_sen, due_on=timezone.localdate() + timedelta(days=n))
    get(client, binh, "unit_work", hoa_sen.pk)

    with django_assert_num_queries(
        11
    ):  # session, user, grants, unit, sums, former units, shell 2, plans, table 2
        response = client.get(reverse("plans:unit_work", args=[hoa_sen.pk]))

    assert response.content.decode().count("Tổ chức hội thi sáng tạo</span></a>") == rows


def test_unit_work_filters_and_exports_what_is_filtered(client, so, hoa_sen, binh):
    late = timezone.localdate() - timedelta(days=3)
    plan = make_plan(so)
    make_assignment(make_task(plan, "Việc trễ"), hoa_sen, status=S.ACCEPTED, due_on=late)
    make_assignment(make_task(plan, "Việc mới"), hoa_sen)

    shown = words(get(client, binh, "unit_work", hoa_sen.pk, viec="qua-han"))
    sheet = get(client, binh, "unit_work", hoa_sen.pk, viec="qua-han", xuat="xlsx")

    assert ("Việc trễ" in shown, "Việc mới" in shown) == (True, False)
    assert "2 nhiệm vụ: 1 chờ tiếp nhận, 1 quá hạn." in shown
    cells = [row[0] for row in open_workbook(sheet.content, "viec.xlsx").rows()]
    assert ("Việc trễ" in cells, "Việc mới" in cells) == (True, False)


@pytest.mark.parametrize(
    ("who", "code"),
    [("an", 200), ("binh", 200), ("giang", 200), ("lam", 200), ("chi", 404), ("hoa", 404)],
)
def test_unit_work_is_open_to_its_people_and_those_above(request, client, work, who, code):
    user = request.getfixturevalue(who)

    response = get(client, user, "unit_work", work.unit_id)

    assert response.status_code == code


def test_several_are_accepted_from_the_list(client, so, hoa_sen, binh, binh_minh):
    plan = make_plan(so)
    mine = [make_assignment(make_task(plan), hoa_sen) for _ in range(3)]
    theirs = make_assignment(plan.tasks.first(), binh_minh)

    ticked = [mine[0].pk, mine[1].pk, theirs.pk]
    response = post(client, binh, "accept_selected", hoa_sen.pk, row=ticked)

    assert "Đã tiếp nhận 2 nhiệm vụ." in words(response)
    assert list(Assignment.objects.order_by("pk").values_list("status", flat=True)) == [
        S.ACCEPTED,
        S.ACCEPTED,
        S.SENT,
        S.SENT,
    ]


def test_all_of_the_filter_are_accepted(client, so, hoa_sen, binh):
    plan = make_plan(so)
    for _ in range(3):
        make_assignment(make_task(plan), hoa_sen)

    chosen = {"all": "1", "filter": "viec=cho-tiep-nhan"}
    response = post(client, binh, "accept_selected", hoa_sen.pk, **chosen)

    assert "Đã tiếp nhận 3 nhiệm vụ." in words(response)


def test_reader_above_accepts_nothing(client, so, hoa_sen, lam):
    sent = make_assignment(make_task(make_plan(so)), hoa_sen)

    response = post(client, lam, "accept_selected", hoa_sen.pk, row=[sent.pk])

    sent.refresh_from_db()
    assert sent.status == S.SENT
    assert "Không có nhiệm vụ nào chờ tiếp nhận" in words(response)


def test_local_task_is_added_on_a_page(client, work, binh):
    fields = {"plan": work.task.plan_id, "text": "Mở câu lạc bộ", "reason": "Có phòng máy."}

    response = post(client, binh, "add_local_task", work.unit_id, **fields)

    assert "Đã thêm nhiệm vụ riêng của đơn vị." in words(response)
    assert Assignment.objects.latest("pk").task.local_to_id == work.unit_id


def test_commune_sees_the_progress_of_its_schools(client, so, suoi_may, hoa_sen, binh_minh, lam):
    work = make_work(so, hoa_sen, due_on=timezone.localdate() - timedelta(days=1))
    Assignment.objects.filter(pk=work.pk).update(percent=45)
    make_assignment(make_task(work.task.plan), hoa_sen)
    make_work(so, binh_minh)

    response = get(client, lam, "units_work", suoi_may.pk)
    rows = progress_of_units(units_below(suoi_may), running_assignments(lam)).values_list(
        "name", "given", "accepted", "late", "done", "percent"
    )

    assert list(rows) == [("Trường THCS Hoa Sen", 2, 1, 1, 0, 23)]
    assert ("Hoa Sen" in words(response), "Bình Minh" in words(response)) == (True, False)


def test_count_of_work_says_only_what_there_is(so, hoa_sen, work):
    one = Tally(given=1, accepted=1, not_started=1)
    assert count_work(Assignment.objects.filter(unit=hoa_sen)) == WorkCount(one)
    assert count_work(Assignment.objects.filter(unit=hoa_sen)).sentence() == "1 nhiệm vụ."
    assert count_work(Assignment.objects.none()).sentence() == (
        "Đơn vị chưa được giao nhiệm vụ nào."
    )


# ------------------------------------------------------------------ one piece of work


@pytest.mark.parametrize(
    ("who", "code", "offered"),
    [
        ("binh", 200, True),
        ("an", 200, False),
        ("giang", 200, False),
        ("lam", 200, False),
        ("chi", 404, False),
        ("hoa", 404, False),
    ],
)
def test_work_offers_the_report_to_the_units_own(request, client, work, who, code, offered):
    user = request.getfixturevalue(who)

    response = get(client, user, "assignment", work.pk)

    assert response.status_code == code
    assert (reverse("plans:start_report", args=[work.pk]) in response.content.decode()) == offered


def test_work_is_proposed_and_answered_on_pages(client, work, binh, an):
    due = timezone.localdate() + timedelta(days=30)

    asked = post(client, binh, "propose_change", work.pk, reason="Bận.", due_on=f"{due:%d/%m/%Y}")
    answered = post(client, an, "answer_proposal", work.pk, decision="dong-y")

    work.refresh_from_db()
    assert "Đã gửi đề xuất tới văn phòng." in words(asked)
    assert "Đã trả lời đơn vị." in words(answered)
    assert (work.status, work.due_on) == (S.ACCEPTED, due)


def test_form_that_lacks_something_comes_back_with_the_reason(client, work, binh):
    response = post(client, binh, "propose_change", work.pk, reason="Bận.")

    assert "Hãy đề xuất nội dung khác, hạn khác, hoặc cả hai." in words(response)


def test_keeping_without_a_reason_comes_back(client, work, binh, an):
    propose_change(work, Proposal("Bận.", "Khác"), by=binh)

    response = post(client, an, "answer_proposal", work.pk, decision="giu-nguyen")

    assert "Hãy ghi lý do giữ nguyên" in words(response)


@pytest.mark.parametrize("name", ["propose_change", "decline_request", "answer_proposal"])
def test_act_one_may_not_do_is_refused_in_a_sentence(client, work, lam, name):
    response = get(client, lam, name, work.pk)

    assert response.status_code == 302
    assert "Chỉ " in words(client.get(response.url))


def test_status_is_overridden_and_reset_on_pages(client, work, dung):
    post(client, dung, "override_status", work.pk, state="done", reason="Đã kiểm tra.")
    work.refresh_from_db()
    overridden = work.override
    response = post(client, dung, "reset_status", work.pk)

    work.refresh_from_db()
    assert (overridden, work.override) == ("done", "")
    assert "trả tình trạng về cách tính tự động" in words(response)


def test_a_form_sent_twice_is_one_deed(client, so, hoa_sen, binh):
    sent = make_assignment(make_task(make_plan(so)), hoa_sen)
    key = "0b9cf0c6-6f0e-4b53-9d6c-7d2f1c7f2a11"

    first = post(client, binh, "accept_assignment", sent.pk, form_key=key)
    again = post(client, binh, "accept_assignment", sent.pk, form_key=key)

    assert (first.redirect_chain, "alert-danger" in again.content.decode()) == (
        again.redirect_chain,
        False,
    )


# ------------------------------------------------------------------ history


def test_the_act_of_giving_out_stands_in_the_history_of_each_work(
    client, so, hoa_sen, thpt, an, binh
):
    task = make_task(make_plan(so))
    for unit in (hoa_sen, thpt):
        issue_tasks(Issue(task.plan, [task], [unit.pk]), by=an)
    client.force_login(binh)
    url = reverse("audit:history", args=["plans.assignment", task.assignments.get(unit=hoa_sen).pk])

    lines = client.get(url).context["history"].lines

    assert [(line.sentence, line.actor) for line in lines] == [
        ("Giao nhiệm vụ cho các đơn vị", str(an))
    ]


def test_history_of_work_is_seen_by_who_sees_the_work(client, so, hoa_sen, binh, chi):
    sent = make_assignment(make_task(make_plan(so)), hoa_sen)
    post(client, binh, "accept_assignment", sent.pk)
    url = reverse("audit:history", args=["plans.assignment", sent.pk])

    seen = words(client.get(url))
    client.force_login(chi)

    assert "Tiếp nhận nhiệm vụ" in seen
    assert client.get(url).status_code == 404


def test_what_was_written_stays_text(client, work, binh, an):
    report = make_submitted(work, binh, done="Một <b>hai</b>\nBa")

    page = get(client, an, "report", report.pk).content.decode()

    assert "Một &lt;b&gt;hai&lt;/b&gt;<br>Ba" in page


def test_plan_and_task_offer_urging_to_the_office_only(client, so, hoa_sen, an, binh):
    sent = make_assignment(make_task(make_plan(so)), hoa_sen)
    pages = [("plan", sent.task.plan_id), ("task", sent.task_id)]

    offered = [
        "/don-doc/" in get(client, user, name, pk).content.decode()
        for user in (an, binh)
        for name, pk in pages
    ]

    assert offered == [True, True, False, False]
