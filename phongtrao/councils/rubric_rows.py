"""A rubric as flat rows, the way people type it, and as the tree ``rubrics.read_rubric`` reads. No Django.

>>> rows = [Row("a", "Tính mới"), Row("a1", "Mới với đơn vị", depth=1, most=Decimal(20))]
>>> tree_of(rows)
[{'key': 'a', 'label': 'Tính mới', 'parts': [{'key': 'a1', 'label': 'Mới với đơn vị', 'max': '20'}]}]
>>> rows_of({"criteria": tree_of(rows)}) == rows
True
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from phongtrao.councils.rubrics import Criterion, read_rubric, spoken
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import parse_number
from phongtrao.lib.words import say as _

DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion; ``depth`` 0 to 2, one more than the row above at most."""

    key: str
    label: str
    depth: int = 0
    most: Decimal | None = None
    least: Decimal | None = None
    disqualifies: bool = False
    needs_evidence: bool = False
    guide: str = ""
    weights: Mapping[str, Decimal] = field(default_factory=dict)


def rows_of(data: Mapping[str, Any]) -> list[Row]:
    """The rows of a rubric as data; any that ``read_rubric`` takes."""
    return [
        _row(criterion, depth) for depth, criterion in read_rubric({"title": "", **data}).in_order()
    ]


def tree_of(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows below a row of less depth become its parts; one that hangs deeper than it can is lifted."""
    tree: list[dict[str, Any]] = []
    open_lists = [tree]
    for row in rows:
        depth = min(row.depth, len(open_lists) - 1)
        made = dict(_values(row))
        del open_lists[depth + 1 :]
        open_lists[depth].append(made)
        open_lists.append(made.setdefault("parts", []))
    _drop_empty(tree)
    return tree


def parse_weights(text: str) -> dict[str, Decimal]:
    """“Mầm non: 1,5; Tiểu học: 1” → by name. BadInput says which part cannot be read."""
    found = {}
    for part in filter(None, (one.strip() for one in text.split(";"))):
        name, colon, number = part.rpartition(":")
        if not colon or not name.strip():
            raise BadInput(
                _("Hệ số ghi “lĩnh vực: số”, cách nhau bằng dấu chấm phẩy: xem lại “%s”.") % part
            )
        found[name.strip()] = parse_number(number.strip())
    return found


def write_weights(weights: Mapping[str, Decimal]) -> str:
    return "; ".join(f"{name}: {spoken(number)}" for name, number in weights.items())


def new_key(letter: str, taken: set[str]) -> str:
    """A key nobody has: “c1”, “c2”, …; it is taken from now on."""
    number = 1
    while f"{letter}{number}" in taken:
        number += 1
    taken.add(f"{letter}{number}")
    return f"{letter}{number}"


# ------------------------------------------------------------------ pieces


def _row(criterion: Criterion, depth: int) -> Row:
    return Row(
        key=criterion.key,
        label=criterion.label,
        depth=depth,
        most=criterion.most,
        least=criterion.least,
        disqualifies=criterion.disqualifies,
        needs_evidence=criterion.needs_evidence,
        guide=criterion.guide,
        weights=dict(criterion.weights or {}),
    )


def _values(row: Row) -> Iterator[tuple[str, Any]]:
    """As packs write them: what is empty is left out, numbers as text."""
    yield "key", row.key
    yield "label", row.label
    for name, number in (("max", row.most), ("min", row.least)):
        if number is not None:
            yield name, str(number)
    for name in ("disqualifies", "needs_evidence", "guide"):
        if value := getattr(row, name):
            yield name, value
    if row.weights:
        yield "weights", {of: str(number) for of, number in row.weights.items()}


def _drop_empty(criteria: list[dict[str, Any]]) -> None:
    for criterion in criteria:
        if criterion["parts"]:
            _drop_empty(criterion["parts"])
        else:
            del criterion["parts"]
