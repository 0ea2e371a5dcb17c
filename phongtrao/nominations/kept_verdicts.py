"""What a rule said of somebody, as a nomination keeps it: words and papers of that day, clause by clause.

{"outcome": "met", "reason": "…", "lines": [{"depth": 0, "outcome": "met", "asked": "…", "found": "…",
 "evidence": ["orgs.yearlyrating:5"], "papers": ["Xếp loại 2024: …"], "declared": false}]}
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from phongtrao.awards.evidence import Source, sources_of
from phongtrao.base.words import office_language
from phongtrao.lib.rules import Declared, Line, Verdict, explain
from phongtrao.lib.rules.clauses import inside

Data = Mapping[str, Any]


def written(verdict: Verdict | None, reason: str = "") -> dict[str, Any]:
    """``reason``: why somebody is asked for all the same. Empty where no rule is asked."""
    return written_all([(verdict, reason)])[0]


def written_all(said: Sequence[tuple[Verdict | None, str]]) -> list[dict[str, Any]]:
    """Each of many, with its reason; the papers of all are looked up at once."""
    with office_language():
        told = [explain(verdict) if verdict else [] for verdict, _reason in said]
        known = sources_of({row for lines in told for line in lines for row in line.evidence})
    return [
        _one(verdict, lines, reason, known)
        for (verdict, reason), lines in zip(said, told, strict=True)
    ]


def _one(
    verdict: Verdict | None, lines: Sequence[Line], reason: str, known: Mapping[str, Source]
) -> dict[str, Any]:
    if verdict is None:
        return {"reason": reason} if reason else {}
    found = [
        {
            "depth": line.depth,
            "outcome": line.outcome.value,
            "asked": line.asked,
            "found": line.found,
            "evidence": list(line.evidence),
            "papers": [known[row].words for row in line.evidence if row in known],
            "declared": isinstance(one.clause, Declared),
            "leaf": not one.parts and not inside(one.clause),
        }
        for line, one in zip(lines, every(verdict), strict=True)
    ]
    return {"outcome": verdict.outcome.value, "reason": reason, "lines": found}


def every(verdict: Verdict) -> Iterator[Verdict]:
    """In the order of ``explain``."""
    yield verdict
    for part in verdict.parts:
        yield from every(part)


@dataclass(frozen=True, slots=True)
class Change:
    """One clause that is answered otherwise now, or rests on other papers."""

    asked: str
    was: Data | None
    now: Data | None

    @property
    def is_worse(self) -> bool:
        """It was met and is not any more, or one of its papers is gone."""
        if self.was is None or self.was["outcome"] != "met":
            return False
        return self.now is None or _differs(self.was, self.now)


def changes(was: Data, now: Data) -> list[Change]:
    """Clauses whose answer turned, or one of whose papers is no longer there.

    What people confirm is not a fact that was corrected; another paper more changes nothing by itself.
    """
    old, new = _leaves(was), _leaves(now)
    found = []
    for key in dict.fromkeys([*old, *new]):
        before, after = old.get(key), new.get(key)
        if before is None or after is None or _differs(before, after):
            found.append(Change(key[1], before, after))
    return found


def _differs(before: Data, after: Data) -> bool:
    lost = set(before["evidence"]) - set(after["evidence"])
    return before["outcome"] != after["outcome"] or bool(lost)


def _leaves(data: Data) -> dict[tuple[int, str], Data]:
    """Each with its place among those that ask the same: a year of one clause, a year of another."""
    found: dict[tuple[int, str], Data] = {}
    for line in data.get("lines", ()):
        if line["leaf"] and not line["declared"]:
            place = sum(1 for _n, asked in found if asked == line["asked"])
            found[place, line["asked"]] = line
    return found
