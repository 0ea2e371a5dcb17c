"""Ratings of a year: for a whole unit at once, corrected with a line of history.  S3-36 S3-40"""

from datetime import date

import pytest

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.lib.periods import calendar_year, quarter, school_year
from phongtrao.orgs.kinds import rating_levels, read_level
from phongtrao.orgs.models import YearlyRating
from phongtrao.orgs.services import Decision, Given, Written, rate
from tests.orgs.people_work import place

YEAR = school_year(2024)
DECIDED = Decision("12/QĐ-THCS", date(2025, 6, 2))


def rated(*people):
    rows = YearlyRating.objects.filter(person__in=people).order_by("person")
    return list(rows.values_list("person", "level", "period", "decision", "note"))


def test_a_unit_is_rated_in_as_many_queries_as_one(hoa_sen, binh, django_assert_max_num_queries):
    people = [place(hoa_sen, f"Người {number}").person for number in range(12)]

    with django_assert_max_num_queries(14):
        written = rate(YEAR, [Given(hoa_sen, 3, who) for who in people], DECIDED, by=binh)

    assert written == Written(12, 0, 0)
    assert rated(*people) == [(who.pk, 3, "SY2024", "12/QĐ-THCS", "") for who in people]
    assert Entry.objects.filter(action="orgs.rated", actor=binh).count() == 12


def test_a_correction_keeps_what_stood_before(hoa_sen, binh):
    one, two = place(hoa_sen).person, place(hoa_sen).person
    rate(YEAR, [Given(hoa_sen, 3, one), Given(hoa_sen, 2, two)], DECIDED, by=binh)

    written = rate(YEAR, [Given(hoa_sen, 4, one), Given(hoa_sen, 2, two)], DECIDED, by=binh)

    entry = Entry.objects.get(action="orgs.rating_corrected")
    assert written == Written(0, 1, 1)
    assert [row[:2] for row in rated(one, two)] == [(one.pk, 4), (two.pk, 2)]
    assert entry.subject_id == str(one.pk)
    assert entry.values.before == {"level": "Hoàn thành tốt nhiệm vụ"}
    assert entry.values.after["level"] == "Hoàn thành xuất sắc nhiệm vụ"


@pytest.mark.parametrize(
    ("decision", "kept"),
    [
        (Decision(), ("12/QĐ-THCS", date(2025, 6, 2))),
        (Decision("13/QĐ-THCS"), ("13/QĐ-THCS", date(2025, 6, 2))),
        (Decision(on=date(2025, 6, 9)), ("12/QĐ-THCS", date(2025, 6, 9))),
    ],
    ids=["nothing", "number", "day"],
)
def test_what_a_decision_leaves_empty_stays_as_it_was(hoa_sen, binh, decision, kept):
    person = place(hoa_sen).person
    rate(YEAR, [Given(hoa_sen, 3, person)], DECIDED, by=binh)

    rate(YEAR, [Given(hoa_sen, 4, person)], decision, by=binh)

    row = person.ratings.get()
    assert (row.level, row.decision, row.decided_on) == (4, *kept)


def test_who_is_not_subject_to_rating_needs_a_reason(hoa_sen, binh):
    person = place(hoa_sen).person

    with pytest.raises(BadInput, match="không thuộc diện"):
        rate(YEAR, [Given(hoa_sen, None, person)], by=binh)
    rate(YEAR, [Given(hoa_sen, None, person, "Nghỉ thai sản cả năm")], by=binh)

    assert rated(person) == [(person.pk, None, "SY2024", "", "Nghỉ thai sản cả năm")]


def test_the_unit_itself_is_rated_from_above(hoa_sen, binh, an):
    with pytest.raises(NotAllowed, match="cấp trên"):
        rate(calendar_year(2025), [Given(hoa_sen, 4)], by=binh)

    assert rate(calendar_year(2025), [Given(hoa_sen, 4)], by=an) == Written(1, 0, 0)
    assert rate(calendar_year(2025), [Given(hoa_sen, 3)], by=an) == Written(0, 1, 0)
    assert YearlyRating.objects.get(person=None).ends_on == date(2025, 12, 31)


@pytest.mark.parametrize("who", ["giang", "chi", "lam", "khanh", "dung"])
def test_others_do_not_rate_the_people_of_a_school(request, hoa_sen, who):
    person = place(hoa_sen).person

    with pytest.raises(NotAllowed):
        rate(YEAR, [Given(hoa_sen, 4, person)], by=request.getfixturevalue(who))
    assert rated(person) == []


def test_refusals_write_nothing(hoa_sen, binh):
    one, two = place(hoa_sen).person, place(hoa_sen).person
    good = Given(hoa_sen, 3, one)

    for period, given, said in (
        (quarter(2025, 1), [good], "năm học hoặc năm"),
        (school_year(2090), [good], "chưa bắt đầu"),
        (YEAR, [good, Given(hoa_sen, 5, two)], "mức xếp loại 5"),
        (YEAR, [good, good], "hai lần"),
    ):
        with pytest.raises(BadInput, match=said):
            rate(period, given, by=binh)

    assert rated(one, two) == []


def test_a_person_who_moved_has_one_rating_a_year_where_it_was_given_last(hoa_sen, binh_minh, hoa):
    person = place(hoa_sen).person
    rate(YEAR, [Given(hoa_sen, 3, person)], by=hoa)

    rate(YEAR, [Given(binh_minh, 3, person)], by=hoa)

    assert list(person.ratings.values_list("unit", flat=True)) == [binh_minh.pk]


def test_levels_are_read_as_offices_write_them(db):
    texts = ("HTXSNV", "hoàn thành tốt nhiệm vụ", "Hoan thanh", "1", "giỏi", "")

    assert [read_level(text) for text in texts] == [4, 3, 2, 1, None, None]
    assert [level.level for level in rating_levels().values()] == [4, 3, 2, 1]
