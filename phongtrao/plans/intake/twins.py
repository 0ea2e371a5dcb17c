"""One sentence that was read several times: a duty with a day is also a task, and perhaps a report.

Whoever reviews the plan sees such a sentence once, with all that was read from it, and accepts it
in one act. No database: the reader's facts in, who goes with whom out.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from phongtrao.lib.errors import BadInput
from phongtrao.lib.periods import parse_partial
from phongtrao.lib.text import fold
from phongtrao.plans.intake.values import Value, time_fields
from phongtrao.reader import Fact

_WHO = {"responsibilities": "unit", "reports_due": "who"}


def find_leads(facts: Sequence[Fact]) -> dict[int, int]:
    """Place of a duty or report → place of the task that was read from the same sentence."""
    tasks: dict[tuple[int, int, str], list[int]] = {}
    for place, fact in enumerate(facts):
        if fact.section == "tasks":
            tasks.setdefault(_sentence(fact), []).append(place)
    found: dict[int, int] = {}
    for place, fact in enumerate(facts):
        if fact.section in _WHO:
            leads = (lead for lead in tasks.get(_sentence(fact), []) if _says(fact, facts[lead]))
            if (lead := next(leads, None)) is not None:
                found[place] = lead
    return found


def follow(section: str, value: Value, before: Value, after: Value) -> dict[str, Any]:
    """What a duty or report takes over when its task is put right: who, the words, the day.

    Only what said the same as the task did before; ``{}`` when there is nothing to take over.
    """
    taken: dict[str, Any] = {}
    who = _WHO[section]
    if value.get(who) == _lead(before) and _lead(after):
        taken[who] = _lead(after)
    if section == "responsibilities" and value.get("text") == before.get("text"):
        taken["text"] = after.get("text")
    if section == "reports_due" and before.get("time") != after.get("time"):
        taken |= _day(after)
    return {name: said for name, said in taken.items() if said != value.get(name)}


def _sentence(fact: Fact) -> tuple[int, int, str]:
    who = fact.value.get(_WHO[fact.section]) if fact.section in _WHO else _lead(fact.value)
    return fact.source.first_block, fact.source.last_block, fold(who or "")


def _says(fact: Fact, task: Fact) -> bool:
    """A paragraph may hold two duties of one unit: those are told apart by their words."""
    return fact.section == "reports_due" or fact.value.get("text") == task.value.get("text")


def _lead(task: Mapping[str, Any]) -> str | None:
    return next(iter(task.get("lead_units") or []), None)


def _day(task: Value) -> dict[str, Any]:
    """Day, month, year of a report from the time of its task."""
    fields = time_fields(task.get("time") or "")
    try:
        when = parse_partial(fields["deadline"] or "")
    except BadInput:
        return {}  # “thường xuyên”: the report keeps its day
    is_recurring = fields["time_kind"] == "recurring"
    return {"year": when.year, "month": when.month, "day": when.day, "recurring": is_recurring}
