"""Criteria of an edition as flat rows with a depth, the way people type them; points of an answer. No Django.

>>> rows = [Row("1", "Dạy, học", most=Decimal(10)), Row("1.1", "Phần mềm", depth=1, most=Decimal(10))]
>>> [row.code for row in leaves(rows)], notes_of(rows)
(['1.1'], [])
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, Protocol

from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_number, parse_number
from phongtrao.lib.words import say as _

DEEPEST = 2
ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
CENT = Decimal("0.01")
MOST_ROWS = 2_000
MOST_COUNTED = 999_999  # what an answer has room for


class Way(StrEnum):
    """How an answer becomes points."""

    POINTS = "points"  # the answer is the points
    CHOICE = "choice"  # one of ``choices``
    PERCENT = "percent"  # of ``most``
    COUNT = "count"  # ``each`` for one, up to ``most``
    CONDITION = "condition"  # met or not: no points


class BadRow(BadInput):
    """What is wrong with one criterion: its code and the name of the value, so that a form says it there."""

    def __init__(self, said: str, code: str = "", field: str = "") -> None:
        super().__init__(said)
        self.code, self.field = code, field


class Scored(Protocol):
    """As much of a criterion as it takes to make points of an answer: a row or a stored criterion."""

    @property
    def title(self) -> str: ...
    @property
    def way(self) -> str: ...
    @property
    def most(self) -> Decimal | None: ...
    @property
    def each(self) -> Decimal | None: ...
    @property
    def choices(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion. A row above deeper ones is a group or an item: what it has is the sum of its leaves."""

    code: str
    title: str
    depth: int = 0
    way: str = Way.POINTS
    most: Decimal | None = None
    least: Decimal | None = None
    each: Decimal | None = None
    choices: Sequence[Mapping[str, str]] = ()  # {"label", "points"}
    is_mandatory: bool = False
    evidence: str = ""  # what is asked for; empty: nothing
    fact: str = ""  # of lib.facts, that fills it in
    guide: str = ""
    needs_check: bool = False


def rows_of_pack(criteria: Iterable[Mapping[str, Any]], depth: int = 0) -> Iterator[Row]:
    """The rows of a tree as packs write it, ``parts`` below their node."""
    for one in criteria:
        yield Row(
            code=str(one["code"]),
            title=one["title"],
            depth=depth,
            way=one.get("way", Way.POINTS),
            most=_decimal(one.get("max")),
            least=_decimal(one.get("min")),
            each=_decimal(one.get("each")),
            choices=[
                {"label": c["label"], "points": str(c["points"])} for c in one.get("choices", ())
            ],
            is_mandatory=bool(one.get("mandatory")),
            evidence=one.get("evidence", ""),
            fact=one.get("fact", ""),
            guide=one.get("guide", ""),
            needs_check=bool(one.get("check")),
        )
        yield from rows_of_pack(one.get("parts", ()), depth + 1)


def read_choices(text: str) -> list[dict[str, str]]:
    """“tên mức: điểm”, one a line. BadInput shows the line that cannot be read."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        label, colon, points = line.rpartition(":")
        number = parse_number(points.strip())
        if not colon or not label.strip():
            raise BadInput(_("Mỗi dòng ghi “tên mức: điểm”: xem lại “%s”.") % line)
        found.append({"label": label.strip(), "points": str(number)})
    return found


def choices_as_text(choices: Iterable[Mapping[str, str]]) -> str:
    lines = (f"{one['label']}: {format_number(Decimal(one['points']))}" for one in choices)
    return "\n".join(lines)


def is_leaf(rows: Sequence[Row], place: int) -> bool:
    return place + 1 == len(rows) or rows[place + 1].depth <= rows[place].depth


def leaves(rows: Sequence[Row]) -> list[Row]:
    return [row for place, row in enumerate(rows) if is_leaf(rows, place)]


def groups_of(rows: Sequence[Row]) -> dict[str, Decimal]:
    """The most that can be given in each topmost row, by its code; those without points are none."""
    found: dict[str, Decimal] = {}
    group = ""
    for place, row in enumerate(rows):
        group = row.code if row.depth == 0 else group
        if is_leaf(rows, place) and row.way != Way.CONDITION:
            found[group] = found.get(group, ZERO) + (row.most or ZERO)
    return found


def check_rows(rows: Sequence[Row]) -> None:
    """BadRow says which criterion is wrong, and how."""
    if not groups_of(rows):
        raise BadRow(_("Bộ chỉ số cần ít nhất một tiêu chí có điểm."))
    if len(rows) > MOST_ROWS:
        raise BadRow(_("Bộ chỉ số có quá %s dòng. Hãy bỏ bớt.") % format_number(MOST_ROWS))
    seen: set[str] = set()
    above = -1
    for place, row in enumerate(rows):
        _check_decimals(row)
        if row.code in seen:
            said = _("Hai tiêu chí có cùng mã %s. Hãy đặt mã khác nhau.")
            raise BadRow(said % row.code, row.code, "code")
        if row.depth > above + 1:
            said = _("Tiêu chí %s thụt vào quá một bậc so với dòng trên.")
            raise BadRow(said % row.code, row.code, "depth")
        seen.add(row.code)
        above = row.depth
        if is_leaf(rows, place):
            _check_leaf(row)


def _check_decimals(row: Row) -> None:
    """Points are kept to hundredths: what is typed finer would be another number once stored."""
    for name in ("most", "least", "each"):
        value = getattr(row, name)
        if value is not None and value != value.quantize(CENT):
            said = _("Điểm của tiêu chí %s có quá hai chữ số thập phân.")
            raise BadRow(said % row.code, row.code, name)
    points = (Decimal(choice["points"]) for choice in row.choices)
    if any(value != value.quantize(CENT) for value in points):
        said = _("Lựa chọn của tiêu chí %s có điểm quá hai chữ số thập phân.")
        raise BadRow(said % row.code, row.code, "choices")


def _check_leaf(row: Row) -> None:
    if row.way == Way.CONDITION:
        return
    if row.most is None or row.most <= 0:
        said = _("Tiêu chí %s chưa có điểm tối đa. Hãy ghi điểm, hoặc chọn “đạt, chưa đạt”.")
        raise BadRow(said % row.code, row.code, "most")
    if row.least is not None and row.least > row.most:
        said = _("Điểm tối thiểu của tiêu chí %s lớn hơn điểm tối đa.")
        raise BadRow(said % row.code, row.code, "least")
    if row.way == Way.COUNT and not row.each:
        said = _("Tiêu chí %s tính theo số lượng nên cần số điểm cho mỗi đơn vị đếm.")
        raise BadRow(said % row.code, row.code, "each")
    if row.way != Way.CHOICE:
        return
    points = [Decimal(choice["points"]) for choice in row.choices]
    if len(points) < 2 or len(set(points)) < len(points):  # noqa: PLR2004 -- one choice is none
        said = _("Tiêu chí %s cần ít nhất hai lựa chọn với số điểm khác nhau.")
        raise BadRow(said % row.code, row.code, "choices")
    if max(points) > row.most or min(points) < 0:
        said = _("Lựa chọn của tiêu chí %s có điểm ngoài khoảng 0 đến điểm tối đa.")
        raise BadRow(said % row.code, row.code, "choices")


def notes_of(rows: Sequence[Row]) -> list[str]:
    """What does not forbid the edition but must be looked at: sums that differ from what a node says."""
    found = []
    for place, row in enumerate(rows):
        if is_leaf(rows, place) or row.most is None:
            continue
        have = sum((leaf.most or ZERO for leaf in _below(rows, place)), ZERO)
        if have != row.most:
            said = _("Mục %(code)s ghi %(most)s điểm nhưng các tiêu chí cộng lại %(have)s điểm, %(how)s %(by)s điểm: cần kiểm tra.")  # fmt: skip
            how = _("còn thiếu") if have < row.most else _("thừa")
            numbers = {"most": row.most, "have": have, "by": abs(row.most - have)}
            words = {name: format_number(number) for name, number in numbers.items()}
            found.append(said % {"code": row.code, "how": how, **words})
    return found


def _below(rows: Sequence[Row], place: int) -> Iterator[Row]:
    for at in range(place + 1, len(rows)):
        if rows[at].depth <= rows[place].depth:
            return
        if is_leaf(rows, at) and rows[at].way != Way.CONDITION:
            yield rows[at]


# ------------------------------------------------------------------ answers


def points_of(criterion: Scored, value: Decimal) -> Decimal:
    """The points an answer brings, to hundredths, half up. BadInput says what is wrong with the answer."""
    most = criterion.most or ZERO
    if criterion.way == Way.CONDITION:
        _insist(criterion, value in (ZERO, ONE), _("chọn đạt hoặc chưa đạt"))
        return ZERO
    if criterion.way == Way.CHOICE:
        points = {Decimal(choice["points"]) for choice in criterion.choices}
        _insist(criterion, value in points, _("chọn một trong các mức đã cho"))
        return value
    if criterion.way == Way.PERCENT:
        _insist(criterion, ZERO <= value <= HUNDRED, _("tỷ lệ từ 0 đến 100"))
        # 0,95 is 95 % more often than not, and reads as less than one in a hundred: nobody guesses.
        _insist(criterion, not ZERO < value < ONE, _("95% thì ghi 95, không ghi 0,95"))
        return (most * value / HUNDRED).quantize(CENT, ROUND_HALF_UP)
    if criterion.way == Way.COUNT:
        counted = _("số lượng từ 0 đến %s") % format_number(MOST_COUNTED)
        _insist(criterion, ZERO <= value <= MOST_COUNTED, counted)
        return min(most, (value * (criterion.each or ZERO)).quantize(CENT, ROUND_HALF_UP))
    _insist(criterion, ZERO <= value <= most, _("từ 0 đến %s điểm") % format_number(most))
    _insist(criterion, value == value.quantize(CENT), _("đến hai chữ số thập phân"))
    return value


def _insist(criterion: Scored, holds: object, bounds: str) -> None:
    if not holds:
        raise BadInput(_("“%(title)s”: %(bounds)s.") % {"title": criterion.title, "bounds": bounds})


def _decimal(value: object) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value))


# ------------------------------------------------------------------ changing the tree


def block_at(rows: Sequence[Row], place: int) -> int:
    """Where the row with all that stands below it ends."""
    end = place + 1
    while end < len(rows) and rows[end].depth > rows[place].depth:
        end += 1
    return end


def without(rows: Sequence[Row], place: int) -> list[Row]:
    """Without the row and what stands below it."""
    return [*rows[:place], *rows[block_at(rows, place) :]]


def moved(rows: Sequence[Row], place: int, step: int) -> list[Row]:
    """The row, with what stands below it, before (-1) or after (1) its neighbour of the same depth."""
    first = place
    if step < 0:
        before = [n for n in range(place) if rows[n].depth <= rows[place].depth]
        if not before or rows[before[-1]].depth < rows[place].depth:
            return list(rows)
        first = before[-1]
    middle = block_at(rows, first)
    end = block_at(rows, middle) if middle < len(rows) else middle
    if middle >= len(rows) or rows[middle].depth != rows[first].depth:
        return list(rows)
    return [*rows[:first], *rows[middle:end], *rows[first:middle], *rows[end:]]
