"""Documents cited: days, spellings, kinds and forms of numbers."""

import pytest

from tests.reader.lint.papers import SOUND, changed, defects, found

BASE = "Thông tư số 16/2022/TT-BGDĐT ngày 22/11/2022"
BODY = "học sinh theo Kế hoạch số 120/KH-UBND."


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # SX-01
        (BODY, "theo Kế hoạch số 120/KH-UBND ngày 06/02/2026.",
         ("citations.two_days", "Kế hoạch số 120/KH-UBND ngày 06/02/2026")),
        (BODY, "theo Kế hoạch số 120-KH/UBND.",
         ("citations.two_spellings", "Kế hoạch số 120-KH/UBND")),
        (BODY, "theo Kế hoạch số 99/KH-UBND.",
         ("citations.other_than_carried_out", "Kế hoạch số 99/KH-UBND")),  # SX-05
        (BODY, "theo Chỉ thị số 12/CT-TTg.", ("citations.no_day", "Chỉ thị số 12/CT-TTg")),
        (BASE, "Thông tư số 16/2022/TT-BGDĐT ngày 22/11/2026",
         ("citations.other_year", "Thông tư số 16/2022/TT-BGDĐT ngày 22/11/2026")),
        ("ngày 05/02/2026", "ngày 05/4/2026",
         ("citations.later_than_plan", "Kế hoạch số 120/KH-UBND ngày 05/4/2026")),
        # SX-04
        ("Thực hiện Kế hoạch số 120", "Thực hiện Quyết định số 120",
         ("numbers.kind_and_code", "Quyết định số 120/KH-UBND")),
        # SX-07
        (BODY, "theo Nghị quyết số 03-NQ/CP ngày 09/01/2025.",
         ("numbers.form_of_party", "Nghị quyết số 03-NQ/CP")),
        (BODY, "theo Nghị quyết số 57/NQ-TW ngày 22/12/2024.",
         ("numbers.form_of_state", "Nghị quyết số 57/NQ-TW")),
    ],
)  # fmt: skip
def test_citation_that_is_wrong(old, new, expected):
    assert expected in found(changed((old, new)))


@pytest.mark.parametrize(
    "said",
    [
        "theo Thông báo kết luận số 12/TB-UBND ngày 06/02/2026.",
        "theo Luật số 72/2025/QH15 ngày 16/6/2025.",
        "theo Quyết định số 12/QĐ-UBND ngày 06/02/2026 và Kết luận số 91-KL/TW ngày 12/8/2024.",
        "theo Công văn số 1038/BKHCN-ĐP ngày 28/3/2025.",
        "theo Kế hoạch số 31/KH-LĐLĐ ngày 28/01/2026.",
    ],
)
def test_citation_that_is_right(said):
    assert found(changed((BODY, said))) == []


def test_other_year_is_also_later_than_the_plan():
    text = changed((BASE, "Thông tư số 16/2022/TT-BGDĐT ngày 22/11/2026"))

    rules = [rule for rule, _quote in found(text)]

    assert rules == ["citations.other_year", "citations.later_than_plan"]


def test_defect_says_what_why_and_how():
    text = changed((BODY, "theo Kế hoạch số 120/KH-UBND ngày 06/02/2026."))

    (defect,) = defects(text)

    assert defect.what == "120/KH-UBND ghi ngày 6/2/2026, chỗ khác ghi ngày 5/2/2026."
    assert defect.why == "Một văn bản chỉ có một ngày ban hành; người đọc không biết tra bản nào."
    assert defect.how == ("Đối chiếu với bản gốc của 120/KH-UBND rồi ghi cùng một ngày ở mọi chỗ.")


def test_key_is_the_same_wherever_the_words_have_moved():
    text = changed((BODY, "theo Kế hoạch số 99/KH-UBND."))
    moved = text.replace("I. MỤC ĐÍCH", "\n\nI. MỤC ĐÍCH")

    (first,), (second,) = defects(text), defects(moved)

    assert first.key == second.key
    assert first.passage.line != second.passage.line
    assert defects(SOUND) == []
