"""What a list may tell, and how its cells are read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import parse_date
from phongtrao.lib.sheets import Column, to_text

FIRST_YEAR, LAST_YEAR = 1900, 2100  # a bare number between them is a year, not a day count
SERIAL = re.compile(r"[1-6]\d{4}(?:\.0+)?")  # a day count that became text: 1927 to 2091
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Field:
    """``aliases``: other headings for the same, as people type them; compared by ``fold``.

    ``constant``: one value may be given for all rows where the sheet has no such column.
    """

    key: str
    label: Any  # lazy text
    clean: Callable[[Any], Any]
    aliases: tuple[str, ...] = ()
    required: bool = False
    constant: bool = False
    help: Any = ""

    def column(self) -> Column:
        return Column(self.key, str(self.label), clean=self.clean, required=self.required)


def text_of(most: int) -> Callable[[Any], str]:
    """A reader of one line of text of at most so many characters."""

    def clean(cell: Any) -> str:
        text = " ".join(to_text(cell).split())
        if len(text) > most:
            said = _("dài %(length)s ký tự, quá mức %(most)s. Hãy rút gọn.")
            raise BadInput(said % {"length": len(text), "most": most})
        return text

    return clean


def whole(least: int, most: int) -> Callable[[Any], int]:
    """A reader of a whole number between the two, as a number or as text (“05”)."""

    def clean(cell: Any) -> int:
        text = to_text(cell).strip()
        if not text.isdecimal() or not least <= int(text) <= most:
            said = _("“%(said)s” không phải số từ %(least)s đến %(most)s. Hãy sửa lại.")
            raise BadInput(said % {"said": text, "least": least, "most": most})
        return int(text)

    return clean


def day(cell: Any) -> date:
    """A whole day: 20/8/1985, a date cell, a day count as number or text; never a year alone."""
    if isinstance(cell, str) and SERIAL.fullmatch(cell):
        cell = float(cell)
    is_year = isinstance(cell, int | float) and FIRST_YEAR <= cell <= LAST_YEAR
    if is_year or (isinstance(cell, str) and YEAR.fullmatch(cell)):
        said = _("“%s” chỉ có năm. Hãy ghi đủ ngày/tháng/năm, hoặc để trống nếu không biết.")
        raise BadInput(said % to_text(cell))
    return parse_date(cell)
