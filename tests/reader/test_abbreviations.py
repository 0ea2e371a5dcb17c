"""Short names a plan defines for itself, and names written out by them. SX-07, S1-04."""

import pytest

from phongtrao.reader import read_text
from phongtrao.reader.abbreviations import Abbreviation, find_abbreviations, written_out
from tests.plans.intake_work import PLAN

SO = Abbreviation("Sở", "Sở Giáo dục và Đào tạo tỉnh Sông Ngân")
GDDT = Abbreviation("GDĐT", "Giáo dục và Đào tạo")


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("Ngành Giáo dục và Đào tạo (GDĐT) tỉnh", "GDĐT", "Giáo dục và Đào tạo"),
        ("Giao Ủy ban nhân dân (UBND) các xã", "UBND", "Ủy ban nhân dân"),
        ("của Ủy ban nhân dân (sau đây viết tắt là UBND) tỉnh", "UBND", "Ủy ban nhân dân"),
        ("trung học cơ sở (viết tắt: THCS)", "THCS", "trung học cơ sở"),
        (
            "Giám đốc Sở Giáo dục và Đào tạo tỉnh Sông Ngân (sau đây gọi là Sở) yêu cầu",
            "Sở",
            "Sở Giáo dục và Đào tạo tỉnh Sông Ngân",
        ),
        (
            "Giao các trường mầm non, tiểu học và THCS (gọi tắt là các cơ sở giáo dục) thực hiện",
            "các cơ sở giáo dục",
            "các trường mầm non, tiểu học và THCS",
        ),
        (
            "Phong trào “Dạy tốt”, sau đây gọi là “Phong trào”.",
            "Phong trào",
            "Phong trào “Dạy tốt”",
        ),
    ],
)
def test_a_defined_short_name_is_found_with_what_it_stands_for(text, short, full):
    assert find_abbreviations([text]) == (Abbreviation(short, full),)


@pytest.mark.parametrize(
    "text",
    [
        "Báo cáo Giám đốc Sở (VP) tổng hợp",
        "Gửi về Sở (qua Văn phòng) trước ngày 15/6",
        "Đó là điều được gọi là đổi mới",
        "Kế hoạch số 12/KH-SGDĐT (KH12)",
    ],
)
def test_what_defines_nothing_gives_nothing(text):
    assert find_abbreviations([text]) == ()


def test_the_first_definition_holds():
    texts = ["Ủy ban nhân dân (UBND)", "Uỷ Ban Nhân Dân (UBND)"]

    assert find_abbreviations(texts) == (Abbreviation("UBND", "Ủy ban nhân dân"),)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Sở", SO.full),
        ("Văn phòng Sở", f"Văn phòng {SO.full}"),
        ("Sở Tài chính", "Sở Tài chính"),
        ("Phòng GDĐT huyện Suối Mây", "Phòng Giáo dục và Đào tạo huyện Suối Mây"),
        ("Phòng TCCB", "Phòng TCCB"),
    ],
)
def test_words_stand_for_the_name_at_its_end_and_letters_anywhere(name, expected):
    assert written_out(name, [SO, GDDT]) == expected


def test_a_definition_broken_over_lines_is_found_and_the_text_stays():
    said = "Sở Giáo dục và Đào tạo (sau đây gọi là\nSở) xây dựng kế hoạch"
    text = PLAN.replace("Sở Giáo dục và Đào tạo xây dựng kế hoạch", said)

    reading = read_text(text)

    assert reading.abbreviations == (Abbreviation("Sở", "Sở Giáo dục và Đào tạo"),)
    assert any("sau đây gọi là" in block.text for block in reading.blocks)
