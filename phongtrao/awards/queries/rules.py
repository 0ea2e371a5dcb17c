"""A rule of a version as it is asked: linked, as of a day, with what only some may see left open."""

from datetime import date

from phongtrao.awards.models import RuleSet, RuleSetVersion
from phongtrao.awards.rulebook import Entry, clause_on, read_entries
from phongtrao.lib.facts import PROVIDERS
from phongtrao.lib.rules import (
    CATALOGUE,
    AllOf,
    Clause,
    Count,
    Declared,
    Meets,
    Share,
    Streak,
    mapped,
)
from phongtrao.lib.rules.clauses import facts_named
from phongtrao.lib.rules.sentences import say_clause


def entries_around(version: RuleSetVersion, day: date) -> dict[str, Entry]:
    """The rules of the version; under them those of shipped sets in force on the day, which rules may name."""
    found: dict[str, Entry] = {}
    shipped = RuleSet.objects.in_force(day).filter(owner=None).exclude(pk=version.rule_set_id)
    newest = RuleSetVersion.objects.filter(rule_set__in=shipped).order_by("rule_set_id", "-number")
    for one in newest.distinct("rule_set_id"):
        found |= read_entries(one.data)
    return found | read_entries(version.data)


def get_clause(version: RuleSetVersion, rule: str, day: date) -> Clause:
    """The rule with those it names put in. KeyError: no such rule; BadInput: not law on the day, a circle."""
    entries = entries_around(version, day)
    return clause_on(entries[rule], entries, day)


def open_clause(version: RuleSetVersion, rule: str, day: date) -> Clause:
    """The same for eyes that may not see discipline: whoever keeps it confirms it, like a statement."""
    return without_secrets(get_clause(version, rule, day))


def spelled_out(clause: Clause) -> Clause:
    """Rules that are named stand there with their words: kept with an answer, whatever becomes of them."""
    if isinstance(clause, Meets) and clause.requires:
        return AllOf((spelled_out(clause.requires),), said=clause.title, basis=clause.basis)
    return mapped(clause, spelled_out)


def without_secrets(clause: Clause) -> Clause:
    if isinstance(clause, Count | Share | Streak):
        if any(is_secret(name) for name in facts_named(clause)):
            return Declared(say_clause(clause), "unit", said=clause.said, basis=clause.basis)
        return clause
    return mapped(clause, without_secrets)


def is_secret(fact: str) -> bool:
    names = CATALOGUE[fact].providers.values()
    return any(PROVIDERS[name].is_sensitive for name in names if name in PROVIDERS)
