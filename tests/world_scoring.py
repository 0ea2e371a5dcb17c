"""Samples of rubrics and score sheets, for tests/world.py; after world_councils."""

from typing import Any

from phongtrao.councils.models import Case, Member, Rubric, RubricVersion, ScoreSheet
from phongtrao.councils.services.rubrics import copy_rubric

SUBJECTS = {
    "councils.rubric": "rubric",
    "councils.scoresheet": "sheet",
}


def fill_scoring(world: Any) -> None:
    people, places = world.people, world.places
    shipped = Rubric.objects.get(key="school_10", owner=None)
    found = {
        "shipped": shipped,
        "own": copy_rubric(
            shipped, places["department"], "Phiếu của Sở thử", by=people["vanphong"]
        ),
        "of own school": copy_rubric(
            shipped, places["upper"], "Phiếu của trường thử", by=people["hieutruong"]
        ),
        "foreign": copy_rubric(shipped, places["foreign"], "Phiếu nơi khác", by=world.stranger),
    }
    world.samples["rubric"] = {label: one.pk for label, one in found.items()}
    version = shipped.versions.get()
    world.samples["sheet"] = {
        "of the council member": _sheet(world, "working", "hoidong", version),
        "of the teacher": _sheet(world, "working", "giaovien", version),
        "foreign": _sheet(world, "foreign", "", version),
    }


def _sheet(world: Any, case: str, who: str, version: RubricVersion) -> int:
    found = Case.objects.get(pk=world.samples["case"][case])
    seats = Member.objects.filter(council=found.council_id).order_by("pk")
    member = seats.get(person__user=world.people[who]) if who else seats[0]
    return ScoreSheet.objects.create(case=found, member=member, rubric=version).pk
