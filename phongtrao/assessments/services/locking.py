"""Held until the end of the transaction and read as it is stored now: what a page showed is old.

A campaign first, then its assessments by their keys: in one order for everybody, so that no two wait for each other.
"""

from django.utils.translation import gettext as _

from phongtrao.assessments.models import Assessment, Campaign
from phongtrao.lib.errors import Conflict


def lock_campaign(campaign: Campaign) -> None:
    """The object itself is read anew; Conflict where somebody dropped it."""
    try:
        campaign.refresh_from_db(from_queryset=Campaign.objects.select_for_update())
    except Campaign.DoesNotExist:
        raise Conflict(_("Đợt đánh giá vừa bị bỏ. Hãy quay lại danh sách.")) from None


def lock_assessments(campaign: Campaign) -> None:
    """All of them, where one deed counts or changes more than one."""
    list(campaign.assessments.select_for_update().order_by("pk").values_list("pk"))


def lock_assessment(assessment: Assessment) -> Assessment:
    # Its campaign is asked for afterwards: joined to the lock it would be the one from before the wait.
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    rows = Assessment.objects.select_related(
        "campaign__owner", "campaign__edition", "campaign__cluster", "unit", "checker", "verifier"
    )
    return rows.get(pk=assessment.pk)
