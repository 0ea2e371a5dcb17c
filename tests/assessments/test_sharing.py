"""Units of a campaign handed out among those who verify them. S4-26 S1-58"""

from collections import Counter
from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.accounts.models import Role
from phongtrao.assessments.access.assessments import (
    can_verify,
    next_to_verify,
    to_verify,
    visible_assessments,
)
from phongtrao.assessments.access.campaigns import visible_campaigns
from phongtrao.assessments.access.verifiers import checkers_of
from phongtrao.assessments.models import Assessment, Criterion
from phongtrao.assessments.queries.gaps import gaps_by_verifier
from phongtrao.assessments.services.reminding import verifiers_of
from phongtrao.assessments.services.sharing import How, Sharing, share_units
from phongtrao.assessments.services.verifying import (
    answer_objection,
    finish_verification,
    object_to,
    save_findings,
)
from phongtrao.assessments.shares import deal
from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.notifications.models import Notice
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.models import Grant, Post, Unit
from phongtrao.orgs.services import Order, reorganise, take_over
from tests.assessments.made import findings, fresh, handed, keys, of, opened, verified
from tests.factories import LONG_AGO, give, make_person, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(so):
    return make_unit("Phòng Giáo dục Trung học", Unit.Kind.OFFICE, admin=so)


@pytest.fixture
def oanh(room):
    """An officer of a room of the Sở, who runs nothing of it."""
    user = make_user("Mạc Thị Oanh", "oanh")
    give(user, Role.FOCAL, room)
    return user


@pytest.fixture
def ward_head(doi_thong):
    user = make_user("Cao Thị Nga", "nga")
    give(user, Role.HEAD, doi_thong)
    return user


def share(campaign, by, how, *people, units=None):
    rows = campaign.assessments.all() if units is None else campaign.assessments.filter(unit__in=units)  # fmt: skip
    return share_units(campaign, [row.pk for row in rows], Sharing(how, people), by=by)


def holders(campaign):
    rows = campaign.assessments.select_related("unit", "verifier", "checker")
    return {row.unit.name: row.verifier or row.checker for row in rows}


# ------------------------------------------------------------------ dealing


LOTS = st.lists(st.integers(1, 6), max_size=12)


@given(LOTS, st.integers(1, 4), st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40))))
def test_dealing_gives_each_unit_once_and_nobody_its_own(sizes, number, own):
    units = iter(range(sum(sizes)))
    lots = [tuple(next(units) for _ in range(size)) for size in sizes]
    people = list(range(number))
    conflicts = {one: {unit for who, unit in own if who == one} for one in people}
    dealt = deal(lots, people, held={}, conflicts=conflicts)

    for unit in range(sum(sizes)):
        able = [one for one in people if unit not in conflicts[one]]
        assert (unit in dealt) == bool(able)
        assert unit not in dealt or dealt[unit] in able


@given(st.integers(0, 60), st.integers(1, 7))
def test_without_conflicts_nobody_has_two_more_than_another(units, people):
    dealt = deal([(n,) for n in range(units)], range(people), held={}, conflicts={})
    loads = [Counter(dealt.values())[one] for one in range(people)]

    assert sum(loads) == units
    assert max(loads) - min(loads) <= 1


# ------------------------------------------------------------------ sharing


def test_evenly_among_officers_each_told_of_its_number(campaign, an, vy, oanh):
    dealt = share(campaign, an, How.EVENLY, vy, oanh)

    assert dealt.given == 3
    assert sorted(Counter(holders(campaign).values()).values()) == [1, 2]
    assert Notice.objects.filter(to__in=(vy, oanh), text__contains="thẩm định").count() == 2


def test_a_commune_stays_whole(campaign, so, suoi_may, an, vy, oanh):
    more = [make_unit(f"Trường Suối Mây {n}", admin=suoi_may, prof=so) for n in range(2)]
    later = opened(so, an, title="Đợt sau", edition=campaign.edition)
    share(later, an, How.WHOLE_COMMUNES, vy, oanh)

    found = holders(later)
    assert len({found[unit.name] for unit in more} | {found["Trường THCS Hoa Sen"]}) == 1


def test_communes_verify_their_own(campaign, suoi_may, doi_thong, hoa_sen, an, lan, lam, ward_head):
    dealt = share(campaign, an, How.TO_COMMUNES)
    handed(campaign, hoa_sen, lan)
    lam = fresh(lam)
    seen = to_verify(lam).get()
    save_findings(of(campaign, hoa_sen), findings(campaign), by=lam)
    finish_verification(of(campaign, hoa_sen), by=lam)

    assert holders(campaign)["Trường THCS Hoa Sen"] == suoi_may
    assert (dealt.given, dealt.left) == (2, ["Trường THPT Sông Ngân"])
    assert seen.unit == hoa_sen
    assert campaign in visible_campaigns(lam)
    assert not to_verify(fresh(an)).exists()
    assert of(campaign, hoa_sen).status == Assessment.Status.VERIFIED


def test_each_sees_its_own_first_and_not_what_a_colleague_has(
    campaign, hoa_sen, binh_minh, thpt, lan, chi, an, vy, oanh
):
    share(campaign, an, How.EVENLY, vy, units=[hoa_sen])
    share(campaign, an, How.EVENLY, oanh, units=[binh_minh])
    handed(campaign, binh_minh, chi)
    handed(campaign, hoa_sen, lan)
    vy, oanh, an = fresh(vy), fresh(oanh), fresh(an)

    assert next_to_verify(vy, campaign.pk) == of(campaign, hoa_sen).pk
    assert [row.unit for row in to_verify(oanh)] == [binh_minh]
    assert not to_verify(an).exists()
    assert [row.unit for row in visible_assessments(oanh)] == [binh_minh]


def test_an_officer_of_a_room_verifies_what_was_given(campaign, hoa_sen, thpt, lan, an, oanh):
    handed(campaign, hoa_sen, lan)
    with pytest.raises(NotAllowed):
        save_findings(of(campaign, hoa_sen), findings(campaign), by=fresh(oanh))
    share(campaign, an, How.EVENLY, oanh, units=[hoa_sen])
    oanh = fresh(oanh)
    save_findings(of(campaign, hoa_sen), findings(campaign), by=oanh)
    finish_verification(of(campaign, hoa_sen), by=oanh)
    strict = {one.gap.name: one.given for one in gaps_by_verifier(campaign)}

    assert strict == {"Mạc Thị Oanh": 1}


def test_ones_own_unit_is_refused_and_goes_to_another(campaign, hoa_sen, so, lan, an, vy):
    give(lan, Role.OFFICE, so)
    with pytest.raises(BadInput, match="Trường THCS Hoa Sen là đơn vị của chính người"):
        share(campaign, an, How.EVENLY, lan, units=[hoa_sen])
    share(campaign, an, How.EVENLY, lan, vy)

    assert holders(campaign)["Trường THCS Hoa Sen"] == vy


def group_at(school, user):
    """A post in a room (tổ) of the school, and no role there."""
    room = make_unit("Tổ Toán", Unit.Kind.ROOM, admin=school)
    post = {"unit": room, "position": "Giáo viên", "category": Post.Category.PUBLIC}
    Post.objects.create(person=make_person(user.full_name, user), days=DateRange(LONG_AGO, None), **post)  # fmt: skip


@pytest.mark.parametrize("by_post", [False, True])
def test_what_the_office_keeps_is_not_verified_by_who_works_there(
    campaign, hoa_sen, binh, vy, an, by_post
):
    if by_post:
        group_at(hoa_sen, vy)
    else:
        give(vy, Role.FOCAL, hoa_sen)
    handed(campaign, hoa_sen, binh)
    vy = fresh(vy)

    assert to_verify(fresh(an)).exists()
    assert not to_verify(vy).exists()
    with pytest.raises(NotAllowed, match="đơn vị của bạn"):
        save_findings(of(campaign, hoa_sen), findings(campaign), by=vy)


def test_dealing_knows_the_school_of_who_works_in_a_room_of_it(campaign, hoa_sen, an, vy):
    group_at(hoa_sen, vy)

    with pytest.raises(BadInput, match="Trường THCS Hoa Sen là đơn vị của chính người"):
        share(campaign, an, How.EVENLY, vy, units=[hoa_sen])


def test_taking_over_leaves_ones_own_unit_where_it_was(campaign, so, hoa_sen, an, vy, hoa):
    share(campaign, an, How.EVENLY, vy)
    group_at(hoa_sen, an)
    made = take_over(so, vy, an, by=hoa)

    assert holders(campaign)["Trường THCS Hoa Sen"] == vy
    assert sorted(item["moved"] for item in made.items) == [False, True, True]


def test_who_lost_the_role_holds_nothing_back(campaign, hoa_sen, lan, an, vy, oanh):
    share(campaign, an, How.EVENLY, vy, units=[hoa_sen])
    handed(campaign, hoa_sen, lan)
    row = of(campaign, hoa_sen)
    held = to_verify(fresh(an)).exists(), checkers_of(row), verifiers_of([campaign])[campaign.pk]
    Grant.objects.filter(user=vy).delete()
    free = to_verify(fresh(an)).exists(), checkers_of(row), verifiers_of([campaign])[campaign.pk]

    assert held == (False, [vy], [vy])
    assert free == (True, [an], [an])


def test_a_unit_that_became_its_own_checker_is_the_offices(
    campaign, hoa_sen, binh, lan, an, suoi_may
):
    handed(campaign, hoa_sen, binh)
    campaign.assessments.filter(unit=hoa_sen).update(checker=hoa_sen)  # as a merger leaves it
    row = of(campaign, hoa_sen)

    assert not to_verify(fresh(lan)).exists()
    assert not can_verify(fresh(lan), row)
    assert to_verify(fresh(an)).get() == row
    assert can_verify(fresh(an), row)
    assert checkers_of(row) == [an]
    assert verifiers_of([campaign]) == {campaign.pk: [an]}


def test_an_objection_goes_on_with_the_heir_of_the_commune(
    campaign, suoi_may, doi_thong, hoa_sen, lan, an, lam, ward_head
):
    share(campaign, an, How.TO_COMMUNES)
    handed(campaign, hoa_sen, lan)
    verified(campaign, hoa_sen, fresh(lam))
    criterion = Criterion.objects.get(pk=keys(campaign)["1.2"])
    objection = object_to(of(campaign, hoa_sen), criterion, "Chưa đúng", by=lan)
    day = timezone.localdate() - timedelta(days=1)
    reorganise(Order("Sáp nhập", day, (Merge((suoi_may.pk,), doi_thong.pk),)), by=None)

    assert of(campaign, hoa_sen).checker == doi_thong
    objection.refresh_from_db()
    answer_objection(objection, "Giữ nguyên", by=fresh(ward_head))
    assert of(campaign, hoa_sen).status == Assessment.Status.VERIFIED


def test_a_commune_without_an_account_gets_nothing_and_is_named(
    client, campaign, suoi_may, doi_thong, an, lam
):
    client.force_login(an)
    address = reverse("assessments:campaign_share", args=[campaign.pk])
    posted = {"which": "tat_ca", "how": "xa"}
    shown = client.post(address, posted, follow=True).content.decode()

    assert holders(campaign) == {
        "Trường THCS Hoa Sen": suoi_may,
        "Trường Tiểu học Bình Minh": None,
        "Trường THPT Sông Ngân": None,
    }
    assert "Chưa ai có tài khoản ở Phường Đồi Thông" in shown


def test_history_says_how_and_how_many_each_got(campaign, an, vy):
    share(campaign, an, How.EVENLY, vy)
    entry = Entry.objects.get(action="assessments.units_shared")

    assert entry.data == {"units": 3, "how": "Chia đều cho những người được chọn"}
    assert entry.values.after == {"verifiers": "Võ Thúy Vy: 3"}


def test_what_is_judged_stays_and_the_rest_comes_back(campaign, hoa_sen, lan, an, vy, oanh):
    share(campaign, an, How.EVENLY, vy)
    handed(campaign, hoa_sen, lan)
    verified(campaign, hoa_sen, fresh(vy))
    share(campaign, an, How.TO_OFFICE)

    assert set(holders(campaign).values()) == {vy, None}
    with pytest.raises(BadInput):
        share(campaign, an, How.EVENLY, oanh, units=[hoa_sen])


def test_who_has_left_is_not_offered_and_hands_on(campaign, room, so, an, vy, oanh, hoa):
    share(campaign, an, How.EVENLY, vy)
    made = take_over(so, vy, an, by=hoa)

    assert set(holders(campaign).values()) == {an}
    assert len(made.items) == 3
    assert all(item["moved"] for item in made.items)


def test_only_who_runs_it_shares_it_out(client, campaign, lan, vy, khanh):
    address = reverse("assessments:campaign_share", args=[campaign.pk])
    answers = []
    for user in (vy, lan, khanh):
        client.force_login(user)
        answers.append(client.get(address).status_code)

    assert answers == [200, 403, 403]


def test_units_are_ticked_and_handed_out_on_screen(client, campaign, hoa_sen, an, vy):
    client.force_login(an)
    row = of(campaign, hoa_sen).pk
    address = reverse("assessments:campaign_share", args=[campaign.pk])
    asked = client.post(address, {"row": [row]}).content.decode()
    said = {"row": [row], "which": "da_chon", "how": "deu"}
    empty = client.post(address, said).content.decode()
    client.post(address, {**said, "people": [vy.pk]})
    board = reverse("assessments:campaign", args=[campaign.pk])
    shown = client.get(board, {"phan_cong": "chua"}).content.decode()
    all_ = client.post(address, {"all": "1", "filter": ""}).content.decode()
    client.force_login(vy)
    mine = client.get(board, {"phan_cong": "cua_toi"}).content.decode()

    assert "1 đơn vị đã đánh dấu" in asked
    assert "3 đơn vị đã đánh dấu" in all_
    assert "Hãy chọn ít nhất một người thẩm định." in empty
    assert holders(campaign)[hoa_sen.name] == vy
    assert hoa_sen.name not in shown
    assert hoa_sen.name in mine
    assert "Trường THPT Sông Ngân" not in mine
