"""Units as a list of one day shows them."""

from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from phongtrao.orgs.models import Unit, UnitSpan
from phongtrao.orgs.models.kinds import level_name_of

K = Unit.Kind
UPPER = (K.PROVINCE, K.DEPARTMENT, K.OFFICE, K.DISTRICT, K.COMMUNE)


def units_on(day: date, rows: QuerySet[UnitSpan]) -> QuerySet[UnitSpan]:
    """The spans of the day, each with ``level_name``, ``admin_name``, ``prof_name`` of that day."""
    return rows.filter(days__contains=day).annotate(
        level_name=level_name_of("level"),
        admin_name=_name_on(day, "admin_parent"),
        prof_name=_name_on(day, "prof_parent"),
    )


def _name_on(day: date, parent: str) -> Subquery:
    spans = UnitSpan.objects.filter(unit=OuterRef(parent), days__contains=day)
    return Subquery(spans.values("name")[:1])


def units_that_led() -> QuerySet[Unit]:
    """Those that have or had others below them: what “under which unit, that day” is chosen from."""
    return Unit.objects.filter(kind__in=UPPER).order_by("closed_on", "sort_key")
