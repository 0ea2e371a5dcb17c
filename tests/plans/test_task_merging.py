"""One task of a plan in force is merged into another: work, words, what hangs on it, notices."""

from datetime import date

import pytest
from django.db.models import Q
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.plans.models import Assignment, Consultation, Finding, HandOver, Task, TaskParty
from phongtrao.plans.queries.plans import task_progress
from phongtrao.plans.queries.task_merging import UnitCounts, count_units, near_tasks
from phongtrao.plans.services.task_merging import merge_tasks
from tests.plans.amended import amend_wholly, make_running
from tests.plans.work import make_assignment, make_plan, make_report, make_submitted, make_task, url


@pytest.fixture
def running(so, hoa_sen, binh_minh):
    """``visit`` goes into ``train``: Hoa Sen has both, Bình Minh only the one that goes."""
    made = make_running(so, hoa_sen, binh_minh)
    Assignment.objects.get(task=made.train, unit=binh_minh).delete()
    return made


@pytest.fixture
def both(running, hoa_sen):
    return Assignment.objects.get(task=running.visit, unit=hoa_sen)


@pytest.fixture
def alone(running, binh_minh):
    return Assignment.objects.get(task=running.visit, unit=binh_minh)


def kept_by(task, unit):
    return Assignment.objects.get(task=task, unit=unit)


def test_who_has_one_keeps_it_and_who_has_both_has_them_joined(
    running, an, binh, both, alone, hoa_sen, binh_minh
):
    make_report(alone, binh, status="accepted", percent=40)
    Assignment.objects.filter(pk=alone.pk).update(percent=40)
    make_report(both, binh, status="accepted", percent=70)

    counts = merge_tasks(running.visit, running.train, (), by=an)

    assert counts == UnitCounts(stays=0, goes=1, both=1)
    moved = kept_by(running.train, binh_minh)
    assert (moved.pk, moved.percent, moved.reports.get().percent) == (alone.pk, 40, 40)
    both.refresh_from_db()
    assert (both.task, both.status, both.reports.get().percent) == (running.visit, "joined", 70)
    running.visit.refresh_from_db()
    assert running.visit.merged_into == running.train
    assert not running.plan.tasks.standing().filter(pk=running.visit.pk).exists()


def test_each_unit_counts_once_afterwards(running, an):
    merge_tasks(running.visit, running.train, (), by=an)

    progress = task_progress([running.visit.pk, running.train.pk], Q())
    assert progress[running.train.pk].own.given == 2
    assert progress[running.visit.pk].own.given == 0


def test_what_hangs_on_the_joined_work_goes_to_the_one_that_stays(
    running, an, binh, both, alone, hoa_sen
):
    now, day = timezone.now(), date(2030, 5, 1)
    part = HandOver.objects.create(
        assignment=both, user=binh, due_on=day, given_by=binh, given_at=now
    )
    asked = Consultation.objects.create(
        task=running.visit, user=binh, question="Có nên gộp?", due_on=day, asked_by=an, asked_at=now
    )
    found = {
        work: Finding.objects.create(
            task=running.visit, assignment=work, text="Chậm", written_by=an, written_at=now
        )
        for work in (both, alone)
    }
    piece = make_task(running.plan, "Chọn nơi tham quan", part_of=running.visit)
    below = make_task(make_plan(hoa_sen), "Tham quan của trường", derived_from=running.visit)

    merge_tasks(running.visit, running.train, (), by=an)

    for row in (part, asked, *found.values(), piece, below):
        row.refresh_from_db()
    kept = kept_by(running.train, hoa_sen)
    assert (part.assignment, asked.task) == (kept, running.train)
    assert [(f.task, f.assignment) for f in found.values()] == [
        (running.train, kept),
        (running.train, alone),
    ]
    assert (piece.part_of, below.derived_from) == (running.train, running.train)


def test_words_stay_unless_the_others_are_taken(running, an, hoa_sen, binh_minh):
    TaskParty.objects.filter(task=running.visit).update(name="Sở Giáo dục", unit=hoa_sen)
    agreed = date(2030, 8, 1)
    Assignment.objects.filter(task=running.train, unit=hoa_sen).update(due_on=agreed)
    words = running.train.text

    merge_tasks(running.visit, running.train, ["leads", "time"], by=an)

    stays = Task.objects.get(pk=running.train.pk)
    named = list(stays.parties.order_by("position").values_list("role", "name"))
    assert named == [("lead", "Sở Giáo dục"), ("coordinator", "Các trường học")]
    assert (stays.text, stays.timing_value) == (words, "2030-10-01")
    days = dict(Assignment.objects.filter(task=stays).values_list("unit", "due_on"))
    assert days == {hoa_sen.pk: agreed, binh_minh.pk: date(2030, 10, 1)}


def test_moved_work_takes_the_day_of_the_task_that_stays(running, an, alone):
    merge_tasks(running.visit, running.train, (), by=an)

    alone.refresh_from_db()
    assert alone.due_on == date(2030, 6, 30)


def test_history_stands_on_both_and_units_are_told_once(running, an, binh, alone, hoa_sen):
    merge_tasks(running.visit, running.train, ["text"], by=an)

    told = Entry.objects.filter(action__in=("plans.task_merged", "plans.task_taken_in"))
    subjects = dict(told.values_list("action", "subject_id"))
    assert subjects == {
        "plans.task_merged": str(running.visit.pk),
        "plans.task_taken_in": str(running.train.pk),
    }
    notice = Notice.objects.get(to=binh, key__startswith="plans.task_merged")
    assert notice.url == url("assignment", kept_by(running.train, hoa_sen))
    assert "“Tham quan mô hình trường học thông minh”" in notice.text


def test_a_merger_of_a_merged_task_leads_to_the_last(running, an):
    merge_tasks(running.visit, running.train, (), by=an)
    merge_tasks(running.train, running.contest, (), by=an)

    running.visit.refresh_from_db()
    assert running.visit.merged_into == running.contest
    with pytest.raises(WrongState, match="vừa được gộp"):
        merge_tasks(running.visit, running.report, (), by=an)


def test_only_the_office_merges_and_not_beside_an_amendment(running, an, binh):
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        merge_tasks(running.visit, running.train, (), by=binh)

    amend_wholly(running, an)

    with pytest.raises(NotAllowed, match="chưa áp dụng"):
        merge_tasks(running.visit, running.train, (), by=an)


def test_what_would_be_lost_stands_in_the_way(running, an, binh, both, hoa_sen):
    report = make_submitted(both, binh)
    with pytest.raises(BadInput, match="1 báo cáo của đơn vị làm cả hai việc đang chờ duyệt"):
        merge_tasks(running.visit, running.train, (), by=an)
    report.delete()

    Assignment.objects.filter(task=running.train, unit=hoa_sen).update(status="ended")
    with pytest.raises(BadInput, match="1 đơn vị đã thôi việc được giữ"):
        merge_tasks(running.visit, running.train, (), by=an)


def test_a_task_goes_neither_into_its_part_nor_into_another_plan(running, an, so):
    part = make_task(running.plan, "Chọn nơi tham quan", part_of=running.visit)
    with pytest.raises(BadInput, match="là một phần của nhiệm vụ này"):
        merge_tasks(running.visit, part, (), by=an)

    with pytest.raises(BadInput, match="khác của cùng kế hoạch"):
        merge_tasks(running.visit, make_task(make_plan(so)), (), by=an)
    with pytest.raises(BadInput, match="khác của cùng kế hoạch"):
        merge_tasks(running.visit, running.visit, (), by=an)


def test_the_number_of_queries_does_not_grow_with_the_units(
    running, an, so, suoi_may, hoa_sen, django_assert_max_num_queries
):
    for task in (running.contest, running.report):
        make_assignment(task, suoi_may, status="accepted")

    with django_assert_max_num_queries(70) as first:
        merge_tasks(running.visit, running.train, (), by=an)
    with django_assert_max_num_queries(len(first)):
        merge_tasks(running.report, running.contest, (), by=an)


def test_the_nearest_task_is_proposed_first(running):
    twin = make_task(running.plan, "Tham quan các mô hình trường học thông minh")
    others = [running.train, running.contest, twin]

    assert [near.task for near in near_tasks(running.visit, others)] == [twin]


def test_numbers_before_are_those_of_the_merger(running):
    assert count_units(running.visit, running.train) == UnitCounts(stays=0, goes=1, both=1)
    assert count_units(running.train, running.visit) == UnitCounts(stays=1, goes=0, both=1)


def test_the_link_to_a_draft_goes_along_and_is_told_to_those_who_read_drafts(
    client, running, so, an, binh
):
    draft = make_plan(so, "Bản thảo chưa ban hành", status="draft")
    Task.objects.filter(pk=running.visit.pk).update(by_plan=draft)

    merge_tasks(running.visit, running.train, (), by=an)

    assert Task.objects.get(pk=running.train.pk).by_plan == draft
    told = []
    for user in (an, binh):
        client.force_login(user)
        page = client.get(f"/nhat-ky/plans.task/{running.train.pk}/")
        told.append("Bản thảo chưa ban hành" in page.content.decode())
    assert told == [True, False]
