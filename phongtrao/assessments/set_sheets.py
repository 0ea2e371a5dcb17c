"""An edition of an index set as a workbook, out and in: the criteria, the levels, how they become one.

Written and read in the language of the office, so that whoever reads the screens in another sends back
the same labels.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.assessments.known import known_facts
from phongtrao.assessments.levels import COMBINES, band_as_data
from phongtrao.assessments.models import Criterion, Edition
from phongtrao.assessments.rows import DEEPEST, Row, choices_as_text, read_choices
from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_number, parse_number
from phongtrao.lib.sheets import (
    CellError,
    Column,
    SheetContent,
    SheetResult,
    Workbook,
    one_of,
    open_workbook,
    read_rows,
    to_flag,
    to_text,
    write_workbook,
)

MOST_POINTS = 10_000
ENDS = ("from", "above", "to", "below")


class BadSheet(BadInput):
    """Every cell that cannot be read."""

    def __init__(self, errors: Sequence[str]) -> None:
        super().__init__(_("Bảng có %s chỗ chưa đúng nên chưa ghi gì.") % len(errors))
        self.errors = list(errors)


@dataclass(frozen=True, slots=True)
class Read:
    """What a workbook says, and in which line of it each criterion stood."""

    rows: list[Row]
    rules: dict[str, Any]
    lines: dict[str, int]  # code → line


# ------------------------------------------------------------------ the columns


def criterion_columns() -> list[Column]:
    ways = {str(label): str(way) for way, label in Criterion.Scoring.choices}
    return [
        Column("depth", _("Bậc"), _depth, help=_("0: nhóm; 1: tiêu chí của nhóm; 2: tiêu chí con")),
        Column("code", _("Mã"), _text(20)),
        Column("title", _("Tiêu chí"), _text(500), width=60),
        Column("way", _("Cách tính"), one_of(ways), width=24),
        Column("most", _("Điểm tối đa"), _points, required=False),
        Column("least", _("Điểm tối thiểu"), _points, required=False),
        Column("each", _("Điểm mỗi đơn vị đếm"), _points, required=False),
        Column("choices", _("Các mức để chọn"), _choices, required=False, empty=[], width=30),
        Column("is_mandatory", _("Bắt buộc"), to_flag, required=False, empty=False),
        Column("evidence", _("Minh chứng cần có"), _text(300), required=False, empty="", width=30),
        Column("fact", _("Hệ thống điền sẵn từ"), _fact, required=False, empty="", width=24),
        Column("guide", _("Hướng dẫn"), _text(500), required=False, empty="", width=30),
        Column("needs_check", _("Cần kiểm tra"), to_flag, required=False, empty=False),
    ]


def level_columns() -> list[Column]:
    ends = (_("Từ"), _("Trên"), _("Đến"), _("Dưới"))
    return [
        Column("key", _("Mã mức"), _text(20)),
        Column("label", _("Mức"), _text(60), width=30),
        *(Column(k, label, _points, required=False) for k, label in zip(ENDS, ends, strict=True)),
    ]


def whole_columns() -> list[Column]:
    combines = dict(zip(_combine_words(), COMBINES, strict=True))
    return [
        Column("combine", _("Mức chung lấy từ"), one_of(combines), width=30),
        Column("mandatory", _("Thiếu điều kiện bắt buộc thì cao nhất là mã mức"), required=False, empty="", width=30),
        Column("check", _("Cách gộp cần kiểm tra"), to_flag, required=False, empty=False),
    ]  # fmt: skip


def _combine_words() -> tuple[str, str, str]:
    return (
        _("nhóm có mức thấp nhất"),
        _("tổng điểm các nhóm"),
        _("trung bình điểm các nhóm"),
    )


# ------------------------------------------------------------------ out


def edition_workbook(edition: Edition) -> bytes:
    with office_language():
        rules = edition.level_rules
        bands = [_band_cells(band_as_data(band)) for band in rules.bands]
        combine = _combine_words()[COMBINES.index(rules.combine)]
        whole = [(combine, rules.mandatory, rules.needs_check)]
        columns = criterion_columns()
        rows = [_cells(row, columns) for row in edition.rows]
        return write_workbook(
            [
                SheetContent(_("Tiêu chí"), columns, rows),
                SheetContent(_("Xếp mức"), level_columns(), bands),
                SheetContent(_("Cách gộp"), whole_columns(), whole),
            ],
            title=str(edition.index_set),
        )


def _cells(row: Row, columns: Sequence[Column]) -> list[Any]:
    label = str(Criterion.Scoring(row.way).label)
    said: dict[str, Any] = {"way": label, "choices": choices_as_text(row.choices)}
    return [said.get(column.key, getattr(row, column.key)) for column in columns]


def _band_cells(said: Mapping[str, str]) -> list[Any]:
    ends = [Decimal(said[name]) if name in said else None for name in ENDS]
    return [said["key"], said["label"], *ends]


# ------------------------------------------------------------------ in


def read_edition(content: bytes, name: str) -> Read:
    """BadSheet with every bad cell of the three sheets; BadFile where it is no workbook."""
    with office_language():
        book = open_workbook(content, name)
        criteria = _sheet(book, _("Tiêu chí"), criterion_columns())
        bands = _sheet(book, _("Xếp mức"), level_columns())
        whole = _sheet(book, _("Cách gộp"), whole_columns())
        if not whole.errors and len(whole.rows) != 1:
            whole.errors.append(CellError(0, "", _("Trang “Cách gộp” cần đúng một dòng.")))
        sheets = {_("Tiêu chí"): criteria, _("Xếp mức"): bands, _("Cách gộp"): whole}
        wrong = [f"{name}: {error}" for name, one in sheets.items() for error in one.errors]
    if wrong:
        raise BadSheet(wrong)
    rules = whole.rows[0] | {"bands": [_band(row) for row in bands.rows]}
    lines = zip(criteria.rows, criteria.lines, strict=True)
    return Read(
        [Row(**row) for row in criteria.rows], rules, {row["code"]: line for row, line in lines}
    )


def _sheet(book: Workbook, name: str, columns: Sequence[Column]) -> SheetResult:
    if name not in book.names:
        return SheetResult(errors=[CellError(0, "", _("Tệp không có trang này."))])
    return read_rows(book.rows(name), columns)


def _band(row: Mapping[str, Any]) -> dict[str, str]:
    said = {"key": row["key"], "label": row["label"]}
    return said | {name: str(row[name]) for name in ENDS if row[name] is not None}


def column_label(field: str) -> str:
    """How the workbook calls a value of a criterion."""
    with office_language():
        return next((one.label for one in criterion_columns() if one.key == field), "")


# ------------------------------------------------------------------ cells


def _text(longest: int) -> Callable[[Any], str]:
    def clean(value: Any) -> str:
        said = to_text(value)
        if len(said) > longest:
            raise BadInput(_("Dài quá %s chữ.") % longest)
        return said

    return clean


def _points(value: Any) -> Decimal:
    number = parse_number(value)
    if not 0 <= number <= MOST_POINTS:
        raise BadInput(_("Điểm từ 0 đến %s.") % format_number(MOST_POINTS))
    return number


def _depth(value: Any) -> int:
    number = parse_number(value)
    if number not in range(DEEPEST + 1):
        raise BadInput(_("Bậc là 0, 1 hoặc 2."))
    return int(number)


def _choices(value: Any) -> list[dict[str, str]]:
    return read_choices(to_text(value))


def _fact(value: Any) -> str:
    said = to_text(value)
    if said not in {one.name for one in known_facts()}:
        raise BadInput(_("Hệ thống không có số liệu “%s”.") % said)
    return said
