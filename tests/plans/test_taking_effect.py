"""An amendment takes effect: words, running work by rule, versions, notices. S0-53."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.notifications.models import Notice
from phongtrao.plans.amending.work_rules import Rule
from phongtrao.plans.models import Assignment, ChangeAnswer, Plan, Task, TaskParty, WorkChange
from phongtrao.plans.queries.amendments import offers_of, version_on
from phongtrao.plans.queries.work_changes import count_effects, count_untouched
from phongtrao.plans.services.amending import (
    Decision,
    begin_amendment,
    confirm_change,
    confirm_offered,
    withdraw_amendment,
)
from phongtrao.plans.services.plans import publish_plan
from phongtrao.plans.services.taking_effect import put_due_in_effect
from tests.plans.amended import (
    CHANGED,
    DROPPED,
    KEPT,
    MOVED,
    NEW,
    amend_partly,
    amend_wholly,
    copy_of,
    make_running,
)
from tests.plans.work import make_report, make_task

HOA_SEN, BINH_MINH, THPT = (
    "Trường THCS Hoa Sen",
    "Trường Tiểu học Bình Minh",
    "Trường THPT Sông Ngân",
)


@pytest.fixture
def running(so, hoa_sen, binh_minh):
    return make_running(so, hoa_sen, binh_minh)


def states(task):
    return dict(Assignment.objects.filter(task=task).values_list("unit__name", "status"))


def days(task):
    return dict(Assignment.objects.filter(task=task).values_list("unit__name", "due_on"))


def kinds(amendment):
    return [(offer.kind, offer.rule, offer.is_open) for offer in offers_of(amendment)]


def test_a_whole_text_begins_as_a_copy_in_which_nothing_changes(running, an):
    amendment = amend_wholly(running, an)

    assert kinds(amendment) == [(KEPT, Rule.KEEP, False)] * 4
    assert count_untouched(offers_of(amendment)) == 8


def test_only_the_office_amends_and_only_once_at_a_time(running, an, binh):
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        amend_wholly(running, binh)

    amend_partly(running, an)

    with pytest.raises(NotAllowed, match="chưa áp dụng"):
        amend_wholly(running, an)


def test_an_amendment_does_not_begin_before_its_plan(running, an):
    before = running.plan.starts_on - timedelta(days=1)

    with pytest.raises(BadInput, match="trước ngày kế hoạch bắt đầu"):
        begin_amendment(running.plan, "Sớm quá", before, Plan.Amending.PART, by=an)


def test_a_new_day_moves_open_work_and_nothing_else(running, an, hoa_sen):
    agreed = Assignment.objects.get(task=running.train, unit=hoa_sen)
    Assignment.objects.filter(pk=agreed.pk).update(due_on=date(2030, 8, 1), percent=40)
    amendment = amend_wholly(running, an)
    Task.objects.filter(pk=copy_of(amendment, running.train).pk).update(timing_value="2030-07-15")

    publish_plan(amendment, by=an)

    running.train.refresh_from_db()
    assert running.train.timing_value == "2030-07-15"
    # What was agreed with one unit stays agreed.
    assert days(running.train) == {BINH_MINH: date(2030, 7, 15), HOA_SEN: date(2030, 8, 1)}
    assert states(running.train) == {BINH_MINH: "accepted", HOA_SEN: "accepted"}
    assert set(days(running.contest).values()) == {date(2030, 9, 15)}
    amendment.refresh_from_db()
    assert amendment.status == Plan.Status.MERGED


def test_dropped_work_ends_with_its_reason_and_keeps_what_was_done(running, an, binh, hoa_sen):
    begun = Assignment.objects.get(task=running.visit, unit=hoa_sen)
    make_report(begun, binh, status="accepted", percent=60)
    Assignment.objects.filter(pk=begun.pk).update(percent=60, claimed_at=timezone.now())
    amendment = amend_wholly(running, an)
    copy_of(amendment, running.visit).delete()

    publish_plan(amendment, by=an)

    running.visit.refresh_from_db()
    assert running.visit.ended_in.number == 2
    assert states(running.visit) == {BINH_MINH: "ended", HOA_SEN: "ended"}
    begun.refresh_from_db()
    assert "Phiên bản 2" in begun.reply
    assert (begun.percent, begun.reports.get().percent) == (60, 60)
    assert not running.plan.tasks.standing().filter(pk=running.visit.pk).exists()


def test_work_that_was_begun_may_be_finished(running, an, hoa_sen):
    Assignment.objects.filter(task=running.visit, unit=hoa_sen).update(claimed_at=timezone.now())
    amendment = amend_wholly(running, an)
    copy_of(amendment, running.visit).delete()
    confirm_change(amendment, Decision(DROPPED, Rule.FINISH, running.visit.pk), by=an)

    publish_plan(amendment, by=an)

    assert states(running.visit) == {BINH_MINH: "ended", HOA_SEN: "accepted"}


def test_done_work_stays_done_under_every_rule(running, an):
    Assignment.objects.filter(task=running.visit).update(done_on=date(2030, 1, 5), percent=100)
    amendment = amend_wholly(running, an)
    copy_of(amendment, running.visit).delete()

    publish_plan(amendment, by=an)

    assert set(states(running.visit).values()) == {"accepted"}
    assert set(WorkChange.objects.values_list("effect", flat=True)) == {"done"}


def test_moved_work_goes_on_under_the_other_task(running, an, hoa_sen):
    Assignment.objects.filter(task=running.contest, unit=hoa_sen).delete()
    moved = Assignment.objects.get(task=running.visit, unit=hoa_sen)
    amendment = amend_wholly(running, an)
    copy_of(amendment, running.visit).delete()
    decision = Decision(MOVED, Rule.MOVE, running.visit.pk, None, running.contest.pk)
    confirm_change(amendment, decision, by=an)

    publish_plan(amendment, by=an)

    moved.refresh_from_db()
    assert (moved.task, moved.status, moved.due_on) == (
        running.contest,
        "accepted",
        date(2030, 9, 15),
    )
    # The other school has the target already: there it goes on, here it ends.
    assert states(running.visit) == {BINH_MINH: "ended"}


def test_two_tasks_moved_to_a_new_one_become_one_piece_of_work(running, an, hoa_sen):
    amendment = amend_wholly(running, an)
    for task in (running.contest, running.visit):
        copy_of(amendment, task).delete()
    joined = make_task(amendment, "Tổ chức ngày hội sáng tạo và tham quan")
    TaskParty.objects.create(task=joined, role="lead", name="Các trường học")
    for task in (running.contest, running.visit):
        confirm_change(amendment, Decision(MOVED, Rule.MOVE, task.pk, None, joined.pk), by=an)

    publish_plan(amendment, by=an)

    made = running.plan.tasks.get(text=joined.text, ended_in=None)
    assert states(made) == {BINH_MINH: "accepted", HOA_SEN: "accepted"}
    assert Assignment.objects.filter(status="ended").count() == 2


def test_other_work_is_asked_for_again(running, an):
    amendment = amend_wholly(running, an)
    other = "Mở lớp tập huấn trực tuyến cho toàn thể cán bộ, nhân viên và học sinh"
    Task.objects.filter(pk=copy_of(amendment, running.train).pk).update(text=other)

    publish_plan(amendment, by=an)

    assert set(states(running.train).values()) == {"sent"}


def test_a_new_task_goes_to_whom_it_names(running, an, thpt):
    amendment = amend_wholly(running, an)
    task = make_task(amendment, "Xây dựng phòng sáng tạo", ordinal="5")
    TaskParty.objects.create(task=task, role="lead", name=thpt.name, unit=thpt)

    told = count_effects(amendment, offers_of(amendment))
    publish_plan(amendment, by=an)

    assert [(count.effect, count.rows) for count in told] == [("given", 1)]
    made = running.plan.tasks.get(text="Xây dựng phòng sáng tạo")
    assert states(made) == {THPT: "sent"}


def test_a_unit_no_longer_named_ends_and_the_one_named_now_begins(running, an, hoa_sen, thpt):
    lead = {"task": running.contest, "role": "lead"}
    TaskParty.objects.filter(**lead).update(name=hoa_sen.name, unit=hoa_sen)
    amendment = amend_wholly(running, an)
    parties = TaskParty.objects.filter(task=copy_of(amendment, running.contest))
    parties.update(name=thpt.name, unit=thpt)

    publish_plan(amendment, by=an)

    assert states(running.contest) == {BINH_MINH: "accepted", HOA_SEN: "ended", THPT: "sent"}


def test_the_counts_told_before_are_what_happens(running, an):
    amendment = amend_wholly(running, an)
    copy_of(amendment, running.visit).delete()
    Task.objects.filter(pk=copy_of(amendment, running.train).pk).update(timing_value="2030-07-15")

    told = {count.effect: count.rows for count in count_effects(amendment, offers_of(amendment))}
    publish_plan(amendment, by=an)

    rows = list(WorkChange.objects.values_list("effect", flat=True))
    assert told == {"redue": 2, "ended": 2}
    assert {effect: rows.count(effect) for effect in set(rows)} == told


def test_versions_keep_what_the_plan_said_on_every_day(running, an):
    amendment = amend_wholly(running, an)
    Task.objects.filter(pk=copy_of(amendment, running.train).pk).update(text="Tập huấn lại")
    confirm_offered(amendment, by=an)
    publish_plan(amendment, by=an)

    first, second = running.plan.versions.all()
    assert (first.number, second.number, second.amendment) == (1, 2, amendment)
    assert first.tasks[0]["text"] == "Tập huấn giáo viên về sáng kiến số"
    assert second.tasks[0]["text"] == "Tập huấn lại"
    yesterday = timezone.localdate() - timedelta(days=1)
    assert version_on(running.plan, yesterday) == first
    assert version_on(running.plan, timezone.localdate()) == second


def test_every_unit_touched_is_told_once_and_asked(running, an, binh, lan, chi, thpt):
    amendment = amend_wholly(running, an)
    for task in (running.train, running.visit):
        copy_of(amendment, task).delete()

    publish_plan(amendment, by=an)

    answers = dict(ChangeAnswer.objects.values_list("unit__name", "status"))
    assert answers == {BINH_MINH: "waiting", HOA_SEN: "waiting"}
    notices = Notice.objects.filter(key__startswith="plans.amended")
    assert sorted(notices.values_list("to__username", flat=True)) == ["binh", "chi", "lan"]
    line = Entry.objects.get(action="plans.plan_amended")
    assert (line.data["version"], line.data["changes"], line.data["units"]) == (2, 2, 2)


def test_an_amendment_of_a_later_day_waits_for_it(running, an):
    tomorrow = timezone.localdate() + timedelta(days=1)
    amendment = begin_amendment(running.plan, "Sửa đổi", tomorrow, Plan.Amending.WHOLE, by=an)
    copy_of(amendment, running.visit).delete()
    publish_plan(amendment, by=an)

    assert put_due_in_effect(timezone.localdate()) == 0
    assert set(states(running.visit).values()) == {"accepted"}

    assert put_due_in_effect(tomorrow) == 1
    assert put_due_in_effect(tomorrow) == 0
    assert set(states(running.visit).values()) == {"ended"}


def test_a_part_of_a_plan_waits_until_its_pairs_are_confirmed(running, an):
    amendment = amend_partly(running, an)
    make_task(amendment, "Sửa đổi nhiệm vụ số 2 mục II như sau: Tổ chức ngày hội STEM cấp xã")
    make_task(amendment, "Bãi bỏ nhiệm vụ số 3 mục II")

    assert kinds(amendment) == [
        (CHANGED, Rule.ASK, True),
        (DROPPED, Rule.END, True),
        (KEPT, Rule.KEEP, False),
        (KEPT, Rule.KEEP, False),
    ]
    with pytest.raises(BadInput, match="Còn 2 thay đổi chưa được xác nhận"):
        publish_plan(amendment, by=an)

    assert confirm_offered(amendment, by=an) == 2
    publish_plan(amendment, by=an)
    running.contest.refresh_from_db()
    said = (running.contest.text, running.contest.ordinal, running.contest.timing_value)
    assert said == ("Tổ chức ngày hội STEM cấp xã", "2", "2030-09-15")
    assert [p.name for p in running.contest.parties.all()] == ["Các trường học"]


def test_a_decision_may_be_taken_otherwise(running, an):
    amendment = amend_partly(running, an)
    said = make_task(amendment, "Sửa đổi nhiệm vụ số 2 mục II như sau: Tổ chức ngày hội STEM")

    confirm_change(amendment, Decision(CHANGED, Rule.STAY, running.visit.pk, said.pk), by=an)

    offers = {offer.task: (offer.kind, offer.rule) for offer in offers_of(amendment)}
    assert offers[running.visit.pk] == (CHANGED, Rule.STAY)
    assert offers[running.contest.pk] == (KEPT, Rule.KEEP)


@pytest.mark.parametrize(
    ("kind", "rule", "match"),
    [
        (CHANGED, Rule.END, "không hợp"),
        (CHANGED, Rule.FOLLOW, "bản sửa đổi"),
        (NEW, Rule.LATER, "kế hoạch đang thực hiện"),
        (MOVED, Rule.MOVE, "chuyển sang"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(running, an, kind, rule, match):
    amendment = amend_partly(running, an)

    with pytest.raises(BadInput, match=match):
        confirm_change(amendment, Decision(kind, rule, running.visit.pk), by=an)


def test_a_withdrawn_draft_leaves_the_plan_as_it_is(running, an):
    amendment = amend_wholly(running, an)

    withdraw_amendment(amendment, by=an)

    assert not Plan.objects.filter(amends=running.plan).exists()
    assert running.plan.tasks.standing().count() == 4
    assert not running.plan.versions.exists()


def test_the_statements_do_not_grow_with_the_work(running, an, django_assert_max_num_queries):
    amendment = amend_wholly(running, an)
    Task.objects.filter(plan=amendment).update(timing_value="2030-12-31")

    with django_assert_max_num_queries(76):
        publish_plan(amendment, by=an)

    assert WorkChange.objects.filter(effect="redue").count() == 8
