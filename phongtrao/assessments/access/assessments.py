"""Who writes, reads and verifies an assessment.

What a unit is writing is read by those who act for it and by nobody else. Handed in, it is read by its own
people, by those above it, by who oversees the campaign and by whom it was handed to; in a cluster by the other
members too, who check it.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Case, Q, QuerySet, When
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.assessments.access.campaigns import overseen_campaigns
from phongtrao.assessments.access.sets import RUNS
from phongtrao.assessments.access.verifiers import (
    OWN_CHECKER,
    WRITES,
    checker_of,
    handed_to,
    has_serving_verifier,
    is_handed_to,
    is_of_own_unit,
    own_units,
)
from phongtrao.assessments.models import Assessment, Campaign, Objection
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import (
    at_offices,
    at_units,
    holds_at,
    holds_at_office,
    read_units,
)

S, C = Assessment.Status, Campaign.Status


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
    beside = Q(campaign__in=members.order_by().values("campaign")) | handed_to(user)
    return _all().filter(own | Q(status__in=S.handed) & (above | beside))


def get_visible_assessment(user: AbstractBaseUser, pk: int) -> Assessment:
    return get_object_or_404(visible_assessments(user), pk=pk)


def get_own_assessment(user: AbstractBaseUser, pk: int) -> Assessment:
    return get_object_or_404(own_assessments(user), pk=pk)


def to_verify(user: AbstractBaseUser) -> QuerySet[Assessment]:
    """Handed in and waiting for this very user: not what a colleague who still serves has, nor one's own unit's."""
    return _given(user, S.SUBMITTED).exclude(submitted_by=user.pk)


def next_to_verify(user: AbstractBaseUser, campaign: int) -> int | None:
    """The key of what has waited longest, what was given to the very user before the rest."""
    rows = to_verify(user).filter(campaign=campaign)
    own_first = Case(When(verifier=user.pk, then=0), default=1)
    ordered = rows.order_by(own_first, "submitted_at", "pk")
    return ordered.values_list("pk", flat=True).first()


def to_answer(user: AbstractBaseUser) -> QuerySet[Assessment]:
    """With an objection that waits for this very user."""
    return _given(user, S.OBJECTED)


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
        return no(said % {"unit": checker_of(assessment) or campaign.owner})
    if campaign.status not in C.running or assessment.status != S.SUBMITTED:
        return no(_("Bản tự đánh giá không chờ thẩm định. Hãy tải lại trang."))
    if assessment.submitted_by_id == user.pk:
        return no(_("Bạn đã nộp bản này nên người khác phải thẩm định."))
    if is_of_own_unit(user, assessment):
        return no(_("Đây là đơn vị của bạn nên người khác phải thẩm định."))
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
    if is_of_own_unit(user, assessment):
        return no(_("Đây là đơn vị của bạn nên người khác phải trả lời."))
    return YES


def can_reply(user: AbstractBaseUser, objection: Objection) -> Answer:
    if objection.raised_by_id == user.pk:
        return no(_("Bạn đã gửi ý kiến này nên người khác phải trả lời."))
    return can_answer(user, objection.assessment)


def _given(user: AbstractBaseUser, status: str) -> QuerySet[Assessment]:
    is_mine = Q(verifier=None) | Q(verifier=user.pk) | ~has_serving_verifier()
    return _checked_by(user).filter(is_mine, status=status).exclude(own_units(user))


def _checked_by(user: AbstractBaseUser) -> QuerySet[Assessment]:
    """As ``_checks`` says of one, of campaigns that run."""
    office = Q(checker=None) | OWN_CHECKER
    office &= at_offices(user, RUNS, "campaign__owner__")
    return _all().filter(office | handed_to(user), campaign__status__in=C.running)


def _checks(user: AbstractBaseUser, assessment: Assessment) -> bool:
    """The unit it was handed to (in a cluster the next member); else the office that holds the campaign, and
    whom it named.
    """
    if is_handed_to(user, assessment):
        return True
    is_at_office = checker_of(assessment) is None
    return is_at_office and holds_at_office(user, assessment.campaign.owner, *RUNS)


def _all() -> QuerySet[Assessment]:
    rows = Assessment.objects.exclude(campaign__status=C.DRAFT)
    return rows.select_related(
        *("campaign__owner", "campaign__edition__index_set", "campaign__cluster"),
        *("unit", "checker", "verifier"),
    )
