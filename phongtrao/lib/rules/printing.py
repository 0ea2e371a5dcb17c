"""Rules as plain data, ready for JSON or YAML; ``parsing`` reads it back to the same rule."""

from fractions import Fraction
from typing import Any

from phongtrao.lib.rules.clauses import (
    AllOf,
    AnyOf,
    Clause,
    Count,
    Declared,
    Group,
    Meets,
    Rule,
    Share,
    SomeOf,
    Streak,
    When,
)
from phongtrao.lib.rules.tallies import Tally
from phongtrao.lib.rules.windows import EVER, Reach, Window

Data = dict[str, Any]


def print_rule(rule: Rule) -> Data:
    """The rule as mappings, lists, texts and numbers; what is empty is left out."""
    return _filled(
        {
            "title": rule.title,
            "subject": rule.subject.value if rule.subject else "both",
            **_validity(rule),
            "requires": print_clause(rule.requires),
        }
    )


def print_clause(clause: Clause) -> Data:
    """One clause as plain data."""
    notes = {"said": clause.said, "basis": clause.basis, **_validity(clause)}
    return _filled({**_head(clause), **notes})


def _validity(dated: Rule | Clause) -> Data:
    return {
        "since": dated.since.isoformat() if dated.since else "",
        "until": dated.until.isoformat() if dated.until else "",
    }


def _head(clause: Clause) -> Data:
    match clause:
        case Count():
            return {
                **_tally(clause.tally),
                clause.sign.value: _number(clause.threshold),
                **_time(clause.window, each_year=clause.each_year),
            }
        case Share():
            return {
                "share": _filled(_tally(clause.part)),
                "of": _filled(_tally(clause.whole)),
                clause.sign.value: _number(clause.percent),
                **_time(clause.window, each_year=clause.each_year),
            }
        case Streak():
            return _streak(clause)
        case When() | Meets() | Declared():
            return _other(clause)
    return _group(clause)


def _other(clause: When | Meets | Declared) -> Data:
    match clause:
        case When():
            return {
                "when": print_clause(clause.condition),
                "requires": print_clause(clause.requires),
            }
        case Meets():
            return {"meets": clause.key}
    return {"declared": clause.statement, "confirmed_by": clause.confirmed_by}


def _group(clause: Group) -> Data:
    parts = [print_clause(part) for part in clause.parts]
    match clause:
        case AllOf():
            return {"all": parts}
        case AnyOf():
            return {"any": parts}
        case SomeOf():
            return {"some": clause.needed, "of": parts}
    return {"all_or_any": parts, "meant": clause.meant or ""}


def _streak(clause: Streak) -> Data:
    return {
        "fact": clause.fact if clause.fact != "rating" else "",
        "rated": clause.level,
        "within": _window(clause.window),
        "among": [{"rated": one.level, "at_least": one.at_least} for one in clause.among],
    }


def _tally(tally: Tally) -> Data:
    return {"count": tally.fact, **dict(tally.where), "level": tally.level}


def _time(window: Window, *, each_year: bool) -> Data:
    said = "" if window == EVER else _window(window)
    return {"within": said, "each_year": each_year or ""}


def _window(window: Window) -> str | Data:
    match window.reach:
        case Reach.LAST_YEARS | Reach.BEFORE:
            return {window.reach.value: window.first}
        case Reach.SINCE_LAST if window.after:
            return {window.reach.value: _filled(_tally(window.after))}
        case Reach.YEARS:
            return {"years": [window.first, window.last]}
        case Reach.UNTIL if window.day:
            return {"until": window.day.isoformat()}
    return window.reach.value


def _number(number: Fraction) -> int | float:
    return int(number) if number.denominator == 1 else float(number)


def _filled(data: Data) -> Data:
    return {key: value for key, value in data.items() if value not in ("", [], None)}
