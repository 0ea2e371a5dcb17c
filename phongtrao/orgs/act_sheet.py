"""A decision on hundreds of units as one workbook: a line is what becomes of one unit.

Every bad line is named at once: cells that cannot be read, units nobody knows, steps that do not fit
together. All lines are one act of one day and one decision, done and undone as one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date, parse_date
from phongtrao.lib.sheets import (
    CellError,
    Column,
    SheetContent,
    Workbook,
    one_of,
    read_rows,
    to_text,
    write_workbook,
)
from phongtrao.lib.text import fold
from phongtrao.orgs.forest import Abolish, Change, Forest, Found, Merge, Node, Split, Step
from phongtrao.orgs.queries import Bearers, bearers, standing_nodes
from phongtrao.orgs.services import Order
from phongtrao.orgs.unit_codes import check_code

LONGEST_NAME, LONGEST_DECISION = 200, 60


class Deed(StrEnum):
    MERGE = "Sáp nhập"
    CHANGE = "Thay đổi"
    SPLIT = "Chia tách"
    ABOLISH = "Giải thể"


def to_name(limit: int, cell: Any) -> str:
    said = to_text(cell)
    if len(said) > limit:
        raise BadInput(_("dài quá %s ký tự. Hãy ghi ngắn lại.") % limit)
    return said


def to_code(cell: Any) -> str:
    return check_code(to_text(cell))


# Labels are the workbook's own and are matched when it comes back, whatever the reader's language.
COLUMNS = (
    Column("deed", "Việc", one_of({deed.value: deed for deed in Deed}), width=14),
    Column("unit", "Đơn vị", to_text, width=40, help="Tên hoặc mã định danh của đơn vị hiện có."),
    Column("heir", "Đơn vị kế thừa", to_text, required=False, empty="", width=40),
    Column("name", "Tên mới", partial(to_name, LONGEST_NAME), required=False, empty="", width=40),
    Column("code", "Mã mới", to_code, required=False, empty="", width=20),
    Column("admin", "Cấp trên hành chính mới", to_text, required=False, empty="", width=34),
    Column("prof", "Cấp trên chuyên môn mới", to_text, required=False, empty="", width=34),
    Column("on", "Từ ngày", parse_date, width=14),
    Column(
        "decision",
        "Quyết định",
        partial(to_name, LONGEST_DECISION),
        required=False,
        empty="",
        width=24,
    ),
)  # fmt: skip
LABELS = {column.key: column.label for column in COLUMNS}
SAMPLES = (
    ("Sáp nhập", "Trường Tiểu học A", "Trường Tiểu học B", "", "", "", "", "01/07/2025", "12/QĐ-UBND"),
    ("Sáp nhập", "Xã C", "", "Xã C mới", "H99.01.5", "", "", "01/07/2025", "12/QĐ-UBND"),
    ("Sáp nhập", "Xã D", "", "Xã C mới", "H99.01.5", "", "", "01/07/2025", "12/QĐ-UBND"),
    ("Thay đổi", "Trường THCS E", "", "Trường THCS F", "", "Xã C mới", "", "01/07/2025", "12/QĐ-UBND"),
    ("Chia tách", "Trường THPT G", "Trường THCS G", "Trường THCS G", "", "", "", "01/07/2025", "12/QĐ-UBND"),
    ("Giải thể", "Phòng H", "Xã C mới", "", "", "", "", "01/07/2025", "12/QĐ-UBND"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActSheet:
    """The order of a workbook, or what is wrong with it."""

    order: Order | None
    errors: list[CellError]
    lines: int = 0


@dataclass(slots=True)
class _Reading:
    """Lines turned into steps, each with the line it came from, so that a refusal names it."""

    nodes: Mapping[int, Node]
    bearers: Bearers
    errors: list[CellError] = field(default_factory=list)
    founded: dict[str, int] = field(default_factory=dict)  # folded name of a new unit → its key
    steps: dict[Deed, list[tuple[int, Step]]] = field(default_factory=dict)
    founding: list[tuple[int, Step]] = field(default_factory=list)


def template_workbook() -> bytes:
    """An empty sheet to fill in, and one with a line for each deed."""
    return write_workbook(
        [SheetContent("Sắp xếp", COLUMNS, []), SheetContent("Ví dụ", COLUMNS, SAMPLES)],
        title="Bảng sắp xếp đơn vị",
    )


def errors_workbook(errors: Iterable[Sequence[Any]]) -> bytes:
    """(line, column, what is wrong) of every error, to work down in a spreadsheet."""
    columns = (
        Column("row", "Dòng", grouped=False, width=8),
        Column("column", "Cột", width=28),
        Column("message", "Chỗ chưa đúng", width=90),
    )
    return write_workbook([SheetContent("Lỗi", columns, errors)], title="Lỗi trong bảng sắp xếp")


def read_act_sheet(book: Workbook) -> ActSheet:
    """Read the first sheet and try its steps on the units of today; nothing is written."""
    result = read_rows(book.rows(), COLUMNS)
    lines = list(zip(result.lines, result.rows, strict=True))
    reading = _Reading(standing_nodes(), bearers(), list(result.errors))
    day, decision = _of_all(lines, "on", reading), _of_all(lines, "decision", reading)
    _found_new(lines, reading)
    for line, row in lines:
        _read_deed(line, row, reading)
    steps = _in_order(reading)
    _try(steps, reading)
    if not lines and not reading.errors:
        reading.errors.append(
            CellError(0, "", _("Bảng không có đơn vị nào. Hãy điền rồi tải lên lại."))
        )
    if reading.errors or day is None:
        return ActSheet(None, sorted(reading.errors, key=lambda error: error.row), len(lines))
    return ActSheet(_order(steps, day, decision or "", len(lines)), [], len(lines))


def _order(steps: list[tuple[int, Step]], day: date, decision: str, count: int) -> Order:
    with office_language():
        title = _("Sắp xếp %(count)s đơn vị từ ngày %(day)s") % {
            "count": count,
            "day": format_date(day),
        }
    return Order(title, day, tuple(step for _line, step in steps), decision)


def _of_all(lines: Sequence[tuple[int, dict[str, Any]]], key: str, reading: _Reading) -> Any:
    """The value all lines share; each that says another is an error."""
    first = next((row[key] for _line, row in lines if row[key]), None)
    for line, row in lines:
        if row[key] and row[key] != first:
            said = _("khác với dòng đầu. Một bảng là một quyết định; hãy tách thành bảng riêng.")
            reading.errors.append(CellError(line, LABELS[key], said))
    return first


# ------------------------------------------------------------------ lines into steps
def _found_new(lines: Sequence[tuple[int, dict[str, Any]]], reading: _Reading) -> None:
    """New units first, so that any line may name them: as heir or as the unit above."""
    for _line, row in lines:
        if row["deed"] not in (Deed.MERGE, Deed.SPLIT) or not row["name"]:
            continue
        if fold(row["name"]) not in reading.founded:
            reading.founded[fold(row["name"])] = -len(reading.founded) - 1
    for line, row in lines:
        if row["deed"] in (Deed.MERGE, Deed.SPLIT) and row["name"]:
            _found(line, row, reading)


def _found(line: int, row: dict[str, Any], reading: _Reading) -> None:
    """The first line that names a new unit says what it is like."""
    key = reading.founded[fold(row["name"])]
    like = _unit(line, row, "unit", reading)
    if like is None or like < 0 or any(step.unit == key for _at, step in reading.founding):  # type: ignore[attr-defined]  # all are Found
        return
    old = reading.nodes[like]
    places = {
        name: _unit(line, row, name, reading) or getattr(old, name) for name in ("admin", "prof")
    }
    node = Node(
        row["name"],
        old.kind,
        old.level,
        row["code"] or None,
        area=old.area,
        type_id=old.type_id,
        **places,
    )
    reading.founding.append((line, Found(key, node)))


def _read_deed(line: int, row: dict[str, Any], reading: _Reading) -> None:
    unit = _unit(line, row, "unit", reading)
    try:
        step = unit and READERS[row["deed"]](unit, line, row, reading)
    except BadInput as error:
        reading.errors.append(CellError(line, "", str(error)))
        return
    if step:
        reading.steps.setdefault(row["deed"], []).append((line, step))


def _merge(unit: int, line: int, row: dict[str, Any], reading: _Reading) -> Step | None:
    if bool(row["heir"]) == bool(row["name"]):
        raise BadInput(
            _("Sáp nhập cần hoặc “Đơn vị kế thừa” đang có, hoặc “Tên mới”; không cả hai.")
        )
    into = _unit(line, row, "heir", reading) if row["heir"] else reading.founded[fold(row["name"])]
    return Merge((unit,), into) if into else None


def _change(unit: int, line: int, row: dict[str, Any], reading: _Reading) -> Step | None:
    new: dict[str, Any] = {name: row[name] for name in ("name", "code") if row[name]}
    places: dict[str, Any] = {
        name: _unit(line, row, name, reading) for name in ("admin", "prof") if row[name]
    }
    if not new and not places:
        raise BadInput(_("Dòng thay đổi cần tên mới, mã mới hoặc cấp trên mới."))
    return None if None in places.values() else Change(unit, **new, **places)


def _split(unit: int, _line: int, row: dict[str, Any], reading: _Reading) -> Step | None:
    """One step a unit, made of all its lines: made at its first, the others add their parts."""
    if not row["name"]:
        raise BadInput(_("Chia tách cần “Tên mới” của đơn vị được tách ra."))
    part = reading.founded[fold(row["name"])]
    heir = part if row["heir"] and fold(row["heir"]) == fold(row["name"]) else None
    for at, (first, step) in enumerate(made := reading.steps.get(Deed.SPLIT, [])):
        if isinstance(step, Split) and step.former == unit:
            made[at] = (first, Split(unit, (*step.parts, part), step.heir or heir))
            return None
    return Split(unit, (part,), heir)


def _abolish(unit: int, line: int, row: dict[str, Any], reading: _Reading) -> Step | None:
    if not row["heir"]:
        return Abolish((unit,))
    heir = _unit(line, row, "heir", reading)
    return Abolish((unit,), {unit: (heir,)}, {unit: heir}) if heir else None


READERS = {Deed.MERGE: _merge, Deed.CHANGE: _change, Deed.SPLIT: _split, Deed.ABOLISH: _abolish}


def _unit(line: int, row: dict[str, Any], key: str, reading: _Reading) -> int | None:
    """The unit a cell names, today's or a new one of this workbook; None where there is none."""
    said = row[key]
    if not said:
        return None
    if key != "unit" and fold(said) in reading.founded:
        return reading.founded[fold(said)]
    try:
        return reading.bearers.one(said).pk
    except BadInput as error:
        wrong = CellError(line, LABELS[key], str(error))
        if wrong not in reading.errors:
            reading.errors.append(wrong)
        return None


# ------------------------------------------------------------------ steps together
def _in_order(reading: _Reading) -> list[tuple[int, Step]]:
    """Found, move, merge, split, abolish: whatever goes elsewhere has gone before its unit ends."""
    deeds = (Deed.CHANGE, Deed.MERGE, Deed.SPLIT, Deed.ABOLISH)
    return [*reading.founding, *(each for deed in deeds for each in reading.steps.get(deed, []))]


def _try(steps: Sequence[tuple[int, Step]], reading: _Reading) -> None:
    """Take every step, also after one was refused, so that all bad lines are told at once."""
    forest = Forest(reading.nodes)
    for line, step in steps:
        try:
            step.take(forest)
        except BadInput as error:
            reading.errors.append(CellError(line, "", str(error)))
    try:
        if not reading.errors:
            forest.outcome()
    except BadInput as error:
        reading.errors.append(CellError(0, "", str(error)))
