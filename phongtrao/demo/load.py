"""Loads the demo province: units, people, the sign-ins, then the plans and their life."""

from dataclasses import dataclass
from random import Random

from django.db import transaction

from phongtrao.accounts.models import User
from phongtrao.demo.clusters import write_clusters
from phongtrao.demo.people import plan_people, write_people
from phongtrao.demo.province import SIZES, plan_units, write_units
from phongtrao.demo.signins import places_of, write_signins
from phongtrao.orgs.models import Unit

TEACHERS = {"school": 6, "district": 6, "province": 3, "nation": 0}


@dataclass(frozen=True, slots=True)
class Province:
    """What the later steps of the demo build upon."""

    units: list[Unit]
    places: dict[str, Unit]
    people: dict[str, User]  # username → account of a sign-in

    @property
    def department(self) -> Unit:
        return self.places["department"]


def is_empty() -> bool:
    return not Unit.objects.exists()


@transaction.atomic
def load_province(size: str, seed: int) -> Province:
    """Write the province of one of SIZES; the same seed gives the same names."""
    chance = Random(seed)  # noqa: S311 -- invented names, not secrets
    units = write_units(plan_units(SIZES[size]))
    write_clusters(units)
    places = places_of(units)
    people = write_signins(places)
    write_people(plan_people(units, chance, teachers=TEACHERS[size]))
    return Province(units, places, people)
