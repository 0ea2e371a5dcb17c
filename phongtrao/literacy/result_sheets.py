"""Results of people and numbers of learners from other platforms: an Excel table, or xAPI-like JSON statements.

A statement says who (actor.account.name: the code of the person), did what (verb.id ending in completed, passed
or mastered), of what (object.id), when (timestamp), with which score. Others are left and counted.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadFile
from phongtrao.lib.numbers import parse_date, parse_whole_number
from phongtrao.lib.sheets import (
    CellError,
    Column,
    SheetContent,
    Workbook,
    read_rows,
    write_workbook,
)
from phongtrao.lib.text import fold
from phongtrao.literacy.models import SkillFramework, TargetGroup
from phongtrao.literacy.services.counts import Declared, faults_of
from phongtrao.orgs.models import Person, Post, Unit
from phongtrao.orgs.queries import bearers_of

RESULT_SHEET, COUNT_SHEET = "Kết quả", "Số người đạt"
RESULT_COLUMNS = (
    Column("code", "Mã cán bộ", width=18),
    Column("name", "Họ và tên", required=False, empty="", width=30),
    Column("done_on", "Ngày hoàn thành", clean=parse_date, width=16),
    Column("level", "Mức", clean=parse_whole_number, required=False, width=8),
    Column("reference", "Nơi học, mã tham chiếu", required=False, empty="", width=40),
)
COUNT_COLUMNS = (
    Column("unit", "Mã đơn vị", width=18),
    Column("unit_name", "Tên đơn vị", required=False, empty="", width=40),
    Column("group", "Nhóm đối tượng", width=30),
    Column("day", "Tính đến ngày", clean=parse_date, width=16),
    Column("done", "Số người đạt", clean=parse_whole_number, width=14),
    Column("whole", "Tổng số", clean=parse_whole_number, required=False, width=14),
    Column("reference", "Nguồn số liệu", required=False, empty="", width=40),
)
MOST = 5_000  # lines of one file: what is shown before the import travels through the form
DONE_VERBS = ("completed", "passed", "mastered")


@dataclass(frozen=True, slots=True)
class Line:
    """One result that can be written."""

    person: int
    unit: int
    name: str
    unit_name: str
    done_on: date
    level: int | None
    reference: str


@dataclass(frozen=True, slots=True)
class Found:
    """``left``: statements that tell of no completion. Import nothing while there are errors."""

    lines: list[Line] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    left: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    rows: list[Declared] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)


def result_workbook(title: str) -> bytes:
    return write_workbook([SheetContent(RESULT_SHEET, RESULT_COLUMNS, [])], title=title)


def count_workbook(units: Iterable[Unit], groups: Collection[TargetGroup], title: str) -> bytes:
    """A line for each unit and group, to be filled in."""
    cells = (
        [one.code or one.name, one.name, group.name, None, None, None, ""]
        for one in units
        for group in groups
    )
    return write_workbook([SheetContent(COUNT_SHEET, COUNT_COLUMNS, cells)], title=title)


def read_results(book: Workbook, units: Collection[int]) -> Found:
    """``units``: those one may bring results of; a person of another is refused by line."""
    result = read_rows(book.rows(), RESULT_COLUMNS)
    _refuse_long(len(result.rows))
    rows = [
        (line, row["code"], row["done_on"], row["level"], row["reference"])
        for line, row in zip(result.lines, result.rows, strict=True)
    ]
    return _joined(rows, list(result.errors), units, "Mã cán bộ")


def read_typed(
    code: str, day: date, level: int | None, reference: str, *, units: Collection[int]
) -> Found:
    """One result as somebody types it."""
    return _joined([(0, code.strip(), day, level, reference)], [], units, "")


def read_statements(content: bytes, units: Collection[int]) -> Found:
    """A list of statements, or {"statements": […]}; the line is the place in the list, from 1."""
    try:
        said = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # brackets within brackets, without end
        raise BadFile(_("Tệp không phải JSON. Hãy xuất lại từ nền tảng học tập.")) from None
    statements = said.get("statements") if isinstance(said, dict) else said
    if not isinstance(statements, list):
        raise BadFile(_("Tệp JSON không có danh sách bản ghi (statements)."))
    _refuse_long(len(statements))
    rows: list[tuple[int, str, date, int | None, str]] = []
    errors, left = [], 0
    for place, one in enumerate(statements, start=1):
        try:
            read = _statement(one)
        except (AttributeError, KeyError, TypeError, ValueError):
            wrong = _("bản ghi thiếu người, việc, đối tượng hoặc thời điểm.")
            errors.append(CellError(place, "", wrong))
            continue
        if read is None:
            left += 1
        else:
            rows.append((place, *read))
    found = _joined(rows, errors, units, "actor")
    return Found(found.lines, found.errors, left)


def _refuse_long(count: int) -> None:
    if count > MOST:
        said = _(
            "Tệp có %(count)s dòng, mỗi lần nhập được %(most)s dòng. Hãy chia thành nhiều tệp."
        )
        raise BadFile(said % {"count": count, "most": MOST})


def _statement(one: Mapping[str, Any]) -> tuple[str, date, int | None, str] | None:
    verb = str(one["verb"]["id"]).rstrip("/").rsplit("/", 1)[-1]
    if verb not in DONE_VERBS or one.get("result", {}).get("success") is False:
        return None
    account = one["actor"]["account"]
    at = datetime.fromisoformat(str(one["timestamp"]))
    day = timezone.localtime(at).date() if at.tzinfo else at.date()
    return str(account["name"]).strip(), day, None, str(one["object"]["id"])


def _joined(
    rows: list[tuple[int, str, date, int | None, str]],
    errors: list[CellError],
    units: Collection[int],
    column: str,
) -> Found:
    """The codes as persons with the unit they work at today."""
    codes = {code for _line, code, *_more in rows}
    people = {one.code: one for one in Person.objects.filter(code__in=codes)}
    held = Post.objects.today().full().filter(person__code__in=codes).select_related("unit")
    posts = {post.person_id: post for post in held}
    lines = []
    for line, code, day, level, reference in rows:
        person = people.get(code)
        post = posts.get(person.pk) if person else None
        if person is None or post is None:
            wrong = _("không có ai đang công tác mang mã “%s”.") % code
            errors.append(CellError(line, column, wrong))
        elif post.unit_id not in units:
            wrong = _("%s không thuộc đơn vị bạn được nhập.") % code
            errors.append(CellError(line, column, wrong))
        elif day > timezone.localdate():
            errors.append(CellError(line, column, _("ngày hoàn thành chưa đến.")))
        else:
            lines.append(
                Line(
                    person.pk,
                    post.unit_id,
                    person.full_name,
                    post.unit.name,
                    day,
                    level,
                    reference,
                )
            )
    if not lines and not errors:
        errors.append(CellError(0, "", _("Tệp không có kết quả hoàn thành nào.")))
    return Found(lines, sorted(errors, key=lambda error: error.row))


def read_counts(
    book: Workbook,
    units: Collection[int],
    groups: Collection[TargetGroup],
    framework: SkillFramework,
) -> Counts:
    """Every bad cell at once: unknown units and groups, numerators above denominators, days to come."""
    result = read_rows(book.rows(), COUNT_COLUMNS)
    _refuse_long(len(result.rows))
    errors = list(result.errors)
    known = bearers_of({row["unit"] for row in result.rows})
    named = {fold(group.name): group for group in groups}
    meant = {row["unit"]: [one.pk for one in known.meant(row["unit"])] for row in result.rows}
    loaded = Unit.objects.in_bulk({key for keys in meant.values() for key in keys})
    seen: dict[tuple[int, int, date], int] = defaultdict(int)
    rows: list[Declared] = []
    lines: list[int] = []
    for line, row in zip(result.lines, result.rows, strict=True):
        keys, group = meant[row["unit"]], named.get(fold(row["group"]))
        if fault := known.refusal(row["unit"]):
            errors.append(CellError(line, "Mã đơn vị", fault))
        elif keys[0] not in units:
            wrong = _("bạn không được khai số của đơn vị này.")
            errors.append(CellError(line, "Mã đơn vị", wrong))
        elif group is None:
            wrong = _("không có nhóm “%s” trong danh mục.") % row["group"]
            errors.append(CellError(line, "Nhóm đối tượng", wrong))
        else:
            one = Declared(
                loaded[keys[0]], group, framework, row["day"], row["done"], row["whole"], row["reference"]
            )  # fmt: skip
            twin = seen.setdefault((keys[0], group.pk, row["day"]), line)
            if twin != line:
                errors.append(CellError(line, "Số người đạt", _("trùng dòng %s.") % twin))
            rows.append(one)
            lines.append(line)
    for line, fault in zip(lines, faults_of(rows), strict=True):
        if fault:
            errors.append(CellError(line, "Số người đạt", fault))
    if not rows and not errors:
        errors.append(CellError(0, "", _("Bảng không có dòng nào. Hãy kiểm tra lại tệp.")))
    return Counts(rows, sorted(errors, key=lambda error: error.row))
