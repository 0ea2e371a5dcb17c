"""Numbers of a whole population, prepared by one query and read as arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import connection
from psycopg import Cursor

from phongtrao.lib.facts import Fact, Population, Subject, facts_of
from phongtrao.lib.rules import Occasion, Tally
from phongtrao.lib.rules.asking import Ask, ask_of
from phongtrao.lib.rules.population import Column, Prepared, read, select

BLOCK: Final = 50_000  # keys to a row, each column a string of bytes


def prepare(columns: Sequence[Column], population: Population) -> Prepared:
    """The columns of everybody in the population, as of now.

    PostgreSQL puts the numbers of many subjects together: row by row takes several times as long.
    """
    asked = select(columns, population)
    taken = ["subject", *(f"c{place}" for place in range(len(columns)))]
    blocks = ", ".join(f"string_agg(int8send({name}), ''::bytea)" for name in taken)
    sql = (
        f"SELECT {blocks} FROM ({asked.sql}) AS prepared({', '.join(taken)})"  # noqa: S608 -- the pieces are ours
        f" GROUP BY subject / {BLOCK}"
    )
    connection.ensure_connection()
    raw: Any = connection.connection
    with Cursor(raw) as cursor:  # Django's own knows text only
        return read(cursor.stream(sql, asked.values, binary=True), columns)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the apps publish of one subject (``lib.rules.Record``), each question asked once.

    ``said``: the answer taken for statements, None for nobody said.
    """

    kind: Subject
    subject: int
    occasion: Occasion
    complete: Mapping[str, date] = field(default_factory=dict)
    said: bool | None = None
    known: dict[Ask, tuple[Fact, ...]] = field(default_factory=dict)

    def facts(self, tally: Tally, days: tuple[date, date], /) -> tuple[Fact, ...] | None:
        ask = ask_of(tally, self.kind, days, self.occasion.on)
        if ask is None:
            return None
        if ask not in self.known:
            with connection.cursor() as cursor:
                found = facts_of(cursor, ask.provider, self.subject, **dict(ask.parameters))
            self.known[ask] = found
        return self.known[ask]

    def declared(self, _statement: str, /) -> bool | None:
        return self.said

    def complete_since(self, fact: str, /) -> date | None:
        return self.complete.get(fact)
