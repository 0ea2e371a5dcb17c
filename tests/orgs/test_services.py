"""Units, people and roles: who may change them, what is kept, who loses a race."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate

from phongtrao.accounts.models import Role, User
from phongtrao.audit.models import Entry
from phongtrao.audit.words import changes_of
from phongtrao.lib.errors import Conflict, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.orgs.access import can_end_role, endable_grants_of
from phongtrao.orgs.models import Grant, Line, Person, Post, Unit, UnitSpan
from phongtrao.orgs.scope import grants_of, holds_at, holds_over, read_units, unit_condition
from phongtrao.orgs.services import (
    NewPerson,
    NewRole,
    Place,
    UnitFacts,
    correct_unit,
    edit_unit,
    end_role,
    found_unit,
    give_role,
    hire,
)
from phongtrao.orgs.services.roles import end_roles_on
from tests.factories import LONG_AGO, give, make_user
from tests.threads import at_once

TODAY = localdate()
TOMORROW = TODAY + timedelta(days=1)


def school(**more):
    return Unit(kind=Unit.Kind.SCHOOL, opened_on=LONG_AGO, **more)


def fresh(user):
    """The same person on the next page: grants are read once per object."""
    return User.objects.get(pk=user.pk)


# ------------------------------------------------------------------ units
def test_a_new_unit_stands_on_both_lines(hoa, so, suoi_may):
    unit = found_unit(school(), "Trường Tiểu học Măng Non", Place(suoi_may, so), by=hoa)

    assert unit.admin_path == f"{suoi_may.admin_path}{unit.pk}/"
    assert unit.prof_path == f"{so.prof_path}{unit.pk}/"
    span = UnitSpan.objects.get(unit=unit)
    assert (span.name, span.admin_parent, span.prof_parent) == (unit.name, suoi_may, so)
    assert span.days == DateRange(LONG_AGO, None)


def test_a_new_unit_needs_a_place_within_ones_reach(hoa, province, so):
    with pytest.raises(NotAllowed, match="Hãy chọn cấp trên"):
        found_unit(school(), "Trường Không Chỗ", Place(), by=hoa)
    with pytest.raises(NotAllowed, match="ngoài phạm vi"):
        found_unit(school(), "Trường Ở Nơi Khác", Place(province, so), by=hoa)

    assert not Unit.objects.filter(name__in=["Trường Không Chỗ", "Trường Ở Nơi Khác"]).exists()


def test_nothing_is_founded_below_a_unit_that_has_ended(hoa, so, suoi_may):
    Unit.objects.filter(pk=suoi_may.pk).update(closed_on=TODAY)

    with pytest.raises(WrongState, match="đã chấm dứt"):
        found_unit(school(), "Trường Tiểu học Măng Non", Place(suoi_may, so), by=hoa)

    assert not Unit.objects.filter(name="Trường Tiểu học Măng Non").exists()


@pytest.mark.parametrize("deed", [edit_unit, correct_unit])
def test_a_unit_changed_or_ended_since_it_was_read_is_left(hoa, hoa_sen, deed):
    stale, facts = Unit.objects.get(pk=hoa_sen.pk), UnitFacts("B", None, "", Unit.Area.HARD)
    edit_unit(hoa_sen, UnitFacts("A", "H99.1", Unit.Level.LOWER, Unit.Area.HARD), by=hoa)

    with pytest.raises(Conflict):
        deed(stale, facts, by=hoa)
    Unit.objects.filter(pk=hoa_sen.pk).update(closed_on=TODAY)
    with pytest.raises(WrongState, match="đã chấm dứt"):
        deed(Unit.objects.get(pk=hoa_sen.pk), facts, by=hoa)

    hoa_sen.refresh_from_db()
    assert (hoa_sen.short_name, hoa_sen.code) == ("A", "H99.1")


@pytest.mark.django_db(transaction=True)
def test_two_edit_a_unit_at_once_and_one_is_told(hoa, so, hoa_sen):
    second = make_user("Phan Thị Thu")
    give(second, Role.ADMIN, so, Line.PROF)
    both = [Unit.objects.get(pk=hoa_sen.pk), Unit.objects.get(pk=hoa_sen.pk)]
    facts = [UnitFacts(name, hoa_sen.code, hoa_sen.level, hoa_sen.area) for name in "AB"]

    faults = at_once(
        lambda: edit_unit(both[0], facts[0], by=hoa),
        lambda: edit_unit(both[1], facts[1], by=second),
    )

    assert [type(fault) for fault in faults if fault] == [Conflict]
    assert Entry.objects.filter(action="orgs.unit_edited").count() == 1


def test_a_code_is_used_once(hoa, so, hoa_sen):
    with pytest.raises(ValidationError, match="Đã có đơn vị mang mã"):
        found_unit(school(code=hoa_sen.code), "Trường Trùng Mã", Place(so, so), by=hoa)


def test_edit_keeps_search_in_step_and_says_what_changed(hoa, hoa_sen):
    edit_unit(hoa_sen, UnitFacts("THCS HS", "H99.1", Unit.Level.LOWER, Unit.Area.HARD), by=hoa)

    hoa_sen.refresh_from_db()
    assert hoa_sen.search_text == "truong thcs hoa sen thcs hs h99.1"
    entry = Entry.objects.latest("pk")
    assert entry.values.after == {"short_name": "THCS HS", "code": "H99.1", "area": "hard"}


@pytest.mark.parametrize("who", ["an", "dung", "binh", "lam", "chi"])
def test_units_are_edited_by_administrators_only(request, hoa_sen, who):
    with pytest.raises(NotAllowed, match="Chỉ quản trị viên"):
        edit_unit(
            hoa_sen, UnitFacts("x", None, "", Unit.Area.HARD), by=request.getfixturevalue(who)
        )

    hoa_sen.refresh_from_db()
    assert hoa_sen.short_name == ""


def test_spans_of_a_unit_never_overlap(hoa_sen):
    span = UnitSpan(unit=hoa_sen, name="Tên khác", days=DateRange(TODAY, None))

    with pytest.raises(ValidationError, match="không được chồng lên nhau"):
        span.full_clean()


# ------------------------------------------------------------------ people
def new_person(**more):
    said = {"position": "Giáo viên", "category": Post.Category.PUBLIC, "since": TODAY}
    return NewPerson("Đỗ Thị Hạ", **{**said, **more})


def test_hire_makes_a_person_with_a_post_and_an_account(hoa, hoa_sen):
    hired = hire(new_person(username="ha.do"), hoa_sen, by=hoa)

    person = Person.objects.get(full_name="Đỗ Thị Hạ")
    assert (person.user, person.search_text) == (hired.issued.user, "do thi ha")
    post = Post.objects.get(person=person)
    assert (post.unit, post.position, post.days) == (hoa_sen, "Giáo viên", DateRange(TODAY, None))
    assert person.user.must_change_password


def test_hire_without_a_sign_in_name_makes_no_account(hoa, hoa_sen):
    hired = hire(new_person(), hoa_sen, by=hoa)

    assert (hired.issued, hired.person.user) == (None, None)


def test_hire_leaves_nothing_half_done(hoa, hoa_sen, binh):
    with pytest.raises(ValidationError, match="đã"):
        hire(new_person(username="binh"), hoa_sen, by=hoa)

    assert not Person.objects.filter(full_name="Đỗ Thị Hạ").exists()


def test_hire_is_for_administrators(an, hoa_sen):
    with pytest.raises(NotAllowed):
        hire(new_person(username="ha.do"), hoa_sen, by=an)

    assert not User.objects.filter(username="ha.do").exists()


def test_history_of_people_holds_no_names(hoa, hoa_sen):
    person = hire(new_person(), hoa_sen, by=hoa).person

    labels = Entry.objects.filter(subject_type="orgs.person").values_list("subject_label", "data")
    assert set(map(str, labels)) == {str((f"#{person.pk}", {}))}


# ------------------------------------------------------------------ roles
def test_a_role_holds_over_everything_below_on_its_line(hoa, so, hoa_sen, suoi_may):
    user = make_user("Phan Thị Thu")

    give_role(user, NewRole(Role.LEADER, suoi_may, line=Line.ADMIN), by=hoa)

    user = fresh(user)
    assert holds_over(user, hoa_sen, Role.LEADER)
    assert not holds_at(user, hoa_sen, Role.LEADER)
    assert not holds_over(user, so, Role.LEADER)
    assert set(Unit.objects.filter(read_units(user))) == {suoi_may, hoa_sen}


def test_a_role_tells_its_holder_and_the_history(hoa, so):
    user = make_user("Phan Thị Thu", "thu")

    grant = give_role(user, NewRole(Role.OFFICE, so, line=Line.PROF), by=hoa)

    assert Notice.objects.get(to=user).text == (
        "Bạn được phân vai trò “Văn phòng, thường trực phong trào” tại "
        "Sở Giáo dục và Đào tạo Sông Ngân."
    )
    entry = Entry.objects.get(subject_type="orgs.grant", subject_id=grant.pk)
    assert entry.subject_label == f"thu: office, {so}"


def test_the_history_of_a_role_says_how_far_it_reaches_and_from_when(hoa, so):
    user = make_user("Phan Thị Thu", "thu")
    kind, level = Unit.Kind.SCHOOL, Unit.Level.PRIMARY

    give_role(user, NewRole(Role.AUDITOR, so, Line.PROF, kind, level, since=TOMORROW), by=hoa)

    told = {label: after for label, __, after in changes_of(Entry.objects.latest("pk"))}
    assert told == {
        "vai trò": Role.AUDITOR.label,
        "đơn vị": str(so),
        "tuyến": Line.PROF.label,
        "thẩm quyền ký": "Ký với chức vụ của mình",
        "chỉ loại đơn vị": kind.label,
        "chỉ cấp học": "Tiểu học",
        "từ ngày": TOMORROW.isoformat(),
        "đến trước ngày": None,
    }


def test_many_roles_end_only_for_who_may_end_each(hoa, binh, giang, suoi_may, hoa_sen, binh_minh):
    local = make_user("Phan Thị Thu")
    give(local, Role.ADMIN, suoi_may)
    within, outside = Grant.objects.get(user=binh), give(giang, Role.HEAD, binh_minh)

    with pytest.raises(NotAllowed, match="phụ trách đơn vị này"):
        end_roles_on({within: TODAY, outside: TODAY}, by=local)

    assert Grant.objects.filter(pk__in=[within.pk, outside.pk], days__upper_inf=True).count() == 2
    assert end_roles_on({within: TODAY, outside: TODAY}, by=hoa) == 2
    with pytest.raises(NotAllowed, match="đã hết hiệu lực"):
        end_roles_on({within: TODAY}, by=hoa)


@pytest.mark.parametrize("who", ["hoa", "local", "an"])
def test_roles_that_may_be_ended_are_those_a_query_finds(request, hoa, suoi_may, who):
    local = make_user("Phan Thị Thu", "local")
    give(local, Role.ADMIN, suoi_may)
    user = local if who == "local" else request.getfixturevalue(who)

    found = endable_grants_of(user, User.objects.values_list("pk", flat=True))

    assert set(found) == {one for one in Grant.objects.all() if can_end_role(fresh(user), one)}


def test_a_role_may_hold_for_a_kind_or_level_only(hoa, so, hoa_sen, binh_minh):
    user = make_user("Phan Thị Thu")

    give_role(user, NewRole(Role.AUDITOR, so, line=Line.PROF, level=Unit.Level.PRIMARY), by=hoa)

    user = fresh(user)
    assert holds_over(user, binh_minh, Role.AUDITOR)
    assert not holds_over(user, hoa_sen, Role.AUDITOR)
    assert list(Unit.objects.filter(unit_condition(grants_of(user)))) == [binh_minh]


def test_a_role_holds_on_its_days_only(hoa, hoa_sen):
    user = make_user("Phan Thị Thu")

    give_role(user, NewRole(Role.HEAD, hoa_sen, since=TOMORROW), by=hoa)
    give_role(
        user, NewRole(Role.FOCAL, hoa_sen, since=TODAY - timedelta(days=9), until=TODAY), by=hoa
    )

    assert grants_of(fresh(user)) == []


@pytest.mark.parametrize("who", ["an", "dung", "binh", "lam", "khanh"])
def test_roles_are_given_by_administrators_only(request, giang, hoa_sen, who):
    with pytest.raises(NotAllowed, match="Chỉ quản trị viên"):
        give_role(giang, NewRole(Role.HEAD, hoa_sen), by=request.getfixturevalue(who))

    assert Grant.objects.filter(user=giang, role=Role.HEAD).count() == 0


def test_nobody_gives_a_role_to_oneself(hoa, so):
    with pytest.raises(NotAllowed, match="tự phân quyền"):
        give_role(hoa, NewRole(Role.OFFICE, so, line=Line.PROF), by=hoa)


def test_an_administrator_gives_roles_within_reach_only(suoi_may, binh_minh, giang):
    local = make_user("Phan Thị Thu")
    give(local, Role.ADMIN, suoi_may)

    with pytest.raises(NotAllowed):
        give_role(giang, NewRole(Role.HEAD, binh_minh), by=local)


def test_ending_a_role_works_at_once(hoa, binh, hoa_sen):
    grant = Grant.objects.get(user=binh)

    end_role(grant, by=hoa)

    grant.refresh_from_db()
    assert (grant.days, grant.is_over) == (DateRange(LONG_AGO, TODAY), True)
    assert grants_of(fresh(binh)) == []
    assert Entry.objects.latest("pk").action == "orgs.role_ended"


def test_ending_a_role_given_today_or_for_tomorrow_leaves_no_day(hoa, giang, hoa_sen):
    for since in (TODAY, TOMORROW):
        grant = give_role(giang, NewRole(Role.FOCAL, hoa_sen, since=since), by=hoa)

        end_role(grant, by=hoa)

        assert (grant.days.isempty, grant.is_over) == (True, True)


def test_ending_twice_or_ones_own_is_refused(hoa, binh):
    grant = Grant.objects.get(user=binh)
    end_role(grant, by=hoa)

    with pytest.raises(NotAllowed, match="đã hết hiệu lực"):
        end_role(grant, by=hoa)
    with pytest.raises(NotAllowed, match="tự thu hồi"):
        end_role(Grant.objects.get(user=hoa), by=hoa)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_end_a_role_at_once_and_one_is_told(hoa, binh, so):
    second = make_user("Phan Thị Thu")
    give(second, Role.ADMIN, so, Line.PROF)
    both = [Grant.objects.get(user=binh), Grant.objects.get(user=binh)]

    faults = at_once(lambda: end_role(both[0], by=hoa), lambda: end_role(both[1], by=second))

    assert [type(fault) for fault in faults if fault] == [Conflict]
    assert Entry.objects.filter(action="orgs.role_ended").count() == 1


def test_grants_are_read_once_per_person(binh, hoa_sen, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert holds_over(binh, hoa_sen, Role.HEAD)
        assert holds_at(binh, hoa_sen, Role.HEAD)


def test_dates_of_a_grant_are_inclusive_of_the_first_day(hoa, giang, hoa_sen):
    give_role(giang, NewRole(Role.HEAD, hoa_sen, since=TODAY, until=TOMORROW), by=hoa)

    assert holds_at(fresh(giang), hoa_sen, Role.HEAD)
