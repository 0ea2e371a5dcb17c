"""What is refused, and what is asked about. S4-27"""

from decimal import Decimal

import pytest

from phongtrao.indicators.checks import Given, Number, Rule, check, unexplained

SHARE = Rule(is_ratio=True, measure="%")
YES_NO = Rule(is_ratio=True, is_yes_no=True, measure="%")
PERCENT = Rule(measure="%")


def number(n, d=None, note=""):
    return Number(Decimal(str(n)), None if d is None else Decimal(str(d)), note)


def said(rule, whole, before=None, **parts):
    found = check(rule, Given(whole, parts, before))
    return [(finding.is_refused, finding.sentence) for finding in found]


def test_parts_must_fit_too():
    parts = {"gender:female": number("0.12345")}
    assert said(Rule(splits=("gender",)), number(1), **parts) == [
        (True, "Nhiều nhất bốn chữ số thập phân. Hãy làm tròn.")
    ]


@pytest.mark.parametrize(
    ("rule", "whole", "words"),
    [
        (SHARE, number(12, 10), "Tử số 12 lớn hơn mẫu số 10. Hãy xem lại hai số."),
        (SHARE, number(5), "Chưa có mẫu số. Hãy nhập, hoặc khai số người của đơn vị."),
        (SHARE, number(1, 10**14), "Số quá lớn. Hãy xem lại đơn vị tính."),
        (SHARE, number("0.12345", 2), "Nhiều nhất bốn chữ số thập phân. Hãy làm tròn."),
        (SHARE, number(5, 0), "Mẫu số phải lớn hơn 0."),
        (SHARE, number(-1, 5), "Số liệu không thể âm. Hãy xem lại."),
        (YES_NO, number(2, 1), "Chỉ số này chỉ nhận có (1) hoặc không (0)."),
        (PERCENT, number(105), "Giá trị 105 lớn hơn mức cao nhất 100. Hãy xem lại."),
        (
            Rule(lowest=Decimal(10)),
            number(5),
            "Giá trị 5 nhỏ hơn mức thấp nhất 10. Hãy xem lại.",
        ),
    ],
)
def test_what_cannot_be_true_is_refused(rule, whole, words):
    assert said(rule, whole) == [(True, words)]


@pytest.mark.parametrize(
    ("rule", "whole"),
    [(PERCENT, number("0.95")), (PERCENT, number(1)), (SHARE, number("0.95", 40))],
)
def test_a_percentage_typed_as_a_share_is_asked_about(rule, whole):
    [(is_refused, sentence)] = said(rule, whole)

    assert not is_refused
    assert sentence.startswith(f"Bạn nhập {str(whole.n).replace('.', ',')}: là ")


def test_ninety_five_is_no_question():
    assert said(PERCENT, number(95)) == []
    assert said(SHARE, number(38, 40)) == []
    assert said(YES_NO, number(1, 1)) == []


def test_a_jump_against_last_year_is_asked_about():
    rule = Rule(jump_percent=20)

    assert said(rule, number(119), number(100)) == []
    assert said(rule, number(121), number(100)) == [
        (False, "Khác năm trước 21% (100 → 121). Nếu đúng, hãy ghi chú lý do.")
    ]
    assert said(rule, number(121)) == []


def test_parts_must_make_the_whole():
    rule = Rule(splits=("gender",))
    parts = {"gender:female": number(3), "gender:male": number(4)}

    assert check(rule, Given(number(7), parts)) == []
    [finding] = check(rule, Given(number(8), parts))
    assert finding.sentence == "Các phần cộng lại là 7, khác số chung 8. Hãy sửa cho khớp."


def test_a_note_settles_a_question_but_nothing_impossible():
    asked = check(PERCENT, Given(number("0.95")))
    refused = check(PERCENT, Given(number(105)))

    assert unexplained(asked, "Đúng là chưa tới 1%") == []
    assert unexplained(refused, "Đúng là thế") == refused
