"""Counting all votes of a sitting of 500 cases × 15 members, against one aggregate query over them.

A second line holds it against what no program can leave out: that query, and the bare writing of the rows
that are written (the tally of each item, the outcome of each case, its line of history), one statement each.
"""

from collections.abc import Callable
from datetime import date
from statistics import median

from django.db import connection, transaction
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

CASES, MEMBERS, RUNS = 500, 15, 9
ALLOWED, ALLOWED_OF_BARE = 2.0, 10.0
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
            choice="yes" if item.pk * seat % 7 > item.pk % 5 else "no",  # tallies of all sorts
            dossier_hash=item.dossier_hash,
        )
        for item in sitting.items.all()
        for seat in seats
    )
    Voter.objects.update(has_voted=True)
    return sitting


def count(sitting: Sitting, keys: list[int]) -> None:
    count_votes(sitting, keys, by=officer())


def write_bare(sitting: Sitting) -> None:
    """The same rows with the same values for all, by three statements of raw SQL."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE councils_item SET status = 'counted', counted_at = now(),"
            """ tally = '{"seats": 15, "present": 15, "written": 0, "counts": {"yes": 9, "no": 6}}'"""
            " WHERE sitting_id = %s AND status = 'voting'",
            [sitting.pk],
        )
        cursor.execute(
            "UPDATE councils_case SET status = 'decided', outcome = 'agreed', passes = true,"
            " outcome_label = 'Thông qua', decided_at = now() WHERE council_id = %s",
            [sitting.council_id],
        )
        cursor.execute(
            "INSERT INTO audit_entry (at, actor_id, action, subject_type, subject_id, subject_label,"
            " home, data, digest) SELECT now(), %s, 'councils.vote_counted', 'councils.case', id,"
            """ title, '', '{"outcome_label": "Thông qua"}', '' FROM councils_case"""
            " WHERE council_id = %s",
            [officer().pk, sitting.council_id],
        )


def timed(act: Callable[[], None]) -> float:
    """Seconds; what is written is taken back and swept up, so that every run finds the same tables."""
    with transaction.atomic():
        took = seconds(act)
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM councils_item, councils_case, audit_entry")
    return took


def aggregate() -> list[object]:
    return list(Vote.objects.values_list("item", "choice").annotate(n=Count("pk")).order_by())


def run() -> list[tuple[str, float, float]]:
    sitting = vote(make_council(), officer())
    keys = list(sitting.items.values_list("pk", flat=True))
    runs = [
        (
            timed(lambda: count(sitting, keys)),
            seconds(aggregate),
            timed(lambda: write_bare(sitting)),
        )
        for _ in range(RUNS)
    ]
    bare = median(writes / query for _ours, query, writes in runs)
    to_query = median(ours / query for ours, query, _writes in runs)
    to_both = median(ours / (query + writes) for ours, query, writes in runs)
    return [
        (f"counting {CASES} × {MEMBERS} votes / one aggregate", to_query, ALLOWED),
        (f"counting / query and bare writes ({bare:.1f} of it)", to_both, ALLOWED_OF_BARE),
    ]


if __name__ == "__main__":
    print(run())
