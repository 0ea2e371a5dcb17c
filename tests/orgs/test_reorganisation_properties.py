"""What holds whatever is merged, split, moved and abolished, in whatever order. Issue 4.

Spans leave no gap, the tree of any day has no cycle, nobody is lost, lineage is transitive, a past unit
keeps its name, and undoing restores the very rows.
"""

from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings

from phongtrao.orgs.models import Line, Post, Succession, Unit, UnitSpan
from phongtrao.orgs.queries import as_of, lineages, tree_as_of
from phongtrao.orgs.services import undo_reorganisation
from tests.factories import LONG_AGO
from tests.orgs.histories import (
    gaps_and_overlaps,
    histories,
    live_through,
    make_province,
    people_on,
    picture,
)

DAY = timedelta(days=1)


def in_a_province(check):
    """Run the check in one province, made once: what an example writes is taken back."""

    def run(history):
        point = transaction.savepoint()
        check(live_through(history))
        transaction.savepoint_rollback(point)

    return run


def nothing_is_lost(day) -> bool:
    """Both trees of the day hold each of its units once: no cycle, no unit left hanging."""
    units = set(as_of(day).values_list("unit", flat=True))
    return all(set(tree_as_of(day, line)) == units for line in Line)


def who_comes_or_goes(day) -> set[int]:
    """People at work on the day and not on its eve, or the other way round, whom no act explains."""
    begun = Post.objects.filter(days__startswith=day, continues=None).values_list(
        "person", flat=True
    )
    ended = Post.objects.filter(days__endswith=day, continued=None).values_list("person", flat=True)
    return (people_on(day) ^ people_on(day - DAY)) - {*begun, *ended}


def lineage_is_transitive() -> bool:
    found = lineages(list(Unit.objects.values_list("pk", flat=True)))
    return all(found[former] <= line for line in found.values() for former in line)


def names_are_those_of_the_day(acts) -> bool:
    """The eve of an act shows the names of the eve, whatever came after."""
    for act in acts:
        changed = {int(key): node["name"] for key, node in act.trace["changed"].items()}
        then = as_of(act.on - DAY).filter(unit__in=changed).values_list("unit", "name")
        if dict(then) != changed:
            return False
    return True


def paths_are_those_of_the_spans() -> bool:
    """Climbed step by step: by the heir where a unit ended and has one, else by its last parent."""
    heirs = dict(Succession.objects.filter(is_heir=True).values_list("former", "latter"))
    for line in Line:
        spans = UnitSpan.objects.order_by("days").values_list("unit", f"{line.value}_parent")
        parents: dict[int, int | None] = {**dict(spans), **heirs}
        for pk, path in Unit.objects.values_list("pk", line.path_field):
            at, climbed = pk, "/"
            while at is not None:
                at, climbed = parents[at], f"/{at}{climbed}"
            if climbed != path:
                return False
    return True


def test_properties_of_500_random_histories(db):  # S3-29, S3-30
    make_province()
    seen = {"acts": 0, "closed": 0}

    @settings(
        max_examples=500,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    @given(histories)
    @in_a_province
    def check(lived):
        acts = [each.act for each in lived]
        seen["acts"] += len(acts)
        seen["closed"] += Unit.objects.exclude(closed_on=None).count()
        days = [LONG_AGO, *(act.on for act in acts), *(act.on - DAY for act in acts)]
        assert gaps_and_overlaps() == []
        assert all(nothing_is_lost(day) for day in days)
        assert all(who_comes_or_goes(act.on) == set() for act in acts)
        assert lineage_is_transitive()
        assert names_are_those_of_the_day(acts)
        assert paths_are_those_of_the_spans()
        for each in reversed(lived):
            undo_reorganisation(each.act, by=None)
            assert picture() == each.eve

    check()

    assert seen["acts"] > 500
    assert seen["closed"] > 200
