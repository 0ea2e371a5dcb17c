"""Facts: what the apps below know about people and units, for rules above to count.

A provider is one set-based query with a name, a kind of subject and typed parameters. The rule engine
asks it in two ways, and both run the very same text over a relation called ``subjects``: one subject
to explain a verdict (``facts_of``), a whole population to evaluate it (``facts_of_all``). So the two
cannot differ by what they count, and property tests hold them equal.

>>> register(
...     Provider(
...         name="orgs.rating",
...         subject=Subject.PERSON,
...         value=int,
...         about="Mức xếp loại hằng năm của một người: 4 là cao nhất.",
...         parameters=(Parameter("since", date, "từ ngày"), Parameter("until", date, "đến ngày")),
...         sql="SELECT r.person_id, r.ends_on, r.level, ARRAY['orgs.yearlyrating:' || r.id] FROM …",
...     )
... )
>>> facts_of(cursor, "orgs.rating", 17, since=date(2020, 1, 1), until=date(2025, 12, 31))

The query reads its subjects by ``JOIN subjects ON subjects.subject = …`` and selects four columns:
subject, date, value, evidence. Evidence is an array of “app.model:key”, the rows the fact rests on.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final, Protocol

_NAME = re.compile(r"[a-z]+\.[a-z_]+")
_ANY: Final = object()
BATCH = 5_000


class Subject(StrEnum):
    """What a fact is about; keys are those of ``orgs``."""

    PERSON = "person"
    UNIT = "unit"
    LEARNER = "learner"  # whose name is kept for a purpose; all others are counts


@dataclass(frozen=True, slots=True)
class Parameter:
    """``kind`` is a Python type; without ``default`` the parameter must be given. None is never given."""

    name: str
    kind: type
    about: str  # for a person who writes a rule
    default: Any = _ANY

    @property
    def is_required(self) -> bool:
        return self.default is _ANY


@dataclass(frozen=True, slots=True)
class Provider:
    """Who publishes a fact; see the module. ``ctes``: relations ``sql`` needs, each “name AS (…)”."""

    name: str  # “app.what”
    subject: Subject
    value: type  # of every value that is not None
    about: str
    sql: str
    parameters: tuple[Parameter, ...] = ()
    ctes: tuple[str, ...] = ()
    is_sensitive: bool = False  # whoever shows it asks the permission and logs the read

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"a fact is called “app.what”, not {self.name!r}")


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of a subject: on which day, what, resting on which rows (“app.model:key”)."""

    subject: int
    date: date | None
    value: Any
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Population:
    """Whom is asked about: a SELECT of one column of keys, with its own named values.

    >>> Population("SELECT id FROM orgs_person WHERE sex = %(sex)s", {"sex": "female"})
    """

    sql: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with named values, ready for a cursor or as a part of a larger statement."""

    sql: str
    values: Mapping[str, Any]


class Cursor(Protocol):
    """As much of the DB-API as is needed."""

    def execute(self, sql: str, params: Mapping[str, Any], /) -> Any: ...
    def fetchmany(self, size: int, /) -> Sequence[Sequence[Any]]: ...


PROVIDERS: dict[str, Provider] = {}


def register(provider: Provider) -> None:
    """Publish a fact; a name taken by another provider is an error (ValueError)."""
    if PROVIDERS.setdefault(provider.name, provider) != provider:
        raise ValueError(f"the fact {provider.name!r} is published twice")


def these(keys: Iterable[int]) -> Population:
    """A population by its keys."""
    return Population(
        "SELECT unnest(%(keys_of_subjects)s::bigint[])", {"keys_of_subjects": [*keys]}
    )


def statement(name: str, population: Population, **parameters: Any) -> Statement:
    """The query of a fact over a population. KeyError: no such fact; TypeError: wrong parameters."""
    provider = PROVIDERS[name]
    values = bind(provider, parameters)
    if taken := values.keys() & population.values.keys():
        raise TypeError(f"the population and {name!r} share the names {sorted(taken)}")
    relations = ", ".join((f"subjects(subject) AS ({population.sql})", *provider.ctes))
    sql = f"WITH RECURSIVE {relations} {provider.sql}"
    return Statement(sql, {**population.values, **values})


def facts_of_all(
    cursor: Cursor, name: str, population: Population, **parameters: Any
) -> Iterator[Fact]:
    """The facts of everybody in the population, in no order; one query, read in batches."""
    asked = statement(name, population, **parameters)
    cursor.execute(asked.sql, asked.values)
    while rows := cursor.fetchmany(BATCH):
        for subject, day, value, evidence in rows:
            yield Fact(subject, day, value, tuple(sorted(evidence or ())))


def facts_of(cursor: Cursor, name: str, subject: int, **parameters: Any) -> tuple[Fact, ...]:
    """The facts of one subject in the order of their days, to explain a verdict; one query."""
    found = facts_of_all(cursor, name, these([subject]), **parameters)
    return tuple(sorted(found, key=lambda fact: (fact.date or date.min, fact.evidence)))


def bind(provider: Provider, given: Mapping[str, Any]) -> dict[str, Any]:
    """Every parameter with a value of its type: a misspelt one must not silently match all."""
    known = {parameter.name: parameter for parameter in provider.parameters}
    if unknown := given.keys() - known.keys():
        raise TypeError(f"{provider.name!r} has no parameter {sorted(unknown)}")
    missing = [one.name for one in known.values() if one.is_required and one.name not in given]
    if missing:
        raise TypeError(f"{provider.name!r} needs {missing}")
    values = {name: given.get(name, one.default) for name, one in known.items()}
    for name, value in values.items():
        if name in given and type(value) is not known[name].kind:
            raise TypeError(f"{provider.name!r}: {name} is a {known[name].kind.__name__}")
    return values
