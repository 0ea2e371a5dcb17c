"""What of a person is for those only who keep the record, or the account.  S0-14"""

from datetime import date

import pytest

from phongtrao.accounts.access import colleagues
from phongtrao.accounts.models import Role
from phongtrao.audit.queries import history_of
from phongtrao.lib.errors import NotAllowed
from phongtrao.orgs.models import Person, Unit
from phongtrao.orgs.services import edit_person, end_leave, merge_persons
from tests.factories import give, make_user
from tests.orgs.people_work import away, place

HOME = "Xã Đồi Thông, tỉnh Sông Ngân"


@pytest.fixture
def ha(hoa_sen):
    """A teacher with an account."""
    person = place(hoa_sen, "Nông Thị Hạ").person
    person.user = make_user("Nông Thị Hạ", "ha")
    person.save()
    give(person.user, Role.TEACHER, hoa_sen)
    return person


# ------------------------------------------------------------------ the code one signs in by
def test_who_keeps_records_changes_no_code_of_an_account(ha, tam, hoa):
    for changes in ({"code": "GV-9"}, {"code": "GV-9", "sex": "female"}):
        with pytest.raises(NotAllowed):
            edit_person(ha, changes, by=tam)
    assert Person.objects.get(pk=ha.pk).code is None

    edit_person(ha, {"sex": "female"}, by=tam)
    edit_person(ha, {"code": "GV-9"}, by=hoa)

    kept = Person.objects.get(pk=ha.pk)
    assert (kept.code, kept.sex) == ("GV-9", "female")


def test_the_administrator_below_gives_nobody_above_a_code(so, suoi_may, hoa_sen, ha):
    """Somebody who also works at the Sở is beyond the administrator of a commune."""
    local = make_user("Lò Văn Nhỏ", "nho")
    give(local, Role.ADMIN, suoi_may)
    edit_person(ha, {"code": "GV-9"}, by=local)
    give(ha.user, Role.LEADER, so)

    with pytest.raises(NotAllowed):
        edit_person(ha, {"code": "GV-10"}, by=local)


def test_nobody_changes_the_own_code(hoa, so):
    person = place(so, "Mai Thanh Hòa").person
    person.user = hoa
    person.save()

    with pytest.raises(NotAllowed):
        edit_person(person, {"code": "GD-1"}, by=hoa)


def test_who_has_no_account_is_given_a_code_by_the_keeper(hoa_sen, tam):
    person = place(hoa_sen, "Lò Thị Xuân").person

    edit_person(person, {"code": "GV-9"}, by=tam)

    assert Person.objects.get(pk=person.pk).code == "GV-9"


@pytest.fixture
def twin(hoa_sen):
    """A second record of the teacher, with a code and no account."""
    return Person.objects.create(full_name="Nông Thị Hạ", code="GV-9")


def code_of(user):
    return Person.objects.get(user=user).code


@pytest.mark.parametrize(("account_stays", "taken"), [(True, ["code"]), (False, [])])
def test_a_merge_gives_no_account_another_code(ha, twin, hoa_sen, tam, hoa, account_stays, taken):
    place(hoa_sen, twin, is_full=False)
    stays, goes = (ha, twin) if account_stays else (twin, ha)

    with pytest.raises(NotAllowed, match="mã đang đi với tài khoản"):
        merge_persons(stays, goes, taken, by=tam)
    assert (code_of(ha.user), Person.objects.filter(pk=twin.pk).exists()) == (None, True)

    merge_persons(stays, goes, taken, by=hoa)
    assert code_of(ha.user) == "GV-9"


@pytest.mark.parametrize(("account_stays", "taken"), [(True, []), (False, ["code"])])
def test_who_keeps_records_merges_where_the_account_keeps_its_code(
    ha, twin, hoa_sen, tam, account_stays, taken
):
    place(hoa_sen, twin, is_full=False)
    stays, goes = (ha, twin) if account_stays else (twin, ha)

    merge_persons(stays, goes, taken, by=tam)

    assert code_of(ha.user) is None


# ------------------------------------------------------------------ codes for colleagues
@pytest.mark.parametrize(
    ("narrowed", "is_reached"),
    [({}, True), ({"level": Unit.Level.PRESCHOOL}, False), ({"kind": Unit.Kind.COMMUNE}, False)],
)
def test_a_role_over_a_part_hands_no_codes_out_at_the_unit_itself(
    hoa_sen, binh, giang, narrowed, is_reached
):
    binh.grants.update(**narrowed)

    assert colleagues(binh).filter(pk=giang.pk).exists() is is_reached


# ------------------------------------------------------------------ the history of a record
@pytest.fixture
def told(hoa_sen, ha, hoa):
    """Deeds whose lines say what stands on the keeper's page only."""
    edit_person(ha, {"home_town": HOME, "birth_date": date(1988, 5, 17)}, by=hoa)
    leave = away(ha, "sick", date(2026, 2, 1), None, counts=True)
    end_leave(leave, date(2026, 3, 1), by=hoa)
    return ha


def actions(person, reader):
    rows = history_of("orgs.person", str(person.pk), reader=reader)
    return set(rows.values_list("action", flat=True)) - {"orgs.person_added", "orgs.appointed"}


@pytest.mark.parametrize("who", ["binh", "lan", "an", "dung", "khanh"])
def test_who_sees_the_page_is_not_told_birth_home_and_leave(request, client, told, who):
    reader = request.getfixturevalue(who)
    client.force_login(reader)

    page = client.get(f"/don-vi/nguoi/{told.pk}/")

    assert page.status_code == 200
    assert actions(told, reader) == set()
    assert HOME not in page.content.decode()
    history = client.get(f"/lich-su/orgs.person/{told.pk}/").content.decode()
    assert (HOME in history, "1988" in history) == (False, False)


@pytest.mark.parametrize("who", ["tam", "hoa"])
def test_who_keeps_the_record_is_told(request, told, who):
    assert actions(told, request.getfixturevalue(who)) == {
        "orgs.person_edited",
        "orgs.leave_granted",
        "orgs.leave_ended",
    }
