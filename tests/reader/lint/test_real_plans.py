"""Every defect of the five source plans, looked at one by one. SX-01 … SX-07."""

import pytest

from phongtrao.reader.lint import lint_file
from tests.reader.corpus import SHARED

pytestmark = pytest.mark.skipif(
    not SHARED.exists(), reason="the source plans are not beside the project"
)

EXPECTED = {
    # SX-01: two days of KH 206, “24/018/2019”, KL/TƯ. SX-02: III twice, a) without 1.
    "000": [
        ("dates.impossible", "24/018/2019"),
        ("citations.two_days", "Kế hoạch số 206/KH-UBND ngày 28/9/2023"),
        ("citations.two_spellings", "Kết luận số 312-KL/TU"),
        ("abbreviations.mistyped", "GDDT"),
        ("numbering.skipped_level", "TIÊU CHUẨN KHEN THƯỞNG"),
        ("numbering.repeated", "PHÂN CÔNG THỰC HIỆN"),
    ],
    # SX-03: month 70. SX-04: a decision with the symbol of a plan.
    "001": [
        ("dates.impossible", "27 tháng 70 năm 2025"),
        ("numbers.kind_and_code", "Quyết định số 899/KH-BGDĐT"),
    ],
    # SX-05: KH 155 for KH 177, (3) twice, task 4 without coordinator.
    "002": [
        ("citations.other_than_carried_out", "Kế hoạch số 155/KH-UBND"),
        ("spelling.two_ways", "qui định"),
        ("units.not_sent_to", "Công đoàn ngành GDĐT"),
        ("numbering.list", "(3) Tăng cường phát triển kỹ năng sống, tư duy sáng tạo, đạo đức và tr"),
        ("tasks.no_label", "4. Phát triển nguồn nhân lực chuyển đổi số"),
        ("units.ends_during", "Phòng GDĐT quận/huyện"),
        ("spelling.twice", "thực hiện Thực hiện"),
    ],
    # SX-06: row 3 without number, 2025–2030 against 2020–2025, Chiến sỹ.
    "003": [
        ("spelling.two_ways", "Chiến sỹ"),
        ("rows.no_number", "Báo cáo tổng kết phong trào thi đua và công tác khen thưởng …"),
        ("periods.other_period", "2020-2025"),
        ("annexes.attachment", "số lượng phân bổ đính kèm"),
    ],
    # SX-07: IV jumps 1 → 3, V and VI with one title, 03-NQ/CP, Phòng GDĐT after 30 June 2025.
    "004": [
        ("numbers.form_of_party", "Nghị quyết số 03-NQ/CP"),
        ("spelling.two_ways", "qui định"),
        ("numbering.skipped", "Các trường Mầm non, Tiểu học, Tiểu học và Trung học cơ sở, Trung học c"),
        ("annexes.unannounced", "Phụ lục I"),
        ("citations.no_day", "Nghị quyết số 03-NQ/TU"),
        ("citations.no_day", "Kết luận số 312-KL/TU"),
        ("units.ends_during", "Phòng GDĐT"),
        ("numbering.same_title", "VI. TRIỂN KHAI CÁC HOẠT ĐỘNG KHỞI NGHIỆP, ĐỔI MỚI SÁNG TẠO"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_lint_finds_the_known_defects_and_no_others(name):
    defects = lint_file(SHARED / f"{name}.txt")

    assert [(defect.rule.key, defect.quote) for defect in defects] == EXPECTED[name]


def test_defect_says_where_it_stands():
    defects = lint_file(SHARED / "000.txt")

    passage = defects[1].passage

    assert (passage.line, passage.text) == (
        33,
        "Thực hiện Kế hoạch số 206/KH-UBND ngày 28/9/2023 của Ủy ban nhân",
    )
    assert [place.line for place in defects[1].related] == [9]
