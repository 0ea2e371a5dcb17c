"""The rules of a set as they are kept in a version, read and linked to the rules they name.

    {"rules": [{"key": "base_fighter", "title": "Chiến sĩ thi đua cơ sở", "subject": "person",
                "honour": "base_fighter", "note": "…", "check": true, "requires": {…}}]}

``requires``, ``since`` and ``until`` are what ``lib.rules.parse_rule`` reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from phongtrao.lib.errors import BadInput
from phongtrao.lib.rules import Clause, Rule, as_of, link, parse_rule
from phongtrao.lib.words import say as _

Data = Mapping[str, Any]
OF_RULE = ("title", "subject", "since", "until", "requires")


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule of a set. ``honour``: the key of what it opens the way to; ``ids``: requirements it serves."""

    key: str
    rule: Rule
    honour: str = ""
    note: str = ""
    needs_check: bool = False
    ids: tuple[str, ...] = ()


def read_entries(data: Data) -> dict[str, Entry]:
    """The rules of a version in their order. BadInput says which cannot be understood, and where."""
    entries: dict[str, Entry] = {}
    for row in data.get("rules", ()):
        entry = read_entry(row)
        if entry.key in entries:
            raise BadInput(_("Hai tiêu chuẩn cùng mã “%s”. Hãy đặt mã khác.") % entry.key)
        entries[entry.key] = entry
    return entries


def read_entry(row: Data) -> Entry:
    """One of them. BadInput (RuleError) where it cannot be understood."""
    rule = parse_rule({name: row[name] for name in OF_RULE if row.get(name) not in (None, "")})
    return Entry(
        str(row["key"]),
        rule,
        str(row.get("honour", "")),
        str(row.get("note", "")),
        bool(row.get("check", False)),
        tuple(row.get("ids", ())),
    )


def clause_on(entry: Entry, others: Mapping[str, Entry], day: date) -> Clause:
    """What the rule asks on a day, with the rules it names put in. RuleError for a circle or an unknown
    name; BadInput where nothing of it is law on that day."""
    rule = entry.rule
    if (rule.since and day < rule.since) or (rule.until and day > rule.until):
        raise BadInput(_("Tiêu chuẩn “%s” không có hiệu lực vào ngày này.") % rule.title)
    linked = link(rule, {key: one.rule for key, one in others.items()}, key=entry.key)
    clause = as_of(linked.requires, day)
    if clause is None:
        title = entry.rule.title or entry.key
        raise BadInput(_("Tiêu chuẩn “%s” không có hiệu lực vào ngày này.") % title)
    return clause
