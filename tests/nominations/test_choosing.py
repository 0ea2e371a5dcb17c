"""Whom a unit asks for: places of a quota, refusals as the law says, order.  S0-12 S3-38 S3-43"""

from datetime import date
from functools import partial

import pytest

from phongtrao.awards.models import Award
from phongtrao.awards.queries.registrations import year_at_hand
from phongtrao.awards.rulebook import read_entries
from phongtrao.awards.services.registrations import register
from phongtrao.lib.errors import BadInput, DomainError, NotAllowed
from phongtrao.lib.rules import Count, leaves
from phongtrao.nominations.models import Nomination, Submission
from phongtrao.nominations.queries.hindrances import hindered_words
from phongtrao.nominations.queries.subjects import Subject
from phongtrao.nominations.services.bringing import Asked, bring_in
from phongtrao.nominations.services.claims import Told, set_claims
from phongtrao.nominations.services.nominating import (
    Choice,
    begin_submission,
    move_up,
    nominate,
    nominate_all,
    set_frontline,
)
from phongtrao.nominations.services.screening import withdraw_nomination
from phongtrao.orgs.models import Line, Unit
from tests.awards.made import called, confirmed, newest, said_of
from tests.factories import give, make_unit, make_user
from tests.literacy.made import make_worker
from tests.nominations.made import allow, form_of, open_round, submission
from tests.nominations.rounds_made import a_movement
from tests.orgs.people_work import ask, disciplined
from tests.threads import at_once

N = Nomination.Status


@pytest.fixture
def opened(so):
    return open_round(so)


@pytest.fixture
def praise(opened):
    return form_of(opened)


@pytest.fixture
def sent(opened, hoa_sen, binh):
    return begin_submission(opened, hoa_sen, by=binh)


def workers(unit: Unit, number: int):
    return [make_worker(make_user(f"Người {place}"), unit) for place in range(number)]


def test_a_unit_begins_once_and_only_its_own(opened, hoa_sen, binh, lan, chi):
    first = begin_submission(opened, hoa_sen, by=binh)

    assert begin_submission(opened, hoa_sen, by=lan) == first
    with pytest.raises(NotAllowed, match="Hoa Sen"):
        begin_submission(opened, hoa_sen, by=chi)


def test_more_than_the_quota_is_refused_with_the_numbers(opened, praise, sent, hoa_sen, binh):
    allow(opened, hoa_sen, 3)
    people = workers(hoa_sen, 4)
    chosen = nominate_all(sent, [Choice(praise, one) for one in people[:3]], by=binh)

    with pytest.raises(BadInput, match="Được 3 cá nhân, đã đề nghị 3"):
        nominate(sent, Choice(praise, people[3]), by=binh)
    withdraw_nomination(chosen[0], "Xin thôi", by=binh)
    nominate(sent, Choice(praise, people[3]), by=binh)
    with pytest.raises(BadInput, match="Được 3 cá nhân, đã đề nghị 3"):
        nominate(sent, Choice(praise, people[0]), by=binh)
    # Of collectives nothing is limited: the round has no quota of them.
    nominate(sent, Choice(praise, hoa_sen), by=binh)


def test_a_unit_without_a_row_has_no_place_once_others_have(opened, praise, sent, hoa_sen, thpt, binh):  # fmt: skip
    allow(opened, thpt, 5)

    with pytest.raises(BadInput, match="không có chỉ tiêu cá nhân"):
        nominate(sent, Choice(praise, workers(hoa_sen, 1)[0]), by=binh)


def test_only_ones_own_and_only_what_they_may_be_given(opened, praise, sent, hoa_sen, thpt, binh, giang):  # fmt: skip
    teacher, stranger = make_worker(giang, hoa_sen), workers(thpt, 1)[0]
    flag, fighter = (
        form_of(opened, "province_flag"),
        form_of(opened, "base_fighter", route="yearly"),
    )

    with pytest.raises(BadInput, match="không giữ vị trí chính"):
        nominate(sent, Choice(praise, stranger), by=binh)
    with pytest.raises(BadInput, match="không thuộc"):
        nominate(sent, Choice(praise, thpt), by=binh)
    with pytest.raises(BadInput, match="chỉ tặng cho tập thể"):
        nominate(sent, Choice(flag, teacher), by=binh)
    with pytest.raises(BadInput, match="chỉ tặng cho cá nhân"):
        nominate(sent, Choice(fighter, hoa_sen), by=binh)
    room = make_unit("Tổ Toán", Unit.Kind.ROOM, admin=hoa_sen)
    assert nominate(sent, Choice(praise, room), by=binh).is_frontline  # a small collective
    with pytest.raises(BadInput, match="Hoa Sen đã đề nghị “Giấy khen” cho Tổ Toán trong đợt này"):
        nominate(sent, Choice(praise, room), by=binh)


def test_what_was_given_this_year_is_not_given_again(opened, sent, hoa_sen, binh, giang, an):
    teacher = make_worker(giang, hoa_sen)
    fighter = form_of(opened, "base_fighter", route="yearly")
    year = {"period": opened.period, "decided_on": date(2026, 1, 10)}
    confirmed(hoa_sen, binh, an, teacher, decision="31/QĐ", **year)

    with pytest.raises(BadInput, match="31/QĐ"):
        nominate(sent, Choice(fighter, teacher), by=binh)


def test_a_title_nobody_registered_is_not_asked_for_where_the_round_says_so(so, hoa_sen, binh, giang):  # fmt: skip
    found, teacher = open_round(so, needs_registration=True), make_worker(giang, hoa_sen)
    sent = begin_submission(found, hoa_sen, by=binh)

    with pytest.raises(BadInput, match="chưa đăng ký thi đua"):
        nominate(sent, Choice(form_of(found, "base_fighter", route="yearly"), teacher), by=binh)
    nominate(sent, Choice(form_of(found), teacher), by=binh)  # of a form nothing is registered


def test_what_a_call_demanded_to_be_registered_is_not_asked_for_without_it(so, hoa_sen, an, binh, giang):  # fmt: skip
    period, teacher = year_at_hand().key, make_worker(giang, hoa_sen)
    called(an, is_required=True)
    found = open_round(so, period=period)
    fighter = form_of(found, "base_fighter", route="yearly")
    sent = begin_submission(found, hoa_sen, by=binh)
    with pytest.raises(BadInput, match="chưa đăng ký thi đua"):
        nominate(sent, Choice(fighter, teacher), by=binh)

    register(said_of(hoa_sen, teacher), by=binh)

    nominate(sent, Choice(fighter, teacher), by=binh)


def test_nobody_is_asked_for_in_two_rounds_of_one_year(so, opened, sent, hoa_sen, binh, giang):
    teacher, other = make_worker(giang, hoa_sen), open_round(so, title="Đợt khác")
    fighter = form_of(opened, "base_fighter", route="yearly")
    nominate(sent, Choice(fighter, teacher), by=binh)

    again = Choice(form_of(other, "base_fighter", route="yearly"), teacher)
    with pytest.raises(BadInput, match="ở một đợt khác"):
        nominate(submission(other, hoa_sen), again, by=binh)


def test_a_collective_is_asked_for_once_whichever_unit_asks(opened, praise, sent, hoa_sen, suoi_may, binh, lam):  # fmt: skip
    above = begin_submission(opened, suoi_may, by=lam)
    first = nominate(above, Choice(praise, hoa_sen), by=lam)

    with pytest.raises(BadInput, match="Xã Suối Mây đã đề nghị “Giấy khen” cho Trường THCS Hoa Sen"):  # fmt: skip
        nominate(sent, Choice(praise, hoa_sen), by=binh)
    withdraw_nomination(first, "Trường tự đề nghị", by=lam)
    nominate(sent, Choice(praise, hoa_sen), by=binh)

    with pytest.raises(BadInput, match="Trường THCS Hoa Sen đã đề nghị"):
        nominate(above, Choice(praise, hoa_sen), by=lam)


@pytest.mark.django_db(transaction=True)
def test_of_two_units_that_ask_for_one_collective_at_once_one_is_told(so, suoi_may, hoa_sen, lam, binh):  # fmt: skip
    opened = open_round(so)
    praise = form_of(opened)
    acts = [
        partial(nominate, submission(opened, unit), Choice(praise, hoa_sen), by=clerk)
        for unit, clerk in ((suoi_may, lam), (hoa_sen, binh))
    ]

    refused = [one for one in at_once(*acts) if one]

    assert [type(one) for one in refused] == [BadInput]
    assert "đã đề nghị “Giấy khen” cho Trường THCS Hoa Sen trong đợt này" in str(refused[0])


def test_discipline_stands_in_the_way_and_is_not_told(praise, sent, hoa_sen, binh, giang):
    """Considered or decided, of a person or of a unit: one sentence, in which nothing of it stands."""
    teacher = make_worker(giang, hoa_sen)
    disciplined(teacher, hoa_sen, date(2026, 1, 1), form="", decided_on=None, reason="xq7kin")
    disciplined(None, hoa_sen, date(2026, 1, 1), reason="xq7kin", decision="xq7kin")

    for who in (teacher, hoa_sen):
        with pytest.raises(BadInput) as refused:
            nominate(sent, Choice(praise, who), by=binh)
        assert str(refused.value) == hindered_words(
            Subject(who if who == teacher else None, hoa_sen).name
        )
        told = ("kỷ luật", "xq7kin", "2026", "Khiển trách")
        assert not any(word in str(refused.value) for word in told)
    assert not Nomination.objects.exists()


def test_a_line_that_waits_in_the_register_is_told_in_the_very_words_of_discipline(opened, sent, hoa_sen, binh, an, giang):  # fmt: skip
    teacher = make_worker(giang, hoa_sen)
    fighter = form_of(opened, "base_fighter", route="yearly")
    said = {"period": opened.period, "decided_on": date(2026, 1, 10), "decision": "31/QĐ"}
    waiting = confirmed(hoa_sen, binh, an, teacher, **said)
    Award.objects.filter(pk=waiting.pk).update(status=Award.Status.WAITING)

    with pytest.raises(BadInput) as refused:
        nominate(sent, Choice(fighter, teacher), by=binh)

    assert str(refused.value) == hindered_words(teacher.full_name)


def test_a_draft_left_in_a_round_that_ended_bars_nobody(so, opened, sent, hoa_sen, binh, giang):
    teacher, other = make_worker(giang, hoa_sen), open_round(so, title="Đợt khác")
    fighter = form_of(opened, "base_fighter", route="yearly")
    nominate(sent, Choice(fighter, teacher), by=binh)
    type(opened).objects.filter(pk=opened.pk).update(status="ended")

    again = Choice(form_of(other, "base_fighter", route="yearly"), teacher)

    assert nominate(submission(other, hoa_sen), again, by=binh).status == N.DRAFT


def test_a_movement_s_ceiling_says_for_whom_a_form_is(so, hoa_sen, binh, giang):
    """A movement of ours that runs one year: merit of the province is for nobody yet."""
    running = open_round(so, movement=a_movement(so, years=1), launched="unit")
    merit = form_of(running, "province_merit")
    sent = begin_submission(running, hoa_sen, by=binh)

    with pytest.raises(BadInput, match="trần hình thức"):
        nominate(sent, Choice(merit, make_worker(giang, hoa_sen)), by=binh)


def test_the_office_brings_in_only_units_of_its_round(suoi_may, thpt, lam):
    opened = open_round(suoi_may)
    asked = Asked(thpt, form_of(opened), Subject.of_unit(thpt))

    with pytest.raises(NotAllowed, match="Đợt này không dành cho Trường THPT"):
        bring_in([asked], by=lam)


def test_one_achievement_earns_one_form_and_titles_do_not_spend(opened, praise, sent, hoa_sen, binh, giang):  # fmt: skip
    teacher, told = make_worker(giang, hoa_sen), [Told("Sáng kiến A", "recognition.creation:12")]
    merit = form_of(opened, "province_merit", route=Award.Route.MERIT)
    title = form_of(opened, "base_fighter", route="yearly")
    first = nominate(sent, Choice(praise, teacher, claims=told), by=binh)
    second = nominate(sent, Choice(merit, teacher), by=binh)
    nominate(sent, Choice(title, teacher, claims=told), by=binh)

    with pytest.raises(BadInput, match="Mỗi thành tích chỉ được tặng một hình thức"):
        set_claims(second, told, by=binh)
    withdraw_nomination(first, "Chọn hình thức cao hơn", by=binh)
    set_claims(second, told, by=binh)

    assert [one.spends for one in second.claims.all()] == [True]


def test_one_achievement_told_twice_is_said_to_be_so(praise, sent, hoa_sen, binh, giang):
    told = [Told("Sáng kiến A", "recognition.creation:12")] * 2

    with pytest.raises(BadInput, match="“Sáng kiến A” được kê hai lần"):
        nominate(sent, Choice(praise, make_worker(giang, hoa_sen), claims=told), by=binh)


def test_order_and_who_works_directly(praise, sent, hoa_sen, binh):
    first, second = (nominate(sent, Choice(praise, one), by=binh) for one in workers(hoa_sen, 2))

    move_up(second, by=binh)
    set_frontline(first, is_frontline=False, by=binh)

    assert list(sent.nominations.values_list("pk", "is_frontline")) == [(second.pk, True), (first.pk, False)]  # fmt: skip


def test_who_is_sent_is_no_longer_chosen(praise, sent, hoa_sen, binh, chi):
    Submission.objects.filter(pk=sent.pk).update(status="sent")

    with pytest.raises(NotAllowed, match="Hồ sơ đã gửi"):
        nominate(sent, Choice(praise, workers(hoa_sen, 1)[0]), by=binh)
    with pytest.raises(NotAllowed, match="Hoa Sen"):
        nominate(sent, Choice(praise, hoa_sen), by=chi)


@pytest.mark.django_db(transaction=True)
def test_sixteen_clerks_never_take_more_than_there_is(so, hoa_sen, thpt):
    """Two units, both categories: never exceeded, and no place is lost.  S3-43"""
    opened = open_round(so)
    praise = form_of(opened)
    acts, most = [], {"people": 3, "units": 2}
    for unit in (hoa_sen, thpt):
        sent = submission(opened, unit)
        for category, number in most.items():
            allow(opened, unit, number, category)
        rooms = [make_unit(f"Tổ {n} {unit}", Unit.Kind.ROOM, admin=unit) for n in range(4)]
        for number, who in enumerate([*workers(unit, 4), *rooms]):
            clerk = make_user(f"Đầu mối {number}")
            give(clerk, "focal", unit, Line.PROF)
            acts.append(partial(nominate, sent, Choice(praise, who), by=clerk))

    refused = at_once(*acts)

    assert all(isinstance(one, DomainError | None) for one in refused)
    for unit in (hoa_sen, thpt):
        rows = Nomination.objects.filter(submission__unit=unit)
        assert rows.filter(person__isnull=False).count() == most["people"]
        assert rows.filter(person=None).count() == most["units"]
    assert sum(one is not None for one in refused) == 16 - 10


def test_praise_of_a_movement_is_no_step_to_a_higher_merit(hoa_sen, binh, an, giang):
    """NĐ 152/2025, điều 4 khoản 3: every rule of the law that counts commendations asks for merit or flags."""
    teacher = make_worker(giang, hoa_sen)
    told = {"key": "province_merit", "decided_on": date(2025, 6, 20), "period": "2024"}
    confirmed(hoa_sen, binh, an, teacher, route=Award.Route.MOVEMENT, decision="1/QĐ", **told)
    confirmed(hoa_sen, binh, an, teacher, route=Award.Route.SUDDEN, decision="2/QĐ", **told)
    law = newest("luat-06-2022")

    routes = {
        dict(one.tally.where).get("route")
        for entry in read_entries(law.data).values()
        for one in counts(entry.rule.requires)
        if one.tally.fact == "commendations"
    }

    assert routes == {"merit", "yearly"}
    asked = {"until": date(2026, 1, 1), "form": "merit"}
    assert ask("awards.commendation", teacher, **asked, route="merit") == []
    assert len(ask("awards.commendation", teacher, **asked)) == 2


def counts(clause):
    """Every count in it, however deep."""
    return [one for one in leaves(clause) if isinstance(one, Count)]
