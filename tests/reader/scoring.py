"""A reading against the annotation of its plan, by the scorer that stands beside the project."""

import importlib.util
import json
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

from phongtrao.reader.model import Fact, Reading
from tests.reader.corpus import SHARED, gold

_SCALARS = ("document", "event", "budget")
_AGREES = 0.999  # of the fields that count


@cache
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("plan_score", SHARED / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(name: str, plan: dict, *, misses: bool = False) -> dict:
    """The scorer's result for a plan of the corpus."""
    return scorer().score(gold(name), json.loads(json.dumps(plan)), misses=misses)


def report(name: str, plan: dict, title: str) -> None:
    """Print the scorer's report, with every item missed or too many."""
    scorer().report(score(name, plan, misses=True), title)


def judge(name: str, reading: Reading) -> Iterator[tuple[Fact, bool]]:
    """Every fact with whether it is right: its item pairs with the annotation, its fields agree."""
    truth = gold(name)
    for section in dict.fromkeys(fact.section for fact in reading.facts):
        facts = [fact for fact in reading.facts if fact.section == section]
        if section in _SCALARS:
            yield from _judge_scalars(section, facts, truth)
        elif section == "subjects":
            yield from _judge_subjects(facts, truth)
        else:
            yield from _judge_items(section, facts, truth)


def _judge_scalars(section: str, facts: list[Fact], truth: dict) -> Iterator[tuple[Fact, bool]]:
    rules = scorer()
    fields = {"document": rules.DOCUMENT, "event": rules.EVENT, "budget": {"budget": rules.close}}
    wanted = truth if section == "budget" else truth.get(section)
    for fact in facts:
        [name] = fact.value
        paths = [p for p in fields[section] if p.partition(".")[0] == name]
        pairs = [(p, rules.dig(wanted, p), rules.dig(dict(fact.value), p)) for p in paths]
        yield fact, all(fields[section][p](want, have) == 1.0 for p, want, have in pairs)


def _judge_subjects(facts: list[Fact], truth: dict) -> Iterator[tuple[Fact, bool]]:
    rules = scorer()
    for fact in facts:
        [(side, text)] = fact.value.items()
        wanted = rules.pieces(truth.get("subjects", {}).get(side))
        found = rules.pieces(text)
        pairs = rules.pair_up(wanted, found, lambda a, b: rules.similarity(a, b, 0.8), 0.8)
        yield fact, len(pairs) == len(found)


def _judge_items(section: str, facts: list[Fact], truth: dict) -> Iterator[tuple[Fact, bool]]:
    rules = scorer()
    key, fields = rules.SECTIONS[section]
    hard = {name: compare for name, compare in fields.items() if name[0] != "~"}
    wanted, found = truth.get(section) or [], [plain(fact.value) for fact in facts]

    def agreement(want: dict, have: dict) -> float:
        values = [_field(rules, name, compare, (want, have)) for name, compare in hard.items()]
        return min(values, default=1.0)

    pairs = rules.pair_up(wanted, found, key, 0.8, agreement)
    right = {j for i, j, _ in pairs if agreement(wanted[i], found[j]) >= _AGREES}
    for number, fact in enumerate(facts):
        yield fact, number in right


def _field(rules: ModuleType, name: str, compare: Any, items: tuple[dict, dict]) -> float:
    if name.endswith(rules.WHOLE):
        return compare(*items)
    return compare(*(item.get(name) for item in items))


def plain(value: Any) -> dict:
    """The value as it would come out of a JSON file."""
    return json.loads(json.dumps(dict(value)))
