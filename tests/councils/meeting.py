"""What happens to the council of seven (``cast``) in a sitting: what tests of votes start from."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from phongtrao.councils.models import Case, Conflict, CouncilRule, Item, Presence, Sitting
from phongtrao.councils.services.cases import open_case
from phongtrao.councils.services.sittings import Call, Seen, open_sitting, plan_sitting, take_roll
from phongtrao.councils.services.voting import Opening, cast_votes, open_votes
from tests.councils.cast import Seven
from tests.councils.kind import KEY, PAPERS


def make_cases(seven: Seven, number: int = 1) -> list[Case]:
    return [
        open_case(seven.council, KEY, f"Hồ sơ số {n}", by=seven.office)
        for n in range(1, number + 1)
    ]


def applied() -> list[int]:
    """Cases whose decision the kind was told of."""
    return [case for case, _by in PAPERS.decided]


def tie(seven: Seven, name: str, case: Case) -> Conflict:
    """A conflict of interest that stands."""
    return Conflict.objects.create(case=case, member=seven.seats[name], ground="pinned")


def call() -> Call:
    return Call(timezone.make_aware(datetime.combine(timezone.localdate(), datetime.min.time())))


def begin(seven: Seven, cases: list[Case], *, absent: Any = (), wrote: Any = ()) -> Sitting:
    """A sitting that runs, with everybody there but those named."""
    sitting = plan_sitting(seven.council, call(), cases, by=seven.office)
    open_sitting(sitting, by=seven.office)
    call_roll(seven, sitting, absent=absent, wrote=wrote)
    return sitting


def call_roll(seven: Seven, sitting: Sitting, *, absent: Any = (), wrote: Any = ()) -> None:
    roll = {}
    for name, member in seven.seats.items():
        kind = Presence.Kind.PRESENT
        kind = Presence.Kind.ABSENT if name in absent else kind
        kind = Presence.Kind.WROTE if name in wrote else kind
        roll[member.pk] = Seen(kind)
    take_roll(sitting, roll, by=seven.office)


def start_vote(
    seven: Seven, sitting: Sitting, mode: str = Item.Mode.OPEN, rule: str = "majority"
) -> tuple[str, str] | None:
    """Open the vote on everything that waits."""
    keys = list(sitting.items.filter(status=Item.Status.WAITING).values_list("pk", flat=True))
    tellers = [] if mode == Item.Mode.OPEN else [seven.seats["xet"], seven.seats["ban"]]
    how = Opening(mode, CouncilRule.objects.get(of="voting", key=rule, owner=None), tellers)
    return open_votes(sitting, keys, how, by=seven.office)


def vote(seven: Seven, sitting: Sitting, **choices: str) -> None:
    """Everybody named votes the same on everything they may vote on: ``vote(s, t, ba="yes")``."""
    keys = list(sitting.items.filter(status=Item.Status.VOTING).values_list("pk", flat=True))
    for name, choice in choices.items():
        cast_votes(sitting, dict.fromkeys(keys, choice), by=seven.people[name])
