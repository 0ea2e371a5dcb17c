"""The one query that prepares the columns of a population, made from what providers publish."""

import re
from collections.abc import Sequence
from typing import Any, Final

from phongtrao.lib.facts import PROVIDERS, Population, Statement, bind
from phongtrao.lib.rules.asking import Ask
from phongtrao.lib.rules.population.columns import SCALE, UNKNOWN, Column, Earned, Take

_NAMED: Final = re.compile(r"%\((\w+)\)s")
_EMPTY: Final = {Take.LATEST: UNKNOWN}  # where a subject has no fact; of all others nought


def select(columns: Sequence[Column], population: Population) -> Statement:
    """SELECT subject, then a whole number for every column in their order, never NULL."""
    groups = list(dict.fromkeys((column.ask, column.after) for column in columns))
    relations = [f"subjects(subject) AS MATERIALIZED ({population.sql})"]
    values: dict[str, Any] = dict(population.values)
    for place, group in enumerate(groups):
        mine = [
            f"{_taken(column)} AS c{at}"
            for at, column in enumerate(columns)
            if (column.ask, column.after) == group
        ]
        relation, bound = _group(f"m{place}", group, mine)
        relations.append(relation)
        values |= bound
    taken = [f"coalesce(c{at}, {_EMPTY.get(one.take, 0)})::int8" for at, one in enumerate(columns)]
    joined = " ".join(
        f"LEFT JOIN m{place} ON m{place}.subject = s.subject" for place in range(len(groups))
    )
    listed = ", ".join(["s.subject::int8", *taken])
    return Statement(
        f"WITH RECURSIVE {', '.join(relations)} SELECT {listed} FROM subjects s {joined}",  # noqa: S608 -- the pieces are ours
        values,
    )


def _group(
    name: str, group: tuple[Ask, Earned | None], taken: Sequence[str]
) -> tuple[str, dict[str, Any]]:
    """“m0 AS (…)”: the columns that come from one question, and its values."""
    ask, after = group
    facts, values = _facts(ask, f"{name}_")
    earned = ""
    if after is not None:
        last, more = _facts(after.ask, f"{name}_after_")
        values |= more
        earned = (
            f" LEFT JOIN (SELECT e.subject, max(e.day) AS day FROM ({last}) AS e(subject, day, value, evidence)"  # noqa: S608 -- the pieces are ours
            f" WHERE e.day <= DATE '{after.until}' GROUP BY e.subject) earned ON earned.subject = f.subject"
        )
    sql = (
        f"SELECT f.subject, {', '.join(taken)} FROM ({facts}) AS f(subject, day, value, evidence)"  # noqa: S608 -- the pieces are ours
        f"{earned} GROUP BY f.subject"
    )
    return f"{name} AS ({sql})", values


def _facts(ask: Ask, prefix: str) -> tuple[str, dict[str, Any]]:
    """The provider's query under names of its own."""
    provider = PROVIDERS[ask.provider]
    values = bind(provider, dict(ask.parameters))
    ctes = f"WITH RECURSIVE {', '.join(provider.ctes)} " if provider.ctes else ""
    sql = _NAMED.sub(lambda named: f"%({prefix}{named[1]})s", ctes + provider.sql)
    return sql, {f"{prefix}{name}": value for name, value in values.items()}


def _taken(column: Column) -> str:
    """The aggregate over facts f(subject, day, value)."""
    where = _filter(column)
    value = f"round(f.value * {SCALE})"
    match column.take:
        case Take.COUNT:
            return f"count(*){where}"
        case Take.TOTAL:
            return f"sum({value}){where}"
        case Take.BEST:
            return f"max({value}){where}"
        case Take.LATEST:
            told = f"coalesce({value}, 'Infinity')"
            day = "coalesce(f.day - DATE '0001-01-01', 0)::numeric"
            return f"nullif((max(ARRAY[{day}, {told}]){where})[2], 'Infinity')"
        case Take.LAST:
            return f"max(f.day - DATE '0001-01-01'){where}"
    *starts, end = [f"DATE '{day}'" for day in column.starts()]
    year = f"width_bucket(f.day, ARRAY[{', '.join(starts)}]) - 1"
    bit = f"({year}) * {column.levels + 1} + coalesce(f.value, 0)::int"
    return f"bit_or(1::int8 << ({bit})) FILTER (WHERE f.day >= {starts[0]} AND f.day < {end})"


def _filter(column: Column) -> str:
    asked = []
    if column.days is not None:
        first, last = column.days
        asked.append(f"(f.day IS NULL OR f.day BETWEEN DATE '{first}' AND DATE '{last}')")
    if column.level:
        asked.append(f"f.value >= {column.level}")
    if column.after is not None:
        asked.append("(f.day IS NULL OR earned.day IS NULL OR f.day > earned.day)")
    return f" FILTER (WHERE {' AND '.join(asked)})" if asked else ""
