"""Rules as data: read, printed, said, and asked of one subject."""

from datetime import date
from fractions import Fraction

import pytest

from phongtrao.lib.facts import Fact, Subject
from phongtrao.lib.rules import (
    PERIOD,
    YEAR,
    AllOf,
    AllOrAny,
    Among,
    AnyOf,
    Count,
    Declared,
    Occasion,
    Outcome,
    Rule,
    RuleError,
    Share,
    Sign,
    Streak,
    Tally,
    Window,
    decide,
    explain,
    facts_named,
    is_open,
    is_provided,
    parse_clause,
    parse_rule,
    print_clause,
    print_rule,
    say_clause,
    say_rule,
)
from tests.lib.records import Known

MERIT = {
    "title": "Bằng khen cấp tỉnh",
    "subject": "person",
    "since": "2024-01-01",
    "requires": {
        "all": [
            {
                "rated": "good",
                "within": {"last_years": 5},
                "among": [{"rated": "excellent", "at_least": 2}],
                "basis": "Điều 74",
            },
            {
                "any": [
                    {"count": "initiatives", "scope": "base", "at_least": 2, "within": "period"},
                    {
                        "count": "initiatives",
                        "scope": "province",
                        "at_least": 1,
                        "within": "period",
                    },
                ]
            },
            {"declared": "Nội bộ đoàn kết", "confirmed_by": "superior"},
        ]
    },
}
BASE, PROVINCE = Tally("initiatives", (("scope", "base"),)), Tally("initiatives", (("scope", "province"),))  # fmt: skip
STREAK = Streak("rating", "good", Window.last_years(5), (Among("excellent", 2),), basis="Điều 74")
NOW = Occasion(on=date(2026, 3, 1), year=2025, period=(2021, 2025))
M, N, U = Outcome.MET, Outcome.NOT_MET, Outcome.UNDECIDABLE


def rated(**levels: int | None) -> tuple[Fact, ...]:
    """rated(y2024=3): the rating at the end of 2024."""
    return tuple(
        Fact(1, date(int(year[1:]), 12, 31), level, (f"orgs.yearlyrating:{year}",))
        for year, level in levels.items()
    )


def initiative(year: int) -> Fact:
    return Fact(1, date(year, 5, 4), None, (f"initiatives.initiative:{year}",))


# ------------------------------------------------------------------ data


def test_rule_is_read_into_values_and_printed_as_it_was():
    rule = parse_rule(MERIT)

    assert rule == Rule(
        AllOf(
            (
                STREAK,
                AnyOf(
                    (
                        Count(BASE, Sign.AT_LEAST, Fraction(2), PERIOD),
                        Count(PROVINCE, Sign.AT_LEAST, Fraction(1), PERIOD),
                    )
                ),
                Declared("Nội bộ đoàn kết"),
            )
        ),
        Subject.PERSON,
        "Bằng khen cấp tỉnh",
        date(2024, 1, 1),
    )
    assert print_rule(rule) == MERIT


@pytest.mark.parametrize(
    ("clause", "place"),
    [
        ([], "requires"),
        ({}, "requires"),
        ({"all": []}, "requires.all"),
        ({"all": [{"declared": "a"}], "any": [{"declared": "b"}]}, "requires"),
        ({"any": [{"declared": "a"}, {"count": "sáng kiến", "at_least": 1}]}, "requires.any[1].count"),
        ({"count": "initiatives"}, "requires"),
        ({"count": "initiatives", "at_least": "hai"}, "requires.at_least"),
        ({"count": "initiatives", "at_least": True}, "requires.at_least"),
        ({"count": "initiatives", "at_least": float("nan")}, "requires.at_least"),
        ({"count": "initiatives", "at_least": 1, "scope": "huyện"}, "requires.scope"),
        ({"count": "initiatives", "at_least": 1, "scpoe": "base"}, "requires.scpoe"),
        ({"count": "initiatives", "at_least": 1, "each_year": True}, "requires.each_year"),
        ({"count": "rating", "at_least": 1}, "requires"),
        ({"count": "initiatives", "at_least": 1, "within": "mãi"}, "requires.within"),
        ({"rated": "good", "within": "ever"}, "requires.within"),
        ({"rated": "good", "within": {"last_years": 99}}, "requires.within.last_years"),
        ({"rated": "good", "within": {"years": [2025, 2020]}}, "requires.within.years"),
        ({"some": 3, "of": [{"declared": "a"}]}, "requires.some"),
        ({"all_or_any": [{"declared": "a"}], "meant": "none"}, "requires.all_or_any".replace("all_or_any", "meant")),
        ({"count": "initiatives", "at_least": 1, "within": {"until": "31/12"}}, "requires.within.until"),
    ],
)  # fmt: skip
def test_mistake_in_a_rule_is_said_with_its_place(clause, place):
    with pytest.raises(RuleError) as error:
        parse_rule({"requires": clause})

    assert error.value.place == place
    assert str(error.value).startswith(f"Quy tắc, tại “{place}”: ")


def test_rule_that_ends_before_it_begins_is_refused():
    with pytest.raises(RuleError) as error:
        parse_rule({**MERIT, "until": "2023-01-01"})

    assert error.value.place == "until"


def test_groups_deeper_than_anybody_reads_are_refused():
    data: object = {"declared": "a"}
    for _ in range(12):
        data = {"all": [data]}

    with pytest.raises(RuleError):
        parse_clause(data)


def test_rule_names_its_facts_and_who_publishes_them():
    rule = parse_rule(MERIT)

    assert facts_named(rule.requires) == ["rating", "initiatives"]
    assert [is_provided(name, Subject.PERSON) for name in ("rating", "publications")] == [
        True,
        False,
    ]


# ------------------------------------------------------------------ sentences


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"count": "initiatives", "scope": "base", "at_least": 2, "within": {"years": [2020, 2025]}},
         "có ít nhất 2 sáng kiến được công nhận, cấp cơ sở, trong các năm 2020–2025"),
        ({"count": "initiatives", "at_least": 1, "within": "period", "each_year": True},
         "có ít nhất 1 sáng kiến được công nhận, tính từng năm, trong thời gian của phong trào"),
        ({"count": "contribution", "more_than": 40},
         "mức đóng góp trong nhiệm vụ khoa học trên 40%"),
        ({"count": "rating", "level": "excellent", "at_least": 2, "within": {"last_years": 5}},
         "có ít nhất 2 năm xếp loại hoàn thành xuất sắc nhiệm vụ trở lên, trong 5 năm liền kề tính đến năm xét"),
        ({"share": {"count": "initiatives"}, "of": {"count": "staff"}, "at_least": 12.5, "within": "year"},
         "sáng kiến được công nhận đạt ít nhất 12,5% trên tổng số cán bộ, công chức, viên chức, người lao động, trong năm xét"),
        ({"rated": "good", "within": {"last_years": 5}, "among": [{"rated": "excellent", "at_least": 2}]},
         "hằng năm xếp loại hoàn thành tốt nhiệm vụ trở lên, trong 5 năm liền kề tính đến năm xét, trong đó ít nhất 2 năm hoàn thành xuất sắc nhiệm vụ"),
        ({"declared": "Nội bộ đoàn kết"}, "Nội bộ đoàn kết (cấp trên trực tiếp xác nhận)"),
        ({"all": [{"declared": "A", "confirmed_by": "unit"}, {"any": [{"declared": "B"}, {"declared": "C", "confirmed_by": "council"}]}]},
         "A (đơn vị xác nhận); đồng thời (B (cấp trên trực tiếp xác nhận); hoặc C (hội đồng xác nhận))"),
        ({"some": 1, "of": [{"declared": "A", "confirmed_by": "self"}]},
         "ít nhất 1 trong các điều kiện: A (người được xét tự khai)"),
        ({"all_or_any": [{"declared": "A", "confirmed_by": "unit"}, {"declared": "B", "confirmed_by": "unit"}]},
         "A (đơn vị xác nhận); B (đơn vị xác nhận) (cần kiểm tra: phải đạt tất cả, hay chỉ cần một)"),
    ],
)  # fmt: skip
def test_clause_is_said_in_the_words_of_the_office(data, sentence):
    assert say_clause(parse_clause(data)) == sentence


def test_rule_says_whom_it_asks():
    rule = Rule(Count(Tally("titles"), Sign.EXACTLY, Fraction(0), Window.until(date(2025, 12, 31))))

    assert say_rule(rule) == (
        "Tập thể, cá nhân: có đúng 0 danh hiệu thi đua, tính đến ngày 31/12/2025."
    )


# ------------------------------------------------------------------ verdicts


@pytest.mark.parametrize(
    ("ratings", "outcome", "missing", "left_out"),
    [
        (rated(y2021=3, y2022=4, y2023=3, y2024=4, y2025=3), M, (), ()),
        (rated(y2021=3, y2022=4, y2023=3, y2024=3, y2025=3), N, (), ()),  # one excellent year
        (rated(y2021=3, y2022=4, y2023=2, y2024=4, y2025=3), N, (), ()),  # 2023 too low
        (rated(y2021=3, y2022=4, y2024=4, y2025=3), U, ("rating:2023",), ()),
        (rated(y2022=2, y2024=4, y2025=3), N, (), ()),  # whatever 2021 and 2023 were
        (rated(y2021=None, y2022=4, y2023=3, y2024=4, y2025=3), M, (), (2021,)),  # not rated then
        ((), U, tuple(f"rating:{year}" for year in range(2021, 2026)), ()),
    ],
)
def test_years_in_a_row_are_judged_year_by_year(ratings, outcome, missing, left_out):
    verdict = decide(STREAK, Known({"rating": ratings}), NOW)

    assert (verdict.outcome, verdict.missing, verdict.left_out) == (outcome, missing, left_out)


def test_year_that_is_not_over_is_left_out_and_named():
    clause = Count(BASE, Sign.AT_LEAST, Fraction(1), Window.of_years(2024, 2026), each_year=True)
    record = Known({"initiatives": (initiative(2024), initiative(2025))})

    verdict = decide(clause, record, NOW)

    assert (verdict.outcome, verdict.left_out) == (M, (2026,))
    assert [(part.year, part.outcome) for part in verdict.parts] == [(2024, M), (2025, M)]


@pytest.mark.parametrize(
    ("sign", "threshold", "outcome"),
    [
        (Sign.AT_LEAST, 2, M), (Sign.AT_LEAST, 3, N), (Sign.MORE_THAN, 2, N), (Sign.AT_MOST, 2, M),
        (Sign.LESS_THAN, 2, N), (Sign.EXACTLY, 2, M), (Sign.EXACTLY, 1, N),
    ],
)  # fmt: skip
def test_facts_of_the_window_are_counted(sign, threshold, outcome):
    clause = Count(BASE, sign, Fraction(threshold), PERIOD)
    record = Known({"initiatives": tuple(map(initiative, (2019, 2021, 2025)))})

    verdict = decide(clause, record, NOW)

    assert (verdict.outcome, verdict.found) == (outcome, 2)


def test_what_nobody_publishes_is_unknown_and_named():
    verdict = decide(Count(BASE, Sign.AT_LEAST, Fraction(1)), Known({}), NOW)

    assert (verdict.outcome, verdict.missing) == (U, ("initiatives",))


def test_period_of_a_movement_must_be_known():
    clause = Count(BASE, Sign.AT_LEAST, Fraction(1), PERIOD)

    verdict = decide(clause, Known({"initiatives": ()}), Occasion(on=NOW.on, year=2025))

    assert verdict.outcome == U


def test_share_divides_what_was_counted_by_the_latest_total():
    clause = Share(BASE, Tally("staff"), Sign.AT_LEAST, Fraction(10), YEAR)
    staff = (Fact(1, date(2025, 1, 1), 30), Fact(1, date(2025, 9, 1), 20))

    verdict = decide(clause, Known({"initiatives": (initiative(2025), initiative(2025)), "staff": staff}), NOW)  # fmt: skip
    empty = decide(clause, Known({"initiatives": (), "staff": ()}), NOW)

    assert (verdict.outcome, verdict.found) == (M, 10)
    assert (empty.outcome, empty.missing) == (U, ("staff",))


def test_open_reading_is_decided_only_where_both_readings_agree():
    clause = AllOrAny((Declared("A"), Declared("B")))

    def ask(**said: bool) -> Outcome:
        return decide(clause, Known({}, said), NOW).outcome

    assert [ask(A=True, B=True), ask(A=False, B=False), ask(A=True, B=False)] == [M, N, U]
    assert (is_open(clause), is_open(AllOrAny(clause.parts, "any"))) == (True, False)
    assert decide(AllOrAny(clause.parts, "any"), Known({}, {"A": True}), NOW).outcome == M


def test_verdict_is_explained_clause_by_clause():
    rule = parse_rule(MERIT)
    record = Known(
        {
            "rating": rated(y2021=3, y2022=4, y2023=3, y2024=4, y2025=3),
            "initiatives": (initiative(2025),),
        },
        {"Nội bộ đoàn kết": True},
    )

    lines = explain(decide(rule, record, NOW))

    assert [(line.depth, line.outcome) for line in lines] == [
        (0, M), (1, M), (2, M), (2, M), (2, M), (2, M), (2, M), (2, M), (1, M), (2, N), (2, M), (1, M),
    ]  # fmt: skip
    assert str(lines[9]) == (
        "Chưa đạt: có ít nhất 2 sáng kiến được công nhận, cấp cơ sở, "
        "trong thời gian của phong trào – có 1"
    )
    assert lines[9].evidence == ("initiatives.initiative:2025",)


def test_what_is_missing_is_named_in_words():
    line = explain(decide(STREAK, Known({"rating": rated(y2021=3, y2022=3, y2023=4, y2024=4)}), NOW))[0]  # fmt: skip

    assert line.found == "chưa có: mức xếp loại hằng năm năm 2025"


def test_clause_keeps_the_words_it_was_made_from():
    clause = Declared("Nội bộ đoàn kết", said="Nội bộ đoàn kết, thống nhất", basis="Điều 27")

    assert parse_clause(print_clause(clause)) == clause
