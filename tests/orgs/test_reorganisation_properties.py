"""What holds whatever is merged, split, moved and abolished, in whatever order. Issue 4.

Spans leave no gap, the tree of any day has no cycle, nobody is lost, lineage is transitive, a past unit
keeps its name, and undoing restores the very rows, or is refused: no edit of a unit is ever lost.
"""

from collections import defaultdict
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.timezone import localdate
from hypothesis import HealthCheck, example, given, settings

from phongtrao.lib.errors import WrongState
from phongtrao.orgs.forest import Node
from phongtrao.orgs.models import Line, Post, Succession, Unit, UnitSpan
from phongtrao.orgs.queries import as_of, lineages, tree_as_of
from phongtrao.orgs.queries.days import named_on_last_day
from phongtrao.orgs.services import undo_reorganisation
from phongtrao.orgs.services.spans import KEPT
from tests.factories import LONG_AGO
from tests.orgs.histories import (
    Deed,
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
        try:
            check(live_through(history))
        finally:  # a history that fails must not reach into the next one, which looks for a shorter
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


def units_are_as_on_the_day(acts) -> bool:
    """The eve of an act shows name, code, level and type of the eve, whatever came after."""
    for act in acts:
        changed = {
            int(key): tuple(node[name] for name in KEPT)
            for key, node in act.trace["changed"].items()
        }
        then = as_of(act.on - DAY).filter(unit__in=changed).values_list("unit", *KEPT)
        if {unit: tuple(kept) for unit, *kept in then} != changed:
            return False
    return True


def posts_are_told_by_the_names_of_their_days() -> bool:
    """A post bears the name its unit had on its last day, today's while it goes on."""
    names = defaultdict(list)
    for unit, days, name in UnitSpan.objects.values_list("unit", "days", "name"):
        names[unit].append((days, name))
    return all(
        post.unit_name == name
        for post in named_on_last_day(Post.objects.all())
        for days, name in names[post.unit_id]
        if (post.last_day or localdate()) in days
    )


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


def units_that_stand():
    """What stands is as its open span says; what an edit wrote is seen in both."""
    spans = UnitSpan.objects.filter(days__upper_inf=True).values_list("unit", *KEPT)
    units = {unit: tuple(kept) for unit, *kept in Unit.objects.standing().values_list("pk", *KEPT)}
    assert {unit: tuple(kept) for unit, *kept in spans} == units
    return units


def undo_all(lived, seen):
    """The latest first: everything as it was, down to the last edit."""
    edited = set()
    for each in reversed(lived):
        if each.act is None:
            edited.add(each.edited)
        elif not edited:
            undo_reorganisation(each.act, by=None)
            assert picture() == each.eve
        elif not undo_beside(each.act, edited):
            seen["refused"] += 1


def as_left_by(act) -> dict[int, tuple]:
    nodes = {int(pk): Node(**node) for pk, node in act.trace["after"].items()}
    return {pk: tuple(getattr(node, name) for name in KEPT) for pk, node in nodes.items()}


def undo_beside(act, edited) -> bool:
    """Undo an act that came before edits: no edit is lost, or it is refused and nothing changes."""
    now, units = picture(), units_that_stand()
    try:
        undo_reorganisation(act, by=None)
    except WrongState:
        assert picture() == now
        return False
    after = units_that_stand()
    lost = {unit: units[unit] for unit in edited & units.keys() - after.keys()}
    assert lost.items() <= as_left_by(act).items()  # edited, and edited back
    assert all(after[unit][1:] == units[unit][1:] for unit in edited & units.keys() & after.keys())
    assert gaps_and_overlaps() == []
    return True


@pytest.mark.long
def test_properties_of_500_random_histories(db):  # S3-29, S3-30
    make_province()
    seen = {"acts": 0, "closed": 0, "refused": 0}

    @settings(
        max_examples=500,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    @given(histories)
    @example([Deed("rename", (5, 0, 0), 100), Deed("change", (0, 0, 1), 50)])  # not undone
    @in_a_province
    def check(lived):
        acts = [each.act for each in lived if each.act]
        seen["acts"] += len(acts)
        seen["closed"] += Unit.objects.exclude(closed_on=None).count()
        days = [LONG_AGO, *(act.on for act in acts), *(act.on - DAY for act in acts)]
        assert gaps_and_overlaps() == []
        assert all(nothing_is_lost(day) for day in days)
        assert all(who_comes_or_goes(act.on) == set() for act in acts)
        assert lineage_is_transitive()
        assert units_are_as_on_the_day(acts)
        assert posts_are_told_by_the_names_of_their_days()
        assert paths_are_those_of_the_spans()
        undo_all(lived, seen)

    check()

    assert seen["acts"] > 400
    assert seen["closed"] > 200
    assert seen["refused"] > 0  # chance finds many more, or few
