"""Plans: drafted, published once, closed; who sees them, and what their numbers say."""

from datetime import date, timedelta

import pytest
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from phongtrao.audit import visibility
from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.plans.access import plans as access
from phongtrao.plans.models import Assignment, Plan, Task, TaskParty
from phongtrao.plans.queries.plans import (
    Tally,
    UnitTally,
    assignments_of,
    descendants_of,
    task_progress,
    unit_tally,
)
from phongtrao.plans.services.plans import close_plan, draft_plan, edit_plan, publish_plan
from tests.factories import make_movement
from tests.plans.work import make_assignment, make_plan, make_task
from tests.threads import at_once

S = Plan.Status
A = Assignment.Status


def new_plan(owner, title="Kế hoạch năm 2026", **more):
    return Plan(owner=owner, title=title, starts_on=date(2026, 1, 1), **more)


def lead(task, name="Văn phòng Sở"):
    TaskParty.objects.create(task=task, role="lead", name=name)
    return task


@pytest.fixture
def draft(so):
    made = make_plan(so, status=S.DRAFT)
    made.movements.add(make_movement(so))
    return made


@pytest.fixture
def published(so):
    made = make_plan(so)
    made.movements.add(make_movement(so))
    return made


# ------------------------------------------------------------------ life


def test_a_plan_may_serve_several_movements(so, an):
    movements = [make_movement(so, title) for title in "AB"]

    plan = draft_plan(new_plan(so), movements, by=an)

    assert (plan.status, sorted(plan.movements.values_list("title", flat=True))) == (
        S.DRAFT,
        ["A", "B"],
    )


def test_a_plan_is_drafted_by_the_office_only(so, binh, an):
    with pytest.raises(NotAllowed, match="không phụ trách kế hoạch"):
        draft_plan(new_plan(so), by=binh)

    assert list(Plan.objects.all()) == []


def test_publishing_puts_the_plan_in_force(draft, an):
    lead(make_task(draft))

    publish_plan(draft, by=an)

    assert draft.status == S.PUBLISHED
    assert draft.published_at is not None
    entry = Entry.objects.get(action="plans.plan_published")
    assert entry.data == {"tasks": 1}


def test_a_plan_without_a_movement_is_not_published(so, an):
    homeless = make_plan(so, status=S.DRAFT)
    lead(make_task(homeless))

    with pytest.raises(BadInput, match="Hãy chọn ít nhất một phong trào") as refusal:
        publish_plan(homeless, by=an)

    assert str(refusal.value).startswith("Kế hoạch chưa thuộc phong trào nào.")
    homeless.refresh_from_db()
    assert homeless.status == S.DRAFT


def test_publishing_names_what_tasks_lack(draft, an):
    make_task(draft, ordinal="1")
    lead(make_task(draft, "", ordinal="2"))
    lead(make_task(draft, "Có hạn", ordinal="3", timing="date", timing_value="2026"))

    with pytest.raises(BadInput) as refusal:
        publish_plan(draft, by=an)

    assert str(refusal.value) == (
        "Chưa ban hành được: “1 Tổ chức hội thi sáng tạo”: chưa có cơ quan chủ trì; "
        "“2”: chưa có nội dung; “3 Có hạn”: thời gian “2026” không hợp với cách nói đã chọn. "
        "Hãy bổ sung rồi ban hành lại."
    )
    draft.refresh_from_db()
    assert draft.status == S.DRAFT


def test_many_faults_are_counted_after_the_first_five(draft, an):
    for _n in range(7):
        make_task(draft)

    with pytest.raises(BadInput, match="và 2 nhiệm vụ khác"):
        publish_plan(draft, by=an)


def test_a_part_is_led_by_whoever_leads_the_whole(draft, an):
    whole = lead(make_task(draft))
    make_task(draft, "Một phần", part_of=whole)

    publish_plan(draft, by=an)

    assert draft.status == S.PUBLISHED


@pytest.mark.parametrize("who", ["dung", "binh", "khanh", "hoa"])
def test_only_the_office_publishes(request, draft, who):
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        publish_plan(draft, by=request.getfixturevalue(who))


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_publish_at_once_one_wins_and_the_other_is_told(so, an):
    plan = make_plan(so, status=S.DRAFT)
    plan.movements.add(make_movement(so))
    mine, yours = Plan.objects.get(pk=plan.pk), Plan.objects.get(pk=plan.pk)

    said = at_once(lambda: publish_plan(mine, by=an), lambda: publish_plan(yours, by=an))

    refused = [error for error in said if error]
    assert [str(error) for error in refused] == [
        "Hồ sơ vừa được người khác xử lý. Hãy tải lại trang."
    ]
    assert Entry.objects.filter(action="plans.plan_published").count() == 1


def test_a_closed_plan_stays_closed(published, an):
    close_plan(published, by=an)

    assert published.status == S.CLOSED
    with pytest.raises(WrongState):
        publish_plan(published, by=an)


def test_an_issued_plan_is_not_edited(published, an):
    with pytest.raises(NotAllowed, match="đã ban hành nên không sửa được"):
        edit_plan(published, {"title": "Khác"}, [], by=an)


def test_editing_meets_a_publication_that_came_first(draft, an):
    stale = Plan.objects.select_related("owner").get(pk=draft.pk)
    publish_plan(draft, by=an)

    with pytest.raises(WrongState, match="vừa được ban hành"):
        edit_plan(stale, {"title": "Khác"}, [], by=an)


def test_a_plan_cannot_carry_out_itself(draft, so, an):
    below = make_plan(so, status=S.DRAFT, parent=draft)

    with pytest.raises(BadInput, match="thực hiện chính nó"):
        edit_plan(draft, {"parent": below}, [], by=an)


# ------------------------------------------------------------------ who sees


@pytest.mark.parametrize("who", ["an", "dung"])
def test_a_draft_is_seen_by_its_office_and_leaders(request, draft, who):
    assert access.get_visible(request.getfixturevalue(who), draft.pk) == draft


@pytest.mark.parametrize("who", ["binh", "khanh", "lam", "hoa"])
def test_a_draft_does_not_exist_for_others(request, draft, who):
    user = request.getfixturevalue(who)

    with pytest.raises(Http404):
        access.get_visible(user, draft.pk)


@pytest.mark.parametrize("who", ["an", "dung", "khanh", "binh", "lan", "giang", "lam"])
def test_a_published_plan_is_seen_above_and_by_units_with_work_of_it(
    request, published, hoa_sen, who
):
    make_assignment(make_task(published), hoa_sen)

    assert access.get_visible(request.getfixturevalue(who), published.pk) == published


@pytest.mark.parametrize("who", ["chi", "hoa"])
def test_a_published_plan_does_not_exist_without_work_of_it(request, published, hoa_sen, who):
    make_assignment(make_task(published), hoa_sen)
    user = request.getfixturevalue(who)

    with pytest.raises(Http404):
        access.get_visible(user, published.pk)


def test_history_asks_the_same_question(published, an, chi):
    assert visibility.can_see(an, "plans.plan", str(published.pk))
    assert not visibility.can_see(chi, "plans.plan", str(published.pk))
    assert not visibility.can_see(an, "plans.plan", "x")


# ------------------------------------------------------------------ numbers


@pytest.fixture
def given(published, hoa_sen, binh_minh, thpt):
    """One task: accepted and late at Hoa Sen, waiting at Bình Minh, declined by the THPT."""
    task = make_task(published)
    yesterday = timezone.localdate() - timedelta(days=1)
    make_assignment(task, hoa_sen, status=A.ACCEPTED, due_on=yesterday, percent=60)
    make_assignment(task, binh_minh)
    make_assignment(task, thpt, status=A.DECLINED, mode="requested")
    return task


def test_one_sentence_says_how_far_units_are(published, given, an):
    tally = unit_tally(assignments_of(published, access.scope_of(an, published)))

    assert tally == UnitTally(units=2, accepted=1, late=1, declined=1, percent=30)
    assert (
        tally.sentence()
        == "1 trên 2 đơn vị đã tiếp nhận đủ; 1 đơn vị có việc quá hạn; 1 từ chối đề nghị."
    )


def test_a_unit_counts_only_within_its_scope(published, given, binh, chi):
    seen = [
        unit_tally(assignments_of(published, access.scope_of(user, published)))
        for user in (binh, chi)
    ]

    assert seen == [
        UnitTally(units=1, accepted=1, late=1, percent=60),
        UnitTally(units=1),
    ]


def test_a_plan_given_to_nobody_says_so(published, an):
    tally = unit_tally(assignments_of(published, access.scope_of(an, published)))

    assert tally.sentence() == "Chưa giao cho đơn vị nào."


def test_derived_tasks_and_parts_are_counted_beside_the_task(given, hoa_sen, thpt, suoi_may):
    below = make_task(make_plan(hoa_sen), derived_from=given)
    part = make_task(below.plan, part_of=below)
    make_assignment(below, thpt, percent=100, done_on=date(2026, 1, 5))
    make_assignment(part, suoi_may, percent=40, status=A.ACCEPTED)

    progress = task_progress([given.pk], Q())[given.pk]

    assert progress.own == Tally(
        given=2, waiting=1, accepted=1, declined=1, late=1, not_started=1, percents=60
    )
    # Done, it no longer waits to be accepted.
    assert progress.below == Tally(given=2, accepted=2, done=1, not_started=1, percents=140)
    assert (progress.own.percent, progress.below.percent) == (30, 70)


def test_a_ring_of_tasks_ends(published):
    first, second = make_task(published), make_task(published)
    Task.objects.filter(pk=first.pk).update(derived_from=second)
    Task.objects.filter(pk=second.pk).update(derived_from=first)

    assert descendants_of([first.pk]) == {first.pk: {second.pk}}
    assert descendants_of([]) == {}
