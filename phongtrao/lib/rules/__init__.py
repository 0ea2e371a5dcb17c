"""Rules as data: what a criterion requires, asked of facts, answered with its reasons.

    rule = parse_rule(data)                       # plain YAML or JSON data → a checked value
    say_rule(rule)                                # “Cá nhân: có ít nhất 2 sáng kiến …”
    verdict = decide(rule, record, occasion)      # met, not met, or not decidable – and why
    for line in explain(verdict): print(line)

One definition, two evaluators (DESIGN.md §5): ``decide`` asks one subject; ``population`` asks all of
them in one set-based query over ``lib.facts`` and decides them at once. Tests hold them equal.
"""

from phongtrao.lib.rules.catalogue import CATALOGUE, is_provided
from phongtrao.lib.rules.changing import Threshold, leaves, mapped, thresholds, with_thresholds
from phongtrao.lib.rules.clauses import (
    AllOf,
    AllOrAny,
    Among,
    AnyOf,
    Clause,
    Count,
    Declared,
    Meets,
    Rule,
    Share,
    SomeOf,
    Streak,
    When,
    facts_named,
    inside,
    is_open,
    statements,
)
from phongtrao.lib.rules.deciding import Verdict, decide, distance
from phongtrao.lib.rules.fields import RuleError
from phongtrao.lib.rules.linking import as_of, link
from phongtrao.lib.rules.outcomes import Outcome, settle
from phongtrao.lib.rules.parsing import parse_clause, parse_rule
from phongtrao.lib.rules.printing import print_clause, print_rule
from phongtrao.lib.rules.sentences import Line, explain, say_clause, say_rule, say_window
from phongtrao.lib.rules.tallies import Sign, Tally
from phongtrao.lib.rules.weighing import Record
from phongtrao.lib.rules.windows import DAY, EVER, PERIOD, YEAR, Occasion, Window

__all__ = [
    "CATALOGUE",
    "DAY",
    "EVER",
    "PERIOD",
    "YEAR",
    "AllOf",
    "AllOrAny",
    "Among",
    "AnyOf",
    "Clause",
    "Count",
    "Declared",
    "Line",
    "Meets",
    "Occasion",
    "Outcome",
    "Record",
    "Rule",
    "RuleError",
    "Share",
    "Sign",
    "SomeOf",
    "Streak",
    "Tally",
    "Threshold",
    "Verdict",
    "When",
    "Window",
    "as_of",
    "decide",
    "distance",
    "explain",
    "facts_named",
    "inside",
    "is_open",
    "is_provided",
    "leaves",
    "link",
    "mapped",
    "parse_clause",
    "parse_rule",
    "print_clause",
    "print_rule",
    "say_clause",
    "say_rule",
    "say_window",
    "settle",
    "statements",
    "thresholds",
    "with_thresholds",
]
