"""Titles registered at the start of the year: who writes, who confirms, what closes, who is asked."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.awards.access.registrations import visible_registrations
from phongtrao.awards.evidence import sources_of
from phongtrao.awards.models import CalledUnit, Registration
from phongtrao.awards.queries.populations import Kept, prepare
from phongtrao.awards.queries.registrations import (
    Wanted,
    lacking,
    mark_of_registrations,
    not_registered,
    shares_of,
    units_called,
    year_at_hand,
)
from phongtrao.awards.services.registration_calls import (
    Changed,
    cancel_call,
    change_call,
    send_reminders,
    urge_call,
)
from phongtrao.awards.services.registrations import (
    confirm_registrations,
    register,
    register_many,
    withdraw_registration,
)
from phongtrao.lib import facts
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.lib.facts import Subject
from phongtrao.lib.periods import parse_period
from phongtrao.lib.rules import Occasion, Outcome, decide, parse_clause
from phongtrao.lib.rules.population import Asked, columns_of, evaluate
from phongtrao.notifications.models import Notice
from tests.awards.made import called, honour, said_of, waiting_mark
from tests.factories import make_user
from tests.literacy.made import make_worker
from tests.orgs.test_facts import merge
from tests.threads import at_once

pytestmark = pytest.mark.django_db
S = Registration.Status


def actions(one):
    rows = Entry.objects.filter(subject_type=one._meta.label_lower, subject_id=one.pk)
    return list(rows.order_by("pk").values_list("action", flat=True))


def counted(subject, name="awards.registered", **more):
    until = more.pop("until", date(2100, 1, 1))
    with connection.cursor() as cursor:
        found = facts.facts_of(cursor, name, subject.pk, until=until, **more)
    return [one.date for one in found]


def test_a_teacher_registers_and_it_counts_once_the_head_has_confirmed(
    hoa_sen, teacher, giang, binh
):
    made = register(said_of(hoa_sen, teacher), by=giang)
    assert (made.status, counted(teacher)) == (S.WAITING, [])

    confirm_registrations(hoa_sen, made.period, by=binh, as_read=waiting_mark(hoa_sen))

    made.refresh_from_db()
    year = parse_period(made.period)
    assert (made.status, made.confirmed_by) == (S.CONFIRMED, binh)
    assert counted(teacher, title="base_fighter") == [max(timezone.localdate(), year.start)]
    assert counted(teacher, title="nation_fighter") == []
    wanted = Wanted(hoa_sen.pk, honour("base_fighter").pk, teacher.pk)
    assert lacking([wanted], made.period) == set()
    assert actions(made) == ["awards.registered", "awards.registration_confirmed"]


def test_a_change_waits_anew_and_keeps_the_day_of_titles_that_stay(hoa_sen, teacher, giang, binh):
    made = register(said_of(hoa_sen, teacher), by=giang)
    made.titles.update(since=date(2026, 1, 5))
    confirm_registrations(hoa_sen, made.period, by=binh, as_read=waiting_mark(hoa_sen))

    made = register(said_of(hoa_sen, teacher, "base_fighter", "province_fighter"), by=giang)

    assert made.status == S.WAITING
    days = dict(made.titles.values_list("honour__key", "since"))
    assert days == {"base_fighter": date(2026, 1, 5), "province_fighter": timezone.localdate()}
    line = Entry.objects.get(action="awards.registration_changed")
    assert set(line.values.after) == {"honours"}
    with pytest.raises(BadInput, match="Chưa có gì thay đổi"):
        register(said_of(hoa_sen, teacher, "base_fighter", "province_fighter"), by=giang)


def test_the_head_registers_for_the_unit_and_its_people_and_stands_by_it(hoa_sen, teacher, giang, binh, lan):  # fmt: skip
    own = register(said_of(hoa_sen, None, "excellent_collective"), by=binh)
    assert own.status == S.CONFIRMED
    assert counted(hoa_sen, "awards.unit_registered") != []
    other = make_worker(make_user("Hà Thu"), hoa_sen)

    wrote = register_many([said_of(hoa_sen, teacher), said_of(hoa_sen, other)], by=lan)

    assert (wrote, Registration.objects.filter(status=S.WAITING).count()) == (2, 2)
    assert Notice.objects.filter(to=giang, text__contains="Trường THCS Hoa Sen đã ghi").exists()
    with pytest.raises(BadInput, match="Chưa có dòng nào mới"):
        register_many([said_of(hoa_sen, teacher)], by=lan)


def test_nobody_else_registers_confirms_or_reads(hoa_sen, teacher, giang, chi, lan, dung, an, tam):
    with pytest.raises(NotAllowed):
        register(said_of(hoa_sen, teacher), by=chi)
    with pytest.raises(NotAllowed):
        register(said_of(hoa_sen, None, "advanced_collective"), by=giang)
    made = register(said_of(hoa_sen, teacher), by=giang)
    for user in (giang, lan, chi, an):
        with pytest.raises(NotAllowed):
            confirm_registrations(hoa_sen, made.period, by=user, as_read=waiting_mark(hoa_sen))
    read = [
        user for user in (giang, lan, chi, dung, an, tam) if visible_registrations(user).exists()
    ]
    assert read == [giang, lan, dung, an]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"period": "SY2019"}, "đã qua"),
        ({"period": "2090"}, "còn xa"),
        ({"period": "2026Q1"}, "theo năm học hoặc năm"),
        ({"actions": "  "}, "việc làm cụ thể"),
        ({"honours": []}, "ít nhất một danh hiệu"),
    ],
)
def test_what_cannot_be_registered_is_refused_with_a_sentence(hoa_sen, teacher, giang, more, said):
    with pytest.raises(BadInput, match=said):
        register(said_of(hoa_sen, teacher, **more), by=giang)


def test_a_title_of_units_is_none_of_people_and_who_left_registers_where_they_work(hoa_sen, binh_minh, teacher, giang, binh):  # fmt: skip
    with pytest.raises(BadInput, match="không phải danh hiệu của đối tượng này"):
        register(said_of(hoa_sen, teacher, "advanced_collective"), by=giang)
    with pytest.raises(BadInput, match="không có vị trí chính"):
        register(said_of(binh_minh, teacher), by=giang)


def test_after_the_day_nothing_changes_but_with_a_reason_that_stays(hoa_sen, teacher, giang, an):
    made = register(said_of(hoa_sen, teacher), by=giang)
    call = called(an, due=timezone.localdate())
    CalledUnit.objects.filter(call=call).update(due_on=timezone.localdate() - timedelta(days=1))
    later = said_of(hoa_sen, teacher, "province_fighter")
    with pytest.raises(BadInput, match="hãy ghi lý do"):
        register(later, by=giang)
    with pytest.raises(BadInput, match="lý do"):
        withdraw_registration(made, " ", by=giang)

    made = register(said_of(hoa_sen, teacher, "province_fighter", reason="Nghỉ ốm"), by=giang)

    assert made.late_reason == "Nghỉ ốm"
    assert (
        Entry.objects.get(action="awards.registration_changed").values.after["late_reason"]
        == "Nghỉ ốm"
    )
    cancel_call(call, by=an)
    withdraw_registration(made, "", by=giang)
    assert actions(made)[-1] == "awards.registration_withdrawn"


def test_who_answers_what_another_changed_meanwhile_is_told(hoa_sen, teacher, giang, binh):
    made = register(said_of(hoa_sen, teacher), by=giang)
    mark = mark_of_registrations([made])
    register(said_of(hoa_sen, teacher, "advanced_worker"), by=binh)

    with pytest.raises(WrongState, match="vừa được người khác ghi"):
        register(said_of(hoa_sen, teacher, "nation_fighter", as_read=mark), by=giang)
    with pytest.raises(WrongState, match="Hãy xem lại"):
        confirm_registrations(hoa_sen, made.period, by=binh, as_read=mark)


@pytest.mark.django_db(transaction=True)
def test_two_who_register_the_same_at_once_make_one(hoa_sen, teacher, giang, binh):
    results = at_once(
        lambda: register(said_of(hoa_sen, teacher, as_read=""), by=giang),
        lambda: register(said_of(hoa_sen, teacher, "advanced_worker", as_read=""), by=binh),
    )

    assert Registration.objects.count() == 1
    assert sum(isinstance(one, WrongState) for one in results) == 1


# ------------------------------------------------------------------ calls


def test_a_call_tells_each_unit_once_reminds_and_is_answered_by_its_head(so, hoa_sen, binh_minh, suoi_may, an, binh, chi, teacher):  # fmt: skip
    due = timezone.localdate() + timedelta(days=3)
    call = called(an, due=due)
    assert set(call.called.values_list("unit", flat=True)) == {hoa_sen.pk, binh_minh.pk}
    assert Notice.objects.filter(to=binh).count() == 1

    register(said_of(hoa_sen, None, "advanced_collective"), by=binh)
    confirm_registrations(hoa_sen, call.period, by=binh, as_read=waiting_mark(hoa_sen))

    assert list(CalledUnit.objects.owed().values_list("unit", flat=True)) == [binh_minh.pk]
    assert (send_reminders(due), send_reminders(due)) == (1, 0)
    assert Notice.objects.filter(to=chi, text__startswith="Hôm nay là hạn").count() == 1
    CalledUnit.objects.update(reminded_on=None)
    assert urge_call(call, "Làm ngay", late_only=False, by=an).units == 1
    with pytest.raises(WrongState, match="Không còn đơn vị"):
        urge_call(call, "Làm ngay", late_only=False, by=an)
    row = units_called(call).get(unit=hoa_sen)
    assert (row.people, row.confirmed, row.collective) == (1, 0, S.CONFIRMED)
    [share] = shares_of(units_called(call), call.period)
    assert (share.honour.key, share.count, share.whole) == ("advanced_collective", 1, 1)


def test_a_unit_that_registered_nothing_cannot_be_confirmed(hoa_sen, an, binh):
    call = called(an)
    with pytest.raises(WrongState, match="Chưa có đăng ký nào"):
        confirm_registrations(hoa_sen, call.period, by=binh, as_read=waiting_mark(hoa_sen))
    assert CalledUnit.objects.owed().filter(unit=hoa_sen).exists()


def test_only_the_office_opens_changes_and_cancels(so, hoa_sen, an, binh, dung, chi):
    for user in (binh, dung, chi):
        with pytest.raises(NotAllowed):
            called(user, office=so)
    call = called(an)
    new = Changed("Đợt mới", "", timezone.localdate() + timedelta(days=40), is_required=True)
    with pytest.raises(NotAllowed):
        change_call(call, new, by=binh)

    change_call(call, new, by=an)

    assert set(call.called.values_list("due_on", flat=True)) == {new.closes_on}
    with pytest.raises(BadInput, match="Không có đơn vị nào"):
        called(an, office=so, kinds=["centre"], period="2027")
    cancel_call(call, by=an)
    assert not CalledUnit.objects.owed().exists()
    assert actions(call) == ["awards.call_opened", "awards.call_changed", "awards.call_cancelled"]


def test_only_where_a_call_demands_it_something_unregistered_is_missing(hoa_sen, binh_minh, teacher, binh, chi, an):  # fmt: skip
    fighter, whole = honour("base_fighter").pk, honour("advanced_collective").pk
    wanted = [
        Wanted(hoa_sen.pk, fighter, teacher.pk),
        Wanted(hoa_sen.pk, honour("nation_fighter").pk, teacher.pk),
        Wanted(hoa_sen.pk, whole),
        Wanted(binh_minh.pk, whole),
    ]
    period = year_at_hand().key
    assert not_registered(wanted, period) == set()
    called(an, is_required=True, kinds=["school"])
    register(said_of(hoa_sen, teacher), by=binh)

    assert not_registered(wanted, period) == set(wanted[1:])
    register(said_of(binh_minh, None, "advanced_collective"), by=chi)
    assert not_registered(wanted, period) == set(wanted[1:3])


# ------------------------------------------------------------------ rules, mergers


NEEDS = {"count": "registered", "title": "base_fighter", "at_least": 1, "within": "year"}


def outcomes(data, kind, occasion, *subjects):
    """Of each, the same from who explains one and who evaluates all."""
    clause, asked = parse_clause(data), Asked(kind, occasion)
    prepared = prepare(columns_of(clause, asked), facts.these([one.pk for one in subjects]))
    answers = evaluate(clause, prepared, asked)
    found = {}
    for place, key in enumerate(prepared.keys):
        found[key] = decide(clause, Kept(kind, int(key), occasion), occasion).outcome
        assert bool(answers.met[place]) == (found[key] == Outcome.MET)
        assert bool(answers.possible[place]) == (found[key] != Outcome.NOT_MET)
    return [found[one.pk] for one in subjects]


def test_a_rule_may_ask_for_registration_and_both_evaluators_say_the_same(
    hoa_sen, teacher, giang, binh
):
    other = make_worker(make_user("Hà Thu"), hoa_sen)
    made = register(said_of(hoa_sen, teacher), by=giang)
    year = parse_period(made.period)
    asked = Occasion(on=year.end, year=year.start.year, calendar="school")
    assert outcomes(NEEDS, Subject.PERSON, asked, teacher, other) == [Outcome.NOT_MET] * 2

    confirm_registrations(hoa_sen, made.period, by=binh, as_read=waiting_mark(hoa_sen))

    assert outcomes(NEEDS, Subject.PERSON, asked, teacher, other) == [Outcome.MET, Outcome.NOT_MET]
    said = sources_of([f"awards.registration:{made.pk}"])
    assert "Đăng ký thi đua năm học" in next(iter(said.values())).words
    before = Occasion(
        on=timezone.localdate() - timedelta(days=1), year=asked.year, calendar="school"
    )
    assert outcomes(NEEDS, Subject.PERSON, before, teacher) == [Outcome.NOT_MET]


def test_what_was_registered_goes_on_with_the_heir_but_for_a_second_collective(hoa_sen, binh_minh, teacher, binh, chi, an):  # fmt: skip
    """S3-29"""
    call = called(an)
    stays = register(said_of(hoa_sen, None, "advanced_collective"), by=binh)
    goes = register(said_of(hoa_sen, teacher), by=binh)
    own = register(said_of(binh_minh, None, "excellent_collective"), by=chi)

    merge(hoa_sen, binh_minh)

    units = Registration.objects.values_list("pk", "unit")
    assert dict(units) == {stays.pk: hoa_sen.pk, goes.pk: binh_minh.pk, own.pk: binh_minh.pk}
    wanted = Wanted(binh_minh.pk, honour("advanced_collective").pk)
    assert lacking([wanted], call.period) == set()
    year = parse_period(call.period)
    asked = Occasion(on=year.end, year=year.start.year, calendar="school")
    whole = {**NEEDS, "title": "advanced_collective"}
    assert outcomes(whole, Subject.UNIT, asked, binh_minh) == [Outcome.MET]
    assert (
        confirm_registrations(binh_minh, call.period, by=chi, as_read=waiting_mark(binh_minh)) == 0
    )
    assert list(CalledUnit.objects.owed()) == []


def test_a_collective_goes_on_where_the_heir_has_none(hoa_sen, binh_minh, binh):
    goes = register(said_of(hoa_sen, None, "advanced_collective"), by=binh)

    merge(hoa_sen, binh_minh)

    goes.refresh_from_db()
    assert goes.unit == binh_minh
