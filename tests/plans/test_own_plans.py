"""S0-53, S1-82, S2-04: a unit's plan begun from the plan above; who owes one, who is late, and urging them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.plans.models import Plan, Task
from phongtrao.plans.pages.own_plans import own_badge
from phongtrao.plans.queries.owed_plans import owed_plans
from phongtrao.plans.queries.own_plans import call_of, units_at_work, with_own_plan
from phongtrao.plans.queries.upper_plans import targets_of
from phongtrao.plans.services.own_plan_calls import (
    Asked,
    call_for_plans,
    lift_call,
    urge_own_plans,
)
from phongtrao.plans.services.own_plans import Taken, draft_own_plan
from phongtrao.plans.services.plans import publish_plan
from phongtrao.plans.services.targets import drop_target, edit_target
from phongtrao.plans.timings import When
from tests.factories import make_movement
from tests.plans.upper import give, issued_plan

TODAY = timezone.localdate
SOON = Asked(date(2026, 12, 1), ("school", "commune"))


@pytest.fixture
def movement(so):
    return make_movement(so)


@pytest.fixture
def above(so, an, movement):
    return issued_plan(so, movement, by=an, tasks=8)


@pytest.fixture
def given(above, hoa_sen, binh_minh):
    """Two tasks for Hoa Sen, one for Bình Minh."""
    first, second, *_rest = above.tasks.order_by("position")
    return [give(first, hoa_sen), give(second, hoa_sen), give(first, binh_minh)]


def own_of(unit, above, **more):
    fields = {"title": "Kế hoạch của trường", "starts_on": above.starts_on, "line": "admin"}
    return Plan(owner=unit, parent=above, **fields | more)


def drafted(unit, above, movement, by):
    keys = [work.task_id for work in unit.assignments.filter(task__plan=above)]
    targets = [one.key for one in targets_of(above)]
    return draft_own_plan(own_of(unit, above), Taken(keys, targets), [movement], by=by)


def states(above, call=None, today=None):
    rows = with_own_plan(units_at_work(above), above, call or call_of(above), today or TODAY())
    return dict(rows.values_list("name", "state"))


# ------------------------------------------------------------------ drafting
def test_tasks_and_targets_come_with_their_origin(above, given, hoa_sen, movement, binh):
    own = drafted(hoa_sen, above, movement, binh)

    tasks = list(own.tasks.order_by("position"))
    upper = [work.task for work in given[:2]]
    assert [(task.derived_from, task.text, task.timing_text) for task in tasks] == [
        (one, one.text, one.timing_text) for one in upper
    ]
    assert [p.name for p in tasks[0].parties.filter(role="lead")] == ["Trường THCS Hoa Sen"]
    assert [p.unit for p in tasks[0].parties.filter(role="lead")] == [hoa_sen]
    assert [p.name for p in tasks[1].parties.filter(role="coordinator")] == ["Các phòng thuộc Sở"]
    assert [row.derived_from for row in own.targets.all()] == list(above.targets.all())
    assert (own.status, own.parent, own.copied_from) == (Plan.Status.DRAFT, above, None)


def test_the_day_given_to_the_unit_goes_before_that_of_the_task(above, hoa_sen, movement, binh):
    task = above.tasks.filter(timing=Task.Timing.DATE, timing_value="2026-12-15").first()
    give(task, hoa_sen, due_on=date(2026, 11, 30), wording="Lời riêng cho trường")

    own = drafted(hoa_sen, above, movement, binh)

    made = own.tasks.get()
    assert (made.text, made.timing_value, made.timing_text) == (
        "Lời riêng cho trường",
        "2026-11-30",
        "30/11/2026",
    )


def test_of_a_phase_the_unit_does_not_serve_the_words_stay(above, an, hoa_sen, movement, binh):
    task = above.tasks.first()
    phase = movement.phases.create(
        name="Giai đoạn 1", starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30)
    )
    Task.objects.filter(pk=task.pk).update(timing="phase", phase=phase, timing_value="")
    give(task, hoa_sen)
    other = make_movement(hoa_sen, "Phong trào khác")

    own = draft_own_plan(own_of(hoa_sen, above), Taken([task.pk]), [other], by=binh)

    made = own.tasks.get()
    assert (made.timing, made.phase) == (Task.Timing.UNSPECIFIED, None)
    assert When(made.timing, made.timing_value, made.timing_text).words()


def test_nothing_taken_is_no_plan(above, given, hoa_sen, movement, binh):
    with pytest.raises(BadInput, match="Chưa chọn nhiệm vụ nào"):
        draft_own_plan(own_of(hoa_sen, above), Taken([]), [movement], by=binh)

    assert not Plan.objects.filter(owner=hoa_sen).exists()


def test_nobody_writes_the_plan_of_another_unit(above, given, hoa_sen, movement, chi):
    with pytest.raises(NotAllowed):
        drafted(hoa_sen, above, movement, chi)


def test_the_form_ticks_what_is_addressed_to_the_unit(client, above, given, hoa_sen, binh):
    client.force_login(binh)
    url = reverse("plans:own_plan_new", args=[above.pk])

    form = client.get(url).context["form"]
    answer = client.post(
        url,
        {
            "owner": hoa_sen.pk,
            "title": "Đổi mới tại trường",
            "starts_on": "01/01/2026",
            "tasks": form.initial["tasks"],
            "targets": form.initial["targets"][:1],
        },
    )

    assert form.initial["tasks"] == [str(work.task_id) for work in given[:2]]
    own = Plan.objects.get(owner=hoa_sen)
    assert answer.url == reverse("plans:plan", args=[own.pk])
    assert (own.tasks.count(), own.targets.count()) == (2, 1)
    assert list(own.movements.all()) == list(above.movements.all())
    page = client.get(answer.url).content.decode()
    assert "Trường có ít nhất một mô hình đổi mới được công nhận" in page


def test_a_second_plan_under_the_same_one_is_asked_for(
    client, above, given, hoa_sen, movement, binh
):
    first = drafted(hoa_sen, above, movement, binh)
    client.force_login(binh)
    url = reverse("plans:own_plan_new", args=[above.pk])
    said = {"owner": hoa_sen.pk, "title": "Kế hoạch thứ hai", "starts_on": "01/01/2026"}
    said["tasks"] = [given[0].task_id]

    page = client.get(url).content.decode()
    client.post(url, said)
    unasked = Plan.objects.filter(owner=hoa_sen).count()
    client.post(url, said | {"is_second": "on"})

    assert "Trường THCS Hoa Sen đã có kế hoạch này" in page
    assert reverse("plans:plan", args=[first.pk]) in page
    assert unasked == 1
    assert Plan.objects.filter(owner=hoa_sen).count() == 2
    with pytest.raises(WrongState, match="đã có kế hoạch"):
        drafted(hoa_sen, above, movement, binh)


def test_the_page_above_names_units_that_have_issued_not_their_titles(
    client, above, given, hoa_sen, movement, an, binh
):
    own = drafted(hoa_sen, above, movement, binh)
    client.force_login(an)
    url = reverse("plans:plan", args=[above.pk])
    before = client.get(url).content.decode()
    publish_plan(own, by=binh)

    page = client.get(url).content.decode()

    assert "đơn vị đã ban hành" not in before
    assert "1 đơn vị đã ban hành" in page
    assert reverse("plans:own_plans", args=[above.pk]) in page
    assert own.title not in page


def test_who_stands_below_nothing_of_it_begins_no_plan(client, above, given, an, khanh):
    for who in (an, khanh):
        client.force_login(who)
        assert client.get(reverse("plans:own_plan_new", args=[above.pk])).status_code == 403


# ------------------------------------------------------------------ targets
def test_a_target_is_changed_and_dropped_while_the_plan_is_a_draft(
    above, given, hoa_sen, movement, binh, client
):
    own = drafted(hoa_sen, above, movement, binh)
    first, second = own.targets.order_by("position")
    client.force_login(binh)

    client.post(
        reverse("plans:target_edit", args=[first.pk]),
        {"name": "Tổ có mô hình đổi mới", "targets": "2026: ≥ 50%"},
    )
    drop_target(second, by=binh)

    first.refresh_from_db()
    assert first.value["name"] == "Tổ có mô hình đổi mới"
    assert [(t["year"], t["value"], t["unit"]) for t in first.value["targets"]] == [(2026, 50, "%")]
    assert own.targets.get() == first
    publish_plan(own, by=binh)
    with pytest.raises(NotAllowed):
        edit_target(first, first.value, by=binh)


def test_a_target_of_another_units_draft_does_not_exist(
    client, above, given, hoa_sen, movement, binh, chi, an
):
    target = drafted(hoa_sen, above, movement, binh).targets.first()

    for who in (chi, an):
        client.force_login(who)
        assert client.get(reverse("plans:target_edit", args=[target.pk])).status_code == 404


# ------------------------------------------------------------------ the board
def test_units_are_none_drafting_issued_and_late(above, given, hoa_sen, movement, an, binh):
    uncalled = states(above)
    call_for_plans(above, SOON, by=an)
    none = states(above, today=date(2026, 11, 1))
    own = drafted(hoa_sen, above, movement, binh)
    drafting = states(above, today=date(2026, 11, 1))
    late = states(above, today=date(2026, 12, 2))
    publish_plan(own, by=binh)
    issued = states(above, today=date(2026, 12, 2))

    hoa, minh = "Trường THCS Hoa Sen", "Trường Tiểu học Bình Minh"
    assert uncalled == {hoa: "khong-yeu-cau", minh: "khong-yeu-cau"}
    assert none == {hoa: "chua-soan", minh: "chua-soan"}
    assert drafting == {hoa: "dang-soan", minh: "chua-soan"}
    assert late == {hoa: "qua-han", minh: "qua-han"}
    assert issued == {hoa: "da-ban-hanh", minh: "qua-han"}


def test_a_plan_issued_after_its_day_says_by_how_much(above, given, hoa_sen, movement, an, binh):
    publish_plan(drafted(hoa_sen, above, movement, binh), by=binh)
    badges = []
    for days in (3, 0, -3):
        call_for_plans(above, Asked(TODAY() - timedelta(days=days), ("school",)), by=an)
        row = with_own_plan(units_at_work(above), above, call_of(above), TODAY()).get(pk=hoa_sen.pk)
        owed = owed_plans(hoa_sen, TODAY()).get()
        badges.append((own_badge(row).label, own_badge(owed).label))

    late, issued = "Đã ban hành, muộn 3 ngày", "Đã ban hành"
    assert badges == [(late, late), (issued, issued), (issued, issued)]


def test_a_task_to_issue_a_plan_obliges_with_its_own_day(above, given, hoa_sen, binh_minh):
    Task.objects.filter(pk=given[1].task_id).update(deliverable_kind=Task.Deliverable.PLAN)
    given[1].due_on = date(2026, 3, 1)
    given[1].save()

    rows = with_own_plan(units_at_work(above), above, None, date(2026, 3, 2))

    assert set(rows.values_list("pk", "state", "due_on")) == {
        (hoa_sen.pk, "qua-han", date(2026, 3, 1)),
        (binh_minh.pk, "khong-yeu-cau", None),
    }


def test_a_call_names_kinds_and_levels(above, given, an):
    call_for_plans(above, Asked(date(2026, 12, 1), ("school",), ("primary",)), by=an)

    assert states(above, today=date(2026, 11, 1)) == {
        "Trường THCS Hoa Sen": "khong-yeu-cau",
        "Trường Tiểu học Bình Minh": "chua-soan",
    }


def test_a_school_may_answer_the_answer_of_its_commune(
    above, given, suoi_may, hoa_sen, movement, an, lam, binh
):
    give(above.tasks.first(), suoi_may)
    commune = drafted(suoi_may, above, movement, lam)
    publish_plan(commune, by=lam)
    give(commune.tasks.first(), hoa_sen)
    school = drafted(hoa_sen, commune, movement, binh)
    publish_plan(school, by=binh)

    assert states(above)["Trường THCS Hoa Sen"] == "da-ban-hanh"


def test_a_call_is_told_once_and_can_be_lifted(above, given, an, binh, chi, dung):
    call_for_plans(above, SOON, by=an)
    call_for_plans(above, SOON, by=an)

    assert list(Notice.objects.values_list("to", flat=True).order_by("to")) == [binh.pk, chi.pk]
    with pytest.raises(NotAllowed):
        call_for_plans(above, SOON, by=dung)
    lift_call(above, by=an)
    assert call_of(above) is None
    with pytest.raises(WrongState):
        lift_call(above, by=an)


def test_slow_units_are_urged_once_a_day(above, given, hoa_sen, binh_minh, movement, an, binh, chi):
    call_for_plans(above, SOON, by=an)
    publish_plan(drafted(hoa_sen, above, movement, binh), by=binh)
    Notice.objects.all().delete()

    urged = urge_own_plans(above, [hoa_sen.pk, binh_minh.pk], "Gửi gấp.", by=an)

    assert (urged.units, urged.without_people) == (1, 0)
    assert list(Notice.objects.values_list("to", flat=True)) == [chi.pk]
    with pytest.raises(WrongState, match="Không còn đơn vị nào"):
        urge_own_plans(above, [binh_minh.pk], "Gửi gấp.", by=an)


def test_the_board_shows_a_unit_its_own_row_and_tells_nothing_of_drafts(
    client, above, given, hoa_sen, movement, an, binh
):
    call_for_plans(above, SOON, by=an)
    own = drafted(hoa_sen, above, movement, binh)
    url = reverse("plans:own_plans", args=[above.pk])

    client.force_login(an)
    office = client.get(url).content.decode()
    client.force_login(binh)
    school = client.get(url).content.decode()

    assert "Trường Tiểu học Bình Minh" in office
    assert own.title not in office
    assert "Trường THCS Hoa Sen" in school
    assert "Trường Tiểu học Bình Minh" not in school


def test_the_board_costs_the_same_for_more_units(
    client, above, given, an, thpt, django_assert_max_num_queries
):
    call_for_plans(above, SOON, by=an)
    client.force_login(an)
    url = reverse("plans:own_plans", args=[above.pk])
    client.get(url)
    with django_assert_max_num_queries(30) as two:
        client.get(url)
    give(above.tasks.first(), thpt)

    with django_assert_max_num_queries(len(two)):
        client.get(url)


def test_the_office_calls_and_urges_on_screen(client, above, given, an, chi, binh):
    client.force_login(an)

    client.post(
        reverse("plans:own_plan_call", args=[above.pk]),
        {"due_on": "01/02/2026", "asked_kinds": ["school"]},
    )
    preview = client.get(reverse("plans:own_plans_urge", args=[above.pk])).content.decode()
    client.post(
        reverse("plans:own_plans_urge", args=[above.pk]) + "?q=binh+minh", {"loi": "Gửi gấp."}
    )
    book = client.get(reverse("plans:own_plans", args=[above.pk]) + "?xuat=xlsx")

    assert call_of(above).due_on == date(2026, 2, 1)
    assert "hạn 01/02/2026" in preview
    assert list(Notice.objects.filter(text__contains="đôn đốc").values_list("to", flat=True)) == [
        chi.pk
    ]
    assert book.status_code == 200


# ------------------------------------------------------------------ the unit's side
def test_a_unit_sees_what_it_owes(client, above, given, hoa_sen, movement, an, binh):
    call_for_plans(above, SOON, by=an)
    before = owed_plans(hoa_sen, date(2026, 11, 1)).get()
    own = drafted(hoa_sen, above, movement, binh)
    drafting = owed_plans(hoa_sen, date(2026, 11, 1)).get()
    late = owed_plans(hoa_sen, SOON.due_on + timedelta(days=1)).get()
    client.force_login(binh)
    page = client.get(reverse("plans:owed_plans")).content.decode()
    publish_plan(own, by=binh)
    after = owed_plans(hoa_sen, date(2026, 12, 30)).get()

    assert (before.state, before.own, before.is_owed) == ("chua-soan", None, True)
    assert (drafting.state, drafting.own, drafting.due_on) == ("dang-soan", own.pk, SOON.due_on)
    assert late.state == "qua-han"
    assert (after.state, after.is_owed) == ("da-ban-hanh", False)
    assert above.title in page


def test_who_is_not_asked_owes_nothing(client, above, given, hoa_sen, an, binh, khanh):
    call_for_plans(above, Asked(date(2026, 12, 1), ("commune",)), by=an)

    assert list(owed_plans(hoa_sen, date(2026, 11, 1))) == []
    client.force_login(khanh)
    assert "không phụ trách" in client.get(reverse("plans:owed_plans")).content.decode()
