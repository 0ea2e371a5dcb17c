"""Samples of sittings, for tests/world.py: one that is planned, one with a vote open, a stranger's."""

from typing import Any

from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.councils.models import Council, Item, Presence, Sitting
from phongtrao.councils.services.cases import open_case
from phongtrao.councils.services.sittings import Call, Seen, open_sitting, plan_sitting, take_roll
from phongtrao.councils.services.voting import Opening, open_votes
from tests.councils.kind import KEY

SUBJECTS = {"councils.sitting": "sitting"}


def fill_sittings(world: Any) -> None:
    """After ``fill_councils``."""
    office = world.people["vanphong"]
    working = Council.objects.get(pk=world.samples["council"]["working"])
    foreign = Council.objects.get(pk=world.samples["council"]["foreign"])
    found = {
        "planned": _planned(working, office),
        "voting": _voting(working, office),
        "foreign": _planned(foreign, world.stranger),
    }
    world.samples["sitting"] = {label: one.pk for label, one in found.items()}
    world.samples["sitting item"] = {
        label: (one.pk, Item.objects.get(sitting=one).pk) for label, one in found.items()
    }


def _planned(council: Council, by: User) -> Sitting:
    case = open_case(council, KEY, "Hồ sơ của phiên họp thử", by=by)
    return plan_sitting(council, Call(timezone.now(), "Phòng thử"), [case], by=by)


def _voting(council: Council, by: User) -> Sitting:
    sitting = open_sitting(_planned(council, by), by=by)
    roll = {seat.member_id: Seen(Presence.Kind.PRESENT) for seat in sitting.presences.all()}
    take_roll(sitting, roll, by=by)
    keys = list(sitting.items.values_list("pk", flat=True))
    open_votes(sitting, keys, Opening(Item.Mode.OPEN), by=by)
    return sitting
