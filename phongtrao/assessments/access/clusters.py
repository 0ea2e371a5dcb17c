"""Who keeps the meeting of a cluster: its owner's office, and the member that heads it this year."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from phongtrao.assessments.access.assessments import WRITES
from phongtrao.assessments.access.campaigns import can_run
from phongtrao.assessments.models import Campaign
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import ClusterSeat, Unit
from phongtrao.orgs.scope import holds_at


def head_of(campaign: Campaign) -> Unit | None:
    seat = ClusterSeat.objects.filter(
        cluster=campaign.cluster_id, year=campaign.year, role=ClusterSeat.Role.HEAD
    ).select_related("unit")
    found = seat.first()
    return found.unit if found else None


def can_rank(user: AbstractBaseUser, campaign: Campaign) -> Answer:
    if campaign.cluster_id is None:
        return no(_("Chỉ xếp thứ trong một cụm, khối thi đua."))
    if campaign.status not in Campaign.Status.running:
        return no(_("Đợt chưa mở hoặc đã công bố."))
    head = head_of(campaign)
    if can_run(user, campaign) or (head and holds_at(user, head, *WRITES)):
        return YES
    return no(_("Chỉ nơi tổ chức hoặc đơn vị trưởng cụm, khối ghi kết quả cuộc họp."))
