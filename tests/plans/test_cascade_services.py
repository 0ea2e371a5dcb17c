"""Giving tasks to many units: who is reached, how, what is written and who is told. S1-89."""

from datetime import UTC, date

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Unit
from phongtrao.plans import tasks as jobs
from phongtrao.plans.models import Assignment, Plan, Task
from phongtrao.plans.queries.cascade import (
    Audience,
    IssueCount,
    count_issue,
    default_mode,
    units_in,
)
from phongtrao.plans.services import cascade
from phongtrao.plans.services.cascade import Issue, Issued, issue_tasks, queue_issue
from phongtrao.web.models import Work
from tests.factories import make_unit
from tests.plans.work import make_assignment, make_plan, make_task

K = Unit.Kind
SCHOOLS = Audience(kinds=(K.SCHOOL,))


@pytest.fixture
def plan(so):
    return make_plan(so)


@pytest.fixture
def task(plan):
    return make_task(plan, timing=Task.Timing.DATE, timing_value="2030-06-01")


@pytest.fixture
def schools(hoa_sen, binh_minh, thpt):
    return [hoa_sen, binh_minh, thpt]


def names(audience, owner):
    return set(units_in(audience, owner).values_list("name", flat=True))


def given():
    rows = Assignment.objects.order_by("unit__name", "task")
    return list(rows.values_list("unit__name", "mode", "due_on", "status"))


# ------------------------------------------------------------------ whom


def test_units_are_chosen_by_kind_level_area_and_line(so, schools, suoi_may):
    Unit.objects.filter(name="Trường THPT Sông Ngân").update(area="rural")

    assert names(SCHOOLS, so) == {unit.name for unit in schools}
    assert names(Audience(kinds=(K.SCHOOL,), levels=("lower", "upper")), so) == {
        "Trường THCS Hoa Sen",
        "Trường THPT Sông Ngân",
    }
    assert names(Audience(kinds=(K.SCHOOL,), areas=("rural",)), so) == {"Trường THPT Sông Ngân"}
    assert names(Audience(kinds=(K.SCHOOL,), communes=(suoi_may.pk,)), so) == {
        "Trường THCS Hoa Sen"
    }
    assert names(Audience(line="admin", kinds=(K.SCHOOL,)), so) == {"Trường THPT Sông Ngân"}
    assert names(Audience(), so) == set()


def test_single_units_are_added_and_taken_away(so, schools, suoi_may, province):
    hoa_sen = schools[0]
    audience = Audience(
        kinds=(K.SCHOOL,),
        levels=("upper",),
        picked=(hoa_sen.pk, suoi_may.pk, province.pk),
        excluded=(hoa_sen.pk,),
    )

    assert names(audience, so) == {"Trường THPT Sông Ngân", "Xã Suối Mây"}


def test_rooms_outside_bodies_closed_units_and_the_owner_are_never_reached(so, hoa_sen):
    make_unit("Tổ Toán", K.ROOM, admin=hoa_sen, prof=so)
    make_unit("Báo Sông Ngân", K.BODY, admin=so)
    make_unit("Trường cũ", admin=so, closed_on=date(2024, 1, 1))
    audience = Audience(kinds=tuple(K.values))

    assert names(audience, so) >= {"Trường THCS Hoa Sen"}
    assert not names(audience, so) & {"Tổ Toán", "Báo Sông Ngân", "Trường cũ", so.name}


def test_own_units_are_ordered_and_those_of_communes_requested(so, schools):  # S1-89
    hoa_sen, _binh_minh, thpt = schools

    assert [default_mode(unit, so) for unit in (thpt, hoa_sen)] == ["ordered", "requested"]


def test_a_room_gives_out_work_as_its_department(so, schools):  # S2-22 S1-89
    hoa_sen, _binh_minh, thpt = schools
    room = make_unit("Phòng Giáo dục thường xuyên", K.OFFICE, admin=so)

    assert names(SCHOOLS, room) == names(SCHOOLS, so)
    assert names(Audience(kinds=tuple(K.values)), room) == names(
        Audience(kinds=tuple(K.values)), so
    ) - {room.name}
    assert [default_mode(unit, room) for unit in (thpt, hoa_sen)] == ["ordered", "requested"]


def test_the_plan_of_a_room_is_carried_out_by_schools(so, schools, an, binh):  # S2-22
    room = make_unit("Phòng Giáo dục thường xuyên", K.OFFICE, admin=so)
    task = make_task(make_plan(room))

    issue_tasks(Issue(task.plan, [task], [unit.pk for unit in schools]), by=an)

    assert [row[:2] for row in given()] == [
        ("Trường THCS Hoa Sen", "requested"),
        ("Trường THPT Sông Ngân", "ordered"),
        ("Trường Tiểu học Bình Minh", "requested"),
    ]


def test_a_room_inside_a_school_reaches_nobody(hoa_sen):
    assert names(SCHOOLS, make_unit("Tổ Toán", K.ROOM, admin=hoa_sen)) == set()


@pytest.mark.parametrize(
    ("mode", "deed"), [("", "giao và đề nghị"), ("ordered", "giao"), ("requested", "đề nghị")]
)
def test_one_word_for_the_deed_follows_the_mode(plan, task, schools, so, mode, deed):
    count = count_issue([task], units_in(SCHOOLS, so), so, mode)

    assert (count.deed, count.button.lower()) == (deed, f"{deed} 3 lượt")


def test_the_preview_counts_before_anything_is_written(plan, task, schools, so):
    second = make_task(plan, timing=Task.Timing.DATE, timing_value="2020-01-01")
    make_assignment(task, schools[0])

    count = count_issue([task, second], units_in(SCHOOLS, so), so)

    assert count == IssueCount(
        tasks=2,
        units=3,
        ordered=1,
        existing=1,
        units_with_all=0,
        units_with_some=1,
        overdue_tasks=1,
    )
    assert (count.rows, count.new, count.requested) == (6, 5, 2)


def test_the_preview_needs_a_task(so, schools):
    with pytest.raises(BadInput, match="ít nhất một nhiệm vụ"):
        count_issue([], units_in(SCHOOLS, so), so)


# ------------------------------------------------------------------ what


def test_an_act_writes_rows_tells_people_and_leaves_one_line(
    plan, task, schools, an, binh, lan, chi, giang
):
    issue = Issue(plan, [task], [unit.pk for unit in schools])

    result = issue_tasks(issue, by=an)

    due = date(2030, 6, 1)
    assert result == Issued(written=3, existing=0)
    assert given() == [
        ("Trường THCS Hoa Sen", "requested", due, "sent"),
        ("Trường THPT Sông Ngân", "ordered", due, "sent"),
        ("Trường Tiểu học Bình Minh", "requested", due, "sent"),
    ]
    assert sorted(Notice.objects.values_list("to__username", flat=True)) == ["binh", "chi", "lan"]
    moment = Assignment.objects.values_list("sent_at", flat=True).distinct().get()
    assert Entry.objects.get(action="plans.tasks_issued").data == {
        "moment": moment.astimezone(UTC).isoformat(),
        "tasks": 1,
        "units": 3,
        "written": 3,
        "existing": 0,
        "mode": "",
    }


def test_a_notice_says_who_what_and_where_to_go(plan, task, hoa_sen, an, binh):
    issue_tasks(Issue(plan, [task], [hoa_sen.pk]), by=an)

    notice = Notice.objects.get(to=binh)
    assert notice.text == (
        "Sở Giáo dục và Đào tạo Sông Ngân đề nghị thực hiện 1 nhiệm vụ của kế hoạch "
        "“Kế hoạch đổi mới sáng tạo”. Hãy tiếp nhận hoặc trả lời."
    )
    assert notice.url == f"/don-vi/{hoa_sen.pk}/viec/?viec=cho-tiep-nhan&ke_hoach={plan.pk}"


def test_doing_it_again_leaves_what_is_there_alone(plan, task, hoa_sen, thpt, an, binh):
    make_assignment(task, hoa_sen, status="accepted", percent=40)

    result = issue_tasks(Issue(plan, [task], [hoa_sen.pk, thpt.pk], "ordered"), by=an)

    kept = Assignment.objects.get(unit=hoa_sen)
    assert result == Issued(written=1, existing=1)
    assert (kept.status, kept.percent) == ("accepted", 40)
    assert list(Notice.objects.filter(to=binh)) == []


def test_a_new_row_is_as_the_model_makes_it(plan, task, hoa_sen, an):
    issue_tasks(Issue(plan, [task], [hoa_sen.pk]), by=an)

    row = Assignment.objects.get()
    same = Assignment(task=task, unit=hoa_sen, mode="requested", due_on=date(2030, 6, 1))
    unlike = {"id", "sent_at"}
    fields = [f.attname for f in Assignment._meta.concrete_fields if f.attname not in unlike]
    assert [getattr(row, name) for name in fields] == [getattr(same, name) for name in fields]
    assert (timezone.now() - row.sent_at).total_seconds() < 60


@pytest.mark.parametrize("who", ["dung", "binh", "khanh", "hoa"])
def test_only_the_office_gives_tasks_out(request, plan, task, hoa_sen, who):
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        issue_tasks(Issue(plan, [task], [hoa_sen.pk]), by=request.getfixturevalue(who))

    assert given() == []


def test_tasks_of_a_draft_are_not_given_out(so, hoa_sen, an):
    plan = make_plan(so, status=Plan.Status.DRAFT)

    with pytest.raises(NotAllowed, match="Hãy ban hành trước"):
        issue_tasks(Issue(plan, [make_task(plan)], [hoa_sen.pk]), by=an)


def test_units_outside_and_tasks_of_others_are_refused(plan, task, so, hoa_sen, province, an):
    elsewhere = make_task(make_plan(so))
    local = make_task(plan, local_to=hoa_sen)

    with pytest.raises(BadInput, match="đơn vị không thuộc phạm vi"):
        issue_tasks(Issue(plan, [task], [province.pk]), by=an)
    for wrong in (elsewhere, local):
        with pytest.raises(BadInput, match="không thuộc kế hoạch này"):
            issue_tasks(Issue(plan, [wrong], [hoa_sen.pk]), by=an)
    with pytest.raises(BadInput, match="ít nhất một nhiệm vụ và một đơn vị"):
        issue_tasks(Issue(plan, [task], []), by=an)


# ------------------------------------------------------------------ many


def run_jobs():
    # The newest only: the flush between tests leaves the queue's own tables alone.
    job = ProcrastinateJob.objects.filter(task_name="plans.carry_out_issue").latest("id")
    jobs.carry_out_issue(**job.args)


@pytest.mark.django_db(transaction=True)
def test_a_large_act_runs_in_a_job_with_progress(plan, task, schools, an, binh, monkeypatch):
    monkeypatch.setattr(cascade, "BATCH", 3)
    more = make_task(plan, "Việc thứ hai")
    issue = Issue(plan, [task, more], [unit.pk for unit in schools])

    work = queue_issue(issue, by=an)
    assert (given(), work.status, work.total) == ([], Work.Status.WAITING, 6)
    run_jobs()

    work.refresh_from_db()
    assert (work.status, work.done, work.message) == (
        Work.Status.DONE,
        6,
        "Đã giao và đề nghị 6 lượt, 3 đơn vị.",
    )
    assert len(given()) == 6
    assert "đề nghị thực hiện 2 nhiệm vụ" in Notice.objects.get(to=binh).text
    assert Entry.objects.filter(action="plans.tasks_issued").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_job_that_was_killed_goes_on_where_it_was(plan, task, schools, an, binh, monkeypatch):
    monkeypatch.setattr(cascade, "BATCH", 3)
    more = make_task(plan, "Việc thứ hai")
    queue_issue(Issue(plan, [task, more], [unit.pk for unit in schools]), by=an)
    make_assignment(task, schools[0])  # what the first run had written

    run_jobs()
    run_jobs()

    assert len(given()) == 6
    assert Notice.objects.filter(to=binh).count() == 1
