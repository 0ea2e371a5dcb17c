"""Index sets at work: last year's campaign published with its gaps, this year's half way, a cluster's year.

The campaigns go through the services; what hundreds of schools answered is written set by set.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.assessments.models import Assessment, Campaign, Criterion, Edition, Score
from phongtrao.assessments.rows import Way, points_of
from phongtrao.assessments.services.campaigns import draft_campaign, open_campaign
from phongtrao.assessments.services.clusters import Standing, rank
from phongtrao.assessments.services.feeding import feed_indicator
from phongtrao.assessments.services.keeping import KEPT, reckon
from phongtrao.demo.load import Province
from phongtrao.indicators.models import Indicator
from phongtrao.orgs.models import Cluster, Unit

A, C = Assessment.Status, Campaign.Status
BATCH = 5_000
TIGHTER = 0.6  # how often the strict verifier lowers what was claimed beside the others
LOWERED = (
    "Minh chứng chưa đủ cho mức điểm tự chấm.",
    "Đường dẫn không mở được, chưa xác nhận.",
    "Số liệu trên cơ sở dữ liệu ngành thấp hơn.",
)
NOTE = "Xem minh chứng trên trang của trường."


@dataclass(frozen=True, slots=True)
class Fate:
    status: str
    weight: int


THIS_YEAR = (Fate(A.SUBMITTED, 40), Fate(A.VERIFIED, 25), Fate(A.DRAFT, 30), Fate(A.RETURNED, 5))


def write_assessments(province: Province, chance: Random) -> None:
    """S4-25, S4-26: QĐ 4725 over the schools of the Sở."""
    office = province.people["vanphong"]
    judges = [province.people[name] for name in ("vanphong", "giamdoc", "tochuc")]
    edition = Edition.objects.get(index_set__key="qd_4725", index_set__owner=None)
    today = timezone.localdate()
    last = _campaign(province.department, edition, today.year - 1)
    last.indicator = level_indicator(province.department)
    past = _open(last, office)
    _answer(past, chance, judges, {A.FINAL: 95, A.DRAFT: 5})
    _publish(past)
    past.refresh_from_db()
    feed_indicator(past, by=office)
    running = _open(_campaign(province.department, edition, today.year), office)
    _answer(running, chance, judges, {fate.status: fate.weight for fate in THIS_YEAR})
    _let_the_eight_wait(running, province)
    _write_cluster(province, office, chance)


def level_indicator(owner: Unit) -> Indicator:
    """Targets 1 and 2 of plan 004: units at level 2 or above."""
    adopted = Indicator.objects.filter(owner=owner).exclude(plans=None)
    return adopted.order_by("code")[0]


def _campaign(owner: Unit, edition: Edition, year: int) -> Campaign:
    today = timezone.localdate()
    return Campaign(
        owner=owner,
        edition=edition,
        title=f"Đánh giá mức độ chuyển đổi số các trường, năm {year}",
        year=year,
        kinds=["school"],
        as_of=today,
        self_due=today + timedelta(days=12),
        verify_due=today + timedelta(days=32),
    )


def _open(campaign: Campaign, office: User) -> Campaign:
    draft_campaign(campaign, by=office)
    open_campaign(campaign, by=office)
    return campaign


def _answer(
    campaign: Campaign, chance: Random, judges: list[User], weights: dict[str, int]
) -> None:
    """Every unit gets a fate; those handed in their scores, those judged what was found."""
    edition, now = campaign.edition, timezone.now()
    rows = list(campaign.assessments.select_related("unit").order_by("pk"))
    scores: list[Score] = []
    for row in rows:
        row.status = chance.choices(list(weights), list(weights.values()))[0]
        if row.status == A.DRAFT and chance.random() > 0.6:  # noqa: PLR2004 -- invented
            continue
        if row.status != A.DRAFT:
            row.submitted_at = now - timedelta(days=chance.randint(1, 9))
        judge = chance.choice(judges)
        is_judged = row.status in A.judged
        row.verified_at = now if is_judged else None
        row.return_reason = "Bổ sung minh chứng nhóm 2." if row.status == A.RETURNED else ""
        who = judge if is_judged else None
        made = list(_scores(row, edition, chance, who, is_strict=judge == judges[-1]))
        reckon(row, edition, made)
        scores += made
    names = ["status", "submitted_at", "verified_at", "return_reason", *KEPT]
    Score.objects.bulk_create(scores, batch_size=BATCH)
    Assessment.objects.bulk_update(rows, names, batch_size=500)


def _scores(
    row: Assessment,
    edition: Edition,
    chance: Random,
    judge: User | None = None,
    *,
    is_strict: bool = False,
) -> Iterator[Score]:
    """A school is good or weak as a whole; some claim more than they can show."""
    skill, pride = chance.uniform(0.35, 0.95), chance.uniform(0, 0.5)
    if is_strict:
        pride += TIGHTER / 4
    for one in edition.leaves:
        value = _value(one, min(1.0, skill + chance.uniform(-0.15, 0.15)))
        score = Score(assessment=row, criterion=one, value=value, points=points_of(one, value))
        score.note = NOTE if one.evidence and value else ""
        if judge is not None:
            given = value
            # Nearly everybody has the plan or the decision that a condition asks for.
            if chance.random() < (pride if one.most else pride / 8):
                given = _value(one, chance.uniform(0.1, 0.7)) if one.most else Decimal(0)
                given = min(given, value)
            score.verified_value, score.verified_points = given, points_of(one, given)
            score.reason = chance.choice(LOWERED) if given != value else ""
            score.verified_by, score.verified_at = judge, timezone.now()
        yield score


def _value(one: Criterion, part: float) -> Decimal:
    if one.way == Way.CONDITION:
        return Decimal(1 if part > 0.25 else 0)  # noqa: PLR2004 -- invented
    if one.way == Way.PERCENT:
        return Decimal(max(5, round(part * 100)))
    if one.way == Way.COUNT:
        return Decimal(round(part * 8))
    if one.way == Way.CHOICE:
        points = sorted(Decimal(choice["points"]) for choice in one.choices)
        return points[min(len(points) - 1, round(part * (len(points) - 1)))]
    return Decimal(round(float(one.most or 0) * part * 2)) / 2


def _publish(campaign: Campaign) -> None:
    """As it stood a year ago."""
    due = date(campaign.year, 5, 31)
    then = timezone.now().replace(year=campaign.year, month=6, day=20)
    Campaign.objects.filter(pk=campaign.pk).update(
        status=C.PUBLISHED,
        as_of=date(campaign.year, 1, 15),
        self_due=due,
        verify_due=due + timedelta(days=20),
        opened_at=then - timedelta(days=60),
        published_at=then,
    )
    handed = campaign.assessments.exclude(submitted_at=None)
    handed.update(submitted_at=then - timedelta(days=25), verified_at=then - timedelta(days=5))


def _let_the_eight_wait(campaign: Campaign, province: Province) -> None:
    """Somebody of the sign-in page writes, and somebody's is waiting to be verified."""
    wanted = {"lower": A.DRAFT, "upper": A.SUBMITTED}
    for place, status in wanted.items():
        row = campaign.assessments.filter(unit=province.places[place]).first()
        if row is None:
            continue
        row.scores.all().delete()
        chance = Random(place)  # noqa: S311 -- invented
        made = list(_scores(row, campaign.edition, chance))
        kept = made if status == A.SUBMITTED else made[: len(made) // 2]
        Score.objects.bulk_create(kept)
        row.status, row.return_reason, row.verified_at = status, "", None
        row.submitted_at = timezone.now() if status == A.SUBMITTED else None
        reckon(row, campaign.edition, kept)
        row.save()


# ------------------------------------------------------------------ a cluster


def _write_cluster(province: Province, office: User, chance: Random) -> None:
    """The cluster of the school on the sign-in page: last year ranked, this year pledged."""
    seat = province.places["lower"].cluster_seats.filter(cluster__kind=Cluster.Kind.CLUSTER).first()
    if seat is None:
        return
    edition = Edition.objects.get(index_set__key="cluster_table", index_set__owner=None)
    this_year = seat.cluster.this_year
    for year in (this_year - 1, this_year):
        campaign = _campaign(province.department, edition, year)
        campaign.title, campaign.cluster, campaign.kinds = (
            f"{seat.cluster}, năm {year}",
            seat.cluster,
            [],
        )
        _open(campaign, office)
        if year < this_year:
            _answer(campaign, chance, [office], {A.FINAL: 1})
            _rank(campaign, chance)
            _publish(campaign)
        else:
            campaign.assessments.update(
                pledge="Hoàn thành các chỉ tiêu đã đăng ký; mỗi tổ có một sáng kiến; tham gia đủ hoạt động của cụm."
            )


def _rank(campaign: Campaign, chance: Random) -> None:
    rows = list(campaign.assessments.all())
    for row in rows:
        row.votes = chance.randint(0, len(rows))
    found = rank([Standing(r.pk, r.verified_total or Decimal(0), r.votes or 0) for r in rows])
    for row in rows:
        row.place, row.place_reason = found[row.pk].place, found[row.pk].reason
    Assessment.objects.bulk_update(rows, ["votes", "place", "place_reason"])
    Campaign.objects.filter(pk=campaign.pk).update(met_on=date(campaign.year, 12, 10))
