"""How far a communication plan has come: activities of its theme and channel in its year. S0-21, S4-07"""

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from phongtrao.activities.models import Activity, Participation, Theme


def with_done(themes: QuerySet[Theme]) -> QuerySet[Theme]:
    """``done``: communication the unit took part in, told with the theme's very words on its channel."""
    took_part = Participation.objects.agreed().filter(activity=OuterRef("pk"), unit=OuterRef(OuterRef("unit")))  # fmt: skip
    made = Activity.objects.filter(
        Exists(took_part),
        kind__key="communication",
        status__in=Activity.Status.counted,
        starts_on__year=OuterRef("year"),
        channel=OuterRef("channel"),
        values__theme__iexact=OuterRef("title"),
    )
    counted = made.order_by().values("kind").annotate(n=Count("pk", distinct=True)).values("n")
    return themes.annotate(done=Coalesce(Subquery(counted, output_field=IntegerField()), Value(0)))
