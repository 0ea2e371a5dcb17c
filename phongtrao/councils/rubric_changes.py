"""What differs between two versions of a rubric, criterion by criterion. No Django.

>>> from phongtrao.councils.rubrics import read_rubric
>>> old = read_rubric({"criteria": [{"key": "new", "label": "Tính mới", "max": "30"}]})
>>> new = read_rubric({"criteria": [{"key": "new", "label": "Tính mới", "max": "40"}]})
>>> [(one.place, one.before, one.after) for one in changes_between(old, new)]
[('Tính mới', '30', '40'), ('', '30', '40')]
"""

from collections.abc import Callable, Mapping
from decimal import Decimal

from phongtrao.councils.rubrics import Criterion, Rubric, spoken
from phongtrao.lib.changes import Change, changes_of, differences, yes
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _


def changes_between(old: Rubric, new: Rubric) -> list[Change]:
    """Criteria that went, came or changed, in the order of the new rubric; then what is of the whole."""
    criteria = changes_of(
        _by_key(old), _by_key(new), name=_label, part=_("tiêu chí"), readers=CRITERION
    )
    return criteria + differences("", old, new, WHOLE)


def _by_key(rubric: Rubric) -> dict[str, Criterion]:
    """Nodes and leaves; their keys are one name space."""
    return {criterion.key: criterion for _depth, criterion in rubric.in_order()}


def _label(criterion: Criterion) -> str:
    return criterion.label


def _points(number: Decimal | None) -> str:
    return "" if number is None else spoken(number)


def _weights(weights: Mapping[str, Decimal] | None) -> str:
    return "; ".join(f"{name}: {spoken(part)}" for name, part in sorted((weights or {}).items()))


def _grades(rubric: Rubric) -> str:
    words = _("%(label)s từ %(since)s")
    said = ({"label": one.label, "since": spoken(one.since)} for one in rubric.grades)
    return "; ".join(words % one for one in said)


def _caps(rubric: Rubric) -> str:
    return "; ".join(f"{one.fact} ≥ {spoken(one.since)}: {spoken(one.most)}" for one in rubric.caps)


def _method(rubric: Rubric) -> str:
    return _("trung vị") if rubric.method == "median" else _("trung bình cộng")


CRITERION: tuple[tuple[str, Callable[[Criterion], str]], ...] = (
    (gettext_noop("tên"), _label),
    (gettext_noop("điểm tối đa"), lambda one: _points(one.most)),
    (gettext_noop("điểm tối thiểu"), lambda one: _points(one.least)),
    (gettext_noop("loại hồ sơ"), lambda one: yes(one.disqualifies)),
    (gettext_noop("cần minh chứng"), lambda one: yes(one.needs_evidence)),
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
