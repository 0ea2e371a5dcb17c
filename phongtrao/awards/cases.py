"""Cases of a truth table (packs/awards/cases): invented facts, and the verdict the law or the plan asks of them.

What is expected is written by hand from the text, never taken from here, so that a table tells a rule or an
evaluator that is wrong. Needs no database.

    occasions: {august: {day: 2025-08-20, year: 2025}}
    subjects: {teacher: {facts: {…}, said: true}}       # what cases begin with and change
    cases:
      - {rule: 003_person, at: august, of: teacher, facts: {initiatives: […]}, expected: met, why: …, ids: [S3-41]}

``facts``: by names of the rules' catalogue, those of the case instead of the subject's; yearly levels as
``{2023: good, 2024: none}`` (none: rated, with no level), all else as a list of ``{day, to, times, value or level}``
with the parameters of the name. ``said``: true, or ``{how a statement begins: true, false or null}``, others
true. ``unknown``: names nobody publishes. ``meant``: the reading of what allows two.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import yaml

from phongtrao.awards.catalogue import PACKS, read_sets
from phongtrao.awards.rulebook import Entry, clause_on, read_entries
from phongtrao.lib.errors import BadInput
from phongtrao.lib.facts import Fact, Subject
from phongtrao.lib.rules import (
    CATALOGUE,
    AllOrAny,
    Clause,
    Occasion,
    Outcome,
    Tally,
    Verdict,
    decide,
    explain,
    mapped,
    statements,
)
from phongtrao.lib.words import say as _

SHIPPED = PACKS / "cases"
# As the apps weigh them: ministry and province are the same (Luật 06/2022, điều 22).
SCOPES: Final = {"base": 1, "department": 2, "province": 3, "ministry": 3, "nation": 4}
WORDS: Final = {
    "rule", "at", "of", "facts", "said", "complete_since", "unknown", "meant",
    "expected", "missing", "left_out", "why", "ids",
}  # fmt: skip
Days = tuple[date, date]
Data = Mapping[str, Any]
Meant = Literal["all", "any"] | None


@dataclass(frozen=True, slots=True)
class Given:
    """One fact of a case. ``until``: the last day it lasts or is valid; None: without end."""

    name: str
    day: date | None
    value: Any
    until: date | None
    where: Mapping[str, str]

    def has(self, tally: Tally) -> bool:
        return self.name == tally.fact and all(self._is(name, value) for name, value in tally.where)

    def _is(self, name: str, value: str) -> bool:
        mine = self.where.get(name, "")
        if name == "scope":
            return SCOPES[mine or "base"] >= SCOPES[value]
        return mine == value

    def touches(self, days: Days) -> bool:
        starts, ends = self.day or date.min, self.until or date.max
        return starts <= days[1] and ends >= days[0]


@dataclass(frozen=True, slots=True)
class Invented:
    """What is known of the subject of a case (``lib.rules.Record``)."""

    given: tuple[Given, ...]
    said: Mapping[str, bool | None]
    complete: Mapping[str, date]
    unknown: frozenset[str]

    def facts(self, tally: Tally, days: Days, /) -> tuple[Fact, ...] | None:
        if tally.fact in self.unknown:
            return None
        is_lasting = CATALOGUE[tally.fact].is_lasting
        return tuple(
            Fact(0, one.day, one.value)
            for one in self.given
            if one.has(tally) and (not is_lasting or one.touches(days))
        )

    def declared(self, statement: str, /) -> bool | None:
        return self.said.get(statement)

    def complete_since(self, fact: str, /) -> date | None:
        return self.complete.get(fact)


@dataclass(frozen=True, slots=True)
class Case:
    """``left_out`` None: the years left out do not matter here."""

    rule: str
    subject: Subject
    clause: Clause
    occasion: Occasion
    record: Invented
    expected: Outcome
    missing: frozenset[str]
    left_out: frozenset[int] | None
    why: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the program says of a case."""

    case: Case
    verdict: Verdict

    @property
    def agrees(self) -> bool:
        case = self.case
        return (
            self.verdict.outcome == case.expected
            and frozenset(self.verdict.missing) == case.missing
            and case.left_out in (None, frozenset(_years_left_out(self.verdict)))
        )


def answer(case: Case) -> Answer:
    return Answer(case, decide(case.clause, case.record, case.occasion))


def _years_left_out(verdict: Verdict) -> Iterator[int]:
    yield from verdict.left_out
    for part in verdict.parts:
        yield from _years_left_out(part)


# ------------------------------------------------------------------ reading


def read_cases(folder: Path = SHIPPED, *, rule: str = "") -> list[Case]:
    """The cases of all files of a folder, of one rule or all. BadInput says which case cannot be understood."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        data = _load(path)
        for number, row in enumerate(data["cases"], start=1):
            if rule in ("", row.get("rule")):
                found.append(_read(data, row, f"{path.name}, {number}"))
    return found


def _load(path: Path) -> Data:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError):
        data = None
    if not isinstance(data, Mapping) or not isinstance(data.get("cases"), list):
        said = _("Tệp “%s” không phải danh sách trường hợp. Hãy theo mẫu của bộ kèm theo.")
        raise BadInput(said % path.name)
    return data


def _read(data: Data, row: Data, place: str) -> Case:
    try:
        return _case(_whole(row, data.get("subjects", {})), data["occasions"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        said = _("Không hiểu trường hợp %(place)s: %(error)s. Hãy sửa trong tệp.")
        raise BadInput(said % {"place": place, "error": error}) from error


def _whole(row: Data, subjects: Data) -> Data:
    """The case with what its subject brings."""
    if strange := row.keys() - WORDS:
        raise ValueError(", ".join(sorted(strange)))
    of = subjects[row["of"]] if "of" in row else {}
    return {**of, **row, "facts": {**of.get("facts", {}), **row.get("facts", {})}}


def _case(row: Data, occasions: Data) -> Case:
    occasion = _occasion(**occasions[row["at"]])
    subject, clause = _clause(row["rule"], row.get("meant"), occasion.on)
    given = tuple(_given(row["facts"], occasion))
    said = {one.statement: True for one in statements(clause)} if row.get("said") else {}
    if isinstance(row.get("said"), Mapping):
        said |= {_statement(clause, start): told for start, told in row["said"].items()}
    missing = (_statement(clause, name) if " " in name else name for name in row.get("missing", ()))
    left_out = row.get("left_out")
    record = Invented(given, said, row.get("complete_since", {}), frozenset(row.get("unknown", ())))
    return Case(
        rule=row["rule"],
        subject=subject,
        clause=clause,
        occasion=occasion,
        record=record,
        expected=Outcome(row["expected"]),
        missing=frozenset(missing),
        left_out=None if left_out is None else frozenset(left_out),
        why=row["why"],
        ids=tuple(row["ids"]),
    )


def _occasion(day: date, *, period: Sequence[int] = (), **rest: Any) -> Occasion:
    years = (period[0], period[1]) if period else None
    return Occasion(on=day, period=years, **rest)


def _clause(key: str, meant: Meant, day: date) -> tuple[Subject, Clause]:
    """The rule of the packs as it is law on the day; ``meant`` chooses where two readings are open."""
    for entries in _sets():
        if key in entries:
            subject = entries[key].rule.subject or Subject.PERSON
            return subject, _read_as(clause_on(entries[key], entries, day), meant)
    raise ValueError(key)


@cache
def _sets() -> list[dict[str, Entry]]:
    return [read_entries(one) for one in read_sets()]


def _read_as(clause: Clause, meant: Meant) -> Clause:
    if meant not in {None, "all", "any"}:
        raise ValueError(meant)
    if isinstance(clause, AllOrAny):
        clause = replace(clause, meant=meant)
    return mapped(clause, lambda part: _read_as(part, meant))


def _statement(clause: Clause, start: str) -> str:
    found = {one.statement for one in statements(clause) if one.statement.startswith(start)}
    if len(found) != 1:
        raise ValueError(start)
    return found.pop()


def _given(facts: Data, occasion: Occasion) -> Iterator[Given]:
    """The facts as they stand on the day of the question: what was valid until an earlier day is none."""
    for name, rows in facts.items():
        known = CATALOGUE[name]
        for one in _rows(name, rows, occasion):
            if known.is_lasting or one.until is None or one.until >= occasion.on:
                yield one


def _rows(name: str, rows: Any, occasion: Occasion) -> Iterator[Given]:
    if isinstance(rows, Mapping):
        for year, levels in rows.items():
            for level in levels if isinstance(levels, list) else [levels]:
                yield Given(name, occasion.days_of(year).end, _value(name, level), None, {})
        return
    for row in rows or ():
        known = {"day", "to", "times", "value", "level"}
        where = {key: str(value) for key, value in row.items() if key not in known}
        if unknown := where.keys() - CATALOGUE[name].parameters.keys():
            raise ValueError(f"{name}: {', '.join(sorted(unknown))}")
        value = _value(name, row["level"]) if "level" in row else row.get("value")
        for _number in range(row.get("times", 1)):
            yield Given(name, row.get("day"), value, row.get("to"), where)


def _value(name: str, level: str) -> int | None:
    return None if level == "none" else CATALOGUE[name].rank(level)


# ------------------------------------------------------------------ printing


def as_table(answers: Sequence[Answer], *, why: bool = False) -> str:
    """A line for each case, what disagrees marked; then how many agree."""
    agreed = sum(one.agrees for one in answers)
    last = _("%(cases)s trường hợp, %(agreed)s khớp.")
    lines = [line for one in answers for line in _lines(one, why=why or not one.agrees)]
    return "\n".join([*lines, last % {"cases": len(answers), "agreed": agreed}])


def _lines(one: Answer, *, why: bool) -> Iterator[str]:
    case, mark = one.case, "=" if one.agrees else "≠"
    ids = ", ".join(case.ids)
    yield (
        f"{one.verdict.outcome.label:<14} {mark} {case.expected.label:<14}"
        f" {case.rule:<20} {case.why} [{ids}]"
    )
    if why:
        for line in explain(one.verdict):
            yield f"    {'  ' * line.depth}{line}"
