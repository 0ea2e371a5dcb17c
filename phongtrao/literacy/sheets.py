"""Questions, results and numbers as Excel; what is exported can be imported unchanged. JSON statements too."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

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
from phongtrao.literacy.grading import MOST, Option, Said, faults
from phongtrao.literacy.models import Competence, FrameworkVersion, QuestionVersion
from phongtrao.literacy.queries.board import Board
from phongtrao.literacy.suppression import Figure

LETTERS = "ABCDEFGH"[:MOST]
KINDS = {
    "Một đáp án": "single",
    "Nhiều đáp án": "several",
    "Đúng sai": "truth",
}
SAID_KINDS = {kind: said for said, kind in KINDS.items()}
QUESTION_SHEET = "Câu hỏi"
QUESTION_COLUMNS = (
    Column("kind", "Loại", clean=one_of(KINDS), width=14),
    Column("text", "Câu hỏi", width=60),
    *(
        Column(letter, f"Phương án {letter}", required=False, empty="", width=30)
        for letter in LETTERS
    ),
    # Not required here: “no right answer” is said in its own words.
    Column("right", "Đáp án đúng", required=False, empty="", width=12),
    Column("explanation", "Giải thích", required=False, empty="", width=50),
    Column("code", "Mã năng lực", required=False, empty="", width=12),
)


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    """Import nothing while there are errors."""

    questions: list[Said]
    errors: list[CellError]


def question_workbook(rows: Iterable[QuestionVersion], title: str) -> bytes:
    cells = ([*_cells(one.said())] for one in rows)
    return write_workbook([SheetContent(QUESTION_SHEET, QUESTION_COLUMNS, cells)], title=title)


BOARD_COLUMNS = (
    Column("name", "Đơn vị", width=48),
    Column("done", "Số đạt", width=12),
    Column("whole", "Tổng số", width=12),
    Column("percent", "Tỷ lệ (%)", width=12),
    Column("said", "Đơn vị có số", width=14),
    Column("units", "Số đơn vị", width=12),
)


def board_workbook(board: Board, title: str) -> bytes:
    """A unit that has said nothing has no number in it, not nought."""
    cells = [
        [row.name, *(_numbers(row.figure) if row.said else (None,) * 3), row.said, row.units]
        for row in board.rows
    ]
    cells.append([_("Tổng cộng"), *_numbers(board.total), board.said, board.units])
    return write_workbook([SheetContent("Số liệu", BOARD_COLUMNS, cells)], title=title)


def _numbers(figure: Figure) -> tuple[int, int, int | None]:
    return figure.done, figure.whole, figure.percent


def _cells(said: Said) -> Iterable[str]:
    yield SAID_KINDS[said.kind]
    yield said.text
    texts = [one.text for one in said.options]
    yield from texts + [""] * (MOST - len(texts))
    yield ", ".join(letter for letter, one in zip(LETTERS, said.options, strict=False) if one.right)
    yield said.explanation
    yield said.code


def read_question_sheet(book: Workbook, version: FrameworkVersion) -> QuestionSheet:
    """Every bad cell at once: no right answer, a right one that is no option, an unknown competence."""
    result = read_rows(book.rows(), QUESTION_COLUMNS)
    errors, questions = list(result.errors), []
    codes = set(Competence.objects.filter(version=version).values_list("code", flat=True))
    seen: dict[str, int] = {}
    for line, row in zip(result.lines, result.rows, strict=True):
        said, wrong = _question(row)
        errors += [CellError(line, column, message) for column, message in wrong]
        if not wrong:
            errors += [CellError(line, _column_of(one.place), str(one)) for one in faults(said)]
        if said.code and said.code not in codes:
            unknown = _("khung không có mã “%s”.") % said.code
            errors.append(CellError(line, "Mã năng lực", unknown))
        if said.text in seen:
            twin = _("trùng câu hỏi ở dòng %s. Hãy bỏ bớt một dòng.") % seen[said.text]
            errors.append(CellError(line, "Câu hỏi", twin))
        seen.setdefault(said.text, line)
        questions.append(said)
    if not questions and not errors:
        errors.append(CellError(0, "", _("Bảng không có dòng nào. Hãy kiểm tra lại tệp.")))
    return QuestionSheet(questions, sorted(errors, key=lambda error: error.row))


def _question(row: dict[str, Any]) -> tuple[Said, list[tuple[str, str]]]:
    texts = [row[letter] for letter in LETTERS]
    if row["kind"] == "truth" and not any(texts):
        texts = ["Đúng", "Sai"]
    while texts and not texts[-1]:
        texts.pop()
    # “A, C”, “AC”, or the text of an option itself.
    said = to_text(row["right"]).strip()
    by_text = {text: letter for letter, text in zip(LETTERS, texts, strict=False)}
    asked = by_text.get(said) or "".join(one for one in said.upper() if one not in " ,;.")
    known = set(LETTERS[: len(texts)])
    wrong = []
    if unknown := [one for one in asked if one not in known]:
        words = _("“%s” không phải phương án nào của câu. Hãy ghi chữ cái như A hoặc A, C.")
        wrong.append(("Đáp án đúng", words % "".join(unknown)))
    options = tuple(
        Option(text, letter in asked) for letter, text in zip(LETTERS, texts, strict=False)
    )
    return Said(row["kind"], row["text"], options, row["explanation"], row["code"]), wrong


def _column_of(place: str) -> str:
    if place == "text":
        return "Câu hỏi"
    return f"Phương án {LETTERS[int(place) - 1]}" if place.isdecimal() else "Đáp án đúng"
