"""Rules that name rules, and rules as they stood on a day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from phongtrao.lib.rules.changing import mapped
from phongtrao.lib.rules.clauses import (
    AllOf,
    AllOrAny,
    AnyOf,
    Clause,
    Group,
    Meets,
    Rule,
    SomeOf,
    When,
)
from phongtrao.lib.rules.fields import RuleError
from phongtrao.lib.words import say as _


def link(rule: Rule, others: Mapping[str, Rule], *, key: str = "") -> Rule:
    """The rule with every rule it names put in, however deep; ``key``: its own, where it has one.

    RuleError for a key nobody has, and for rules that lead back to one another.
    """
    return replace(rule, requires=_linked(rule.requires, others, (key,) if key else ()))


def _linked(clause: Clause, others: Mapping[str, Rule], path: tuple[str, ...]) -> Clause:
    if isinstance(clause, Meets):
        if clause.key in path:
            circle = " → ".join((*path, clause.key))
            raise RuleError("meets", _("các quy tắc dẫn vòng về nhau: %s.") % circle)
        if clause.key not in others:
            raise RuleError("meets", _("không có quy tắc “%s”.") % clause.key)
        other = others[clause.key]
        inner = _linked(other.requires, others, (*path, clause.key))
        return replace(clause, title=other.title or clause.key, requires=inner)
    return mapped(clause, lambda part: _linked(part, others, path))


def as_of(clause: Clause, day: date) -> Clause | None:
    """The clause as it is law on a day, without what is not; None where nothing of it is.

    Of a group that needs some of its parts, no more are needed than are left.
    """
    if (clause.since and day < clause.since) or (clause.until and day > clause.until):
        return None
    match clause:
        case AllOf() | AnyOf() | SomeOf() | AllOrAny():
            return _group_as_of(clause, day)
        case When():
            condition, requires = as_of(clause.condition, day), as_of(clause.requires, day)
            if condition is None or requires is None:
                return requires
            return replace(clause, condition=condition, requires=requires)
        case Meets() if clause.requires:
            inner = as_of(clause.requires, day)
            return replace(clause, requires=inner) if inner else None
    return clause


def _group_as_of(clause: Group, day: date) -> Clause | None:
    parts = tuple(kept for part in clause.parts if (kept := as_of(part, day)))
    if not parts:
        return None
    if isinstance(clause, SomeOf):
        return replace(clause, parts=parts, needed=min(clause.needed, len(parts)))
    return replace(clause, parts=parts)
