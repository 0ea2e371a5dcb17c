"""Headings, header, closing, duties."""

import pytest

from phongtrao.reader import read_text
from phongtrao.reader.closing import read_signature
from phongtrao.reader.header import name_case
from phongtrao.reader.headings import read_roles
from phongtrao.reader.lines import make_paragraph
from phongtrao.reader.load.txt import split_text
from phongtrao.reader.recipients import read_recipients
from phongtrao.reader.units import split_duty, split_units


@pytest.mark.parametrize(
    ("heading", "roles"),
    [
        ("MỤC ĐÍCH, YÊU CẦU", ("purposes", "requirements")),
        ("MỤC ĐÍCH - YÊU CẦU", ("purposes", "requirements")),
        ("Đối tượng, thời gian, nội dung phong trào", ("subjects", "phases", "contents")),
        ("TIÊU CHÍ THI ĐUA VÀ HÌNH THỨC KHEN THƯỞNG", ("criteria", "award_forms")),
        ("Tăng cường các giải pháp nâng cao chất lượng", ()),
        ("Kinh phí thực hiện", ("budget",)),
        ("DỰ TRÙ KINH PHÍ", ("budget",)),
        ("Phân công thực hiện", ("responsibilities",)),
    ],
)
def test_heading_says_its_sections(heading, roles):
    assert read_roles(heading) == roles


def test_damaged_heading_is_still_known():
    assert read_roles("MUC PICH, YEU CAU", is_damaged=True) == ("purposes", "requirements")
    assert read_roles("MUC PICH, YEU CAU") == ("requirements",)


def test_name_in_capitals_is_written_as_running_text():
    names = ["SỞ KHOA HỌC VÀ CÔNG NGHỆ", "UBND THÀNH PHỐ HẢI AN", "TRƯỜNG THCS HOA MAI"]

    assert [name_case(name) for name in names] == ["Sở Khoa học và Công nghệ", "UBND thành phố Hải An", "Trường THCS Hoa Mai"]  # fmt: skip


def test_a_place_is_written_as_the_date_line_has_it():
    name = name_case("SỞ GIÁO DỤC VÀ ĐÀO TẠO SÔNG NGÂN", "Sông Ngân")

    assert name == "Sở Giáo dục và Đào tạo Sông Ngân"


def closing(text: str):
    return [make_paragraph([block]) for block in split_text(text).blocks]


def test_recipients_keep_their_purpose():
    found = read_recipients(closing("Nơi nhận:\n- UBND TP (để b/c);\n- Các phòng;\n- Lưu: VT, TV."))

    assert [dict(finding.value) for finding in found] == [
        {"name": "UBND TP", "purpose": "để b/c"},
        {"name": "Các phòng", "purpose": None},
        {"name": "VT, TV", "purpose": "Lưu"},
    ]


def test_signature_says_who_signs_for_whom():
    found = read_signature(closing("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nTrần Văn Mẫu"))

    assert [dict(finding.value) for finding in found] == [
        {"signed_on_behalf": "KT. Giám đốc"},
        {"signer_title": "Phó giám đốc"},
        {"signer_name": "Trần Văn Mẫu"},
    ]


def test_duty_is_cut_from_its_unit():
    assert split_duty("Văn phòng Sở chủ trì, hướng dẫn các đơn vị") == ("Văn phòng Sở", "chủ trì, hướng dẫn các đơn vị")  # fmt: skip
    assert split_duty("Tổ chức quán triệt kế hoạch") == ("", "Tổ chức quán triệt kế hoạch")


@pytest.mark.parametrize(
    "name", ["Sở Văn hóa, Thể thao và Du lịch", "Báo và Phát thanh, Truyền hình tỉnh"]
)
def test_a_comma_inside_a_name_cuts_nothing(name):
    assert split_units(f"{name}, Sở Nội vụ") == [name, "Sở Nội vụ"]


def test_units_are_cut_at_semicolons_lines_and_capitals():
    assert split_units("- Văn phòng Sở; Phòng Tổ chức, Công đoàn ngành\n- Các cơ quan báo chí, truyền hình") == [
        "Văn phòng Sở", "Phòng Tổ chức", "Công đoàn ngành", "Các cơ quan báo chí, truyền hình",
    ]  # fmt: skip


BODY = """KẾ HOẠCH
Triển khai năng lực số
Căn cứ Kế hoạch số 5/KH-UBND ngày 02/3/2026 của Ủy ban nhân dân thành phố;
Sở Giáo dục và Đào tạo ban hành Kế hoạch như sau:
I. ĐỐI TƯỢNG
a) Tập thể: Các phòng; các trường.
b) Cá nhân: Giáo viên, học sinh.
II. THỜI GIAN
- Năm 2026: Phát động phong trào;
- Giai đoạn 2027-2028: Sơ kết vào ngày 18/5;
III. NỘI DUNG
1. Công tác chỉ đạo
Bám sát chỉ đạo của thành phố.
2. Các hoạt động cụ thể như sau:
a) Mở lớp tập huấn:
- Tập huấn trực tuyến;
- Tập huấn trực tiếp.
IV. TỔ CHỨC THỰC HIỆN
1. Văn phòng Sở
- Tổng hợp kết quả;
2. Các trường học có trách nhiệm xây dựng kế hoạch.
Trong quá trình thực hiện, nếu phát sinh vướng mắc, các đơn vị phản ánh kịp thời về Sở.
Nơi nhận:
- Lưu: VT.
"""


@pytest.fixture(scope="module")
def plan():
    return read_text(BODY).plan


def test_missing_letterhead_is_guessed_from_the_preamble(plan):
    head = plan["document"]

    assert (head["number"], head["issuing_unit"]) == (None, "Sở Giáo dục và Đào tạo")


def test_subjects_are_cut_into_groups(plan):
    assert plan["subjects"] == {"collectives": ["Các phòng", "các trường"], "individuals": ["Giáo viên", "học sinh"]}  # fmt: skip


def test_phases_carry_years_and_review_day(plan):
    assert plan["phases"] == [
        {"name": "Năm 2026", "start_year": 2026, "end_year": 2026, "milestone": "Phát động phong trào", "date": None},
        {"name": "Giai đoạn 2027-2028", "start_year": 2027, "end_year": 2028, "milestone": "Sơ kết vào ngày 18/5", "date": "2028-05-18"},
    ]  # fmt: skip


def test_contents_quote_the_heading_they_stand_under(plan):
    assert plan["contents"] == [
        {
            "ordinal": None,
            "heading": "1. Công tác chỉ đạo",
            "text": "Bám sát chỉ đạo của thành phố",
        },
        {"ordinal": "a", "heading": "2. Các hoạt động cụ thể như sau", "text": "Mở lớp tập huấn"},
        {"ordinal": None, "heading": "a) Mở lớp tập huấn", "text": "Tập huấn trực tuyến"},
        {"ordinal": None, "heading": "a) Mở lớp tập huấn", "text": "Tập huấn trực tiếp"},
    ]


def test_responsibilities_name_the_unit_of_every_duty(plan):
    assert plan["responsibilities"] == [
        {"unit": "Văn phòng Sở", "text": "Tổng hợp kết quả"},
        {"unit": "Các trường học", "text": "Có trách nhiệm xây dựng kế hoạch"},
        {"unit": "Các đơn vị", "text": "Trong quá trình thực hiện, nếu phát sinh vướng mắc, các đơn vị phản ánh kịp thời về Sở"},
    ]  # fmt: skip
