"""The block “Căn cứ” of a report, and the work plans below have derived: told apart."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from phongtrao.documents.models import Citation
from phongtrao.documents.services import (
    DocumentData,
    cite,
    find_or_register_cited,
    register_document,
)
from phongtrao.documents.word.render import fill_template
from phongtrao.lib.periods import calendar_year
from phongtrao.plans.models import Plan
from phongtrao.reports.bases import basis_facts
from phongtrao.reports.facts import BasisFacts, Counts, PlanFacts
from phongtrao.reports.paper import PLAN_REPORT, basis_lines, report_sentences
from phongtrao.reports.queries import plan_facts
from phongtrao.reports.sample import sample_facts
from tests.plans.work import make_assignment, make_plan, make_task

BASIS = Citation.Role.BASIS
CITED = (
    ("4400/KH-UBND", "KH", "UBND tỉnh", date(2025, 9, 9), "phát động thi đua"),
    ("152/2025/NĐ-CP", "ND", "Chính phủ", date(2025, 6, 14), "về thi đua, khen thưởng"),
    ("06/2022/QH15", "Luat", "Quốc hội", date(2022, 6, 15), "Luật Thi đua, khen thưởng"),
    ("57-NQ/TW", "NQ", "Bộ Chính trị", date(2024, 12, 22), "đột phá phát triển khoa học"),
)


@pytest.fixture
def plan(so) -> Plan:
    """A plan whose paper names four bases in no order, and one paper it only mentions."""
    data = DocumentData("KH", "Thi đua", "05/KH-SGDĐT", date(2026, 1, 15), so)
    paper = register_document(data, by=None)
    for number, kind, issuer, day, about in CITED:
        found = find_or_register_cited(number, kind, issuer, issued_on=day, abstract=about, by=None)
        cite(paper, found, BASIS, "", by=None)
    mentioned = find_or_register_cited("9/QĐ-TTg", "QD", "Thủ tướng Chính phủ", by=None)
    cite(paper, mentioned, Citation.Role.MENTIONS, "", by=None)
    return make_plan(so, document=paper)


def test_bases_are_printed_by_rank_and_date_as_the_decree_words_them(plan):  # S0-02
    lines = basis_lines(basis_facts(plan))

    assert lines == [
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
        (
            "Căn cứ Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị"
            " về đột phá phát triển khoa học;"
        ),
        (
            "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ"
            " về thi đua, khen thưởng;"
        ),
        (
            "Căn cứ Kế hoạch số 4400/KH-UBND ngày 09 tháng 9 năm 2025 của UBND tỉnh"
            " về phát động thi đua."
        ),
    ]


def test_what_is_not_known_of_a_basis_is_left_out():  # S0-02
    bare = BasisFacts("Kết luận", False, "312-KL/TU", "", "", "")

    assert basis_lines([bare]) == ["Căn cứ Kết luận số 312-KL/TU."]
    assert basis_lines([]) == []


def test_the_block_stands_in_the_paper_under_its_title():  # S0-02
    facts = sample_facts()
    values = PLAN_REPORT.fill(facts.to_json())

    paper = fill_template(PLAN_REPORT.default.read_bytes(), PLAN_REPORT.places, values)

    found = [p for p in Document(BytesIO(paper)).paragraphs if p.text.startswith("Căn cứ ")]
    assert [p.text for p in found] == [
        (
            "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ"
            " về thi đua, khen thưởng."
        )
    ]
    assert found[0].style.font.italic is True


def test_derived_work_is_printed_apart(so, plan, hoa_sen, binh_minh):
    task = make_task(plan, "Mở lớp")
    make_assignment(task, hoa_sen, percent=50, status="accepted")
    below = make_plan(so, "Kế hoạch của xã")
    make_assignment(
        make_task(below, "Mở lớp ở xã", derived_from=task), binh_minh, percent=20, status="accepted"
    )

    facts = plan_facts(plan, calendar_year(2026), as_of=date(2026, 3, 10))

    assert (facts.counts.total, facts.below.total, facts.tasks[0].below.total) == (1, 1, 1)
    assert (
        "Ngoài số trên, kế hoạch của cấp dưới đã cụ thể hóa thành 1 lượt việc khác:"
        " hoàn thành 0, quá hạn 0, tiến độ bình quân 20%."
    ) in report_sentences(facts)


def test_a_report_frozen_before_reads_as_it_was():
    frozen = sample_facts().to_json()
    del frozen["below"], frozen["bases"]
    for row in frozen["tasks"]:
        del row["below"]

    facts = PlanFacts.from_json(frozen)

    assert (facts.below, facts.bases, facts.tasks[0].below) == (Counts(), (), Counts())
