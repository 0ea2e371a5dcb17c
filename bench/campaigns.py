"""The board of a campaign, 3,000 units × 40 criteria, and its closing day: 600 units hand in at once.

The map and the list against bare views that ask as many queries, those that no such page can leave out
among them, and draw the same rows. Handing in goes through the
service, six hundred in eight threads with a connection each: afterwards each unit has its one assessment
handed in, with all its scores.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from functools import partial

from django.db import connection
from django.utils import timezone

from bench._bare import BareClient
from bench._ground import (
    browser,
    count_queries,
    department,
    make_heads,
    make_schools,
    officer,
    side_by_side,
)
from phongtrao.accounts.models import User
from phongtrao.assessments.models import Assessment, Campaign, Edition, IndexSet, Score
from phongtrao.assessments.rows import Row
from phongtrao.assessments.services.campaigns import draft_campaign
from phongtrao.assessments.services.keeping import KEPT, reckon
from phongtrao.assessments.services.sets import Writing, copy_set, issue_edition, save_edition
from phongtrao.assessments.services.writing import Given, save_answers, submit_assessment
from phongtrao.orgs.models import Unit

UNITS, CRITERIA, CLOSING, THREADS, RUNS = 3_000, 40, 600, 8, 25
ALLOWED, MOST_MILLISECONDS = 2.0, 100
RULES = {"combine": "sum", "bands": [{"key": "1", "label": "Mức 1"}]}


def make_edition() -> Edition:
    owner = department()  # starts the cluster
    source = IndexSet.objects.get(key="qd_4725", owner=None)
    draft = copy_set(source, owner, "Bộ lớn", by=officer()).editions.get()
    rows = [Row("1", "Nhóm")]
    rows += [Row(f"1.{n}", f"Tiêu chí {n}", 1, most=Decimal(5)) for n in range(1, CRITERIA + 1)]
    save_edition(draft, Writing(rows, RULES), read=0, by=officer())
    return issue_edition(Edition.objects.get(pk=draft.pk), by=officer())


def make_campaign(edition: Edition) -> Campaign:
    today = timezone.localdate()
    campaign = Campaign(
        owner=department(),
        edition=edition,
        title="Đợt lớn",
        year=today.year,
        kinds=["school"],
        as_of=today,
        self_due=today + timedelta(days=1),
        verify_due=today + timedelta(days=9),
    )
    return draft_campaign(campaign, by=officer())


def make_scores(campaign: Campaign, units: list[Unit]) -> None:
    """All of them handed in and verified, every third lowered."""
    leaves = campaign.edition.leaves
    now, high, low = timezone.now(), Decimal(4), Decimal(2)
    made = Assessment.objects.bulk_create(
        Assessment(campaign=campaign, unit=unit, status="verified", submitted_at=now)
        for unit in units
    )
    scores = []
    for number, one in enumerate(made):
        given = low if number % 3 == 0 else high
        own = [
            Score(
                assessment=one,
                criterion=leaf,
                value=high,
                points=high,
                verified_value=given,
                verified_points=given,
                verified_by=officer(),
                reason="" if given == high else "Thiếu minh chứng",
            )
            for leaf in leaves
        ]
        reckon(one, campaign.edition, own)
        scores += own
    Score.objects.bulk_create(scores, batch_size=10_000)
    Assessment.objects.bulk_update(made, KEPT, batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # the bench's cluster has no autovacuum, which would have done it


def board(edition: Edition) -> list[tuple[str, float, float]]:
    campaign = make_campaign(edition)
    make_scores(campaign, make_schools(UNITS))
    Campaign.objects.filter(pk=campaign.pk).update(status="verify")
    client, bare = browser(), BareClient()
    bare.force_login(officer())

    def ratio(page: str, row: str, other: str) -> float:
        address = f"/danh-gia/dot/{campaign.pk}/{page}"
        queries, answer = count_queries(client, address)
        shown = answer.content.decode().count(row)
        same = f"/{other}/{campaign.pk}/{shown}/{queries}/"
        return side_by_side(partial(client.get, address), partial(bare.get, same), RUNS)

    of_map = ratio("chenh-lech/", '<tr><th scope="row"><a', "gaps")
    of_list = ratio("", '<tr role="row"><td', "campaign")
    return [
        (f"map of {UNITS} × {CRITERIA} / bare view, same rows", of_map, ALLOWED),
        (f"list of {UNITS} units / bare view, same questions", of_list, ALLOWED),
    ]


def closing_day(edition: Edition) -> list[tuple[str, float, float]]:
    """Lost: units without their one assessment handed in, or without one of their scores."""
    campaign = make_campaign(edition)
    units = make_schools(CLOSING)
    make_heads(units)
    Assessment.objects.bulk_create(Assessment(campaign=campaign, unit=unit) for unit in units)
    Campaign.objects.filter(pk=campaign.pk).update(status="self")
    heads = {f"head{unit.pk}": unit.pk for unit in units}
    users = {heads[u.username]: u for u in User.objects.filter(username__in=heads)}
    rows = list(campaign.assessments.select_related("campaign__edition", "unit"))
    given = {leaf.pk: Given(Decimal(3), "Đã làm") for leaf in edition.leaves}
    start = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda row: _hand_in(row, given, users[row.unit_id]), rows))
    took = time.perf_counter() - start
    handed = campaign.assessments.filter(status="submitted", answered=CRITERIA).count()
    scores = Score.objects.filter(assessment__campaign=campaign, points=3).count()
    lost = (CLOSING - handed) + (CLOSING * CRITERIA - scores)
    return [
        (f"{CLOSING} units hand in at once: lost", lost, 0),
        ("ms for each, saved and handed in", took * 1000 / CLOSING, MOST_MILLISECONDS),
    ]


def _hand_in(row: Assessment, given: dict[int, Given], by: User) -> None:
    try:
        save_answers(row, given, by=by)
        submit_assessment(row, by=by)
    finally:
        connection.close()


def run() -> list[tuple[str, float, float]]:
    edition = make_edition()
    return [*board(edition), *closing_day(edition)]


if __name__ == "__main__":
    print(run())
