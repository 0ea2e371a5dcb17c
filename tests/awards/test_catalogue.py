"""Every name a rule may count is answered by the provider it names, whatever the rule says of it.

S0-41 S0-42 S0-43 S0-44 S0-47 S0-48 S1-52 S1-57 S3-29 S3-36 S3-40 S3-41
"""

from datetime import date
from itertools import product
from pathlib import Path

import pytest
import yaml
from django.db import connection

import phongtrao
from phongtrao.awards.models import Award
from phongtrao.awards.queries.populations import prepare
from phongtrao.lib.facts import PROVIDERS, Subject, facts_of, these
from phongtrao.lib.rules import CATALOGUE, Tally, parse_clause
from phongtrao.lib.rules.asking import ask_of
from phongtrao.lib.rules.catalogue import (
    ACTIVITIES,
    FORMS,
    INDEX_SETS,
    RATINGS,
    ROUTES,
    SEVERITIES,
    TITLES,
    Kind,
    is_provided,
)
from phongtrao.lib.rules.population import Column, Take
from phongtrao.lib.rules.population.columns import UNKNOWN
from phongtrao.orgs.models import YearlyRating

PACKS = Path(phongtrao.__file__).parent / "packs"
NOBODYS = {"publications"}  # products of research tasks have a year and no author
ON = date(2026, 8, 31)
DAYS = date(2025, 9, 1), ON
TAKES = {Kind.TOTAL: Take.TOTAL, Kind.AMOUNT: Take.LATEST, Kind.BEST: Take.BEST}


def narrowed(name):
    """Every choice of parameters a rule can write, none of them among it."""
    known = CATALOGUE[name].parameters
    for values in product(*(["", *words] for words in known.values())):
        yield tuple(sorted((key, said) for key, said in zip(known, values, strict=True) if said))


ASKED = [
    (name, subject, where)
    for name, known in CATALOGUE.items()
    for subject in known.providers
    for where in narrowed(name)
]


@pytest.mark.parametrize("name", [name for name in CATALOGUE if name not in NOBODYS])
def test_a_name_is_provided_for_every_subject_it_has(name):
    known = CATALOGUE[name]

    assert is_provided(name, None)
    assert all(PROVIDERS[provider].subject == who for who, provider in known.providers.items())


@pytest.mark.parametrize("name", sorted(NOBODYS))
def test_what_nobody_publishes_says_so(name):
    assert not is_provided(name, None)
    assert not CATALOGUE[name].providers


@pytest.mark.parametrize("name", CATALOGUE)
def test_what_a_name_sets_is_a_parameter_of_its_provider(name):
    known = CATALOGUE[name]
    asked = {*known.fixed, *(known.binds.get(one, one) for one in known.parameters)}

    for provider in known.providers.values():
        assert asked <= {parameter.name for parameter in PROVIDERS[provider].parameters}


def test_what_plan_001_asks_for_is_what_is_asked():
    """Literacy by the framework of QĐ 757, work somebody confirmed, incidents confirmed or not. S1-53 S1-58 S1-61"""
    of = {
        name: dict(ask_of(Tally(name), subject, DAYS, ON).parameters)
        for name, subject in (
            ("literacy", Subject.PERSON), ("activities", Subject.UNIT), ("incidents", Subject.UNIT),
        )
    }  # fmt: skip

    assert of["literacy"]["framework"] == shipped("skills/qd757.yaml", "key")
    assert of["activities"]["confirmed"] is True
    assert of["incidents"]["kind"] == "security_incident"
    assert "confirmed" not in of["incidents"]


@pytest.mark.django_db
def test_all_of_it_is_asked_of_one_subject_and_of_a_population():
    """Each as a rule writes it, over no rows: valid SQL, and nothing comes out of nothing."""
    for name, subject, where in ASKED:
        written = {"count": name, **dict(where), "at_least": 1}
        if CATALOGUE[name].kind == Kind.YEARLY:
            written |= {"level": next(iter(CATALOGUE[name].levels)), "within": "year"}
        assert parse_clause(written).tally.where == where
        ask = ask_of(Tally(name, where), subject, DAYS, ON)
        take = TAKES.get(CATALOGUE[name].kind, Take.COUNT)
        with connection.cursor() as cursor:
            one = facts_of(cursor, ask.provider, 1, **dict(ask.parameters))
        column = Column(ask, take, DAYS)

        everybody = prepare([column], these([1, 2]))

        assert one == ()
        assert set(everybody.numbers(column)) == {UNKNOWN if take == Take.LATEST else 0}


def shipped(path, key):
    return yaml.safe_load((PACKS / path).read_text(encoding="utf-8"))[key]


def test_words_of_the_catalogue_are_those_of_what_is_shipped():
    """A word the provider does not know would count nothing, and nobody would see it."""
    honours = shipped("awards/honours.yaml", "honours")
    forms = shipped("people/discipline_forms.yaml", "forms")
    kinds = {one["key"] for one in shipped("activities/kinds.yaml", "kinds")}

    assert set(TITLES) <= {one["key"] for one in honours if one["kind"] == "title"}
    assert set(FORMS) <= {one.get("sort") for one in honours}
    assert set(ROUTES) <= set(Award.Route.values)
    assert {one["key"]: one["severity"] for one in forms} == {
        key: CATALOGUE["members_disciplined"].rank(key) for key in SEVERITIES
    }
    assert {*ACTIVITIES, CATALOGUE["incidents"].fixed["kind"]} <= kinds
    assert {shipped("indexsets/1-qd-4725.yaml", "key")} == set(INDEX_SETS)
    assert len(RATINGS) == YearlyRating.HIGHEST
