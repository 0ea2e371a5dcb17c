"""Who keeps the meeting of a cluster: its owner's office, and the member that heads it this year."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from phongtrao.assessments.access.assessments import own_assessments
from phongtrao.assessments.access.campaigns import (
    can_run,
    overseen_campaigns,
    visible_campaigns,
)
from phongtrao.assessments.access.sets import can_keep
from phongtrao.assessments.access.verifiers import WRITES
from phongtrao.assessments.models import Campaign
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import ClusterSeat, Unit
from phongtrao.orgs.scope import at_units, holds_at

S = Campaign.Status


def head_of(campaign: Campaign) -> Unit | None:
    seat = ClusterSeat.objects.filter(
        cluster=campaign.cluster_id, year=campaign.year, role=ClusterSeat.Role.HEAD
    ).select_related("unit")
    found = seat.first()
    return found.unit if found else None


def meetings_seen(user: AbstractBaseUser) -> QuerySet[Campaign]:
    """Whose minutes and places one reads: before publication only members who write, and those who oversee."""
    own = Q(pk__in=own_assessments(user).order_by().values("campaign"))
    over = Q(pk__in=overseen_campaigns(user).order_by().values("pk"))
    return visible_campaigns(user).filter(Q(status=S.PUBLISHED) | own | over)


def may_minute(user: AbstractBaseUser, unit: Unit) -> bool:
    """Whether the user adds evidence of the unit because it holds a cluster whose meeting the user keeps."""
    held = Campaign.objects.filter(owner=unit, cluster__isnull=False, status__in=S.running)
    if not can_keep(user, unit):
        headed = ClusterSeat.objects.filter(
            at_units(user, WRITES, "unit__"),
            cluster=OuterRef("cluster"),
            year=OuterRef("year"),
            role=ClusterSeat.Role.HEAD,
        )
        held = held.filter(Exists(headed))
    return held.exists()


def can_rank(user: AbstractBaseUser, campaign: Campaign) -> Answer:
    if campaign.cluster_id is None:
        return no(_("Chỉ xếp thứ trong một cụm, khối thi đua."))
    if campaign.status not in S.running:
        return no(_("Đợt chưa mở hoặc đã công bố."))
    head = head_of(campaign)
    if can_run(user, campaign) or (head and holds_at(user, head, *WRITES)):
        return YES
    return no(_("Chỉ nơi tổ chức hoặc đơn vị trưởng cụm, khối ghi kết quả cuộc họp."))
