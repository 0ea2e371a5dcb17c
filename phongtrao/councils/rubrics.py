"""Rubrics: a tree of criteria with maxima, minima and what disqualifies; sheets, means, spread. No Django.

No national standard exists (DOMAIN.md §4.5): a rubric is data (packs/rubrics), versioned, edited on screen.

>>> rubric = read_rubric({
...     "title": "Phiếu chấm", "pass_from": "50",
...     "criteria": [
...         {"key": "new", "label": "Tính mới", "max": "30", "min": "10", "disqualifies": True},
...         {"key": "effect", "label": "Hiệu quả", "max": "70"},
...     ],
... })
>>> total(rubric, {"new": Decimal(20), "effect": Decimal(50)})
Decimal('70')
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from statistics import median
from typing import Any, Literal

from phongtrao.lib.errors import BadInput
from phongtrao.lib.words import say as _

Scores = Mapping[str, Decimal]
Method = Literal["mean", "median"]
ZERO = Decimal(0)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Criterion:
    """A leaf is scored; a node above sums its ``parts``. ``most``: None for a criterion of words only."""

    key: str
    label: str
    most: Decimal | None = None
    least: Decimal | None = None  # below: the sheet asks for a reason
    disqualifies: bool = False  # below ``least`` the case fails whatever the sum
    needs_evidence: bool = False
    guide: str = ""
    weights: Mapping[str, Decimal] | None = None  # by field or level of the case; 1 where not named
    parts: tuple["Criterion", ...] = ()

    def leaves(self) -> Iterator["Criterion"]:
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    @property
    def sum(self) -> Decimal:
        """The most that can be given below it."""
        return sum((leaf.most or ZERO for leaf in self.leaves()), ZERO)

    def weight(self, of: str) -> Decimal:
        return (self.weights or {}).get(of, Decimal(1))


@dataclass(frozen=True, slots=True)
class Grade:
    key: str
    label: str
    since: Decimal  # of the whole score
    passes: bool = True


@dataclass(frozen=True, slots=True)
class Cap:
    """The score goes no higher while a fact about the case reaches a share: copied text, say."""

    fact: str
    since: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class Rubric:
    title: str
    criteria: tuple[Criterion, ...]
    pass_from: Decimal | None = None
    grades: tuple[Grade, ...] = ()  # the best first
    caps: tuple[Cap, ...] = ()
    method: Method = "mean"
    spread_alarm: Decimal | None = None  # points between the highest and the lowest sheet

    def leaves(self) -> Iterator[Criterion]:
        for criterion in self.criteria:
            yield from criterion.leaves()

    def in_order(self) -> Iterator[tuple[int, Criterion]]:
        """Every criterion with its depth, 0 for the topmost, as a sheet prints them."""
        yield from _walk(self.criteria, 0)

    @property
    def most(self) -> Decimal:
        return sum((leaf.most or ZERO for leaf in self.leaves()), ZERO)


def _walk(criteria: Sequence[Criterion], depth: int) -> Iterator[tuple[int, Criterion]]:
    for criterion in criteria:
        yield depth, criterion
        yield from _walk(criterion.parts, depth + 1)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one criterion of a sheet: its key and a sentence."""

    key: str
    said: str


@dataclass(frozen=True, slots=True)
class Result:
    """What the final sheets of a case come to."""

    score: Decimal  # mean or median of the totals, caps applied, two decimals
    totals: tuple[Decimal, ...]
    spread: Decimal
    is_apart: bool  # the alarm of the rubric: look again, or ask one more reviewer
    disqualified_by: tuple[str, ...]  # keys of criteria
    grade: Grade | None
    passes: bool


def faults_of(rubric: Rubric, scores: Scores, notes: Mapping[str, str]) -> list[Fault]:
    """What keeps a sheet from being final: a criterion without a score, or with one outside its bounds."""
    found = []
    for leaf in rubric.leaves():
        score = scores.get(leaf.key)
        if leaf.most is None:
            if not notes.get(leaf.key, "").strip():
                found.append(Fault(leaf.key, _("Hãy ghi nhận xét về “%s”.") % leaf.label))
        elif score is None:
            found.append(Fault(leaf.key, _("Chưa chấm “%s”.") % leaf.label))
        elif not ZERO <= score <= leaf.most:
            said = _("“%(label)s” chấm từ 0 đến %(most)s điểm.")
            found.append(Fault(leaf.key, said % {"label": leaf.label, "most": spoken(leaf.most)}))
        elif score != score.quantize(CENT):
            found.append(Fault(leaf.key, _("“%s” chấm đến hai chữ số thập phân.") % leaf.label))
        elif leaf.least is not None and score < leaf.least and not notes.get(leaf.key, "").strip():
            said = _("“%(label)s” dưới mức tối thiểu %(least)s điểm: hãy ghi lý do.")
            found.append(Fault(leaf.key, said % {"label": leaf.label, "least": spoken(leaf.least)}))
    return found


def total(rubric: Rubric, scores: Scores, of: str = "") -> Decimal:
    """The weighted sum, scaled back to the rubric's maximum; ``of`` is the field or level of the case."""
    leaves = [leaf for leaf in rubric.leaves() if leaf.most is not None]
    have = sum((scores.get(leaf.key, ZERO) * leaf.weight(of) for leaf in leaves), ZERO)
    most = sum(((leaf.most or ZERO) * leaf.weight(of) for leaf in leaves), ZERO)
    if not most or most == rubric.most:
        return have
    return rounded(have * rubric.most / most)


def rounded(number: Decimal) -> Decimal:
    """To hundredths, half up, as schools do."""
    return number.quantize(CENT, ROUND_HALF_UP)


def weighed_by(rubric: Rubric, *names: str) -> str:
    """The first of these (field, level of a case) of which the rubric keeps weights; empty when of none."""
    known = {name for leaf in rubric.leaves() for name in leaf.weights or {}}
    return next((name for name in names if name in known), "")


def result(rubric: Rubric, sheets: Sequence[Scores], facts: Scores, of: str = "") -> Result:
    """From all final sheets of one case. ``facts``: what caps ask, by name. No sheets: ValueError."""
    if not sheets:
        raise ValueError("nothing was scored")
    totals = tuple(sorted(total(rubric, scores, of) for scores in sheets))
    middle = median(totals) if rubric.method == "median" else sum(totals, ZERO) / len(totals)
    caps = [cap.most for cap in rubric.caps if facts.get(cap.fact, ZERO) >= cap.since]
    score = rounded(min([middle, *caps]))
    failed = _disqualifying(rubric, sheets)
    grade = next((one for one in rubric.grades if score >= one.since), None)
    spread = totals[-1] - totals[0]
    return Result(
        score=score,
        totals=totals,
        spread=spread,
        is_apart=rubric.spread_alarm is not None and spread >= rubric.spread_alarm,
        disqualified_by=failed,
        grade=None if failed else grade,
        passes=not failed and _passes(rubric, score, grade),
    )


def _passes(rubric: Rubric, score: Decimal, grade: Grade | None) -> bool:
    if rubric.pass_from is not None:
        return score >= rubric.pass_from
    return grade is not None and grade.passes if rubric.grades else True


def _disqualifying(rubric: Rubric, sheets: Sequence[Scores]) -> tuple[str, ...]:
    """Criteria whose mean lies below what they must have: one severe sheet alone disqualifies nobody."""
    return tuple(
        leaf.key
        for leaf in rubric.leaves()
        if leaf.disqualifies
        and leaf.least is not None
        and sum((scores.get(leaf.key, ZERO) for scores in sheets), ZERO) < leaf.least * len(sheets)
    )


def spoken(number: Decimal) -> str:
    """“12,5”: as an office writes it, without empty decimals."""
    words = f"{number.normalize():f}"
    return words.replace(".", ",")


# ------------------------------------------------------------------ rubrics as data


class BadRubric(BadInput):
    """What is wrong with a rubric as data, and where: ``key`` of the criterion (empty: of the whole) and
    the name of the value in it, so that a form says it at the field.
    """

    def __init__(self, said: str, key: str = "", field: str = "") -> None:
        super().__init__(said)
        self.key, self.field = key, field


def read_rubric(data: Mapping[str, Any]) -> Rubric:
    """A rubric from plain values. BadRubric says which criterion is wrong, and how."""
    rubric = Rubric(
        title=data.get("title", ""),
        criteria=tuple(_criterion(row) for row in data.get("criteria", ())),
        pass_from=_points(data.get("pass_from"), field="pass_from"),
        grades=tuple(_grade(row) for row in data.get("grades", ())),
        caps=tuple(_cap(row) for row in data.get("caps", ())),
        method=data.get("method", "mean"),
        spread_alarm=_points(data.get("spread_alarm"), field="spread_alarm"),
    )
    _check(rubric)
    return rubric


def _criterion(row: Mapping[str, Any]) -> Criterion:
    key, weights = row["key"], row.get("weights")
    return Criterion(
        key=key,
        label=row["label"],
        most=_points(row.get("max"), key, "max"),
        least=_points(row.get("min"), key, "min"),
        disqualifies=bool(row.get("disqualifies")),
        needs_evidence=bool(row.get("needs_evidence")),
        guide=row.get("guide", ""),
        weights={of: _number(part, key, "weights") for of, part in weights.items()}
        if weights
        else None,
        parts=tuple(_criterion(part) for part in row.get("parts", ())),
    )


def _grade(row: Mapping[str, Any]) -> Grade:
    since = _number(row["since"], field="grades")
    return Grade(row["key"], row["label"], since, bool(row.get("passes", True)))


def _cap(row: Mapping[str, Any]) -> Cap:
    return Cap(row["fact"], _number(row["since"], field="caps"), _number(row["most"], field="caps"))


def _check(rubric: Rubric) -> None:
    leaves = list(rubric.leaves())
    keys = [leaf.key for leaf in leaves]
    if not rubric.most:
        raise BadRubric(_("Phiếu chấm cần ít nhất một tiêu chí có điểm."))
    if len(set(keys)) < len(keys):
        raise BadRubric(_("Hai tiêu chí của phiếu chấm có cùng mã. Hãy đặt mã khác nhau."))
    for leaf in leaves:
        _check_leaf(leaf)
    if rubric.pass_from is not None and rubric.pass_from > rubric.most:
        raise BadRubric(_("Điểm đạt lớn hơn tổng điểm của phiếu chấm."), field="pass_from")
    sinces = [grade.since for grade in rubric.grades]
    if sinces != sorted(sinces, reverse=True):
        raise BadRubric(_("Các mức xếp loại ghi từ cao xuống thấp."), field="grades")


def _check_leaf(leaf: Criterion) -> None:
    if leaf.least is not None and (leaf.most is None or leaf.least > leaf.most):
        said = _("Điểm tối thiểu của “%s” lớn hơn điểm tối đa.") % leaf.label
        raise BadRubric(said, leaf.key, "min")
    if leaf.disqualifies and leaf.least is None:
        said = _("“%s” là tiêu chí loại nên cần điểm tối thiểu.") % leaf.label
        raise BadRubric(said, leaf.key, "min")


def _points(value: object, key: str = "", field: str = "") -> Decimal | None:
    return None if value in (None, "") else _number(value, key, field)


def _number(value: object, key: str = "", field: str = "") -> Decimal:
    try:
        number = Decimal(str(value).replace(",", "."))
    except InvalidOperation as error:
        raise BadRubric(_("“%s” không phải là số điểm.") % value, key, field) from error
    if not number.is_finite() or number < 0:
        raise BadRubric(_("“%s” không phải là số điểm.") % value, key, field)
    return number
