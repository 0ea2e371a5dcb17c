"""The six columns of the office's task table: out, in again unchanged, and every bad cell said. S4-46."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.lib.sheets import Column, SheetContent, open_workbook, write_workbook
from phongtrao.plans.models import Movement, Phase, Plan, Task, TaskParty
from phongtrao.plans.services.tasks import TaskDraft, add_task, import_tasks
from phongtrao.plans.sheets import read_task_sheet, section_cells, section_of, task_workbook
from phongtrao.plans.timings import When
from tests.plans.work import make_plan, make_task

K = Task.Timing
HEADER = [
    "Stt",
    "Nhiệm vụ/giải pháp",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời gian thực hiện",
    "Kết quả thực hiện",
]


BAD_DAY = (
    "Dòng 3, cột “Thời gian thực hiện”: “31/02/2026” không phải là thời gian có thật. "
    "Hãy sửa, ví dụ 20/08/2026."
)


@pytest.fixture
def draft(so):
    return make_plan(so, status=Plan.Status.DRAFT)


def book_of(rows, header=HEADER):
    columns = [Column(str(place), label) for place, label in enumerate(header)]
    return open_workbook(write_workbook([SheetContent("Bảng", columns, rows)]), "bang.xlsx")


def cells(plan):
    book = open_workbook(task_workbook(plan), "nhiem-vu.xlsx")
    return [[str(cell) for cell in row] for row in book.rows() if any(row)]


def state(plan):
    """Everything of the plan's tasks that the table says."""
    found = []
    for task in plan.tasks.order_by("position"):
        parties = [(p.role, p.name) for p in task.parties.order_by("-role", "position")]
        words = (task.section, task.ordinal, task.text, task.deliverable)
        time = (task.timing, task.timing_value, task.timing_text, task.phase)
        found.append((words, time, parties))
    return found


def fill(plan, by):
    phase = Phase.objects.create(
        movement=Movement.objects.create(
            owner=plan.owner, title="Thi đua", starts_on=date(2025, 1, 1)
        ),
        name="Giai đoạn 1",
        starts_on=date(2025, 1, 1),
        ends_on=date(2027, 12, 31),
    )
    times = [
        When(K.DATE, "2026-08-20"),
        When(K.MONTH, "2026-08"),
        When(K.QUARTER, "2026-09"),
        When(K.YEAR, "2026"),
        When(K.YEARLY, "--12-15"),
        When(K.MONTHLY, "---20"),
        When(K.CONTINUOUS),
        When(K.SEPARATE_PLAN),
        When(K.PHASE, phase=phase),
        When(text="Khi có hướng dẫn"),
        When(),
    ]
    for number, when in enumerate(times):
        section = "I. TUYÊN TRUYỀN" if number < 5 else "Nhóm việc khác"
        what = TaskDraft(
            text=f"Việc số {number}\ndòng hai",
            section=section,
            ordinal=str(number),
            when=when,
            deliverable="Hội nghị, hội thảo",
            leads=("Phòng GDĐT",),
            coordinators=("Các cơ sở giáo dục", "Đoàn trường"),
        )
        add_task(plan, what, by=by)
    make_task(plan, "Không thuộc mục nào", timing_text="")
    return [phase]


def test_the_table_has_the_six_columns_grouped_by_sections(draft, an):
    what = TaskDraft(
        text="Tổ chức hội thảo",
        section="II. TUYÊN TRUYỀN",
        ordinal="5",
        when=When(K.CONTINUOUS),
        deliverable="Hội nghị",
        leads=("Phòng GDĐT",),
        coordinators=("Đơn vị A", "Đơn vị B"),
    )
    add_task(draft, what, by=an)

    assert cells(draft)[-3:] == [
        HEADER,
        ["II", "TUYÊN TRUYỀN", "", "", "", ""],
        [
            "5",
            "Tổ chức hội thảo",
            "Phòng GDĐT",
            "Đơn vị A; Đơn vị B",
            "Thường xuyên",
            "Hội nghị",
        ],
    ]


def test_what_is_exported_comes_in_again_unchanged(draft, so, an):
    phases = fill(draft, an)
    before = state(draft)
    copy = make_plan(so, "Bản sao", status=Plan.Status.DRAFT)

    book = open_workbook(task_workbook(draft), "nhiem-vu.xlsx")
    sheet = read_task_sheet(book, phases)
    import_tasks(copy, sheet.drafts, by=an)
    import_tasks(draft, sheet.drafts, by=an)

    assert sheet.errors == []
    assert state(copy) == before
    assert state(draft) == before


def test_other_offices_headings_and_merged_section_lines_are_understood():
    header = ["Stt", "Nhiệm vụ, giải pháp", "Đơn vị chủ trì", "Đơn vị phối hợp"]
    header += ["Thời gian thực hiện", "Kết quả thực hiện"]
    rows = [
        ["III. PHÁT ĐỘNG", "", "", "", "", ""],
        [1, "Phát động phong trào", "Phòng GDĐT", "", "Theo kế hoạch riêng", "Phong trào"],
    ]

    sheet = read_task_sheet(book_of(rows, header))

    assert sheet.errors == []
    assert sheet.drafts == [
        TaskDraft(
            text="Phát động phong trào",
            section="III. PHÁT ĐỘNG",
            ordinal="1",
            when=When(K.SEPARATE_PLAN, "", "Theo kế hoạch riêng"),
            deliverable="Phong trào",
            leads=("Phòng GDĐT",),
        )
    ]


def test_every_bad_cell_is_said_at_once_with_its_line():
    rows = [
        ["1", "", "Phòng GDĐT", "", "", ""],
        ["2", "Tổng kết", "Phòng GDĐT", "", "31/02/2026", "x" * 301],
        ["dài quá một số thứ tự thông thường", "Sơ kết", "Phòng", "", "", ""],
    ]

    sheet = read_task_sheet(book_of(rows))

    assert [str(error) for error in sheet.errors] == [
        "Dòng 2, cột “Nhiệm vụ/giải pháp”: chưa có nội dung nhiệm vụ. Hãy nhập vào ô này.",
        BAD_DAY,
        "Dòng 3, cột “Kết quả thực hiện”: dài 301 ký tự, quá mức 300. Hãy rút gọn.",
        "Dòng 4, cột “Stt”: dài 34 ký tự, quá mức 20. Hãy rút gọn.",
    ]


def test_an_empty_table_is_said():
    sheet = read_task_sheet(book_of([["I", "MỤC TRỐNG", "", "", "", ""]]))

    assert [str(error) for error in sheet.errors] == [
        "Bảng không có nhiệm vụ nào. Hãy kiểm tra lại tệp."
    ]


sections = st.from_regex(r"\A(?:[IVX]{1,4}\. )?[A-ZĐ][a-zđ ]{0,20}[a-z]\Z")


@given(sections)
def test_every_section_is_read_back(section):
    ordinal, text = section_cells(section)
    row = {"ordinal": ordinal, "text": text}
    row |= {"leads": (), "coordinators": (), "when": None, "deliverable": ""}

    assert section_of(row) == section


def test_local_tasks_are_not_in_the_table(draft, hoa_sen):
    make_task(draft, "Riêng", local_to=hoa_sen)

    assert cells(draft)[-1] == HEADER
    assert list(TaskParty.objects.all()) == []
