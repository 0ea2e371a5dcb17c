"""What a plan leaves out: who, when, units of measure, recipients, annexes, meanings of abbreviations."""

import re
from datetime import date
from pathlib import Path
from unicodedata import normalize

import pytest

from phongtrao.reader import read_text
from phongtrao.reader.lint import EndedUnit, lint_file, lint_source
from phongtrao.reader.load.txt import split_text
from phongtrao.reader.model import Block, Source
from tests.reader.lint.papers import SOUND, changed, defects, found

HEADER = ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian", "Kết quả")
ROW = ("1", "Lập tủ sách lớp học", "Văn phòng Sở", "Quý II/2026", "Tủ sách")


def with_table(header: tuple[str, ...], *rows: tuple[str, ...]) -> Source:
    text = [*SOUND.split("II. NHIỆM VỤ")[0].splitlines(), "II. NHIỆM VỤ"]
    lines = [Block(n, "paragraph", line) for n, line in enumerate(filter(None, text))]
    rows = (header, *rows)
    table = [Block(len(lines) + n, "row", " | ".join(row), cells=row) for n, row in enumerate(rows)]
    return Source((*lines, *table))


def rules(source: Source, **context) -> list[tuple[str, str]]:
    return [(defect.rule.key, defect.quote) for defect in lint_source(source, **context)]


@pytest.mark.parametrize(
    ("place", "field"), [(2, "đơn vị chủ trì"), (3, "thời gian"), (4, "kết quả, sản phẩm")]
)
def test_empty_cell_of_a_task(place, field):
    second = ("2", "Mở ngày hội đọc sách", "Văn phòng Sở", "Quý III/2026", "Ngày hội")
    third = ("3", "Tập huấn cán bộ thư viện", *("" if n == place else ROW[n] for n in (2, 3, 4)))

    (defect,) = lint_source(with_table(HEADER, ROW, second, third))

    assert defect.rule.key == "tasks.empty_cell"
    assert defect.what == f"Nhiệm vụ “Tập huấn cán bộ thư viện” để trống cột {field}."


def test_full_table_has_no_gap():
    assert rules(with_table(HEADER, ROW)) == []


def test_table_of_tasks_without_a_time():
    source = with_table(("STT", "Nhiệm vụ", "Đơn vị chủ trì"), ("1", "Lập tủ sách", "Văn phòng Sở"))

    assert [rule for rule, _quote in rules(source)] == ["tasks.no_column"]


def test_label_that_the_other_tasks_have():  # SX-05
    text = changed(("- Phối hợp: Ban đại diện cha mẹ học sinh;\n", ""))

    assert found(text) == [("tasks.no_label", "1. Xây dựng tủ sách lớp học")]


def test_target_without_unit():
    header = ("STT", "Chỉ tiêu", "Năm 2026", "Năm 2030")

    bare = rules(with_table(header, ("1", "Trường có thư viện đạt chuẩn", "80", "95")))
    shares = rules(with_table(header, ("1", "Trường có thư viện đạt chuẩn", "80%", "95%")))
    counts = rules(with_table(header, ("1", "Số trường có thư viện đạt chuẩn", "80", "95")))

    assert (bare, shares, counts) == (
        [("targets.no_unit", "Trường có thư viện đạt chuẩn")],
        [],
        [],
    )


@pytest.mark.parametrize(
    ("name", "share", "expected"),
    [
        ("Trường tiểu học có thư viện đạt chuẩn", "70%", [("targets.below_parent", "70%")]),
        ("Trường tiểu học có thư viện đạt chuẩn", "80%", []),
        ("Giáo viên được tập huấn", "70%", []),
    ],
)
def test_target_against_the_plan_above(name, share, expected):
    above = {
        "indicators": [
            {
                "name": "Trường tiểu học có thư viện đạt chuẩn",
                "targets": [
                    {"year": 2026, "text": "80%", "value": 80, "unit": "%", "comparator": "="}
                ],
            }
        ]
    }
    source = with_table(("STT", "Chỉ tiêu", "Năm 2026", "Năm 2030"), ("1", name, share, "100%"))

    assert rules(source, parent=above) == expected


MANY = "> 90% cơ sở giáo dục mầm non; > 95% cơ sở giáo dục phổ thông"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("> 90% cơ sở giáo dục mầm non", []),
        ("> 92% cơ sở giáo dục thường xuyên", []),
        ("> 85% cơ sở giáo dục mầm non", ["> 85% cơ sở giáo dục mầm non"]),
    ],
)
def test_a_target_is_held_against_that_of_its_own_group(said, expected):
    def target(text):
        value = int(text.split("%")[0].strip("> "))
        return {"year": 2030, "text": text, "value": value, "unit": "%", "comparator": ">"}

    name = "Cơ sở giáo dục có mô hình đổi mới sáng tạo"
    above = {"indicators": [{"name": name, "targets": [target(one) for one in MANY.split("; ")]}]}
    source = with_table(("STT", "Chỉ tiêu", "Năm 2030"), ("1", name, said))

    assert [quote for _rule, quote in rules(source, parent=above)] == expected


def test_words_are_cut_between_words():
    long = "Trường có thư viện đạt chuẩn mức độ hai trở lên và có tủ sách dùng chung cho phụ huynh và học sinh"
    source = with_table(("STT", "Chỉ tiêu", "Năm 2026"), ("1", long, "80"))

    (defect,) = lint_source(source)

    assert defect.facts["name"].endswith("phụ huynh và …")


def test_parent_in_a_file(tmp_path: Path):
    parent, child = tmp_path / "tren.txt", tmp_path / "duoi.txt"
    said = "II. CHỈ TIÊU\nĐến năm 2026:\n- {} trường tiểu học có thư viện đạt chuẩn.\nIII. NHIỆM VỤ"
    for path, share in ((parent, "90%"), (child, "60%")):
        text = SOUND.replace("III. TỔ CHỨC", "IV. TỔ CHỨC").replace(
            "II. NHIỆM VỤ", said.format(share)
        )
        path.write_text(text, encoding="utf-8")

    alone, under = lint_file(child), lint_file(child, parent=parent)

    assert alone == []
    assert [defect.rule.key for defect in under] == ["targets.below_parent"]


def test_lead_that_is_no_more_on_the_day_of_the_plan():
    text = changed(("- Chủ trì: Văn phòng Sở;", "- Chủ trì: Phòng GDĐT các quận, huyện;"))

    (defect,) = defects(text)

    assert defect.rule.key == "units.ended"
    assert "30/6/2025" in defect.what
    assert "Sở Giáo dục và Đào tạo" in defect.how


def test_units_that_have_ended_can_be_told():
    ended = EndedUnit(
        "Phòng Tiểu học",
        re.compile("phong giao duc tieu hoc"),
        date(2025, 12, 31),
        "QĐ",
        "Phòng Phổ thông",
    )

    told = rules(split_text(SOUND), ended=[ended])

    assert told == [("units.ended", "Phòng Giáo dục Tiểu học")]
    assert rules(split_text(SOUND), ended=[]) == []


def test_lead_that_is_no_recipient():
    union = ("- Chủ trì: Văn phòng Sở;", "- Chủ trì: Công đoàn ngành Giáo dục;")

    missing = found(changed(union))
    named = found(
        changed(union, ("- Các phòng thuộc Sở;", "- Các phòng thuộc Sở; Công đoàn ngành;"))
    )
    meant = found(changed(union, ("- Các phòng thuộc Sở;", "- Như mục III;")))

    assert (missing, named, meant) == ([("units.not_sent_to", "Công đoàn ngành Giáo dục")], [], [])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Sở GDDT chỉ đạo thiết thực", [("abbreviations.mistyped", "GDDT")]),
        ("Mạng lưới TVTHX hoạt động thiết thực", [("abbreviations.undefined", "TVTHX")]),
        ("Mạng lưới thư viện trường học xanh (TVTHX) thiết thực; TVTHX vui", []),
        ("TVTHX (thư viện trường học xanh) thiết thực", []),
        ("Hội đồng trường (sau đây viết tắt là HĐTR) thiết thực; HĐTR vui", []),
        ("Sở GDĐT, UBND xã, trường THPT, TH&THCS thiết thực", []),
        ("Khẩu hiệu THI ĐUA DẠY TỐT HỌC TỐT thiết thực", []),
    ],
)
def test_abbreviation(said, expected):
    assert found(changed(("Việc tổ chức phải thiết thực", said))) == expected


@pytest.mark.parametrize(
    ("said", "annex", "expected"),
    [
        ("thiết thực (chi tiết tại Phụ lục I)", "", [("annexes.missing", "Phụ lục I")]),
        (
            "thiết thực",
            "Phụ lục I\nDANH SÁCH LỚP\nLớp 1A.\n",
            [("annexes.unannounced", "Phụ lục I")],
        ),
        ("thiết thực (chi tiết tại Phụ lục I)", "Phụ lục I\nDANH SÁCH LỚP\nLớp 1A.\n", []),
        ("thiết thực (phụ lục kèm theo)", "Phụ lục\nDANH SÁCH LỚP\nLớp 1A.\n", []),
        ("thiết thực theo Phụ lục I Nghị định số 30/2020/NĐ-CP ngày 05/3/2020", "", []),
        ("thiết thực (danh sách đính kèm)", "", [("annexes.attachment", "danh sách đính kèm")]),
    ],
)
def test_annex(said, annex, expected):
    assert found(changed(("thiết thực", said)) + annex) == expected


def test_term_of_the_title_and_period_of_the_standards():  # SX-06
    standards = "III. TIÊU CHUẨN KHEN THƯỞNG\n1. Đối với tập thể\nTrong giai đoạn 2020-2025, mỗi năm hoàn thành tốt nhiệm vụ.\n2. Đối với cá nhân\nGương mẫu.\nIV. TỔ CHỨC"
    title = ("trong trường học năm 2026\n", "trong trường học giai đoạn 2026-2030\n")

    differing = found(changed(title, ("III. TỔ CHỨC", standards)))
    agreeing = found(changed(title, ("III. TỔ CHỨC", standards.replace("2020-2025", "2026-2030"))))

    assert (differing, agreeing) == ([("periods.other_period", "2020-2025")], [])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Theo qui định và quy định, thiết thực", [("spelling.two_ways", "qui định")]),
        ("Theo qui trình, thiết thực", []),
        ("Triển khai thực hiện thực hiện thiết thực", [("spelling.twice", "thực hiện thực hiện")]),
        ("Luôn luôn, thường xuyên thiết thực", []),
    ],
)
def test_spelling(said, expected):
    assert found(changed(("Việc tổ chức phải thiết thực", said))) == expected


def test_text_without_marks_is_only_asked_what_digits_tell():
    text = changed(
        ("ngày 10 tháng 3 năm 2026", "ngày 10 tháng 30 năm 2026"), ("2. Yêu cầu", "4. Yêu cầu")
    )
    bare = "".join({"đ": "d", "Đ": "D"}.get(c, c) for c in text)
    bare = re.sub("[\u0300-\u036f]", "", normalize("NFD", bare))

    assert read_text(bare).warnings
    assert found(bare) == [("dates.impossible", "10 tháng 30 năm 2026")]
