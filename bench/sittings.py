"""Counting all votes of a sitting of 500 cases × 15 members, against one aggregate query over them."""

from datetime import date
from statistics import median

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count
from django.utils import timezone

from bench._ground import department, officer, seconds
from phongtrao.accounts.models import User
from phongtrao.councils import kinds
from phongtrao.councils.kinds import CaseKind, Dossier
from phongtrao.councils.models import Case, Council, CouncilRule, Item, Member, Sitting, Vote, Voter
from phongtrao.councils.services.counting import count_votes
from phongtrao.councils.services.sittings import Call, Seen, open_sitting, plan_sitting, take_roll
from phongtrao.councils.services.voting import Opening, open_votes
from phongtrao.documents.models import OfficialDocument
from tests.factories import LONG_AGO, make_person

CASES, MEMBERS, RUNS = 500, 15, 5
ALLOWED = 2.0
KIND = "bench"


def make_council() -> Council:
    kinds.register(
        CaseKind(
            key=KIND,
            label="hồ sơ",
            parties=lambda _cases: {},
            dossiers=lambda cases: {case.pk: Dossier(str(case.pk), "/") for case in cases},
            on_decided=lambda _case, _by: None,
            on_withdrawn=lambda _case, _reason, _by: None,
        )
    )
    decision = OfficialDocument.objects.create(
        kind="QD", issuer=department(), number="1/QĐ-SGDĐT", issued_on=LONG_AGO, abstract="Lập"
    )
    council = Council.objects.create(
        unit=department(),
        title="Hội đồng",
        status=Council.Status.ACTIVE,
        case_kinds=[KIND],
        decision=decision,
        starts_on=LONG_AGO,
        ends_on=date(2099, 12, 31),
        composition=CouncilRule.objects.filter(of="composition")[0],
    )
    roles = ("chair", "vice", "secretary", *("member",) * (MEMBERS - 3))
    for n, role in enumerate(roles):
        person = make_person(f"Thành Viên {n}")
        days = DateRange(LONG_AGO, None)
        Member.objects.create(council=council, person=person, role=role, days=days)
    return council


def vote(council: Council, by: User) -> Sitting:
    """A sitting whose every vote is in, 7,500 of them, not counted yet."""
    Case.objects.bulk_create(
        Case(council=council, kind=KIND, number=n, title=f"Hồ sơ {n}") for n in range(CASES)
    )
    cases = list(Case.objects.order_by("pk"))
    sitting = open_sitting(plan_sitting(council, Call(timezone.now()), cases, by=by), by=by)
    seats = list(sitting.presences.values_list("member", flat=True))
    take_roll(sitting, {seat: Seen("present") for seat in seats}, by=by)
    keys = list(sitting.items.values_list("pk", flat=True))
    open_votes(sitting, keys, Opening(Item.Mode.OPEN), by=by)
    Vote.objects.bulk_create(
        Vote(
            item=item,
            member_id=seat,
            turn=1,
            choice="yes" if (item.pk * 7 + seat * 3) % 5 else "no",
            dossier_hash=item.dossier_hash,
        )
        for item in sitting.items.all()
        for seat in seats
    )
    Voter.objects.update(has_voted=True)
    return sitting


def count_and_forget(sitting: Sitting, keys: list[int]) -> float:
    """Seconds; everything is taken back, so that the next run counts the same votes."""
    with transaction.atomic():
        took = seconds(lambda: count_votes(sitting, keys, by=officer()))
        transaction.set_rollback(True)
    return took


def aggregate() -> list[object]:
    return list(Vote.objects.values_list("item", "choice").annotate(n=Count("pk")).order_by())


def run() -> list[tuple[str, float, float]]:
    sitting = vote(make_council(), officer())
    keys = list(sitting.items.values_list("pk", flat=True))
    ratios = []
    for _ in range(RUNS):
        took = count_and_forget(sitting, keys)
        ratios.append(took / seconds(aggregate))
    return [(f"counting {CASES} × {MEMBERS} votes / one aggregate", median(ratios), ALLOWED)]


if __name__ == "__main__":
    print(run())
