"""Rules as data: what a criterion requires, asked of facts, answered with its reasons.

    rule = parse_rule(data)                       # plain YAML or JSON data → a checked value
    say_rule(rule)                                # “Cá nhân: có ít nhất 2 sáng kiến …”
    verdict = decide(rule, record, occasion)      # met, not met, or not decidable – and why
    for line in explain(verdict): print(line)

One definition, two evaluators: ``decide`` asks one subject; a population is evaluated in SQL by
the app that owns awards, from the same clauses and ``lib.facts`` (DESIGN.md §5).
"""

from phongtrao.lib.rules.catalogue import CATALOGUE, is_provided
from phongtrao.lib.rules.clauses import (
    AllOf,
    AllOrAny,
    Among,
    AnyOf,
    Clause,
    Count,
    Declared,
    Rule,
    Share,
    Sign,
    SomeOf,
    Streak,
    Tally,
    facts_named,
    is_open,
)
from phongtrao.lib.rules.deciding import Record, Verdict, decide
from phongtrao.lib.rules.fields import RuleError
from phongtrao.lib.rules.outcomes import Outcome, settle
from phongtrao.lib.rules.parsing import parse_clause, parse_rule
from phongtrao.lib.rules.printing import print_clause, print_rule
from phongtrao.lib.rules.sentences import Line, explain, say_clause, say_rule, say_window
from phongtrao.lib.rules.windows import EVER, PERIOD, YEAR, Occasion, Window

__all__ = [
    "CATALOGUE",
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
    "Verdict",
    "Window",
    "decide",
    "explain",
    "facts_named",
    "is_open",
    "is_provided",
    "parse_clause",
    "parse_rule",
    "print_clause",
    "print_rule",
    "say_clause",
    "say_rule",
    "say_window",
    "settle",
]
