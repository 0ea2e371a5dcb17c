"""Criteria drafted as rules: counted where facts can decide, else confirmed in their own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.lib.facts import Subject
from phongtrao.lib.rules import (
    PERIOD,
    AllOf,
    AllOrAny,
    AnyOf,
    Declared,
    is_open,
    parse_rule,
    print_rule,
    say_clause,
)
from phongtrao.reader.drafting import draft_rule, join_alternatives
from phongtrao.reader.requirements import metric_of, read_requirements
from tests.reader.corpus import gold, names


def read(text: str, applies_to: str = "individual") -> list[dict]:
    """The criteria of a paragraph, as the reader gives them."""
    return [
        {
            "applies_to": applies_to,
            "text": one.text,
            "metric": metric_of(one),
            "comparator": one.measure.comparator if one.measure else None,
            "threshold": one.measure.value if one.measure else None,
            "unit": one.measure.unit if one.measure else None,
            "window": one.window,
        }
        for one in read_requirements(text)
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Trong giai đoạn 2020-2025, hằng năm được đánh giá hoàn thành tốt nhiệm vụ trở lên",
         "hằng năm xếp loại hoàn thành tốt nhiệm vụ trở lên, trong các năm 2020–2025"),
        ("05 năm liên tục được xếp loại hoàn thành xuất sắc nhiệm vụ",
         "hằng năm xếp loại hoàn thành xuất sắc nhiệm vụ trở lên, trong 5 năm liền kề tính đến năm xét"),
        ("trong đó ít nhất 02 năm hoàn thành xuất sắc nhiệm vụ",
         "có ít nhất 2 năm xếp loại hoàn thành xuất sắc nhiệm vụ trở lên, trong thời gian của phong trào"),
        ("Hằng năm có tối thiểu 05 sáng kiến được công nhận cấp cơ sở",
         "có ít nhất 5 sáng kiến được công nhận, cấp cơ sở, tính từng năm, trong thời gian của phong trào"),
        ("Trong 02 năm liền kề có 01 sáng kiến được Chủ tịch UBND tỉnh công nhận",
         "có ít nhất 1 sáng kiến được công nhận, cấp tỉnh, thành phố, trong 2 năm liền kề tính đến năm xét"),
        ("Tối thiểu 10% sáng kiến cơ sở trên tổng số cán bộ, công chức, trong năm",
         "sáng kiến được công nhận, cấp cơ sở đạt ít nhất 10% trên tổng số cán bộ, công chức, viên chức, người lao động, trong năm xét"),
        ("Chủ trì đề tài nghiên cứu khoa học có mức đóng góp từ 40% trở lên",
         "mức đóng góp trong nhiệm vụ khoa học ít nhất 40%, trong thời gian của phong trào"),
        ("Đề tài khoa học cấp thành phố được nghiệm thu xếp loại từ loại đạt trở lên",
         "có ít nhất 1 đề tài, đề án, công trình khoa học được nghiệm thu, cấp tỉnh, thành phố, từ mức đạt trở lên, trong thời gian của phong trào"),
        ("Có thời gian trực tiếp giảng dạy từ 05 năm trở lên",
         "thời gian công tác ít nhất 60 tháng"),
        ("Giai đoạn 2021-2025 có ít nhất 03 năm được công nhận “Tập thể lao động xuất sắc”",
         "có ít nhất 3 danh hiệu thi đua “Tập thể lao động xuất sắc”, trong các năm 2021–2025"),
        ("ít nhất 01 lần được tặng Cờ thi đua của UBND thành phố, tính đến ngày 31/12/2025",
         "có ít nhất 1 hình thức khen thưởng, Cờ thi đua, cấp tỉnh, thành phố, tính đến ngày 31/12/2025"),
        ("Có 01 giải pháp đạt giải tại hội thi sáng tạo kỹ thuật cấp tỉnh",
         "có ít nhất 1 giải thưởng, cấp tỉnh, thành phố, trong thời gian của phong trào"),
        ("Có 01 giải pháp được công nhận và đạt giải cấp tỉnh",
         "Có 01 giải pháp được công nhận và đạt giải cấp tỉnh (cấp trên trực tiếp xác nhận)"),
        ("Nội bộ đoàn kết", "Nội bộ đoàn kết (cấp trên trực tiếp xác nhận)"),
        ("Trên 60% giáo viên có sáng kiến", "Trên 60% giáo viên có sáng kiến (cấp trên trực tiếp xác nhận)"),
        ("Có ít nhất 10 bài giảng số", "Có ít nhất 10 bài giảng số (cấp trên trực tiếp xác nhận)"),
    ],
)  # fmt: skip
def test_criterion_becomes_what_facts_can_decide_or_stays_a_statement(text, sentence):
    [value] = read(text)

    rule = draft_rule(value)

    assert (rule.subject, say_clause(rule.requires)) == (Subject.PERSON, sentence)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Được tặng Bằng khen hoặc Giấy khen", AnyOf),
        ("Được tặng Bằng khen và Giấy khen", AllOf),
        ("Được tặng Bằng khen, Giấy khen", AllOrAny),
    ],
)
def test_several_awards_in_one_sentence_keep_their_joint(text, kind):
    [value] = read(text, "collective")

    clause = draft_rule(value).requires

    assert (type(clause), is_open(clause)) == (kind, kind is AllOrAny)


def test_alternatives_are_joined_with_the_reading_that_was_chosen():
    rules = [draft_rule(value) for value in read("Có 02 sáng kiến cấp cơ sở hoặc 01 sáng kiến cấp tỉnh")]  # fmt: skip

    asked, chosen = join_alternatives(rules, None), join_alternatives(rules, "any")

    assert (len(rules), is_open(asked.requires), is_open(chosen.requires)) == (2, True, False)
    assert say_clause(chosen.requires) == "; hoặc ".join(say_clause(r.requires) for r in rules)


@pytest.mark.parametrize("name", names())
def test_every_annotated_criterion_becomes_a_rule_that_can_be_kept(name):
    drafts = [(value, draft_rule(value)) for value in gold(name)["criteria"]]

    assert [parse_rule(print_rule(rule)) for _, rule in drafts] == [rule for _, rule in drafts]
    assert [value["text"] for value, rule in drafts
            if value["measurable"] is False and not isinstance(rule.requires, Declared)] == []  # fmt: skip


@given(
    st.fixed_dictionaries({
        "applies_to": st.sampled_from(["collective", "individual", "both"]),
        "text": st.sampled_from(["", " ", "Có sáng kiến trên tổng số cán bộ", "năm liên tục hoàn thành tốt nhiệm vụ", "Bằng khen, Giấy khen", "mức đóng góp", "giảng dạy"]),
        "comparator": st.sampled_from([None, "=", ">=", "<", "?"]),
        "threshold": st.one_of(st.none(), st.integers(-5, 10**6), st.floats(-5, 200), st.sampled_from(["đạt", "hoàn thành tốt nhiệm vụ", "abc"])),
        "unit": st.sampled_from([None, "%", "năm", "sáng kiến", "lần", "mức xếp loại", "xyz"]),
        "window": st.sampled_from([None, "hằng năm", "99 năm liên tục", "00 năm qua", "giai đoạn 2025-2020", "tính đến ngày 31/02/2025", "năm học 2025-2026"]),
    })
)  # fmt: skip
def test_whatever_a_person_types_a_draft_is_made_that_can_be_kept(value):
    rule = draft_rule(value)

    assert parse_rule(print_rule(rule)) == rule


def test_period_that_is_none_is_asked_of_the_movement():
    [value] = read("Có 01 sáng kiến")

    assert draft_rule(value | {"window": "giai đoạn 2025-2020"}).requires.window == PERIOD
