"""Names of a plan by the organisation as of its day: before, at and after 1/7/2025. SX-07."""

from datetime import date

import pytest

from phongtrao.orgs.forest import Abolish, Change, Found, Merge, Node
from phongtrao.orgs.models import Unit
from phongtrao.orgs.services import Order, reorganise
from phongtrao.plans.intake.collectives import Collective, collective_of
from phongtrao.plans.queries.meanings import Meaning, Names, meanings_of
from phongtrao.reader.abbreviations import Abbreviation
from tests.factories import make_unit

K, L = Unit.Kind, Unit.Level
BEFORE, ON = date(2025, 3, 1), date(2025, 7, 1)
AFTER = date(2026, 1, 5)


@pytest.fixture
def district(province) -> Unit:
    return make_unit("UBND huyện Sông Con", K.DISTRICT, admin=province)


@pytest.fixture
def office(district, so) -> Unit:
    name = "Phòng Giáo dục và Đào tạo huyện Sông Con"
    return make_unit(name, K.OFFICE, admin=district, prof=so)


@pytest.fixture
def abolished(district, office, suoi_may, doi_thong) -> None:
    ended = (office.pk, district.pk)
    into = (suoi_may.pk, doi_thong.pk)
    step = Abolish(ended, dict.fromkeys(ended, into), dict.fromkeys(ended, suoi_may.pk))
    reorganise(Order("Bỏ cấp huyện", ON, (step,), "01/NQ-HĐND"), by=None)


def mean(so, said: str, day: date = AFTER, *shorts: Abbreviation) -> Meaning:
    return meanings_of([said], Names(so, day, shorts))[said]


# ------------------------------------------------------------------ units that ended
@pytest.mark.parametrize("day", [BEFORE, AFTER])
@pytest.mark.parametrize(
    "said", ["Phòng GDĐT huyện Sông Con", "Phòng Giáo dục và Đào tạo huyện Sông Con"]
)
def test_a_unit_that_ended_is_proposed_as_who_stands_for_it(
    so, abolished, suoi_may, doi_thong, day, said
):
    assert mean(so, said, day) == Meaning(
        said,
        then="Phòng Giáo dục và Đào tạo huyện Sông Con",
        ended_on=ON,
        act="Bỏ cấp huyện (01/NQ-HĐND)",
        proposed=(doi_thong, suoi_may),
    )


def test_while_it_stands_it_is_itself(so, office):
    said = "Phòng GDĐT huyện Sông Con"

    assert mean(so, said, BEFORE) == Meaning(said, office)


def test_heirs_of_heirs_stand_for_it(so, abolished, suoi_may, doi_thong):
    node = Node("Phường Mây Thông", K.COMMUNE, admin=so.pk, prof=so.pk)
    steps = (Found(-1, node), Merge((suoi_may.pk, doi_thong.pk), -1))
    reorganise(Order("Hợp nhất", date(2025, 9, 1), steps), by=None)

    proposed = mean(so, "UBND huyện Sông Con", BEFORE).proposed

    assert [unit.name for unit in proposed] == ["Phường Mây Thông"]


def test_a_name_borne_again_means_who_bore_it_on_the_day(so, hoa_sen, binh_minh, suoi_may):
    reorganise(Order("Sáp nhập", ON, (Merge((hoa_sen.pk,), binh_minh.pk),)), by=None)
    latter = make_unit("Trường THCS Hoa Sen", admin=suoi_may, prof=so, opened_on=date(2025, 9, 1))

    assert mean(so, "Trường THCS Hoa Sen", BEFORE).proposed == (binh_minh,)
    assert mean(so, "Trường THCS Hoa Sen", AFTER).unit == latter


def test_a_renamed_unit_is_proposed_not_taken(so, hoa_sen):
    step = Change(hoa_sen.pk, name="Trường THCS Sen Vàng")
    reorganise(Order("Đổi tên", ON, (step,)), by=None)

    meaning = mean(so, "Trường THCS Hoa Sen", BEFORE)

    hoa_sen.refresh_from_db()
    assert meaning == Meaning(
        "Trường THCS Hoa Sen", then="Trường THCS Hoa Sen", proposed=(hoa_sen,)
    )
    assert mean(so, "Trường THCS Sen Vàng", AFTER).unit == hoa_sen


# ------------------------------------------------------------------ names as written
def test_names_defined_in_the_text_are_used(so, hoa_sen):
    shorts = [
        Abbreviation("Sở", "Sở Giáo dục và Đào tạo tỉnh Sông Ngân"),
        Abbreviation("HS", "Hoa Sen"),
    ]

    assert mean(so, "Sở", AFTER, *shorts).unit == so
    assert mean(so, "Trường THCS HS", AFTER, *shorts).unit == hoa_sen
    assert mean(so, "Sở", AFTER).unit is None


def test_what_nobody_bears_stays_words_with_near_names(so, hoa_sen, binh_minh):
    said = "Trường THCS Hoa Sen 2"

    assert mean(so, said) == Meaning(said, near=(hoa_sen,))
    assert mean(so, "Câu lạc bộ Cờ vua") == Meaning("Câu lạc bộ Cờ vua")


def test_of_two_bearers_none_is_taken(so, suoi_may, hoa_sen):
    make_unit("Trường THCS Hoa Sen", admin=suoi_may, prof=so)

    assert mean(so, "Trường THCS Hoa Sen").unit is None


def test_a_unit_entered_after_the_day_is_found_by_its_name_of_today(so, suoi_may):
    said = "Trường THCS Mới Vào Sổ"
    unit = make_unit(said, admin=suoi_may, prof=so, opened_on=date(2025, 10, 1))

    assert mean(so, said, BEFORE) == Meaning(said, unit)


def test_what_a_person_said_holds(so, abolished, suoi_may):
    said = "Phòng GDĐT huyện Sông Con"
    names = Names(so, BEFORE, confirmed={said: suoi_may.pk})

    assert meanings_of([said], names) == {said: Meaning(said, suoi_may, is_confirmed=True)}


def test_units_out_of_reach_are_not_meant(so, binh_minh, hoa_sen):
    assert mean(binh_minh, "Trường THCS Hoa Sen") == Meaning("Trường THCS Hoa Sen")


# ------------------------------------------------------------------ many at once
@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("Các trường THPT", Collective((K.SCHOOL,), (L.UPPER,))),
        ("các trường tiểu học, THCS", Collective((K.SCHOOL,), (L.PRIMARY, L.LOWER))),
        ("Hiệu trưởng các trường mầm non", Collective((K.SCHOOL,), (L.PRESCHOOL,))),
        ("Các cơ sở giáo dục", Collective((K.SCHOOL, K.CENTRE))),
        ("UBND các xã, phường", Collective((K.COMMUNE,))),
        ("Ủy ban nhân dân xã, phường, đặc khu", Collective((K.COMMUNE,))),
        (
            "Thủ trưởng các đơn vị trực thuộc",
            Collective((K.SCHOOL, K.CENTRE), is_directly_under=True),
        ),
        (
            "Phòng GDĐT quận/huyện",
            Collective((K.OFFICE,), begins="Phòng Giáo dục và Đào tạo", has_ended=True),
        ),
        ("UBND các quận, huyện", Collective((K.DISTRICT,), has_ended=True)),
    ],
)
def test_a_collective_name_is_kinds_and_levels(said, group):
    assert collective_of(said) == group


@pytest.mark.parametrize(
    "said",
    [
        "Trường THPT Sông Ngân",
        "UBND xã Suối Mây",
        "Phòng GDĐT huyện Sông Con",
        "Các trường THPT Sông Ngân và Hoa Sen",
        "Sở Y tế",
        "Các đoàn thể",
    ],
)
def test_the_name_of_one_is_no_collective(said):
    assert collective_of(said) is None


def test_a_group_has_the_units_of_the_day(so, hoa_sen, binh_minh, thpt):
    names = Names(so, AFTER)
    said = ["Các trường THPT", "Các cơ sở giáo dục", "Các đơn vị trực thuộc", "UBND các xã, phường"]

    counts = {name: one.count for name, one in meanings_of(said, names).items()}

    assert counts == dict(zip(said, [1, 3, 1, 2], strict=True))


def test_a_kind_that_ended_is_counted_then_and_told_who_stands_now(
    so, abolished, suoi_may, doi_thong
):
    before, after = (mean(so, "Phòng GDĐT quận/huyện", day) for day in (BEFORE, AFTER))

    assert (before.count, before.ended_on) == (1, ON)
    assert (after.count, after.ended_on) == (0, ON)
    assert before.proposed == after.proposed == (doi_thong, suoi_may)


def test_queries_do_not_grow_with_the_names(
    so, abolished, hoa_sen, thpt, django_assert_max_num_queries
):
    said = ["Phòng GDĐT huyện Sông Con", "UBND huyện Sông Con", "Trường THCS Hoa Sen"]
    said += ["Các trường THPT", "UBND các quận, huyện", "Ai đó", "Ai khác"]

    with django_assert_max_num_queries(9):
        meanings_of(said, Names(so, BEFORE))
