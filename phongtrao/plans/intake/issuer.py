"""Whose plan it is: the issuer printed on the paper against the unit that would publish it.

A plan of the province taken in by a department is no plan of the department: publishing it under
the department's name would make its tasks the department's own. Only names are compared; of a name
that says nothing else (“Sở Giáo dục và Đào tạo”) the line above it decides (“UBND tỉnh …”).
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from phongtrao.lib.text import fold

NOT_READ = fold("Không rõ")  # what the reader writes where there is no letterhead
_PLACE = re.compile(r"\b(?:tinh|thanh pho|tp|xa|phuong|dac khu)\.? ([\w ]+)")
_SHORT = (
    (re.compile(r"\bubnd\b"), "uy ban nhan dan"),
    (re.compile(r"\bgd ?(?:&|va)? ?dt\b"), "giao duc va dao tao"),
    (re.compile(r"\bthcs\b"), "trung hoc co so"),
    (re.compile(r"\bthpt\b"), "trung hoc pho thong"),
)


def foreign_issuer(said: Mapping[str, Any], names: Iterable[str], above: Iterable[str]) -> str:
    """The issuer as printed, where it is not the unit called ``names``; empty where it may be.

    ``said``: the document fields of the paper; ``above``: names of the units over the unit.
    """
    printed = str(said.get("issuing_unit") or "")
    ours = {full_name(name) for name in names if name}
    over = [full_name(name) for name in above]
    name = full_name(printed)
    if not name or name == NOT_READ:
        return ""
    parent = str(said.get("issuing_parent") or "")
    if not any(_is_same(name, our) for our in ours) or _is_elsewhere(
        full_name(parent), [*over, *ours]
    ):
        return f"{printed} ({parent})" if parent else printed
    return ""


def _is_same(name: str, our: str) -> bool:
    """One may say the place and the other not: “Sở … tỉnh Sông Ngân”, “Sở …”."""
    return name == our or f"{name} ".startswith(f"{our} ") or f"{our} ".startswith(f"{name} ")


def _is_elsewhere(parent: str, known: list[str]) -> bool:
    """Whether the line above the issuer names a place none of our units bears."""
    place = _PLACE.search(parent)
    return place is not None and not any(place[1] in name for name in known)


def full_name(name: str) -> str:
    """A name folded, with what every office abbreviates in full.

    >>> full_name("UBND xã Suối Mây")
    'uy ban nhan dan xa suoi may'
    """
    words = fold(name)
    for pattern, full in _SHORT:
        words = pattern.sub(full, words)
    return words
