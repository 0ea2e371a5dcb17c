"""Rounds: what they ask for, from draft to end, who may. S0-49 S0-50 S0-51 S0-52 S0-56 S3-44"""

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.awards.models import Award, Honour
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.nominations.access.rounds import get_round, visible_rounds
from phongtrao.nominations.models import AwardRound, Nomination, RoundForm, Submission
from phongtrao.nominations.queries.asking import subjects_of, years_of
from phongtrao.nominations.services.round_forms import drop_form, keep_form
from phongtrao.nominations.services.rounds import (
    close_round,
    copy_round,
    draft_round,
    drop_round,
    end_round,
    extend_round,
    open_praise,
    open_round,
    reopen_round,
)
from phongtrao.nominations.services.urging import urge
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Unit
from tests.factories import give, make_user
from tests.nominations.rounds_made import a_movement, drafted, guidance, opened
from tests.threads import at_once

O = AwardRound.Occasion  # noqa: E741 -- a word
R = AwardRound.Status


def honour(key):
    return Honour.objects.get(key=key, owner=None)


def test_a_yearly_round_begins_with_the_usual_titles_their_rules_vote_and_report(so, an):
    found = drafted(so, an)

    rows = [
        (one.honour.key, one.rule, one.unit_rule, one.voting.key, one.report)
        for one in found.forms.select_related("honour", "voting")
    ]
    assert rows == [
        ("advanced_worker", "advanced_worker", "", "award_80", "05"),
        ("base_fighter", "base_fighter", "", "award_80", "05"),
        ("advanced_collective", "", "advanced_collective", "award_80", "04"),
        ("excellent_collective", "", "excellent_collective", "award_80", "04"),
    ]


def test_an_interim_review_opens_with_its_guidance_only(so, an):
    """S0-50 S0-51"""
    movement = a_movement(so)
    found = drafted(so, an, occasion=O.INTERIM, movement=movement, launched="state")

    with pytest.raises(BadInput, match="sơ kết mở theo văn bản hướng dẫn"):
        open_round(found, by=an)

    found.guidance = guidance(so)
    open_round(draft_round(found, by=an), by=an)
    keys = set(found.forms.values_list("honour__key", flat=True))
    assert (found.status, keys) == (R.OPEN, {"praise", "province_merit", "government_merit"})
    assert set(found.forms.values_list("route", flat=True)) == {Award.Route.MOVEMENT}


def test_a_movement_of_a_province_reaches_the_prime_minister_from_three_years_on(so, an):
    """S0-52: collectives; what the law does not say of people stays open, to be checked."""
    short, long = a_movement(so, years=2), a_movement(so, years=3)
    assert (years_of(short), years_of(long)) == (2, 3)

    for movement, subjects in ((short, {"person"}), (long, {"person", "unit"})):
        found = drafted(so, an, occasion=O.FINAL, movement=movement, launched="province")
        form = found.forms.get(honour__key="government_merit")
        assert {one.value for one in subjects_of(form)} == subjects
        assert not found.forms.filter(honour__key="order_third").exists()

    five = drafted(so, an, occasion=O.FINAL, movement=a_movement(so, 5), launched="province")
    assert five.forms.filter(honour__key="order_third").exists()  # S0-50


def test_what_a_movement_cannot_bring_is_refused_with_what_it_lacks(so, an):
    found = drafted(so, an, occasion=O.FINAL, movement=a_movement(so), launched="unit")
    form = RoundForm(round=found, honour=honour("order_third"), route=Award.Route.MOVEMENT)

    with pytest.raises(NotAllowed, match="Cấp phát động không mở hình thức này"):
        keep_form(form, by=an)
    found.movement = None
    with pytest.raises(NotAllowed, match="đợt phải chọn phong trào"):
        keep_form(form, by=an)


def test_a_school_asks_for_what_its_head_signs_and_for_what_is_decided_above(hoa_sen, binh):
    """S0-49: base titles by its own head, of the province through it; nothing of units beside it."""
    found = drafted(hoa_sen, binh)
    assert found.forms.count() == 4
    own = Honour.objects.create(
        key="other",
        title="Giấy khen của trường khác",
        owner=Unit.objects.exclude(pk=hoa_sen.pk).get(name="Sở Giáo dục và Đào tạo Sông Ngân"),
        kind="form",
        level="base",
        decided_by="Giám đốc Sở",
        for_people=True,
        valid_from=timezone.localdate(),
    )
    keep_form(RoundForm(round=found, honour=own, route="merit"), by=binh)  # of the Sở above
    assert found.forms.count() == 5


def test_a_province_does_not_decide_what_heads_of_units_do(province):
    by = make_user("Hà Văn Tỉnh", "tinh")
    give(by, Role.OFFICE, province)
    found = drafted(province, by)
    form = RoundForm(round=found, honour=honour("base_fighter"), route="yearly")

    with pytest.raises(NotAllowed, match="không có thẩm quyền quyết định"):
        keep_form(form, by=by)


def test_rules_are_of_one_set_the_owner_reads_and_of_the_right_subject(so, an):
    found = drafted(so, an)
    form = found.forms.get(honour__key="base_fighter")
    form.rule = "excellent_collective"  # of units

    with pytest.raises(BadInput, match="không có trong bộ tiêu chuẩn"):
        keep_form(form, by=an)


def test_once_open_nothing_but_the_hour_changes(so, an):
    found = opened(so, an)
    form = found.forms.first()

    for act in (
        lambda: draft_round(found, by=an),
        lambda: keep_form(form, by=an),
        lambda: drop_form(form, by=an),
        lambda: open_round(found, by=an),
    ):
        with pytest.raises(WrongState):
            act()


def test_a_draft_is_dropped_an_open_round_is_not(so, an, hoa_sen):
    draft, found = drafted(so, an), opened(so, an)
    draft.quotas.create(unit=hoa_sen, category="people", most=3)

    drop_round(draft, by=an)

    with pytest.raises(WrongState):
        drop_round(found, by=an)
    assert list(AwardRound.objects.all()) == [found]


def test_a_later_hour_needs_a_reason_and_opens_what_was_closed(so, an, lan, hoa_sen):
    found = close_round(opened(so, an), by=an)
    later = found.due_at + timedelta(days=3)

    with pytest.raises(BadInput, match="lý do"):
        extend_round(found, later, " ", by=an)
    with pytest.raises(BadInput, match="sau hạn cũ"):
        extend_round(found, found.due_at, "Bão", by=an)
    found = extend_round(found, later, "Bão lũ", by=an)

    assert (found.status, found.due_at) == (R.OPEN, later)
    assert Notice.objects.filter(to=lan, text__startswith="Gia hạn gửi hồ sơ").count() == 1
    assert reopen_round(close_round(found, by=an), by=an).status == R.OPEN


def test_a_round_ends_when_everything_has_its_answer(so, an, hoa_sen):
    found = opened(so, an)
    sent = Submission.objects.create(round=found, unit=hoa_sen, status="sent")
    one = Nomination.objects.create(
        submission=sent, form=found.forms.get(honour__key="advanced_collective"), unit=hoa_sen,
        name="Trường THCS Hoa Sen", status="accepted",
    )  # fmt: skip
    close_round(found, by=an)

    with pytest.raises(WrongState, match="kết quả: 1 đủ điều kiện, chờ xét"):
        end_round(found, by=an)
    Nomination.objects.filter(pk=one.pk).update(status="failed")
    assert end_round(found, by=an).status == R.ENDED


def test_next_year_goes_on_with_forms_quotas_and_days_a_year_later(so, an, hoa_sen):
    found = opened(so, an)
    found.quotas.create(unit=hoa_sen, category="people", most=3)

    copy = copy_round(found, by=an)

    assert (copy.title, copy.period, copy.status) == (
        "Khen thưởng năm học 2027-2028",
        "SY2027",
        R.DRAFT,
    )
    assert copy.forms.count() == found.forms.count()
    assert copy.quotas.get().most == 3
    assert copy.guidance_id is None
    assert copy.due_at.year == found.due_at.year + 1


def test_drafts_are_the_offices_alone_and_open_rounds_those_belows(so, an, binh, giang, chi):
    """S0-56: the office of the Sở runs it; a head meets it once it is open; a teacher never."""
    draft = drafted(so, an)
    with pytest.raises(Http404):
        get_round(binh, draft.pk)

    found = open_round(draft, by=an)

    assert get_round(binh, found.pk) == found
    assert not visible_rounds(giang).exists()
    for act in (close_round, copy_round, urge, open_round):
        with pytest.raises(NotAllowed):
            act(found, by=binh)
    school = drafted(Unit.objects.get(name="Trường THCS Hoa Sen"), binh)
    assert not visible_rounds(chi).filter(pk=school.pk).exists()
    with pytest.raises(NotAllowed):
        drafted(so, binh)


def test_the_receiver_is_of_the_office_and_the_round_above_is_of_a_unit_above(
    so, an, binh, hoa_sen
):
    with pytest.raises(BadInput, match="Người nhận hồ sơ"):
        drafted(so, an, receiver=binh)
    with pytest.raises(BadInput, match="đợt đang nhận hồ sơ của cấp trên"):
        drafted(so, an, above=opened(hoa_sen, binh))
    assert drafted(hoa_sen, binh, above=opened(so, an)).above.owner == so


def test_units_that_have_not_handed_in_are_told_once_a_day(so, an, lan, chi, hoa_sen, binh_minh):
    found = opened(so, an)
    Submission.objects.create(round=found, unit=binh_minh, status="sent")

    assert urge(found, by=an) >= 1

    told = Notice.objects.filter(key__startswith="nominations.urged")
    assert lan.pk in set(told.values_list("to", flat=True))
    assert chi.pk not in set(told.values_list("to", flat=True))
    with pytest.raises(WrongState, match="Hôm nay đã nhắc rồi"):
        urge(found, by=an)


@pytest.mark.django_db(transaction=True)
def test_two_who_open_at_once_open_it_once(so, an):
    found = drafted(so, an)
    rounds = [AwardRound.objects.get(pk=found.pk) for _n in range(2)]

    errors = at_once(*[lambda one=one: open_round(one, by=an) for one in rounds])

    assert sorted(type(one).__name__ for one in errors) == ["NoneType", "WrongState"]


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_prompt_praise_find_one_round(hoa_sen, binh):
    """S0-49: open in one press, for what its head may sign."""
    errors = at_once(*[lambda: open_praise(hoa_sen, by=binh)] * 2)

    assert errors == [None, None]
    found = AwardRound.objects.get(owner=hoa_sen, occasion=O.SUDDEN)
    assert (found.status, [str(one) for one in found.forms.all()]) == (R.OPEN, ["Giấy khen"])
