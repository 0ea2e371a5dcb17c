"""Urging by hand: whom and for what is seen first, and nobody hears of the same work twice a day."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.plans.models import Assignment, Plan
from phongtrao.plans.queries.urging import Cause, CauseCount, count_causes
from phongtrao.plans.services.reminders import send_reminders
from phongtrao.plans.services.urging import (
    Urged,
    Urging,
    urge_plan,
    urge_task,
    work_of_plan,
)
from tests.plans.work import make_assignment, make_plan, make_task

DAY = timedelta(days=1)
WORDS = "Hãy báo cáo ngay."
LATE, BOTH = Urging((Cause.LATE,), WORDS), Urging((Cause.LATE, Cause.UNANSWERED), WORDS)


def told():
    rows = Notice.objects.order_by("to__username", "pk")
    return list(rows.values_list("to__username", "text"))


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def slow(so, hoa_sen, binh_minh, thpt, today):
    """Late at Hoa Sen, unanswered at Hoa Sen and Bình Minh, declined and own work that counts nowhere."""
    plan = make_plan(so)
    task = make_task(plan, ordinal="1")
    make_assignment(task, hoa_sen)
    make_assignment(task, binh_minh)
    make_assignment(task, thpt, mode="requested", status="declined", due_on=today - DAY)
    make_assignment(make_task(plan), hoa_sen, status="accepted", due_on=today - 30 * DAY)
    own = make_task(plan, local_to=thpt)
    make_assignment(own, thpt, status="accepted", due_on=today - 30 * DAY)
    return plan


def test_only_the_chosen_causes_are_urged(slow, an, binh, chi):
    urged = urge_plan(slow, LATE, by=an)

    text = "Văn phòng đôn đốc “Kế hoạch đổi mới sáng tạo”: 1 quá hạn. Hãy báo cáo ngay."
    assert urged == Urged(units=1, without_people=0)
    assert told() == [("binh", text)]
    entry = Entry.objects.get(action="plans.urged")
    assert entry.data == {"causes": ["qua-han"], "units": 1}
    assert entry.values.after == {"words": WORDS}


def test_the_same_work_is_urged_once_a_day(slow, an, binh, chi):
    urge_plan(slow, LATE, by=an)
    with pytest.raises(WrongState, match="hôm nay đã nhắc rồi"):
        urge_plan(slow, LATE, by=an)
    with pytest.raises(WrongState, match="hôm nay đã nhắc rồi"):
        urge_task(slow.tasks.order_by("position")[1], LATE, by=an)
    more = urge_plan(slow, BOTH, by=an)

    title = "Văn phòng đôn đốc “Kế hoạch đổi mới sáng tạo”"
    assert more == Urged(units=2, without_people=0)
    assert told() == [
        ("binh", f"{title}: 1 quá hạn. {WORDS}"),
        ("binh", f"{title}: 1 chưa tiếp nhận. {WORDS}"),
        ("chi", f"{title}: 1 chưa tiếp nhận. {WORDS}"),
    ]


def test_what_the_clock_said_today_is_not_said_again(so, hoa_sen, an, binh, today):
    make_assignment(make_task(make_plan(so)), hoa_sen, due_on=today - DAY)
    send_reminders(today)

    with pytest.raises(WrongState, match="hôm nay đã nhắc rồi"):
        urge_plan(Plan.objects.get(), BOTH, by=an)

    assert len(told()) == 1


def test_a_unit_without_people_is_counted_and_may_be_urged_later(slow, an, binh):
    assert urge_plan(slow, BOTH, by=an) == Urged(units=1, without_people=1)
    assert Assignment.objects.filter(reminded_on=None).exclude(status="declined").count() == 2


def test_urging_one_task_leaves_the_others(slow, an, binh, chi):
    urge_task(slow.tasks.order_by("position")[0], BOTH, by=an)

    head = "Văn phòng đôn đốc “Tổ chức hội thi sáng tạo”: 1 chưa tiếp nhận."
    assert told() == [("binh", f"{head} {WORDS}"), ("chi", f"{head} {WORDS}")]


def test_nobody_urges_without_right_cause_or_words(slow, an, binh, dung):
    for user in (binh, dung):
        with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
            urge_plan(slow, LATE, by=user)
    for nothing in (Urging((), WORDS), Urging((Cause.LATE,), "  ")):
        with pytest.raises(BadInput, match="lời nhắn"):
            urge_plan(slow, nothing, by=an)

    assert told() == []


def test_each_cause_is_counted_in_one_query(slow, today, django_assert_num_queries):
    Assignment.objects.filter(status="accepted").update(reminded_on=today)

    with django_assert_num_queries(1):
        counts = count_causes(work_of_plan(slow), today)

    assert counts == [
        CauseCount(Cause.LATE, work=0, units=0, told=1),
        CauseCount(Cause.SOON, work=0, units=0, told=0),
        CauseCount(Cause.UNANSWERED, work=2, units=2, told=0),
        CauseCount(Cause.STALE, work=0, units=0, told=0),
    ]


# ------------------------------------------------------------------ the page


@pytest.fixture
def office(client, an):
    client.force_login(an)
    return client


def address(plan, **asked):
    query = f"?{urlencode(asked, doseq=True)}" if asked else ""
    return reverse("plans:urge_plan", args=[plan.pk]) + query


def send(office, plan, *causes, seen, **narrowed):
    data = {"viec": causes, "loi": WORDS, "da_xem": seen}
    return office.post(address(plan, **narrowed), data, follow=True).content.decode()


def test_the_preview_says_whom_and_for_what_before_anything_is_sent(office, slow, binh, chi):
    page = office.get(address(slow)).content.decode()
    more = office.get(address(slow, xem=1, viec=["qua-han", "cho-tiep-nhan"], loi=WORDS))

    assert "Quá hạn: 1 việc của 1 đơn vị" in page
    assert "Chưa tiếp nhận: 2 việc của 2 đơn vị" in page
    assert "1 đơn vị nhận thông báo, về 1 việc." in page
    assert "2 đơn vị nhận thông báo, về 3 việc." in more.content.decode()
    assert "Không ai bị nhắc hai lần trong một ngày" in page
    assert told() == []


def test_the_confirmed_preview_is_sent(office, slow, binh, chi):
    said = send(office, slow, "qua-han", seen="qua-han")

    assert "Đã đôn đốc 1 đơn vị." in said
    assert [name for name, _text in told()] == ["binh"]


def test_a_changed_choice_is_shown_before_it_is_sent(office, slow, binh, chi):
    said = send(office, slow, "qua-han", "cho-tiep-nhan", seen="qua-han")

    assert "Lựa chọn vừa đổi." in said
    assert "2 đơn vị nhận thông báo, về 3 việc." in said
    assert told() == []


def test_from_a_filtered_board_only_its_units_are_urged(office, slow, binh, chi):
    where = {"q": "bình minh"}
    page = office.get(address(slow, tinh_trang="late", **where)).content.decode()
    send(office, slow, "cho-tiep-nhan", seen="cho-tiep-nhan", **where)

    assert "Chỉ trong các đơn vị đang lọc trên bảng: Tên đơn vị: bình minh." in page
    assert [name for name, _text in told()] == ["chi"]


def test_urging_is_offered_on_the_plan_the_task_and_the_board(office, slow, binh):
    task = slow.tasks.order_by("position")[0]
    board = f"{reverse('plans:board', args=[slow.pk])}?tinh_trang=late"
    pages = [
        office.get(url).content.decode() for url in (reverse("plans:plan", args=[slow.pk]), board)
    ]
    at_task = office.get(reverse("plans:task", args=[task.pk])).content.decode()

    assert f'href="{address(slow)}"' in pages[0]
    assert f'href="{address(slow)}?tinh_trang=late"' in pages[1]
    assert f'href="{reverse("plans:urge_task", args=[task.pk])}"' in at_task
    office.force_login(binh)
    assert address(slow) not in office.get(board).content.decode()


def test_a_units_own_task_is_not_urged(office, slow, thpt, an):
    own = slow.tasks.get(local_to=thpt)

    assert office.get(reverse("plans:urge_task", args=[own.pk])).status_code == 403
    with pytest.raises(NotAllowed, match="đơn vị tự theo dõi"):
        urge_task(own, LATE, by=an)


def test_who_may_not_urge_is_refused_the_page(client, slow, binh, dung):
    answers = []
    for user in (binh, dung):
        client.force_login(user)
        answers.append(client.get(address(slow)).status_code)

    assert answers == [403, 403]
