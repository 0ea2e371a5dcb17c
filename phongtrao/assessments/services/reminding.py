"""Words about the two days of a campaign: units that have not handed in, and who still has units to verify."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import (
    BooleanField,
    Case,
    DateField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    When,
)
from django.utils.translation import gettext_lazy

from phongtrao.accounts.models import User
from phongtrao.assessments.access.campaigns import can_urge
from phongtrao.assessments.access.verifiers import checker_of, has_serving_verifier
from phongtrao.assessments.models import Assessment, Campaign
from phongtrao.plans.queries.people import offices_of_units, people_by_unit
from phongtrao.plans.services import owed
from phongtrao.plans.services.urging import Urged

A, C = Assessment.Status, Campaign.Status


def owed_assessments(campaign: Campaign | None = None) -> QuerySet[Assessment]:
    """Not handed in and still possible: until the day of self-assessment; what came back, until the end."""
    rows = Assessment.objects.filter(campaign=campaign) if campaign else Assessment.objects.all()
    begun = Q(status=A.DRAFT, campaign__status=C.SELF)
    back = Q(status=A.RETURNED, campaign__status__in=C.running)
    in_time = When(campaign__status=C.SELF, then=F("campaign__self_due"))
    due = Case(in_time, default=F("campaign__verify_due"), output_field=DateField())
    found = rows.filter(begun | back).annotate(due_on=due).select_related("campaign", "unit")
    return found.order_by("due_on", "unit__sort_key", "pk")


def verifiers_of(campaigns: Sequence[Campaign]) -> dict[int, list[User]]:
    """Who has units to verify, once each: those named who still serve, the people of communes, else the office."""
    waiting = Assessment.objects.filter(campaign__in=campaigns, status=A.SUBMITTED)
    found_rows = waiting.select_related("verifier", "checker").annotate(
        is_served=ExpressionWrapper(has_serving_verifier(), BooleanField())
    )
    rows = list(found_rows.order_by("pk"))
    checkers = {row.pk: one.pk for row in rows if (one := checker_of(row))}
    communes = people_by_unit(set(checkers.values()))
    offices = offices_of_units({one.owner for one in campaigns})
    owners = {one.pk: one.owner_id for one in campaigns}
    found: dict[int, dict[int, User]] = defaultdict(dict)
    for row in rows:
        if row.pk in checkers:
            people = communes.get(checkers[row.pk], [])
        elif row.verifier and row.is_served:
            people = [row.verifier]
        else:
            people = offices.get(owners[row.campaign_id], [])
        found[row.campaign_id] |= {user.pk: user for user in people}
    return {campaign: list(people.values()) for campaign, people in found.items() if people}


SELF = owed.OwedKind(
    key="assessments",
    url_name="assessments:write",
    title=lambda row: row.campaign.title,
    ahead=gettext_lazy("Còn %(days)s ngày đến hạn %(due)s nộp bản tự đánh giá %(what)s."),
    today=gettext_lazy("Hôm nay là hạn %(due)s nộp bản tự đánh giá %(what)s."),
    late=gettext_lazy(
        "Quá hạn %(days)s ngày, hạn %(due)s: bản tự đánh giá %(what)s. Hãy nộp ngay."
    ),
    urged=gettext_lazy(
        "Văn phòng đôn đốc bản tự đánh giá %(what)s, hạn %(due)s: đơn vị chưa nộp. %(words)s"
    ),
    deed="assessments.campaign_urged",
)
VERIFYING = owed.OwedKind(
    key="assessments.verify",
    url_name="assessments:campaign",
    title=lambda campaign: campaign.title,
    ahead=gettext_lazy("Còn %(days)s ngày đến hạn %(due)s thẩm định xong %(what)s."),
    today=gettext_lazy("Hôm nay là hạn %(due)s thẩm định xong %(what)s."),
    late=gettext_lazy("Quá hạn %(days)s ngày, hạn %(due)s: thẩm định %(what)s chưa xong."),
    people=verifiers_of,
)


def send_reminders(today: date) -> int:
    """Remind units, and once a campaign those who verify; of how many units and campaigns."""
    running = Campaign.objects.filter(
        status__in=C.running, assessments__status=A.SUBMITTED
    ).distinct()
    waiting = running.annotate(due_on=F("verify_due")).select_related("owner")
    units = owed.send_reminders(SELF, owed_assessments(), today)
    return units + owed.send_reminders(VERIFYING, waiting, today)


@transaction.atomic
def urge_campaign(
    campaign: Campaign, words: str, *, late_only: bool, by: AbstractBaseUser
) -> Urged:
    """Press the units that have not handed in, in one act."""
    can_urge(by, campaign).enforce()
    rows = owed_assessments(campaign)
    return owed.urge(SELF, campaign, rows, words, late_only=late_only, by=by)
