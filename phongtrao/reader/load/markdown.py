"""Markdown: a plan typed or exported as plain text with signs for headings, bold and tables.

Two comments are understood beside the usual signs: ``<!-- không kẻ -->`` before a table says that it
has no rules (a letterhead, a signature block), and ``^^`` alone in a cell that the cell above goes on.
All other comments and all signs of layout are dropped; words never are.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from phongtrao.reader.load.blocks import Blocks, Cells, Grid, Item, Text
from phongtrao.reader.load.characters import read_characters
from phongtrao.reader.model import Source
from phongtrao.reader.text import squeeze_lines

# No sign reaches further than these counts: a file made of openings alone must not take long.
_COMMENT = re.compile(r"<!--(.{0,4000}?)-->", re.DOTALL)
_UNRULED = "không kẻ"
_UNRULED_SIGN = "\x02"
_DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_CELL_END = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"#{1,6}\s+(?P<words>.*?)\s*#*")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}|\s*```.*")
_DEEPER = re.compile(r"^(?:\s{2,}|\t)[-*+]\s+")  # a list inside a list
_QUOTE = re.compile(r"^\s*>\s?")
_ALL_BOLD = re.compile(r"(\*\*|__)(?:(?!\1).){1,400}\1[.:]?")
_ABOVE = "^^"
# Signs around words: the words stay.
_SIGNS = (
    (re.compile(r"(?i:<br\s*/?>)"), "\n"),
    (re.compile(r"</?[a-zA-Z][^<>]{0,300}>"), ""),
    (re.compile(r"!\[[^\]]{0,300}\]\([^)]{0,300}\)"), ""),
    (re.compile(r"\[([^\]]{1,300})\]\([^)\s]{0,300}\)"), r"\1"),
    (re.compile(r"\*\*"), ""),
    (re.compile(r"(?<!\w)__(?=[^\W_])(.{0,400}?[^\s_])__(?!\w)"), r"\1"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{0,400}\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)_(?=[^\W_])([^_\n]{0,400}[^\s_])_(?!\w)"), r"\1"),
    (re.compile(r"`([^`]{1,400})`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])"), r"\1"),
)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int  # in the file, from 1
    text: str


def load_markdown(path: Path) -> Source:
    """Read a .md file; pages are unknown. BadFile when its characters cannot be read."""
    text = read_characters(path.read_bytes())
    return Source(tuple(Blocks().add(_items(text)).found))


def _items(text: str) -> Iterator[Item]:
    is_ruled = True
    for group in _groups(_without_comments(text)):
        if group[0].text == _UNRULED_SIGN:
            is_ruled = False
        elif _is_table(group):
            yield _table(group, is_ruled=is_ruled)
            is_ruled = True
        else:
            yield _paragraph(group)


def _without_comments(text: str) -> str:
    """The text as long in lines as before, one sign left where the next table has no rules."""

    def replaced(match: re.Match[str]) -> str:
        lines = "\n" * match.group().count("\n")
        is_sign = match.group(1).strip().lower() == _UNRULED
        return f"{_UNRULED_SIGN if is_sign else ''}{lines}"

    return _COMMENT.sub(replaced, text)


def _groups(text: str) -> Iterator[list[_Line]]:
    """Lines that belong together: a paragraph, a heading, a table."""
    group: list[_Line] = []
    for number, content in enumerate(text.splitlines(), start=1):
        line = _Line(number, _QUOTE.sub("", content).rstrip())
        is_blank = not line.text.strip() or _RULE.fullmatch(line.text) is not None
        if group and (is_blank or _parts_from(group[-1], line)):
            yield group
            group = []
        if not is_blank:
            group.append(line)
    if group:
        yield group


def _parts_from(above: _Line, line: _Line) -> bool:
    if _UNRULED_SIGN in (above.text, line.text):
        return True
    if _stands_alone(line.text) or _stands_alone(above.text):
        return True
    return _is_row(above.text) != _is_row(line.text)


def _stands_alone(text: str) -> bool:
    return bool(_HEADING.fullmatch(text) or _ALL_BOLD.fullmatch(text.strip()))


def _is_row(text: str) -> bool:
    return text.lstrip().startswith("|")


def _is_table(group: Sequence[_Line]) -> bool:
    """Rows that begin with a bar, or lines over and under a line of dashes and bars."""
    if _is_row(group[0].text):
        return True
    under = group[1].text if len(group) > 1 else ""
    return "|" in group[0].text and "|" in under and bool(_DELIMITER.fullmatch(under))


def _table(group: Sequence[_Line], *, is_ruled: bool) -> Grid:
    lines = [line for line in group if not _DELIMITER.fullmatch(line.text)]
    rows = tuple(_cells(line.text) for line in lines)
    return Grid(rows, is_ruled, tuple(line.number for line in lines))


def _cells(row: str) -> Cells:
    row = row.strip().removeprefix("|")
    row = row[:-1] if row.endswith("|") and not row.endswith("\\|") else row
    cells = [cell.strip() for cell in _CELL_END.split(row)]
    return [None if cell == _ABOVE else _words(cell) for cell in cells]


def _paragraph(group: Sequence[_Line]) -> Text:
    first = group[0]
    if heading := _HEADING.fullmatch(first.text):
        return Text(_words(heading["words"]), is_heading=True, line=first.number)
    is_bold = len(group) == 1 and bool(_ALL_BOLD.fullmatch(first.text.strip()))
    lines = (_DEEPER.sub("+ ", line.text) for line in group)
    return Text(_words("\n".join(lines)), is_bold, first.number)


def _words(text: str) -> str:
    """The words without the signs; line breaks as “\\n”."""
    for pattern, replacement in _SIGNS:
        text = pattern.sub(replacement, text)
    return squeeze_lines(html.unescape(text))
