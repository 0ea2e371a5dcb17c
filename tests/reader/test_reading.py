"""A reading as a whole: shape of the plan, facts and their passages."""

import json

import pytest

from phongtrao.lib.errors import BadFile
from phongtrao.reader import read_plan, read_text, summary
from phongtrao.reader.language import EMPTY, NOT_VIETNAMESE
from phongtrao.reader.plan import SECTION_ORDER
from phongtrao.reader.reading import NO_PLAN, TOO_LONG


def test_plan_has_the_keys_of_the_schema_and_no_others(plans):
    schema = json.loads((plans / "schema.json").read_text(encoding="utf-8"))

    plan = read_plan(plans / "003.txt").plan

    assert sorted(plan) == sorted(schema["required"])
    for section in ("tasks", "criteria", "agenda", "reports_due", "legal_bases", "contacts"):
        allowed = schema["properties"][section]["items"]
        assert set(plan[section][0]) >= set(allowed["required"])
        assert set(plan[section][0]) <= set(allowed["properties"])


def test_every_item_is_a_fact_with_its_passage(plans):
    reading = read_plan(plans / "004.txt")

    for fact in reading.facts:
        source = fact.source
        shown = "\n".join(
            b.text.strip() for b in reading.blocks[source.first_block : source.last_block + 1]
        )
        assert source.text == shown
        assert source.line == reading.blocks[source.first_block].line
        assert 0 < fact.confidence <= 1
        assert bool(fact.doubt) == (fact.confidence < 0.8)
    for section in ("tasks", "indicators", "contents", "recipients"):
        facts = [fact for fact in reading.facts if fact.section == section]
        assert [fact.value for fact in facts] == reading.plan[section]
        assert [fact.index for fact in facts] == list(range(len(facts)))


def test_blocks_hold_the_whole_source(plans):
    text = (plans / "002.txt").read_text(encoding="utf-8")

    blocks = read_plan(plans / "002.txt").blocks

    assert [block.text.strip() for block in blocks] == [line.strip() for line in text.splitlines() if line.strip()]  # fmt: skip
    assert [block.number for block in blocks] == list(range(len(blocks)))


def test_form_feed_turns_the_page():
    reading = read_text("KẾ HOẠCH\nThực hiện nhiệm vụ năm học\fI. MỤC ĐÍCH\n- Nâng cao chất lượng.")

    assert [block.page for block in reading.blocks] == [1, 1, 2, 2]
    assert reading.pages == 2


def test_invented_plan_is_read_whole(invented):
    plan = invented.plan

    assert plan["document"] == {
        "kind": "Kế hoạch",
        "number": "45/KH-THCSHM",
        "symbol": "KH-THCSHM",
        "issuing_parent": "UBND phường An Bình",
        "issuing_unit": "Trường THCS Hoa Mai",
        "place": "An Bình",
        "date": {"year": 2026, "month": 9, "day": 5},
        "title": "Phát triển văn hóa đọc và nâng cao năng lực số năm học 2026-2027",
        "subtitle": None,
        "signer_name": "Nguyễn Văn Thử",
        "signer_title": "Hiệu trưởng",
        "signed_on_behalf": None,
    }
    assert [base["number"] for base in plan["legal_bases"]] == ["46/2019/QH14", "16/2022/TT-BGDĐT", "2155/SGDĐT-GDTrH"]  # fmt: skip
    assert [item["ordinal"] for item in plan["purposes"]] == ["1", "2"]
    assert plan["budget"] == "Từ nguồn chi thường xuyên và nguồn xã hội hóa của nhà trường"
    assert plan["contacts"] == [
        {
            "unit": "Tổ Thư viện",
            "person": "Trần Thị Mẫu",
            "phone": "0900.000.123",
            "email": "thuvien@hoamai.example",
            "about": "khó khăn, vướng mắc trong quá trình thực hiện",
        }
    ]


def test_labelled_tasks_are_read_with_deadlines(invented):
    tasks = [(t["ordinal"], t["lead_units"], t["time_kind"], t["deadline"]) for t in invented.plan["tasks"]]  # fmt: skip

    assert tasks == [
        ("C.1", ["Tổ Thư viện"], "date", "2026-11-30"),
        ("C.2", ["Liên đội"], "date", "2027-04"),
        ("F.3.b", ["Giáo viên chủ nhiệm"], "recurring", "---25"),
    ]


def test_targets_in_running_text_keep_year_and_comparator(invented):
    targets = [target for item in invented.plan["indicators"] for target in item["targets"]]

    assert [(t["year"], t["comparator"], t["value"], t["unit"]) for t in targets] == [(2027, ">=", 90, "%"), (2026, "=", 100, "%")]  # fmt: skip


def test_monthly_report_recurs(invented):
    assert invented.plan["reports_due"] == [
        {"who": "Giáo viên chủ nhiệm", "to": "Tổ Thư viện", "year": None, "month": None, "day": 25, "recurring": True, "about": "Báo cáo kết quả"}
    ]  # fmt: skip


def test_vietnamese_without_structure_is_read_with_a_warning():
    reading = read_text(
        "Hôm nay trời đẹp, các em học sinh cùng nhau đi chơi công viên và hát rất vui."
    )

    assert reading.warnings == (NO_PLAN,)
    assert reading.plan["tasks"] == []


def test_english_plan_is_refused():
    with pytest.raises(BadFile) as refusal:
        read_text(
            "This plan describes the goals, duties and deadlines of every school in the region."
        )

    assert str(refusal.value) == NOT_VIETNAMESE


def test_text_without_words_is_refused():
    with pytest.raises(BadFile) as refusal:
        read_text("2025\n---\n1 2 3")

    assert str(refusal.value) == EMPTY


def test_text_without_end_is_refused():
    with pytest.raises(BadFile) as refusal:
        read_text("Thực hiện nhiệm vụ.\n" * 110_000)

    assert str(refusal.value) == TOO_LONG


def test_summary_counts_items_of_each_section(invented):
    lines = summary(invented).splitlines()

    assert lines[0] == "Kế hoạch số 45/KH-THCSHM của Trường THCS Hoa Mai"
    assert "Nhiệm vụ: 3" in lines
    assert "Cần xem lại:" not in lines


def test_summary_names_what_to_check(plans):
    lines = summary(read_plan(plans / "003.txt")).splitlines()

    assert "Tiêu chí: 11, 6 mục cần xem lại" in lines
    assert lines[lines.index("Cần xem lại:") + 1].startswith("- Các tiêu chí nối bằng “hoặc”")


def test_every_section_is_in_order(invented):
    assert list(invented.plan) == list(SECTION_ORDER)
