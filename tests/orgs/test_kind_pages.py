"""The lists of types and levels on screen, kept by the office of the Sở. S0-13."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.orgs.models import SchoolLevel, UnitType
from phongtrao.orgs.services.kinds import (
    LevelData,
    TypeData,
    add_level,
    add_type,
    change_level,
    change_type,
)
from tests.factories import make_unit

OPEN = {"position": "5", "basis": "", "valid_from": "", "valid_to": ""}


@pytest.mark.parametrize("who", ["binh", "lam", "khanh", "dung"])
def test_only_office_and_administrator_of_the_department_keep_them(request, client, so, who):
    user = request.getfixturevalue(who)
    client.force_login(user)
    pages = [f"/don-vi/{part}/" for part in ("loai-hinh/moi", "cap-hoc/moi", "loai-hinh/1")]

    with pytest.raises(NotAllowed, match="văn phòng hoặc quản trị viên của Sở"):
        add_type(TypeData("MOI", "Trường mới", "school"), by=user)

    assert [client.get(page).status_code for page in pages] == [404] * 3
    assert client.get("/don-vi/loai-hinh/").status_code == 200


def test_a_type_is_added_and_chosen_for_a_unit(client, an, so):
    client.force_login(an)
    said = {**OPEN, "code": "PT-MOI", "name": "Trường phổ thông kiểu mới", "kind": "school"}

    answer = client.post("/don-vi/loai-hinh/moi/", {**said, "levels": ["upper"]}, follow=True)

    row = UnitType.objects.get(code="PT-MOI")
    assert (row.name, row.levels, row.position) == ("Trường phổ thông kiểu mới", ["upper"], 5)
    assert "Trung học phổ thông" in answer.content.decode()
    assert Entry.objects.filter(action="orgs.type_added", subject_id=row.pk).count() == 1


def test_a_type_with_units_keeps_its_code_and_kind(an, so):
    make_unit("Trường THPT A", admin=so, level="upper", type_id="THPT")
    row = UnitType.objects.get(code="THPT")

    with pytest.raises(WrongState, match="không đổi mã và nhóm"):
        change_type(row, TypeData("THPT", "Trường THPT", "centre", ["upper"]), by=an)
    change_type(row, TypeData("THPT", "Trường THPT", "school", ["upper"], position=1), by=an)

    row.refresh_from_db()
    entry = Entry.objects.get(action="orgs.type_changed")
    assert (row.name, entry.values.before["name"]) == ("Trường THPT", "Trường trung học phổ thông")


@pytest.mark.parametrize("code", ["thcs", "MỚI", "A B", "-A", "school"])
def test_a_code_is_plain(an, code):
    with pytest.raises(ValidationError):
        add_type(TypeData(code, "Trường lạ", "school"), by=an)


def test_a_type_that_ended_is_not_offered(client, an, hoa, hoa_sen):
    yesterday = timezone.localdate() - timedelta(days=1)
    row = UnitType.objects.get(code="THCS")
    change_type(row, TypeData("THCS", row.name, "school", row.levels, valid_to=yesterday), by=an)
    client.force_login(hoa)

    page = client.get(f"/don-vi/{hoa_sen.pk}/sua/").content.decode()

    assert 'value="PTDTNT"' in page
    assert 'value="THCS"' not in page


def test_levels_are_basic_or_made_of_basic_ones(client, an):
    made = add_level(LevelData("early", "Nhà trẻ"), by=an)
    both = add_level(LevelData("early_pre", "Nhà trẻ và mầm non", ["early", "preschool"]), by=an)

    assert (made.is_basic, both.contains) == (True, ["early", "preschool"])
    with pytest.raises(BadInput, match="chỉ gồm các cấp cơ bản"):
        add_level(LevelData("x", "Lạ", ["primary_lower", "upper"]), by=an)
    with pytest.raises(WrongState, match="không đổi được"):
        change_level(made, LevelData("other", "Nhà trẻ"), by=an)


def test_a_level_is_changed_on_screen_with_history(client, an):
    row = SchoolLevel.objects.get(code="lower_upper")
    client.force_login(an)
    said = {"name": "THCS và THPT", "contains": ["lower", "upper"], "position": "60"}

    client.post(f"/don-vi/cap-hoc/{row.pk}/", said)

    row.refresh_from_db()
    assert (row.code, row.name, row.contains) == ("lower_upper", "THCS và THPT", ["lower", "upper"])
    assert Entry.objects.filter(action="orgs.level_changed").count() == 1


def test_what_needs_a_check_is_marked_and_found(client, giang):
    client.force_login(giang)

    page = client.get("/don-vi/loai-hinh/", {"kiem_tra": "on"}).content.decode()

    assert "Cần kiểm tra" in page
    assert "Trường trung học cơ sở" not in page


def test_the_lists_ask_the_same_for_any_number(client, an, so, django_assert_num_queries):
    for number in range(3):
        make_unit(f"Trường {number}", admin=so, level="upper", type_id="THPT")
    client.force_login(an)

    with django_assert_num_queries(7):  # session, user, grants, works, bell, count, page
        client.get("/don-vi/loai-hinh/")
    with django_assert_num_queries(7):
        client.get("/don-vi/cap-hoc/")
