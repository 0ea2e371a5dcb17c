"""The registry of facts: names, parameters and statements; how it asks a cursor."""

from datetime import date

import pytest

from phongtrao.lib import facts
from phongtrao.lib.facts import Fact, Parameter, Population, Provider, Subject


class Answers:
    """A cursor that remembers what it was asked and answers with prepared rows."""

    def __init__(self, *rows):
        self.rows, self.asked = list(rows), []

    def execute(self, sql, params, /):
        self.asked.append((" ".join(sql.split()), dict(params)))

    def fetchmany(self, size, /):
        batch, self.rows = self.rows[:size], self.rows[size:]
        return batch


PRIZES = Provider(
    name="test.prizes",
    subject=Subject.PERSON,
    value=int,
    about="Số giải",
    parameters=(Parameter("since", date, "từ ngày"), Parameter("level", int, "cấp", default=1)),
    ctes=("top AS (SELECT 1)",),
    sql="SELECT subject, NULL, 2, NULL FROM subjects",
)
SINCE = {"since": date(2024, 1, 1)}


@pytest.fixture(autouse=True)
def prizes(monkeypatch):
    monkeypatch.setattr(facts, "PROVIDERS", {})
    facts.register(PRIZES)


def test_statement_puts_the_population_before_the_query_and_fills_in_defaults():
    women = Population("SELECT id FROM orgs_person WHERE sex = %(sex)s", {"sex": "female"})

    asked = facts.statement("test.prizes", women, **SINCE)

    assert asked.sql == (
        "WITH RECURSIVE subjects(subject) AS (SELECT id FROM orgs_person WHERE sex = %(sex)s),"
        " top AS (SELECT 1) SELECT subject, NULL, 2, NULL FROM subjects"
    )
    assert asked.values == {"sex": "female", "since": date(2024, 1, 1), "level": 1}


def test_one_subject_and_many_are_asked_by_the_same_text():
    one, many = Answers((7, date(2024, 5, 1), 2, ["a.b:2", "a.b:1"])), Answers()

    found = facts.facts_of(one, "test.prizes", 7, **SINCE)
    assert list(facts.facts_of_all(many, "test.prizes", facts.these([7, 8]), **SINCE)) == []

    assert found == (Fact(7, date(2024, 5, 1), 2, ("a.b:1", "a.b:2")),)
    assert one.asked[0][0] == many.asked[0][0]
    assert [asked[1]["keys_of_subjects"] for asked in one.asked + many.asked] == [[7], [7, 8]]


def test_facts_of_one_come_in_the_order_of_their_days():
    rows = [(7, date(2025, 5, 1), 1, None), (7, None, 3, None), (7, date(2024, 5, 1), 2, None)]

    found = facts.facts_of(Answers(*rows), "test.prizes", 7, **SINCE)

    assert [fact.value for fact in found] == [3, 2, 1]


def test_a_large_population_is_read_in_batches(monkeypatch):
    monkeypatch.setattr(facts, "BATCH", 2)
    rows = [(key, None, 1, None) for key in range(5)]

    found = facts.facts_of_all(Answers(*rows), "test.prizes", facts.these(range(5)), **SINCE)

    assert [fact.subject for fact in found] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, r"needs \['since'\]"),
        ({"since": "2024"}, "since is a date"),
        ({**SINCE, "level": True}, "level is a int"),
        ({**SINCE, "sence": 1}, r"no parameter \['sence'\]"),
    ],
)
def test_wrong_parameters_are_an_error_and_never_match_all(given, said):
    with pytest.raises(TypeError, match=said):
        facts.statement("test.prizes", facts.these([1]), **given)


def test_names_of_values_do_not_collide():
    with pytest.raises(TypeError, match=r"share the names \['since'\]"):
        facts.statement("test.prizes", Population("SELECT 1", {"since": 1}), **SINCE)


def test_a_name_is_published_once_and_looks_like_one():
    facts.register(PRIZES)  # the same again is no harm

    with pytest.raises(ValueError, match="published twice"):
        facts.register(Provider("test.prizes", Subject.UNIT, int, "Khác", "SELECT 1"))
    with pytest.raises(ValueError, match=r"app\.what"):
        Provider("prizes", Subject.UNIT, int, "Khác", "SELECT 1")
    with pytest.raises(KeyError):
        facts.statement("test.unknown", facts.these([1]))
