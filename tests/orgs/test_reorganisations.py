"""One act of reorganisation: who goes on, who is told, what can no longer be undone. Issue 4."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.orgs.forest import Change, Found, Merge, Node
from phongtrao.orgs.models import Grant, Line, Place, Reorganisation, Unit
from phongtrao.orgs.queries import as_of, lineage, tree_as_of
from phongtrao.orgs.scope import reads_unit
from phongtrao.orgs.services import Order, end_role, found_unit, reorganise, undo_reorganisation
from tests.factories import LONG_AGO, give, make_unit, make_user
from tests.threads import at_once

ON = date(2025, 8, 1)
EVE = ON - timedelta(days=1)


def merge(former, into, on=ON, by=None):
    return reorganise(Order("Sáp nhập", on, (Merge((former.pk,), into.pk),)), by=by)


def merge_into_new(*former, name="Trường Sen Minh", by=None):
    node = Node(name, "school", "lower", admin=former[0].spans.get().admin_parent_id)
    steps = (Found(-1, node), Merge(tuple(unit.pk for unit in former), -1))
    return reorganise(Order("Hợp nhất", ON, steps), by=by)


def roles_at(unit):
    rows = Grant.objects.today().filter(unit=unit).order_by("user__username")
    return [(grant.user.username, grant.role) for grant in rows]


# ------------------------------------------------------------------ people and roles
def test_focal_persons_go_on_and_the_second_head_does_not(binh, lan, chi, hoa_sen, binh_minh):
    act = merge(hoa_sen, binh_minh)

    assert roles_at(hoa_sen) == []
    assert roles_at(binh_minh) == [("chi", Role.HEAD), ("lan", Role.FOCAL)]
    assert act.trace["summary"]["heads_ended"] == 1


def test_the_only_head_goes_on_heading_a_new_unit(binh, lan, hoa_sen, binh_minh):
    act = merge_into_new(hoa_sen, binh_minh)

    new = Unit.objects.get(pk=act.trace["founded"][0])
    assert roles_at(new) == [("binh", Role.HEAD), ("lan", Role.FOCAL)]


def test_of_two_heads_none_goes_on_by_itself(binh, chi, hoa_sen, binh_minh):
    act = merge_into_new(hoa_sen, binh_minh)

    assert roles_at(Unit.objects.get(pk=act.trace["founded"][0])) == []


def test_who_is_touched_is_told_once(binh, lan, an, hoa_sen, binh_minh):
    act = merge(hoa_sen, binh_minh)

    told = Notice.objects.filter(key=f"reorganisation:{act.pk}").order_by("to__username")
    assert [notice.to for notice in told] == [binh, lan]
    assert "từ ngày 01/08/2025" in told[0].text
    assert Entry.objects.latest("pk").action == "orgs.reorganised"


def test_who_reads_the_heir_reads_the_past_of_those_it_follows(chi, hoa_sen, binh_minh):
    assert not reads_unit(chi, hoa_sen)

    merge(hoa_sen, binh_minh)

    hoa_sen.refresh_from_db()
    assert reads_unit(chi, hoa_sen)


def test_a_role_taken_away_at_the_heir_stays_taken_away(lan, hoa_sen, binh_minh):
    act = merge(hoa_sen, binh_minh)
    end_role(Grant.objects.today().get(user=lan), by=None)

    undo_reorganisation(act, by=None)

    assert roles_at(hoa_sen) == []


def test_a_head_who_begins_after_the_day_has_to_be_settled_first(hoa_sen, binh_minh):
    days = DateRange(ON + timedelta(days=2), None)
    Grant.objects.create(user=make_user("Người mới"), role=Role.HEAD, unit=hoa_sen, days=days)

    with pytest.raises(BadInput, match="từ ngày 03/08/2025, sau ngày có hiệu lực"):
        merge(hoa_sen, binh_minh)


# ------------------------------------------------------------------ any day
def test_a_day_shows_the_names_and_the_tree_of_that_day(so, suoi_may, hoa_sen):
    steps = (Change(hoa_sen.pk, name="Trường THCS Sen Hồng", admin=so.pk),)
    reorganise(Order("Đổi tên", ON, steps), by=None)

    names = [as_of(day).get(unit=hoa_sen).name for day in (EVE, ON)]
    paths = [tree_as_of(day, Line.ADMIN)[hoa_sen.pk] for day in (EVE, ON)]
    assert names == ["Trường THCS Hoa Sen", "Trường THCS Sen Hồng"]
    assert paths == [f"{suoi_may.admin_path}{hoa_sen.pk}/", f"{so.admin_path}{hoa_sen.pk}/"]
    assert tree_as_of(EVE, Line.ADMIN, suoi_may) == {
        suoi_may.pk: f"/{suoi_may.pk}/",
        hoa_sen.pk: f"/{suoi_may.pk}/{hoa_sen.pk}/",
    }


def test_lineage_knows_what_was_known_on_the_day(hoa_sen, binh_minh, thpt):
    merge(hoa_sen, binh_minh)
    merge(binh_minh, thpt, on=ON + timedelta(days=30))

    assert lineage(thpt) == {thpt.pk, binh_minh.pk, hoa_sen.pk}
    assert lineage(thpt, ON) == {thpt.pk}
    assert lineage(binh_minh, ON) == {binh_minh.pk, hoa_sen.pk}


# ------------------------------------------------------------------ undoing
def test_an_act_on_which_another_rests_is_undone_after_it(hoa_sen, binh_minh, thpt):
    first = merge(hoa_sen, binh_minh)
    second = merge(binh_minh, thpt, on=ON + timedelta(days=30))

    with pytest.raises(WrongState, match="Hãy hoàn tác nó trước"):
        undo_reorganisation(first, by=None)
    undo_reorganisation(second, by=None)
    undo_reorganisation(first, by=None)

    assert Unit.objects.standing().filter(pk__in=[hoa_sen.pk, binh_minh.pk]).count() == 2


def test_a_new_unit_with_data_of_its_own_stays(hoa_sen, binh_minh):
    act = merge_into_new(hoa_sen, binh_minh)
    new = Unit.objects.get(pk=act.trace["founded"][0])
    give(make_user("Người mới"), Role.FOCAL, new)

    with pytest.raises(WrongState, match=r"Đơn vị mới đã có dữ liệu của mình \(1 phân quyền\)"):
        undo_reorganisation(act, by=None)

    act.refresh_from_db()
    assert act.undone_at is None


def test_it_is_undone_once(hoa_sen, binh_minh):
    act = merge(hoa_sen, binh_minh)
    undo_reorganisation(act, by=None)

    with pytest.raises(NotAllowed, match="đã được hoàn tác"):
        undo_reorganisation(act, by=None)


# ------------------------------------------------------------------ rights and bad input
def test_an_administrator_stays_within_reach(hoa, so, hoa_sen, province):
    other = make_unit("Trường ngoài tỉnh", admin=province)

    with pytest.raises(NotAllowed, match="“Trường ngoài tỉnh” nằm ngoài phạm vi"):
        merge(hoa_sen, other, by=hoa)

    assert not Reorganisation.objects.exists()


def test_a_day_before_the_heir_was_there_is_refused(hoa_sen, so):
    young = make_unit("Trường mới mở", admin=so, opened_on=date(2025, 9, 1))

    with pytest.raises(BadInput, match="“Trường mới mở” thành lập ngày 01/09/2025"):
        merge(hoa_sen, young)


def test_a_day_on_which_the_unit_did_not_exist_is_refused(hoa_sen, binh_minh):
    with pytest.raises(BadInput, match="đã có thay đổi từ ngày 01/01/2020"):
        merge(hoa_sen, binh_minh, on=LONG_AGO)


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_make_no_cycle():
    top = make_unit("Tỉnh", Unit.Kind.PROVINCE)
    one, two = (make_unit(name, admin=top) for name in ("Một", "Hai"))

    def move(unit, under):
        return lambda: reorganise(Order("Chuyển", ON, (Change(unit.pk, admin=under.pk),)), by=None)

    errors = at_once(move(one, two), move(two, one))

    assert sorted(type(error) for error in errors if error) == [BadInput]
    assert set(tree_as_of(ON)) == {top.pk, one.pk, two.pk}


def test_founding_waits_for_nobody_but_takes_a_free_code(so, hoa_sen, binh_minh):
    merge(hoa_sen, binh_minh)

    again = found_unit(
        Unit(kind="school", code=hoa_sen.code, opened_on=ON),
        "Trường THCS Hoa Sen",
        Place(so, so),
        by=None,
    )

    assert again.code == hoa_sen.code
