"""Thresholds on screen: who sets them for which day, who reads them, and that they go on with an heir."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import NotAllowed, WrongState
from phongtrao.lib.numbers import format_date
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.services import Order, reorganise
from phongtrao.similarity.kinds import KINDS, TextKind, register
from phongtrao.similarity.law import Levels
from phongtrao.similarity.models import Check, ThresholdLevels
from phongtrao.similarity.pages.thresholds import ThresholdPage
from phongtrao.similarity.queries.thresholds import thresholds_for
from phongtrao.similarity.services.thresholds import (
    drop_levels,
    give_up_thresholds,
    set_thresholds,
)
from tests.threads import at_once

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)
OWN = Levels(look=10, ask=20, refuse=40, drafts_a_day=5, linked=25, basis="Công văn 12")
FORM = {
    "look": "10",
    "ask": "20",
    "refuse": "40",
    "drafts_a_day": "5",
    "linked": "25",
    "holds_from": format_date(TOMORROW),
    "basis": "Công văn 12",
}


@pytest.mark.django_db(transaction=True)
def test_two_people_may_set_them_for_the_same_new_day_at_once(so, an):
    days = [TODAY + timedelta(days=one) for one in range(1, 6)]

    raised = [at_once(*[lambda day=day: set_thresholds(so, OWN, day, by=an)] * 2) for day in days]

    assert raised == [[None, None]] * 5
    assert ThresholdLevels.objects.count() == 5


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def page(user, name, *args):
    response = as_(user).get(reverse(f"similarity:{name}", args=args))
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def status(user, name, *args):
    return as_(user).get(reverse(f"similarity:{name}", args=args)).status_code


def send(user, name, *args, **data):
    return as_(user).post(reverse(f"similarity:{name}", args=args), data)


def put_in_force(owner, by, since=TODAY, **changed):
    """As if it had been set before its day."""
    levels = {name: getattr(OWN, name) for name in OWN.__slots__} | changed
    row = set_thresholds(owner, Levels(**levels), TOMORROW, by=by)
    ThresholdLevels.objects.filter(pk=row.pk).update(holds_from=since)
    row.refresh_from_db()
    return row


def test_an_office_sets_its_levels_for_a_day_to_come_and_history_tells(an, so, hoa_sen):
    response = send(an, "thresholds_set", so.pk, **FORM)

    assert response.status_code == 302, response.content.decode()
    assert thresholds_for(hoa_sen, TODAY).owner is None
    found = thresholds_for(hoa_sen, TOMORROW)
    assert (found.look, found.ask, found.refuse, found.owner) == (10, 20, 40, so)
    assert (found.drafts_a_day, found.linked, found.basis) == (5, 25, "Công văn 12")
    assert [line.action for line in Entry.objects.filter(subject_type="similarity.threshold")] == [
        "similarity.thresholds_set"
    ]
    assert "Sắp áp dụng" in page(an, "thresholds")


def test_a_commune_and_a_school_set_their_own_and_leave_groups_to_the_department(
    lam, binh, suoi_may, hoa_sen
):
    for who, unit in ((lam, suoi_may), (binh, hoa_sen)):
        assert 'type="hidden" name="linked"' in page(who, "thresholds_set", unit.pk)
        send(who, "thresholds_set", unit.pk, **FORM)

    assert thresholds_for(suoi_may, TOMORROW).linked == 30
    assert thresholds_for(hoa_sen, TOMORROW).owner == hoa_sen


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"look": "21"}, "Phải từ 21 trở lên, không thấp hơn mức “Xem lại từ (%)”."),
        ({"ask": "41"}, "Phải từ 41 trở lên, không thấp hơn mức “Hỏi tác giả từ (%)”."),
        ({"refuse": "101"}, "100"),
        ({"look": "-1"}, "0"),
        ({"look": "9,5"}, "số nguyên"),
        ({"holds_from": format_date(TODAY)}, "Hãy chọn từ ngày mai trở đi"),
        ({"basis": ""}, "bắt buộc"),
    ],
)
def test_what_does_not_fit_together_is_said_beside_its_box(an, so, wrong, sentence):
    response = send(an, "thresholds_set", so.pk, **FORM | wrong)

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert ThresholdLevels.objects.count() == 0


def test_setting_the_same_day_again_replaces_it_and_a_day_to_come_can_be_dropped(an, so):
    row = set_thresholds(so, OWN, TOMORROW, by=an)
    send(an, "thresholds_set", so.pk, **FORM | {"look": "12"})

    row.refresh_from_db()
    assert (row.look, ThresholdLevels.objects.count()) == (12, 1)

    send(an, "levels_drop", row.pk)

    assert ThresholdLevels.objects.count() == 0
    assert [
        line.action
        for line in Entry.objects.filter(subject_type="similarity.threshold").order_by("pk")
    ] == [
        "similarity.thresholds_set",
        "similarity.thresholds_set",
        "similarity.thresholds_dropped",
    ]


def test_what_holds_already_is_neither_dropped_nor_set_for_today(an, so):
    row = put_in_force(so, an)

    with pytest.raises(WrongState, match="Mức này đã áp dụng"):
        drop_levels(row, by=an)
    with pytest.raises(WrongState, match="từ ngày mai"):
        set_thresholds(so, OWN, TODAY, by=an)


def test_a_school_goes_back_to_those_above_from_a_day_on_and_history_tells(an, so, binh, hoa_sen):
    put_in_force(so, an)
    put_in_force(hoa_sen, binh, look=7)
    assert "Thôi đặt riêng" in page(binh, "thresholds_of", hoa_sen.pk)

    assert "Thôi đặt ngưỡng riêng" in page(binh, "thresholds_give_up", hoa_sen.pk)
    response = send(binh, "thresholds_give_up", hoa_sen.pk, from_day=format_date(TOMORROW))

    assert response.status_code == 302
    assert thresholds_for(hoa_sen, TODAY).look == 7
    assert thresholds_for(hoa_sen, TOMORROW).owner == so
    shown = page(binh, "thresholds_of", hoa_sen.pk)
    assert "Thôi đặt riêng: theo đơn vị gần nhất phía trên có ngưỡng" in shown
    row = ThresholdLevels.objects.get(is_given_up=True)
    ThresholdLevels.objects.filter(threshold=row.threshold).exclude(pk=row.pk).update(
        holds_from=TODAY - timedelta(days=9)
    )
    ThresholdLevels.objects.filter(pk=row.pk).update(holds_from=TODAY)
    assert hoa_sen.name not in page(an, "thresholds")
    assert f"Theo ngưỡng của {so}" in page(binh, "thresholds_of", hoa_sen.pk)
    assert page(binh, "thresholds_of", hoa_sen.pk).count("Đang áp dụng") == 1
    actions = Entry.objects.filter(subject_type="similarity.threshold").order_by("pk")
    assert actions.last().action == "similarity.thresholds_given_up"


def test_what_was_given_up_before_its_day_is_dropped_and_the_own_levels_hold(binh, hoa_sen):
    put_in_force(hoa_sen, binh, look=7)
    row = give_up_thresholds(hoa_sen, TOMORROW, by=binh)

    drop_levels(row, by=binh)

    assert thresholds_for(hoa_sen, TOMORROW).look == 7
    give_up_thresholds(hoa_sen, TOMORROW, by=binh)
    set_thresholds(hoa_sen, OWN, TOMORROW, by=binh)
    assert thresholds_for(hoa_sen, TOMORROW).look == 10


def test_nothing_is_given_up_by_who_has_none_or_for_a_day_that_is_here(an, binh, giang, hoa_sen):
    with pytest.raises(WrongState, match="không có ngưỡng riêng"):
        give_up_thresholds(hoa_sen, TOMORROW, by=binh)
    put_in_force(hoa_sen, binh)
    with pytest.raises(WrongState, match="từ ngày mai"):
        give_up_thresholds(hoa_sen, TODAY, by=binh)
    for who in (an, giang):
        with pytest.raises(NotAllowed):
            give_up_thresholds(hoa_sen, TOMORROW, by=who)
        assert status(who, "thresholds_give_up", hoa_sen.pk) == 404
    give_up_thresholds(hoa_sen, TOMORROW, by=binh)
    with pytest.raises(WrongState, match="không có ngưỡng riêng"):
        give_up_thresholds(hoa_sen, TOMORROW + timedelta(days=1), by=binh)


def test_only_the_office_or_head_of_the_unit_sets_them(
    an, dung, binh, lan, giang, so, hoa_sen, thpt
):
    for who, unit in ((dung, so), (binh, so), (lan, hoa_sen), (giang, hoa_sen), (an, hoa_sen)):
        with pytest.raises(NotAllowed, match="Chỉ văn phòng hoặc thủ trưởng"):
            set_thresholds(unit, OWN, TOMORROW, by=who)
        assert status(who, "thresholds_set", unit.pk) == 404
        assert send(who, "thresholds_set", unit.pk, **FORM).status_code == 404
    row = set_thresholds(so, OWN, TOMORROW, by=an)
    assert send(binh, "levels_drop", row.pk).status_code == 404


def test_they_are_read_by_who_oversees_the_unit_and_nobody_else(
    an, dung, khanh, lam, binh, chi, lan, giang, hoa, so, suoi_may, hoa_sen
):
    put_in_force(hoa_sen, binh)

    for who in (an, dung, khanh, lam, binh):
        assert "Công văn 12" in page(who, "thresholds_of", hoa_sen.pk)
    assert "Theo ngưỡng" not in page(an, "thresholds_of", hoa_sen.pk)
    for who in (chi, lan, giang, hoa):
        assert status(who, "thresholds_of", hoa_sen.pk) == 404
    for who in (lan, giang, hoa):
        assert status(who, "thresholds") == 404
    for who in (lan, giang):
        assert status(who, "home") == 404


def test_the_office_sees_who_below_has_set_its_own(an, so, lam, suoi_may, binh, hoa_sen, chi):
    put_in_force(so, an)
    put_in_force(hoa_sen, binh, look=7)
    set_thresholds(suoi_may, OWN, TOMORROW, by=lam)  # holds from tomorrow

    shown = page(an, "thresholds")

    assert "Trường THCS Hoa Sen" in shown
    assert "Xã Suối Mây" not in shown
    assert f"Theo ngưỡng của {so}" in page(chi, "thresholds")


def test_the_picture_says_its_zones_and_leaves_out_empty_ones(an, so):
    put_in_force(so, an, look=0, ask=20, refuse=20)

    shown = page(an, "thresholds")

    assert 'aria-label="Dưới 20%: Xem lại; Từ 20%: Đề nghị không xét"' in shown


def test_the_levels_go_on_with_the_heir_of_their_unit(binh, chi, hoa_sen, binh_minh, thpt):
    first = put_in_force(hoa_sen, binh, since=date(2025, 1, 1))
    put_in_force(hoa_sen, binh, since=date(2025, 6, 1), look=11)

    act = Order("Sáp nhập", TODAY, (Merge((hoa_sen.pk,), binh_minh.pk),))
    reorganise(act, by=None)

    assert thresholds_for(binh_minh, TODAY).look == 11
    assert thresholds_for(binh_minh, date(2025, 2, 1)).look == first.look == 10


def test_an_heir_with_levels_of_its_own_keeps_them(binh, chi, hoa_sen, binh_minh):
    put_in_force(hoa_sen, binh)
    put_in_force(binh_minh, chi, look=19)

    reorganise(Order("Sáp nhập", TODAY, (Merge((hoa_sen.pk,), binh_minh.pk),)), by=None)

    assert thresholds_for(binh_minh, TODAY).look == 19


@pytest.mark.parametrize("rows", [1, 2])
def test_the_page_costs_the_same_for_any_number_below(
    rows, an, so, binh, chi, hoa_sen, binh_minh, thpt, django_assert_num_queries
):
    for unit, who in ((hoa_sen, binh), (binh_minh, chi))[:rows]:
        put_in_force(unit, who)
    client = as_(an)
    client.get(reverse("similarity:thresholds"))

    with django_assert_num_queries(12):
        client.get(reverse("similarity:thresholds"))


def test_the_page_counts_what_fell_into_each_zone_below_the_unit_in_a_year(
    an, lam, so, hoa_sen, thpt
):
    at = {1: hoa_sen, 2: hoa_sen, 3: thpt, 4: hoa_sen}
    units = {number: unit.pk for number, unit in at.items()}
    kind = TextKind(
        "zone",
        "Thử",
        lambda *_: [],
        lambda _: {},
        units=lambda numbers: {one: units[one] for one in numbers},
    )
    register(kind)
    try:
        for number, share, age in (
            (1, 0.7, 5),
            (1, 0.2, 4),
            (2, 0.1, 3),
            (3, 0.9, 2),
            (4, 0.9, 400),
        ):
            day = TODAY - timedelta(days=age)
            Check.objects.create(
                kind="zone", thing=number, number=number, day=day, share=share, status="done"
            )
        shown = [
            [count for _zone, count in ThresholdPage.build(unit, who).counted]
            for unit, who in ((so, an), (hoa_sen, lam))
        ]
    finally:
        del KINDS["zone"]

    assert shown == [[1, 1, 0, 1], [1, 1, 0, 0]]
