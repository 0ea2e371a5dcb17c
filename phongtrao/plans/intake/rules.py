"""The rule a criterion becomes: drafted when it is read, shown to whoever reviews, kept with the fact.

A criterion keeps two things beside the fields of the reader's schema: ``rule``, plain data that
``lib.rules.parse_rule`` reads, and ``reading``: whether several conditions mean all or any, None
until somebody has chosen. An app that adopts criteria asks ``rules_of``; it need not draft again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.lib.rules import (
    CATALOGUE,
    AllOrAny,
    Clause,
    Declared,
    Rule,
    RuleError,
    facts_named,
    is_open,
    is_provided,
    parse_rule,
    print_rule,
    say_rule,
)
from phongtrao.reader.criteria import ONE_OF_LIST
from phongtrao.reader.drafting import draft_rule, join_all, join_alternatives

SECTION = "criteria"
Value = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RuleSaid:
    """A rule as a card shows it.

    ``counted``: what facts decide; ``awaited``: facts no part of the program publishes yet;
    ``is_statement``: no number decides it, somebody confirms it; ``is_open``: a reading is still
    to be chosen; ``is_measurable``: the plan gives a number, whether or not a fact answers it.
    """

    sentence: str
    counted: list[str]
    awaited: list[str]
    is_statement: bool
    is_open: bool
    is_measurable: bool


def with_rule(section: str, value: Value) -> dict[str, Any]:
    """``value`` with its rule drafted anew from its fields; other sections stay as they are."""
    if section != SECTION:
        return dict(value)
    is_alternative = bool(value.get("alternative_group"))
    reading = value.get("reading", "any" if is_alternative else None) or None
    rule = draft_rule(value)
    rule = replace(rule, requires=_chosen(rule.requires, reading))
    return {**value, "reading": reading, "rule": print_rule(rule)}


def rule_of(value: Value) -> Rule:
    """The rule kept with a criterion; drafted from its fields where none is kept."""
    try:
        return parse_rule(value["rule"])
    except (KeyError, RuleError):  # entered before rules were kept, or with a name since given up
        return parse_rule(with_rule(SECTION, value)["rule"])


def rules_of(values: Iterable[Value]) -> list[Rule]:
    """The rules of criteria in their order: a group of alternatives is one rule, as it was read."""
    rules: list[Rule] = []
    for group, members in groupby(values, key=group_key):
        found = list(members)
        if group is None:
            rules += [rule_of(value) for value in found]
        else:
            rules.append(join_alternatives(_members(found), found[0].get("reading")))
    return rules


def _members(values: list[Value]) -> list[Rule]:
    """The alternatives of a group. In a list of which one is enough each paragraph is one, and what
    a paragraph asks it asks together."""
    if values[0]["alternative_group"] != ONE_OF_LIST:
        return [rule_of(value) for value in values]
    paragraphs = groupby(values, key=lambda value: value.get("source_text") or value["text"])
    return [join_all([rule_of(value) for value in found]) for _text, found in paragraphs]


def group_key(value: Value) -> tuple[str, ...] | None:
    """What the members of one group of alternatives share; None outside of any."""
    if not value.get("alternative_group"):
        return None
    is_list = value["alternative_group"] == ONE_OF_LIST
    names = ("alternative_group", "applies_to", "" if is_list else "source_text")
    return tuple(str(value.get(name) or "") for name in names)


def has_readings(value: Value) -> bool:
    """Whether “all or any” can be asked of it: one of a group, or several conditions in itself."""
    return bool(value.get("alternative_group")) or _is_switch(rule_of(value).requires)


def say_rule_of(value: Value) -> RuleSaid:
    rule = rule_of(value)
    names = facts_named(rule.requires)
    awaited = [name for name in names if not is_provided(name, rule.subject)]
    group_is_open = bool(value.get("alternative_group")) and not value.get("reading")
    return RuleSaid(
        sentence=say_rule(rule),
        counted=[_(CATALOGUE[name].label) for name in names if name not in awaited],
        awaited=[_(CATALOGUE[name].label) for name in awaited],
        is_statement=isinstance(rule.requires, Declared),
        is_open=is_open(rule.requires) or group_is_open,
        is_measurable=bool(value.get("measurable")),
    )


def _chosen(clause: Clause, reading: str | None) -> Clause:
    """An open list with the reading somebody chose."""
    if isinstance(clause, AllOrAny) and reading in ("all", "any"):
        return replace(clause, meant="all" if reading == "all" else "any")
    return clause


def _is_switch(clause: Clause) -> bool:
    return isinstance(clause, AllOrAny)
