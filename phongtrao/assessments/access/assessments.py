"""Who writes, reads and verifies an assessment.

What a unit is writing is read by those who act for it and by nobody else. Handed in, it is read by its own
people, by those above it, and by who oversees the campaign; in a cluster by the other members too, who check it.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.assessments.access.campaigns import overseen_campaigns
from phongtrao.assessments.access.sets import RUNS
from phongtrao.assessments.models import Assessment, Campaign, Objection
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import (
    ACTS_FOR_UNIT,
    at_offices,
    at_units,
    holds_at,
    holds_at_office,
    read_units,
)

S, C = Assessment.Status, Campaign.Status
WRITES = ACTS_FOR_UNIT | {Role.OFFICE}  # a Sở, which has no head here, writes by its office


def own_assessments(user: AbstractBaseUser) -> QuerySet[Assessment]:
    """Of the units the user acts for."""
    return _all().filter(at_units(user, WRITES, "unit__"))


def visible_assessments(user: AbstractBaseUser) -> QuerySet[Assessment]:
    own = at_units(user, WRITES, "unit__")
    above = read_units(user, "unit__") | Q(
        campaign__in=overseen_campaigns(user).order_by().values("pk")
    )
    members = Assessment.objects.filter(
        at_units(user, WRITES, "unit__"), campaign__cluster__isnull=False
    )
    beside = Q(campaign__in=members.order_by().values("campaign"))
    return _all().filter(own | Q(status__in=S.handed) & (above | beside))


def get_visible_assessment(user: AbstractBaseUser, pk: int) -> Assessment:
    return get_object_or_404(visible_assessments(user), pk=pk)


def get_own_assessment(user: AbstractBaseUser, pk: int) -> Assessment:
    return get_object_or_404(own_assessments(user), pk=pk)


def to_verify(user: AbstractBaseUser) -> QuerySet[Assessment]:
    """Handed in and waiting for this very user: not what one handed in oneself."""
    return _checked_by(user).filter(status=S.SUBMITTED).exclude(submitted_by=user.pk)


def to_answer(user: AbstractBaseUser) -> QuerySet[Assessment]:
    """With an objection that waits for this very user."""
    return _checked_by(user).filter(status=S.OBJECTED)


def acts_for(user: AbstractBaseUser, assessment: Assessment) -> bool:
    """No query."""
    return holds_at(user, assessment.unit, *WRITES)


def may_prove(user: AbstractBaseUser, unit: Unit) -> bool:
    """Whether the user adds evidence of the unit because its assessment is being written."""
    if not holds_at(user, unit, *WRITES):
        return False
    return Assessment.objects.filter(unit=unit, status__in=S.written).exists()


def can_write(user: AbstractBaseUser, assessment: Assessment) -> Answer:
    if not acts_for(user, assessment):
        said = _("Chỉ thủ trưởng hoặc đầu mối của %(unit)s được tự đánh giá.")
        return no(said % {"unit": assessment.unit})
    if assessment.campaign.status not in C.running:
        return no(_("Đợt đánh giá đã công bố hoặc chưa mở."))
    if assessment.campaign.status == C.VERIFYING and assessment.status == S.DRAFT:
        return no(_("Đã hết thời gian tự đánh giá. Hãy đề nghị nơi tổ chức mở lại."))
    if assessment.status not in S.written:
        return no(_("Bản tự đánh giá đã nộp nên không sửa được."))
    return YES


def can_withdraw(user: AbstractBaseUser, assessment: Assessment) -> Answer:
    if not acts_for(user, assessment):
        return no(_("Chỉ thủ trưởng hoặc đầu mối của đơn vị được rút bản đã nộp."))
    if assessment.status != S.SUBMITTED or assessment.campaign.status != C.SELF:
        return no(_("Chỉ rút được khi còn thời gian tự đánh giá và chưa thẩm định xong."))
    return YES


def can_verify(user: AbstractBaseUser, assessment: Assessment) -> Answer:
    campaign = assessment.campaign
    if not _checks(user, assessment):
        said = _("Chỉ người thẩm định của %(unit)s làm được việc này.")
        return no(said % {"unit": assessment.checker or campaign.owner})
    if campaign.status not in C.running or assessment.status != S.SUBMITTED:
        return no(_("Bản tự đánh giá không chờ thẩm định. Hãy tải lại trang."))
    if assessment.submitted_by_id == user.pk:
        return no(_("Bạn đã nộp bản này nên người khác phải thẩm định."))
    return YES


def can_object(user: AbstractBaseUser, assessment: Assessment) -> Answer:
    if not acts_for(user, assessment):
        return no(_("Chỉ thủ trưởng hoặc đầu mối của đơn vị gửi được ý kiến."))
    is_open = assessment.status in {S.VERIFIED, S.OBJECTED}
    if not is_open or assessment.campaign.status not in C.running:
        return no(_("Chỉ gửi ý kiến khi đã thẩm định và chưa công bố."))
    return YES


def can_answer(user: AbstractBaseUser, assessment: Assessment) -> Answer:
    if not _checks(user, assessment):
        return no(_("Chỉ người thẩm định trả lời được ý kiến này."))
    if assessment.campaign.status not in C.running or assessment.status != S.OBJECTED:
        return no(_("Không còn ý kiến nào chờ trả lời."))
    if assessment.submitted_by_id == user.pk:
        return no(_("Bạn đã nộp bản này nên người khác phải trả lời."))
    return YES


def can_reply(user: AbstractBaseUser, objection: Objection) -> Answer:
    if objection.raised_by_id == user.pk:
        return no(_("Bạn đã gửi ý kiến này nên người khác phải trả lời."))
    return can_answer(user, objection.assessment)


def _checked_by(user: AbstractBaseUser) -> QuerySet[Assessment]:
    """As ``_checks`` says of one, of campaigns that run."""
    office = at_offices(user, RUNS, "campaign__owner__") & Q(campaign__cluster=None)
    member = at_units(user, WRITES, "checker__") & Q(campaign__cluster__isnull=False)
    return _all().filter(office | member, campaign__status__in=C.running)


def _checks(user: AbstractBaseUser, assessment: Assessment) -> bool:
    """In a cluster the member that checks it; else the office that holds the campaign."""
    if assessment.campaign.cluster_id:
        return assessment.checker is not None and holds_at(user, assessment.checker, *WRITES)
    return holds_at_office(user, assessment.campaign.owner, *RUNS)


def _all() -> QuerySet[Assessment]:
    rows = Assessment.objects.exclude(campaign__status=C.DRAFT)
    return rows.select_related(
        "campaign__owner", "campaign__edition__index_set", "campaign__cluster", "unit", "checker"
    )
