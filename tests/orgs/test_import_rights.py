"""Who imports which list, and whose record a list never reaches. S1-81, S3-29."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.accounts.models import Role
from phongtrao.lib.errors import NotAllowed
from phongtrao.orgs.imports import access
from phongtrao.orgs.models import Import, Line, Person, Post, Unit
from phongtrao.orgs.services.people import edit_person
from tests.factories import LONG_AGO, give, make_person, make_user
from tests.orgs.sheets_in import PEOPLE, applied, checked, faults, sheet

pytestmark = pytest.mark.django_db
K = Import.Kind
ELSEWHERE = "mã này của một người ngoài phạm vi bạn được nhập. Hãy kiểm tra lại mã."


def row(code, name, unit, born="", since="01/09/2020"):
    return (code, name, born, unit.code, "Giáo viên", "Viên chức", since)


def employ(name, unit, code=None, user=None, until=None):
    person = make_person(name, user)
    Person.objects.filter(pk=person.pk).update(code=code)
    days = DateRange(LONG_AGO, until)
    Post.objects.create(
        person=person, unit=unit, position="Giáo viên", category="public", days=days
    )
    return person


@pytest.fixture
def clerk(hoa_sen):
    """Looks after the people of one school."""
    user = make_user("Tạ Minh Tâm", "tam")
    give(user, Role.PERSONNEL, hoa_sen)
    return user


@pytest.mark.parametrize(
    ("who", "kinds"),
    [
        ("hoa", {K.UNITS, K.PEOPLE, K.RATINGS, K.HEADCOUNTS}),
        ("clerk", {K.PEOPLE, K.RATINGS, K.HEADCOUNTS}),
        ("an", {K.RATINGS, K.HEADCOUNTS}),
        ("binh", {K.RATINGS, K.HEADCOUNTS}),
        ("lan", {K.RATINGS, K.HEADCOUNTS}),
        ("giang", set()),
        ("dung", set()),
    ],
)
def test_a_list_gives_what_its_screen_gives(request, who, kinds):
    assert {key for key, _ in access.kinds_for(request.getfixturevalue(who))} & set(K) == kinds


def test_a_role_over_one_level_is_none_at_the_unit_itself(hoa_sen, so):
    narrow = make_user("Lý Kiều", "kieu")
    grant = give(narrow, Role.FOCAL, so, Line.PROF)
    grant.level = Unit.Level.PRIMARY
    grant.save()

    assert not Unit.objects.filter(access.reach(narrow, K.RATINGS)).exists()


def test_a_clerk_imports_own_unit_only(clerk, hoa_sen, binh_minh):
    content = sheet(PEOPLE, row("GV1", "An", hoa_sen), row("GV2", "Bình", binh_minh))

    act = checked(content, clerk, hoa_sen)

    assert [(line, column) for line, column, __ in faults(act)] == [(3, "Mã đơn vị")]


def test_a_code_of_somebody_elsewhere_is_refused_without_a_name(clerk, hoa_sen, binh_minh):
    employ("Người Kín Đáo", binh_minh, code="GV1")

    act = checked(sheet(PEOPLE, row("GV1", "An", hoa_sen)), clerk, hoa_sen)

    said = [message for *__, message in faults(act)]
    assert ELSEWHERE in said
    assert "Kín Đáo" not in " ".join(said)


def test_who_left_another_unit_is_not_claimed_by_code(clerk, hoa, so, hoa_sen, binh_minh):
    employ("Lê Đã Nghỉ", binh_minh, code="GV1", until=date(2024, 8, 1))
    content = sheet(PEOPLE, row("GV1", "Tên Khác", hoa_sen, since="01/09/2024"))

    assert ELSEWHERE in [message for *__, message in faults(checked(content, clerk, hoa_sen))]
    assert faults(checked(content, hoa, so)) == []  # looks after both units


def test_who_left_the_own_unit_comes_back(clerk, hoa_sen):
    employ("Lê Trở Lại", hoa_sen, code="GV1", until=date(2024, 8, 1))

    back = row("GV1", "Lê Trở Lại", hoa_sen, since="01/09/2024")

    assert faults(checked(sheet(PEOPLE, back), clerk, hoa_sen)) == []


def test_who_never_worked_anywhere_is_kept_at_the_top(clerk, hoa, so, hoa_sen):
    Person.objects.filter(pk=make_person("Lê Chưa Đâu").pk).update(code="GV1")
    content = sheet(PEOPLE, row("GV1", "Tên Khác", hoa_sen, since="01/09/2024"))

    assert ELSEWHERE in [message for *__, message in faults(checked(content, clerk, hoa_sen))]
    assert faults(checked(content, hoa, so)) == []


def test_a_name_never_gives_a_code_to_an_account(hoa, so, hoa_sen, lan):
    employ("Đỗ Ngọc Lan", hoa_sen, user=lan)
    employ("Lê Không Tài Khoản", hoa_sen)
    content = sheet(
        PEOPLE,
        row("KE-GIAN", "Đỗ Ngọc Lan", hoa_sen),
        row("GV2", "Lê Không Tài Khoản", hoa_sen),
    )

    act = checked(content, hoa, so)

    ((line, column, message),) = faults(act)
    assert (line, column) == (2, "Mã")
    assert message.startswith("người này có tài khoản")
    assert not Person.objects.filter(code="KE-GIAN").exists()


def test_an_account_holder_is_met_by_name_without_a_code(hoa, so, hoa_sen, lan):
    employ("Đỗ Ngọc Lan", hoa_sen, user=lan)

    act = applied(
        checked(sheet(PEOPLE, row("", "Đỗ Ngọc Lan", hoa_sen, "12/05/1990")), hoa, so), hoa
    )

    assert (act.status, act.counts["changed"], act.counts["new"]) == ("applied", 1, 0)


def test_the_code_of_an_account_is_changed_by_who_may_reset_it(clerk, hoa, hoa_sen, lan):
    person = employ("Đỗ Ngọc Lan", hoa_sen, user=lan)

    with pytest.raises(NotAllowed):
        edit_person(person, {"code": "KE-GIAN"}, by=clerk)
    edit_person(person, {"code": "GV1"}, by=hoa)

    assert Person.objects.get(pk=person.pk).code == "GV1"
