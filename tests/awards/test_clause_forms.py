"""Every clause of every shipped rule opened in its form and saved unchanged is the same clause. S1-16"""

import pytest

from phongtrao.awards.catalogue import read_sets
from phongtrao.awards.forms.clause_shapes import Shape
from phongtrao.awards.forms.clauses import NARROWED, SIGNS, WINDOWS, ClauseForm
from phongtrao.awards.rule_trees import parts_of
from phongtrao.awards.rulebook import read_entry
from phongtrao.lib.rules import CATALOGUE, Sign, parse_clause, print_clause
from phongtrao.lib.rules.windows import Reach


def typed(form) -> dict[str, object]:
    """What a browser sends back for a form nobody touched."""
    said = {}
    for bound in form:
        value = bound.value()
        if value not in (None, "", False):
            said[bound.name] = "on" if value is True else str(value)
    return said


def opened(clause, data=None) -> ClauseForm:
    rules = [(clause["meets"], "khác")] if "meets" in clause else []
    return ClauseForm(
        data, shape=Shape.of(clause), clause=clause, parts=parts_of(clause), rules=rules
    )


def saved(clause):
    form = opened(clause, typed(opened(clause)))
    assert form.is_valid(), (clause, form.errors)
    return form.made


def clauses(clause):
    yield clause
    for part in parts_of(clause):
        yield from clauses(part)


RULES = [row for rules in read_sets() for row in rules["rules"]]


@pytest.mark.parametrize("row", RULES, ids=lambda row: row["key"])
def test_a_shipped_rule_is_saved_as_it_was(row):
    for clause in clauses(print_clause(read_entry(row).rule.requires)):
        assert saved(clause) == clause


@pytest.mark.parametrize(
    "clause",
    [
        {"count": "initiatives", "more_than": 1.5, "within": {"before_last_years": 3}},
        {"count": "initiatives", "less_than": 4, "within": {"until": "2025-12-31"}},
        {"count": "titles", "exactly": 0, "within": {"since_last": {"count": "commendations", "form": "merit"}}},
        {"all_or_any": [{"declared": "một", "confirmed_by": "self"}], "meant": "any", "basis": "Điều 1"},
        {"some": 1, "of": [{"declared": "một", "confirmed_by": "unit"}], "since": "2025-01-01", "until": "2025-12-31"},
    ],
)  # fmt: skip
def test_what_no_shipped_rule_says_is_saved_too(clause):
    assert saved(clause) == print_clause(parse_clause(clause))


@pytest.mark.parametrize(
    ("clause", "wrong", "field"),
    [
        ({"count": "initiatives", "at_least": 1}, {"window": "years", "first": "2025", "last": "2020"}, "first"),
        ({"count": "initiatives", "at_least": 1}, {"window": "years"}, "first"),
        ({"count": "initiatives", "at_least": 1}, {"window": "last_years"}, "years"),
        ({"count": "initiatives", "at_least": 1}, {"window": "until"}, "day"),
        ({"count": "initiatives", "at_least": 1}, {"each_year": "on"}, "each_year"),
        ({"count": "initiatives", "at_least": 1}, {"number": "nhiều"}, "number"),
        ({"count": "initiatives", "at_least": 1}, {"part_scope": "galaxy"}, "part_scope"),
        ({"some": 1, "of": [{"declared": "một"}]}, {"needed": "2"}, "needed"),
        ({"declared": "một", "confirmed_by": "unit"}, {"since": "02/01/2025", "until": "01/01/2025"}, "until"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field(clause, wrong, field):
    form = opened(clause, {**typed(opened(clause)), **wrong})

    assert field in form.errors


def test_every_window_and_sign_of_the_rules_is_offered():
    assert set(WINDOWS) == set(Reach)
    assert set(SIGNS) == set(Sign)
    named = {name for known in CATALOGUE.values() for name in known.parameters}
    assert named <= set(NARROWED)


def test_a_group_is_never_left_empty():
    form = ClauseForm({"how": "all"}, shape=Shape("group"), clause=None)

    assert "first_statement" in form.errors
