"""What the five source plans state, found in them by the reader: word for word, number for number."""

import pytest

from phongtrao.reader import read_plan


@pytest.fixture
def read(plans):
    """read("004") → the plan in the shape of the schema."""
    return lambda name: read_plan(plans / f"{name}.txt").plan


def measures(plan):
    """(who, comparator, threshold, unit, window) of the criteria that can be measured."""
    names = ("applies_to", "comparator", "threshold", "unit", "window")
    return [tuple(c[n] for n in names) for c in plan["criteria"] if c["measurable"]]


def test_thresholds_of_plan_000(read):  # S0-42 S0-43 S0-44 S0-47
    movement = "trong thời gian thực hiện phong trào thi đua"

    assert measures(read("000")) == [
        ("collective", ">=", 10, "%", "hằng năm"),
        ("collective", ">=", 1, "sáng kiến", "hằng năm"),
        ("collective", ">=", "đạt", "xếp loại", movement),
        ("individual", ">=", 40, "%", None),
        ("individual", ">=", "đạt", "xếp loại", None),
    ]


def test_thresholds_of_plan_003_with_their_alternatives(read):  # S3-36 S3-40 S3-41
    plan = read("003")
    good, period = "hoàn thành tốt nhiệm vụ", "giai đoạn 2020-2025"

    assert measures(plan) == [
        ("collective", ">=", good, "mức xếp loại", f"hằng năm, {period}"),
        ("collective", ">=", 2, "năm", period),
        ("individual", ">=", good, "mức xếp loại", f"hằng năm, {period}"),
        ("individual", ">=", 2, "năm", period),
        ("individual", ">=", 2, "sáng kiến", period),
        ("individual", ">=", 2, "đề tài", period),
        ("individual", ">=", 1, "sáng kiến", period),
        ("individual", ">=", 1, "đề tài", period),
    ]
    either = [c["alternative_group"] for c in plan["criteria"] if c["measurable"]]
    assert either == [None] * 4 + ["sáng kiến hoặc đề tài"] * 4


def test_criteria_of_words_alone_are_told_from_measures(read):  # S0-10
    flags = [c["measurable"] for c in read("000")["criteria"]]

    assert flags == [False, True, True, True, False, False, True, True, False]


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("000", [("Huân chương Lao động", "state"), ("Bằng khen của Thủ tướng Chính phủ", "government"), ("Bằng khen của Chủ tịch Uỷ ban nhân dân thành phố", "province")]),  # S0-50 S0-51 S0-52
        ("003", [("Giấy khen", "department")]),
    ],
)  # fmt: skip
def test_forms_of_award(read, name, forms):
    assert [(form["name"], form["level"]) for form in read(name)["award_forms"]] == forms


def test_phases_and_review_days(read):  # S0-16 S0-17 S0-18 S1-48 S1-49 S1-50
    names = ("start_year", "end_year", "date")
    found = {n: [tuple(p[f] for f in names) for p in read(n)["phases"]] for n in ("000", "001")}

    assert found["000"] == [(2024, 2024, None), (2027, 2027, "2027-05-18"), (2030, 2030, None)]
    # The end of the second phase has lost its digits in the scan: a person puts it right.
    assert [(start, day) for start, _end, day in found["001"]] == [(2025, "2027"), (2027, "2030")]


def test_legal_bases_with_their_dates(read):  # S0-02 S1-02 S1-03 S2-02 S4-01 S4-02
    wanted = {
        "000": {"76-CTr/TU": "2019-07-08", "110/KH-UBND": "2024-04-24"},
        "001": {"57-NQ/TW": "2024-12-22", "03/NQ-CP": "2025-01-09", "71/NQ-CP": "2025-04-01", "3751/HD-BNV": "2025-06-16"},
        "002": {"177/KH-UBND": "2024-08-05", "02/NQ-CP": "2024-01-05", "1038/BKHCN-ĐP": "2024-03-28"},
        "004": {"57-NQ/TW": "2024-12-22", "03-NQ/CP": "2025-01-09", "89-CTr/TU": "2025-02-25", "1449/KH-SGDĐT": "2025-03-14", "44/KH-UBND": "2025-02-28"},
    }  # fmt: skip

    found = {n: {b["number"]: b["date"] for b in read(n)["legal_bases"]} for n in wanted}

    assert {n: {k: found[n].get(k) for k in bases} for n, bases in wanted.items()} == wanted


def test_contents_of_plan_001_are_eight_though_their_letters_are_damaged(read):  # S1-21 to S1-28
    contents = read("001")["contents"]

    assert [c["ordinal"] for c in contents] == ["a", "b", "¢", "d", "@", "e", "f", "g"]


def test_tasks_of_plan_002_have_several_leads_or_no_coordinator(
    read,
):  # S2-06 to S2-09, S2-14, S2-19
    tasks = [
        (t["ordinal"], t["time_kind"], t["lead_units"], len(t["coordinating_units"]))
        for t in read("002")["tasks"]
    ]

    so = "Sở Giáo dục và Đào tạo"
    assert tasks == [
        ("II.1", "recurring", [so], 2),
        ("II.2", "recurring", ["Văn phòng Sở", "Phòng GDTX&ĐH", "Công đoàn ngành GDĐT"], 4),
        ("II.3", "recurring", [so], 2),
        ("II.4", "recurring", ["Phòng GDĐT quận/huyện", "Các cơ sở GDĐT trên địa bàn thành phố"], 0),
    ]  # fmt: skip


def test_programme_of_the_conference_is_numbered_though_a_number_is_missing(
    read,
):  # S3-20 to S3-27, SX-06
    rows = [(i["ordinal"], i["start"], i["end"]) for i in read("003")["agenda"]]

    assert rows == [
        ("1", "14:00", "14:20"),
        ("2", "14:20", "14:30"),
        ("3", "14:30", "14:50"),
        ("4", "14:50", "15:10"),
        ("5", "15:10", "15:30"),
        ("6", "15:30", "15:40"),
        ("7", "15:40", "15:50"),
        ("8", "15:50", "16:00"),
    ]
    assert all(item["content"] and item["performer"] for item in read("003")["agenda"])


def test_conference_has_form_day_and_place(read):  # S3-08 S3-09 S3-10
    event = read("003")["event"]

    assert (event["form"], event["deadline"], event["place"]) == (
        "Tổ chức “Hội nghị tuyên dương điển hình tiên tiến”",
        "2025-08-25",
        "Hội trường tầng 1, Sở Khoa học và Công nghệ",
    )


def test_groups_invited_and_parts_of_the_dossier(read):  # S3-11 to S3-19, S3-47 to S3-51
    plan = read("003")

    assert [item["text"].split(" ")[0] for item in plan["participants"]] == [
        "Đại", "Các", "Giám", "Trưởng,", "Trưởng", "Đại", "Đại", "Công", "Đại",
    ]  # fmt: skip
    assert [item["text"][:19] for item in plan["dossier_components"]] == [
        "Tờ trình đề nghị kh",
        "Biên bản họp, kèm d",
        "Báo cáo thành tích ",
        "Các tài liệu có min",
    ]


def test_day_by_which_units_report(read):  # S3-44
    (due,) = read("003")["reports_due"]

    assert (due["day"], due["month"], due["year"], due["recurring"]) == (20, 8, 2025, False)


def test_recipients_with_their_purpose(read):  # S2-32 S3-62 S4-24
    found = {n: [r["purpose"] for r in read(n)["recipients"]] for n in ("002", "003", "004")}

    assert found == {
        "002": ["để phối hợp", *[None] * 6, "Lưu"],
        "003": ["để b/c", None, None, None, "Lưu"],
        "004": [None, None, "Lưu"],
    }


def test_targets_of_plan_004(read):  # S4-25 to S4-31, S4-47
    found = [
        [(t["year"], t["comparator"], t["value"], t["unit"]) for t in item["targets"]]
        for item in read("004")["indicators"]
    ]

    full = (2045, "=", 100, "%")
    assert found == [
        [(2030, ">", 95, "%"), (2030, ">", 90, "%"), full],
        [(2030, "=", 100, "%"), full],
        [(2030, "=", 100, "%"), full],
        [(2030, "=", 95, "%"), full],
        [(2030, "=", 85, "%"), full],
        [(2030, "=", 100, "%"), full],
    ]
    populations = [t["scope"] for t in read("004")["indicators"][0]["targets"]][:2]
    assert [words[:21] for words in populations] == [
        "cơ sở giáo dục phổ th",
        "cơ sở giáo dục mầm no",
    ]
