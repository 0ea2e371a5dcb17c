"""What differs between two versions of a rubric, criterion by criterion. No Django.

>>> from phongtrao.councils.rubrics import read_rubric
>>> old = read_rubric({"criteria": [{"key": "new", "label": "Tính mới", "max": "30"}]})
>>> new = read_rubric({"criteria": [{"key": "new", "label": "Tính mới", "max": "40"}]})
>>> [(one.place, one.before, one.after) for one in changes_between(old, new)]
[('Tính mới', '30', '40'), ('', '30', '40')]
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from phongtrao.councils.rubrics import Criterion, Rubric, spoken
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _


@dataclass(frozen=True, slots=True)
class Change:
    """``place``: the criterion, empty for the whole; ``before`` or ``after`` is empty where there was none."""

    place: str
    what: str
    before: str
    after: str


def changes_between(old: Rubric, new: Rubric) -> list[Change]:
    """Criteria that went, came or changed, in the order of the new rubric; then what is of the whole."""
    before, after = _by_key(old), _by_key(new)
    found = [
        Change(gone.label, _("tiêu chí"), gone.label, "")
        for key, gone in before.items()
        if key not in after
    ]
    for key, criterion in after.items():
        was = before.get(key)
        found += _of_criterion(was, criterion) if was else _came(criterion)
    return found + _of_whole(old, new)


def _by_key(rubric: Rubric) -> dict[str, Criterion]:
    """Nodes and leaves; their keys are one name space."""
    return {criterion.key: criterion for _depth, criterion in rubric.in_order()}


def _came(criterion: Criterion) -> list[Change]:
    return [Change(criterion.label, _("tiêu chí"), "", criterion.label)]


def _of_criterion(old: Criterion, new: Criterion) -> list[Change]:
    return [
        Change(new.label, _(what), read(old), read(new))
        for what, read in CRITERION
        if read(old) != read(new)
    ]


def _of_whole(old: Rubric, new: Rubric) -> list[Change]:
    return [
        Change("", _(what), read(old), read(new)) for what, read in WHOLE if read(old) != read(new)
    ]


def _points(number: Decimal | None) -> str:
    return "" if number is None else spoken(number)


def _weights(weights: Mapping[str, Decimal] | None) -> str:
    return "; ".join(f"{name}: {spoken(part)}" for name, part in sorted((weights or {}).items()))


def _yes(is_so: bool) -> str:  # noqa: FBT001 -- a value to be said
    return _("có") if is_so else _("không")


def _grades(rubric: Rubric) -> str:
    words = _("%(label)s từ %(since)s")
    said = ({"label": one.label, "since": spoken(one.since)} for one in rubric.grades)
    return "; ".join(words % one for one in said)


def _caps(rubric: Rubric) -> str:
    return "; ".join(f"{one.fact} ≥ {spoken(one.since)}: {spoken(one.most)}" for one in rubric.caps)


def _method(rubric: Rubric) -> str:
    return _("trung vị") if rubric.method == "median" else _("trung bình cộng")


CRITERION: tuple[tuple[str, Callable[[Criterion], str]], ...] = (
    (gettext_noop("tên"), lambda one: one.label),
    (gettext_noop("điểm tối đa"), lambda one: _points(one.most)),
    (gettext_noop("điểm tối thiểu"), lambda one: _points(one.least)),
    (gettext_noop("loại hồ sơ"), lambda one: _yes(one.disqualifies)),
    (gettext_noop("cần minh chứng"), lambda one: _yes(one.needs_evidence)),
    (gettext_noop("hướng dẫn"), lambda one: one.guide),
    (gettext_noop("hệ số"), lambda one: _weights(one.weights)),
)
WHOLE: tuple[tuple[str, Callable[[Rubric], str]], ...] = (
    (gettext_noop("tổng điểm"), lambda one: _points(one.most)),
    (gettext_noop("điểm đạt"), lambda one: _points(one.pass_from)),
    (gettext_noop("xếp loại"), _grades),
    (gettext_noop("mức khống chế"), _caps),
    (gettext_noop("cách tính"), _method),
    (gettext_noop("chênh lệch cần xem lại"), lambda one: _points(one.spread_alarm)),
)
