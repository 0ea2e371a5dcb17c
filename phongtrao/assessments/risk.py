"""Units whose self score of the last year stands far above the verified one: inspect them first. S1-47"""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import F, Max, QuerySet
from django.utils.translation import gettext as _

from phongtrao.activities.risk import Mark, Sign
from phongtrao.assessments.models import Assessment, Campaign
from phongtrao.lib.numbers import format_number
from phongtrao.orgs.models import Unit

LOOKED_BACK = timedelta(days=365)
LEAST, HEAVIEST = 5, 10  # points of gap that count; a convention, to be checked


def overstated(units: QuerySet[Unit], today: date) -> Mapping[int, list[Mark]]:
    """The widest gap of each unit in campaigns published within a year; one query."""
    rows = Assessment.objects.filter(
        unit__in=units.order_by().values("pk"),
        status__in=Assessment.Status.judged,
        campaign__status=Campaign.Status.PUBLISHED,
        campaign__published_at__date__gte=today - LOOKED_BACK,
    )
    gaps = (
        rows.order_by().values_list("unit").annotate(gap=Max(F("self_total") - F("verified_total")))
    )
    said = _("Tự chấm cao hơn kết quả thẩm định %s điểm.")
    return {
        unit: [Mark(Sign.OVERSTATING, min(int(gap) // 2, HEAVIEST), said % format_number(gap))]
        for unit, gap in gaps
        if gap is not None and gap >= LEAST
    }
