"""Plans whose targets nobody measures yet."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from phongtrao.plans.intake.sections import SECTIONS
from phongtrao.plans.models import Intake, IntakeFact, Plan


def with_waiting(plans: QuerySet[Plan]) -> QuerySet[Any, Any]:
    """Those with items that wait: ``read`` from a plan taken in, ``written`` here; the newest first."""
    facts = Q(
        intakes__facts__section=SECTIONS["indicators"].key,
        intakes__facts__state=IntakeFact.State.CONFIRMED,
        intakes__facts__adopted_by="",
        intakes__status=Intake.Status.PUBLISHED,
    )
    written = Q(targets__isnull=False, targets__adopted=None)
    counted = plans.annotate(
        read=Count("intakes__facts", filter=facts, distinct=True),
        written=Count("targets", filter=written, distinct=True),
    )
    return counted.filter(Q(read__gt=0) | Q(written__gt=0)).order_by("-pk")
