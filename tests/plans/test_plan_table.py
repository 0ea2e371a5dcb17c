"""The table of tasks in a printed plan: its columns, its groups. S0-53"""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
from docx import Document

from phongtrao.documents.word.render import fill_template
from phongtrao.plans.paper import PLAN_PAPER, PlanPaperFacts, PrintedTask, fill_plan

TASK = PrintedTask(
    section="",
    ordinal="",
    text="Tổng kết",
    leads="Các trường",
    coordinators="",
    time="Trước ngày 15/12/2027",
    deliverable="Báo cáo",
)
DATE = 1110  # twentieths of a point: “15/12/2027” in Times New Roman of 12 points, and a little air
MARGINS = 140


def table_of(*tasks):
    facts = replace(PlanPaperFacts.from_json(PLAN_PAPER.sample()), tasks=tasks)
    made = fill_template(
        PLAN_PAPER.default.read_bytes(), PLAN_PAPER.places, fill_plan(facts.to_json())
    )
    tables = Document(BytesIO(made)).tables
    return next(table for table in tables if table.cell(0, 0).text == "TT")


def header_of(table):
    return [cell.text for cell in table.rows[0].cells]


def groups_of(table):
    merged = [[cell.text for cell in row.cells] for row in table.rows]
    return [row[0] for row in merged if all(one == other for one, other in pairwise(row))]


def test_the_column_of_coordinators_stands_only_where_somebody_does():
    alone = table_of(TASK, TASK)
    shared = table_of(TASK, replace(TASK, coordinators="Đoàn trường"))

    columns = ["TT", "Nhiệm vụ, giải pháp", "Chủ trì", "Phối hợp", "Thời gian", "Kết quả"]
    assert header_of(shared) == columns
    assert header_of(alone) == [name for name in columns if name != "Phối hợp"]
    last = [cell.text for cell in alone.rows[-1].cells]
    assert last == ["2", "Tổng kết", "Các trường", "Trước ngày 15/12/2027", "Báo cáo"]


@pytest.mark.parametrize("coordinators", ["", "Đoàn trường"])
def test_a_date_fits_on_one_line_of_its_column(coordinators):
    table = table_of(replace(TASK, coordinators=coordinators))

    widths = dict(zip(header_of(table), (c.width.twips for c in table.columns), strict=True))
    assert widths["Thời gian"] - MARGINS > DATE
    assert round(sum(widths.values()) / 56.7) == 165  # the width of the text of the page


def test_groups_of_an_annex_stay_as_the_plan_numbers_them():
    sections = ["I. Phát động", "II. Tổ chức", "V) Tổng kết"]

    table = table_of(*(replace(TASK, section=section) for section in sections))

    assert groups_of(table) == sections
