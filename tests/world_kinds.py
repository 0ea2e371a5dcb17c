"""Samples of clusters, types of units and levels of schooling, rooms and bodies."""

from typing import Any

from phongtrao.orgs.models import Cluster, SchoolLevel, Term, Unit, UnitType, YearOff
from phongtrao.orgs.services.silent import SilentData, add_room

SUBJECTS = {
    "orgs.cluster": "cluster",
    "orgs.schoollevel": "level",
    "orgs.term": "term",
    "orgs.unittype": "unit type",
    "orgs.yearoff": "year off",
}


def fill_kinds(world: Any) -> None:
    """A cluster the Sở keeps, and one of another province."""
    ours = Cluster.objects.filter(owner=world.places["department"]).order_by("pk")[0]
    foreign = world.places["foreign"]
    theirs = Cluster.objects.create(owner=foreign, code="CUM-1", name="Cụm nơi khác")
    world.samples["cluster"] = {"of the Sở": ours.pk, "foreign": theirs.pk}
    house = world.places["lower"]
    room = add_room(house, SilentData("Tổ Khoa học tự nhiên thử"), by=None)
    body = Unit.objects.filter(kind=Unit.Kind.BODY).order_by("pk")[0]
    world.samples["silent unit"] = {"room of own school": room.pk, "body": body.pk}
    world.samples["unit type"] = {"upper school": UnitType.objects.get(code="THPT").pk}
    world.samples["term"] = {"best rating": Term.objects.get(of="rating", key="4").pk}
    world.samples["level"] = {"upper": SchoolLevel.objects.get(code="upper").pk}
    world.samples["year off"] = {"of the pack": YearOff.objects.get(year=2026).pk}
    world.samples["year of days off"] = {"of the pack": 2026, "not written": 2030}
    world.samples["cluster year"] = {
        label: (pk, 2026) for label, pk in world.samples["cluster"].items()
    }
