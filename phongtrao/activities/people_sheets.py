"""Lists of people as workbooks: who came to an activity, who stands in a register. What the lists export comes in again."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.activities.models import ActivityKind, Attendee, RegisterEntry
from phongtrao.activities.queries.named import CODE, NAME, UNIT, Named
from phongtrao.activities.sheets import labels_of
from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadFile, BadInput
from phongtrao.lib.numbers import parse_date, parse_number
from phongtrao.lib.sheets import (
    Column,
    SheetContent,
    SheetResult,
    one_of,
    open_workbook,
    read_rows,
    to_text,
    write_workbook,
)

MOST = 5_000  # rows of one list
HIGHEST = Decimal(100)
Columns = Callable[[], tuple[Column, ...]]  # in the language that is spoken when it is asked


def attendee_columns(kind: ActivityKind) -> tuple[Column, ...]:
    """Somebody by code, or by name and unit; the rest as the kind asks. A blank cell says nothing."""
    results = labels_of(Attendee.Result)
    columns = [
        *_who(),
        Column("result", _("Kết quả"), clean=one_of(results), required=False, width=14),
    ]
    if kind.has_score:
        columns.append(Column("score", _("Điểm"), clean=read_score, required=False, width=10))
    if kind.has_certificate:
        columns.append(
            Column("certificate", _("Số chứng nhận"), clean=_text(60), required=False, width=20)
        )
    return tuple(columns)


def register_columns() -> tuple[Column, ...]:
    return (
        *_who(),
        Column("register", _("Danh sách"), clean=one_of(labels_of(RegisterEntry.Register)), width=20),
        Column("field", _("Lĩnh vực, phần việc"), clean=_text(200), required=False, empty="", width=36),
        Column("since", _("Từ ngày"), clean=parse_date, width=12, help="dd/mm/yyyy"),
        Column("until", _("Đến hết ngày"), clean=parse_date, required=False, width=14),
        Column("state", _("Tình trạng"), required=False, empty=""),  # of the exported list; not read
    )  # fmt: skip


def sample_workbook(columns: Sequence[Column], title: str) -> bytes:
    """An empty table as the import takes it."""
    shown = [one for one in columns if one.key != "state"]
    return write_workbook([SheetContent(title, shown, [])], title=title)


def read_people(content: bytes, name: str, columns: Columns) -> SheetResult:
    """In the language of the reader or of the office. Raises BadFile where there is nothing, or too much."""
    book = open_workbook(content, name)
    with office_language():
        written = columns()
    found = [read_rows(book.rows(), one) for one in (columns(), written)]
    result = max(found, key=lambda one: len(one.told))
    if not result.rows and not result.errors:
        raise BadFile(_("Bảng không có dòng nào. Hãy kiểm tra lại tệp."))
    if len(result.rows) > MOST:
        raise BadFile(_("Bảng quá %s dòng. Hãy tách thành nhiều tệp.") % MOST)
    return result


def named_rows(result: SheetResult, day: Callable[[dict[str, Any]], date]) -> list[Named]:
    return [
        Named(line, row["code"], row["name"], row["unit"], day(row))
        for line, row in zip(result.lines, result.rows, strict=True)
    ]


def read_score(value: Any) -> Decimal:
    number = parse_number(value)
    if 0 <= number <= HIGHEST and number == round(number, 2):
        return number
    raise BadInput(_("điểm từ 0 đến 100, nhiều nhất 2 chữ số sau dấu phẩy."))


def _who() -> tuple[Column, ...]:
    return (
        Column("code", str(CODE), required=False, empty="", width=16),
        Column("name", str(NAME), required=False, empty="", width=28),
        Column("unit", str(UNIT), required=False, empty="", width=36, help=_("Tên hoặc mã định danh")),
    )  # fmt: skip


def _text(most: int) -> Callable[[Any], str]:
    def clean(value: Any) -> str:
        text = " ".join(to_text(value).split())
        if len(text) > most:
            raise BadInput(_("dài quá %s chữ. Hãy viết gọn lại.") % most)
        return text

    return clean
