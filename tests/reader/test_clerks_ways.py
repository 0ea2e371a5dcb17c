"""Ways clerks write plans that were read wrongly once: numbering, calendars, sections, lists in a line."""

from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest

from phongtrao.reader import read_plan, read_text
from phongtrao.reader.aims import read_aims
from phongtrao.reader.assignments import read_due
from phongtrao.reader.columns import is_header_row, name_column
from phongtrao.reader.dates import Period, find_dues, read_time
from phongtrao.reader.event import is_event
from phongtrao.reader.text import tidy
from phongtrao.reader.thresholds import find_thresholds

HEAD = "KẾ HOẠCH\n\nPhát động đợt thi đua “Mỗi trường một mô hình” năm 2026\n\nSở xây dựng Kế hoạch như sau:\n\n"


def read(body: str) -> dict:
    return read_text(HEAD + body).plan


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I/ MỤC ĐÍCH", "I/ MỤC ĐÍCH"),
        ("2/ Yêu cầu", "2/ Yêu cầu"),
        ("Kế hoạch số 57/ KH-UBND", "Kế hoạch số 57/KH-UBND"),
    ],
)
def test_a_slash_behind_the_number_of_a_heading_keeps_its_space(text, expected):
    assert tidy(text) == expected


def test_sections_may_be_numbered_with_slashes():
    plan = read("I/ MỤC ĐÍCH - YÊU CẦU:\n\n1/ Mục đích:\n\n+ Vui.\n\n2/ Yêu cầu:\n\n+ Bền bỉ.\n")

    found = [[one["text"] for one in plan[role]] for role in ("purposes", "requirements")]

    assert found == [["Vui"], ["Bền bỉ"]]


def test_requirements_stand_under_a_heading_that_speaks_of_goals_only():
    plan = read(
        "PHẦN I\n\nMỤC TIÊU, QUAN ĐIỂM\n\n1. Mục đích\n\n- Đổi mới.\n\n2. Yêu cầu\n\n- An toàn.\n"
    )

    assert [one["text"] for one in plan["requirements"]] == ["An toàn"]


@pytest.mark.parametrize(
    ("text", "deadlines"),
    [
        ("Báo cáo trước ngày 15/6 và 15/12 hằng năm.", ["--06-15", "--12-15"]),
        ("Báo cáo trước ngày 10/6 và ngày 10/12 hằng năm.", ["--06-10", "--12-10"]),
        ("Báo cáo trước ngày 15/3, 15/9 hằng năm.", ["--03-15", "--09-15"]),
        ("Thẩm định mô hình trong tháng 4 hằng năm.", [None]),
    ],
)
def test_before_holds_for_every_day_joined_to_it(text, deadlines):
    found = list(find_dues(text, Period(2026, 2026)))

    assert [(one.kind, one.deadline) for one in found] == [("recurring", d) for d in deadlines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9/2026", ("date", "2026-09")),
        ("12/2026 - 01/2027", ("date", "2027-01")),
        ("13/2026", ("date", "2026")),
        ("Theo thể lệ riêng", ("separate_plan", None)),
    ],
)
def test_a_calendar_names_its_months_bare(text, expected):
    assert read_time(text) == expected


def test_a_row_of_a_calendar_is_no_header():
    assert not is_header_row(
        ("9/2026", "Phát động cuộc thi thiết kế góc lớp", "Tổng phụ trách Đội")
    )
    assert is_header_row(("Tháng", "Nội dung trọng tâm", "Người phụ trách"))


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Đơn vị thực hiện chính", "lead"),
        ("Đơn vị tham gia", "support"),
        ("Đơn vị thực hiện", "performer"),
    ],
)
def test_columns_of_those_who_act(header, column):
    assert name_column(header) == column


def test_one_aim_of_two_groups_said_behind_their_numbers():
    aims = read_aims(
        "Năm 2027, toàn xã duy trì tỷ lệ chuyên cần đạt từ 97% trở lên ở cấp tiểu học và từ 95% trở lên ở cấp trung học cơ sở"
    )

    assert [(one.name, one.scope) for one in aims] == [
        ("tỷ lệ chuyên cần", "cấp tiểu học"),
        ("tỷ lệ chuyên cần", "cấp trung học cơ sở"),
    ]


def test_a_plan_for_more_than_an_event_organises_one_as_well():
    plan = read(
        "I. MỤC ĐÍCH\n\n- Đổi mới.\n\nII. THỜI GIAN\n\n- Bước 1 (2026 - 2027): Xây dựng mô hình; sơ kết tháng 5/2027.\n\n"
        "III. KHEN THƯỞNG\n\n1. Hình thức\n\nBằng khen của Chủ tịch UBND tỉnh; Giấy khen của Giám đốc Sở.\n\n"
        "IV. LỄ PHÁT ĐỘNG\n\n1. Thời gian: 01 buổi, ngày 19/5/2026.\n\n2. Địa điểm: Hội trường lớn.\n\n3. Hình thức: trực tiếp.\n"
    )

    event = {"form": "trực tiếp", "time": "01 buổi, ngày 19/5/2026", "deadline": "2026-05-19", "place": "Hội trường lớn"}  # fmt: skip
    assert (plan["event"], plan["phases"][0]["date"]) == (event, "2027-05")
    assert ([one["level"] for one in plan["award_forms"]], plan["award_rules"]) == (
        ["province", "department"],
        [],
    )


def test_a_dossier_is_listed_in_one_line():
    plan = read(
        "I. KHEN THƯỞNG\n\n1. Hồ sơ, thời hạn\n\na) Hồ sơ (01 bộ) gồm: Tờ trình; Báo cáo thành tích; Biên bản họp.\n\n"
        "b) Gửi về Văn phòng Sở trước ngày 15/4/2028.\n"
    )

    assert [one["text"] for one in plan["dossier_components"]] == [
        "Tờ trình",
        "Báo cáo thành tích",
        "Biên bản họp",
    ]
    assert [one["text"] for one in plan["award_rules"]] == [
        "Gửi về Văn phòng Sở trước ngày 15/4/2028"
    ]


def test_names_with_a_comma_are_kept_whole_as_addresses():
    plan = read(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Các trường: Trước ngày 25/9/2026 gửi số liệu về Cục Khoa học, Công nghệ và Thông tin.\n"
    )

    assert plan["reports_due"][0]["to"] == "Cục Khoa học, Công nghệ và Thông tin"


def test_a_table_of_other_columns_is_no_running_text():
    row = "| {} | {} | {} |\n"
    body = "".join(row.format(*cells) for cells in (("Đoàn", "Địa bàn", "Xe"), ("-" * 3,) * 3, ("Một", "Phía bắc", "Xe lớn"), ("Hai", "Phía nam", "Xe nhỏ")))  # fmt: skip

    plan = read_markdown(
        f"**I. NỘI DUNG**\n\n1. Đi kiểm tra theo bảng\n\n{body}\n2. Họp rút kinh nghiệm.\n"
    )

    assert [one["text"] for one in plan["contents"]] == ["Họp rút kinh nghiệm"]


def test_a_school_that_hosts_leads():
    row = "| {} | {} | {} | {} |\n"
    body = "".join(row.format(*cells) for cells in (("Lần", "Thời gian", "Tên chuyên đề", "Trường đăng cai"), ("-" * 3,) * 4, ("1", "Tuần 3 tháng 10/2026", "Kể chuyện", "Trường Mầm non Sao Mai")))  # fmt: skip

    [task] = read_markdown(f"**I. NỘI DUNG**\n\n**1. Sinh hoạt theo lịch**\n\n{body}\n")["tasks"]

    assert (task["text"], task["lead_units"], task["deadline"]) == ("Kể chuyện", ["Trường Mầm non Sao Mai"], "2026-10")  # fmt: skip


def read_markdown(body: str) -> dict:
    with NamedTemporaryFile("w", suffix=".md", encoding="utf-8") as file:
        file.write(HEAD + body)
        file.flush()
        return read_plan(Path(file.name)).plan


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("05/05 trường có sản phẩm", [5]),
        ("12/15 xã đạt chuẩn", [12]),
        ("trước ngày 20/11 trường tổ chức hội thi", []),
    ],
)
def test_so_many_of_so_many(text, values):
    assert [one.value for one in find_thresholds(text)] == values


def test_what_is_asked_is_parted_from_the_purposes():
    plan = read(
        "I. MỤC ĐÍCH, YÊU CẦU\n\n- Cổ vũ đoàn viên thi đua học tập.\n\n- Các cấp bộ Đoàn triển khai thiết thực.\n"
    )

    found = [[one["text"] for one in plan[role]] for role in ("purposes", "requirements")]
    assert found == [["Cổ vũ đoàn viên thi đua học tập"], ["Các cấp bộ Đoàn triển khai thiết thực"]]


def test_standards_in_a_line_among_the_rules_of_award():
    plan = read(
        "I. KHEN THƯỞNG\n\n- Ban Thường vụ Tỉnh đoàn tặng Bằng khen cho 10 tập thể; đề nghị Trung ương Đoàn tặng Bằng khen cho 01 tập thể.\n\n"
        "- Tiêu chuẩn xét: tập thể hoàn thành 100% chỉ tiêu; cá nhân có ít nhất 01 ý tưởng được công nhận hoặc đạt giải cấp tỉnh.\n"
    )

    assert [(one["applies_to"], one["threshold"]) for one in plan["criteria"]] == [("collective", 100), ("individual", 1), ("individual", None)]  # fmt: skip
    assert [one["level"] for one in plan["award_forms"]] == ["province", "ministry"]
    assert len(plan["award_rules"]) == 1


def test_a_label_under_a_heading_that_names_nobody_says_who_acts():
    plan = read(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Cấp tỉnh\n\na) Ban Phong trào: Theo dõi, đôn đốc.\n\nb) Văn phòng Tỉnh đoàn: Bảo đảm kinh phí.\n"
    )

    assert [one["unit"] for one in plan["responsibilities"]] == [
        "Ban Phong trào",
        "Văn phòng Tỉnh đoàn",
    ]


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        (
            "Báo cáo sơ kết trước ngày 10/6/2027, báo cáo tổng kết trước ngày 20/11/2027.",
            "2027-11-20",
        ),
        ("Báo cáo định kỳ 6 tháng (trước 10/6), một năm (trước 10/12).", "--12-10"),
        ("Gửi đăng ký trước ngày 10/6/2027, họp trước ngày 20/11/2027.", "2027-06-10"),
    ],
)
def test_of_several_reports_the_last_is_the_deadline(text, deadline):
    due = read_due(text, Period(2027, 2027))

    assert due is not None
    assert due.deadline == deadline


def test_an_annex_behind_the_signature_is_nobodys_duty():
    plan = read(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Văn phòng Sở chủ trì thực hiện.\n\nNơi nhận:\n\n- Các phòng;\n\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nLường Văn Bão\n\n"
        "BIỂU GIAO CHỈ TIÊU CHO CÁC ĐƠN VỊ\n\n(Kèm theo Kế hoạch số 1/KH-SGDĐT)\n"
    )

    assert [one["unit"] for one in plan["responsibilities"]] == ["Văn phòng Sở"]


def test_a_programme_may_be_numbered_and_name_who_acts_behind_a_dash():
    plan = read_text(
        "KẾ HOẠCH\n\nTổ chức Hội nghị tổng kết năm học\n\nSở tổ chức Hội nghị như sau:\n\nI. CHƯƠNG TRÌNH\n\n1. 7h00: Đón tiếp đại biểu.\n\n"
        "2. 7h30: Báo cáo tổng kết - Phó Giám đốc Sở.\n"
    ).plan

    found = [(one["start"], one["content"], one["performer"]) for one in plan["agenda"]]
    assert found == [("07:00", "Đón tiếp đại biểu", None), ("07:30", "Báo cáo tổng kết", "Phó Giám đốc Sở")]  # fmt: skip


def test_a_phase_takes_its_years_from_its_days():
    plan = read(
        "I. THỜI GIAN\n\nĐợt 1: từ ngày 05/10/2026 đến ngày 31/10/2026, thi đua học tốt;\n\nĐợt 2: từ ngày 01/11/2026 đến ngày 19/11/2026, hội giảng.\n"
    )

    found = [
        (one["name"], one["start_year"], one["end_year"], one["date"]) for one in plan["phases"]
    ]
    assert found == [("Đợt 1", 2026, 2026, None), ("Đợt 2", 2026, 2026, None)]


def test_a_week_is_no_event():
    assert not is_event("Hưởng ứng Tuần lễ học tập suốt đời năm 2026")
    assert is_event("Tổ chức Lễ tuyên dương học sinh giỏi")


def test_a_table_saved_as_text_has_tabs_between_its_cells():
    rows = ["TT\tNhiệm vụ\tChủ trì\tPhối hợp\tThời hạn", "I. TUYÊN TRUYỀN", "1\tMở chuyên mục\tVăn phòng Sở\tCác trường\t30/9/2026", "2\tTreo pano\tCác trường\t\tThường xuyên"]  # fmt: skip

    plan = read(
        "I. NHIỆM VỤ\n\n" + "\n".join(rows) + "\n\nII. KINH PHÍ\n\nTheo dự toán năm 2026.\n"
    )

    found = [(one["section"], one["text"], one["lead_units"], one["coordinating_units"], one["time"]) for one in plan["tasks"]]  # fmt: skip
    assert found == [
        ("Tuyên truyền", "Mở chuyên mục", ["Văn phòng Sở"], ["Các trường"], "30/9/2026"),
        ("Tuyên truyền", "Treo pano", ["Các trường"], [], "Thường xuyên"),
    ]
    assert plan["budget"] == "Theo dự toán năm 2026"
