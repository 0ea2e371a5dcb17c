"""A round of the Sở with its council of seven, and initiatives before it. Every name is invented.

Seats: chu (chair), pho (vice), thu (secretary), doc, xet (reviewers), ban (member; works at Hoa Sen, where the
initiatives come from: a conflict), gop (member).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.councils.models import Case, Council, CouncilRule, Item, Member, Presence, Sitting
from phongtrao.councils.services.applying import apply_decisions
from phongtrao.councils.services.councils import CouncilData, activate_council, found_council
from phongtrao.councils.services.counting import count_votes
from phongtrao.councils.services.members import SeatData, add_member
from phongtrao.councils.services.sittings import Call, Seen, open_sitting, plan_sitting, take_roll
from phongtrao.councils.services.voting import Opening, cast_votes, open_votes
from phongtrao.initiatives.kinds import KEY
from phongtrao.initiatives.models import Initiative, InitiativeRound
from phongtrao.initiatives.services.bringing import Judging, bring_to_council, set_judging
from phongtrao.initiatives.services.checking import accept_as_valid
from phongtrao.initiatives.services.submitting import submit_initiative
from phongtrao.orgs.models import Unit
from tests.councils.cast import make_decision
from tests.councils.cast import make_worker as make_member
from tests.initiatives.made import make_round, make_written

SEATS = (
    ("chu", "Lý Thị Chủ", "chair"),
    ("pho", "Tạ Văn Phó", "vice"),
    ("thu", "Mạc Thị Thư", "secretary"),
    ("doc", "Khổng Văn Đọc", "reviewer"),
    ("xet", "Cù Thị Xét", "reviewer"),
    ("ban", "Lã Văn Bàn", "member"),
    ("gop", "Thân Thị Góp", "member"),
)
TIED = "ban"


@dataclass
class Court:
    """A round that is judged, and who judges it."""

    round: InitiativeRound
    council: Council
    users: dict[str, User]
    members: dict[str, Member]
    office: User

    def bring(self) -> list[Initiative]:
        return bring_to_council(self.round, by=self.office)


def make_court(so: Unit, elsewhere: Unit, authors_at: Unit, office: User, **more: Any) -> Court:
    """``elsewhere``: where all members work but the one with tied hands."""
    today = timezone.localdate()
    rule = CouncilRule.objects.get(of="composition", key="plain", owner=None)
    data = CouncilData(
        "Hội đồng sáng kiến thử", [KEY], date(2026, 1, 1), today + timedelta(days=365), rule
    )
    council = found_council(so, data, by=office)
    people = {
        name: make_member(full, name, authors_at if name == TIED else elsewhere)
        for name, full, _role in SEATS
    }
    members = {
        name: add_member(council, people[name], SeatData(role), by=office)
        for name, _full, role in SEATS
    }
    council = activate_council(council, make_decision(so, office), by=office)
    round_ = make_round(so, office)
    set_judging(round_, Judging(council=council, **more), by=office)
    users = {name: user for name, one in people.items() if (user := one.user)}
    return Court(round_, council, users, members, office)


def make_valid(court: Court, unit: Unit, author: User) -> Initiative:
    """Handed in and found valid."""
    made = make_written(court.round, unit, author)
    submit_initiative(made, by=author)
    accept(made, by=court.office)
    made.refresh_from_db()
    return made


def accept(initiative: Initiative, *, by: User) -> None:
    points = {row["key"]: True for row in initiative.round.checklist}
    accept_as_valid(initiative, points, by=by)


def sit(court: Court, cases: list[Case], *, wrote: tuple[str, ...] = ()) -> Sitting:
    """A sitting that runs, with everybody there but those who wrote."""
    sitting = plan_sitting(court.council, Call(timezone.now()), cases, by=court.office)
    open_sitting(sitting, by=court.office)
    kinds = {True: Presence.Kind.WROTE, False: Presence.Kind.PRESENT}
    roll = {one.pk: Seen(kinds[name in wrote]) for name, one in court.members.items()}
    take_roll(sitting, roll, by=court.office)
    return sitting


def open_all(court: Court, sitting: Sitting) -> None:
    keys = list(sitting.items.values_list("pk", flat=True))
    open_votes(sitting, keys, Opening(Item.Mode.OPEN), by=court.office)


def vote(court: Court, sitting: Sitting, choice: str, names: tuple[str, ...]) -> None:
    keys = list(sitting.items.filter(status=Item.Status.VOTING).values_list("pk", flat=True))
    for name in names:
        cast_votes(sitting, dict.fromkeys(keys, choice), by=court.users[name])


def decide(court: Court, initiatives: list[Initiative], choice: str = "yes") -> list[Case]:
    """Judged from the agenda to the decision that is applied; all but the tied member vote alike."""
    cases = [one.case for one in initiatives if one.case]
    sitting = sit(court, cases)
    open_all(court, sitting)
    vote(court, sitting, choice, ("chu", "pho", "thu", "doc", "xet", "gop"))
    count_votes(sitting, list(sitting.items.values_list("pk", flat=True)), by=court.office)
    keys = [case.pk for case in cases]
    done, _stale = apply_decisions(court.council, keys, by=court.office)
    return done
