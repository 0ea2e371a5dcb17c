"""Who sees a campaign and who runs it: the office or head of the unit that holds it."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.assessments.access.sets import RUNS, SEES, can_keep
from phongtrao.assessments.access.verifiers import handed_to
from phongtrao.assessments.models import Assessment, Campaign
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.scope import (
    OVERSEES,
    at_offices,
    grants_of,
    holds_at_office,
    holds_over,
    read_units,
    unit_condition,
)

S = Campaign.Status


def visible_campaigns(user: AbstractBaseUser) -> QuerySet[Campaign]:
    """Those of one's office, drafts too; once open, those below where one oversees, those one's units are in,
    and those of which one verifies units."""
    mine = at_offices(user, SEES, "owner__")
    over = unit_condition(grants_of(user, OVERSEES), "owner__")
    read = read_units(user, "unit__") | handed_to(user)
    inside = Assessment.objects.filter(read).values("campaign")
    opened = ~Q(status=S.DRAFT)
    return _all().filter(mine | opened & (over | Q(pk__in=inside)))


def get_visible_campaign(user: AbstractBaseUser, pk: int) -> Campaign:
    """Who oversees it is told by the grants in hand; the units of all others are asked for."""
    campaign = get_object_or_404(_all(), pk=pk)
    if oversees(user, campaign):
        return campaign
    return get_object_or_404(visible_campaigns(user), pk=pk)


def overseen_campaigns(user: AbstractBaseUser) -> QuerySet[Campaign]:
    """Those whose board and gaps one reads: of one's office, or below where one oversees or inspects."""
    mine = at_offices(user, SEES, "owner__")
    over = unit_condition(grants_of(user, OVERSEES), "owner__") & ~Q(status=S.DRAFT)
    return _all().filter(mine | over)


def get_overseen_campaign(user: AbstractBaseUser, pk: int) -> Campaign:
    return get_object_or_404(overseen_campaigns(user), pk=pk)


def oversees(user: AbstractBaseUser, campaign: Campaign) -> bool:
    """The same for one campaign. No query."""
    if holds_at_office(user, campaign.owner, *SEES):
        return True
    return campaign.status != S.DRAFT and holds_over(user, campaign.owner, *OVERSEES)


def can_run(user: AbstractBaseUser, campaign: Campaign) -> Answer:
    return can_keep(user, campaign.owner)


def can_change(user: AbstractBaseUser, campaign: Campaign) -> Answer:
    """Its words, units and days: while nobody has been asked."""
    if not (may := can_run(user, campaign)):
        return may
    if campaign.status != S.DRAFT:
        return no(_("Đợt đã mở nên không sửa được; chỉ gia hạn được."))
    return YES


def can_urge(user: AbstractBaseUser, campaign: Campaign) -> Answer:
    """Press the units that have not handed in."""
    if not (may := can_run(user, campaign)):
        return may
    if campaign.status not in S.running:
        return no(_("Chỉ đôn đốc khi đợt đang chạy."))
    return YES


def can_share(user: AbstractBaseUser, campaign: Campaign) -> Answer:
    """Hand its units out among those who verify."""
    if not (may := can_run(user, campaign)):
        return may
    if campaign.cluster_id:
        return no(_("Trong cụm, khối các thành viên chấm chéo nhau nên không chia đơn vị."))
    if campaign.status not in S.running:
        return no(_("Chỉ chia đơn vị thẩm định khi đợt đang chạy."))
    return YES


def can_move_edition(user: AbstractBaseUser, campaign: Campaign) -> Answer:
    if not (may := can_run(user, campaign)):
        return may
    if campaign.status not in S.running:
        return no(_("Chỉ đổi phiên bản bộ chỉ số khi đợt đang chạy."))
    return YES


def runs_campaigns(user: AbstractBaseUser) -> bool:
    return any(grant.role in {Role.OFFICE, Role.HEAD} for grant in grants_of(user, RUNS))


def _all() -> QuerySet[Campaign]:
    return Campaign.objects.select_related("owner", "edition__index_set", "cluster")
