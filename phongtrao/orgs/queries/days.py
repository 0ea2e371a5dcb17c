"""Units as a list of one day shows them, and by the name of the day where something past is told."""

from datetime import date
from typing import TypeVar

from django.db.models import (
    DateField,
    F,
    Func,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone

from phongtrao.orgs.models import Unit, UnitSpan
from phongtrao.orgs.models.kinds import level_name_of

K = Unit.Kind
Row = TypeVar("Row", bound=Model)
# Names of those that stand, followed from the units that ended: a unit that split off a part and stands
# is still itself, and what it once handed on does not make the receiver its heir.
STANDING_NOW = """(
    WITH RECURSIVE line AS (
        SELECT %(expressions)s AS unit
        UNION
        SELECT s.latter_id FROM line
        JOIN orgs_unit u ON u.id = line.unit
        JOIN orgs_succession s ON s.former_id = u.id AND s.on = u.closed_on
    )
    SELECT string_agg(u.name, ', ' ORDER BY u.sort_key, u.id)
    FROM line JOIN orgs_unit u ON u.id = line.unit WHERE u.closed_on IS NULL
)"""
UPPER = (K.PROVINCE, K.DEPARTMENT, K.OFFICE, K.DISTRICT, K.COMMUNE)


def units_on(day: date, rows: QuerySet[UnitSpan]) -> QuerySet[UnitSpan]:
    """The spans of the day, each with ``level_name``, ``admin_name``, ``prof_name`` of that day.

    ``now_name`` is who stands for it today, itself or its successors; None where nobody does.
    """
    return rows.filter(days__contains=day).annotate(
        level_name=level_name_of("level"),
        admin_name=_name_on(day, "admin_parent"),
        prof_name=_name_on(day, "prof_parent"),
        now_name=Func(F("unit"), template=STANDING_NOW, output_field=TextField()),
    )


def _name_on(day: date, parent: str) -> Subquery:
    spans = UnitSpan.objects.filter(unit=OuterRef(parent), days__contains=day)
    return Subquery(spans.values("name")[:1])


def named_on_last_day(rows: QuerySet[Row]) -> QuerySet[Row]:
    """As ``named_as_of``, for rows with ``days``: by their last day, today's name while no end is set."""
    last = Func(F("days"), template="upper(%(expressions)s) - 1", output_field=DateField())
    return named_as_of(rows, Coalesce(last, Value(timezone.localdate())))


def named_as_of(rows: QuerySet[Row], day: Combinable) -> QuerySet[Row]:
    """Each with ``unit_name``: what its ``unit`` was called on the day. No query of its own.

    A unit that ended before has the last name it bore; one founded later the first that is known.
    """
    spans = UnitSpan.objects.filter(unit=OuterRef("unit"))
    borne = spans.filter(days__startswith__lte=OuterRef("told_on")).order_by("-days")
    name = Coalesce(
        Subquery(borne.values("name")[:1]), Subquery(spans.order_by("days").values("name")[:1])
    )
    named: QuerySet[Row] = rows.alias(told_on=day).annotate(unit_name=name)
    return named


def units_that_led() -> QuerySet[Unit]:
    """Those that have or had others below them: what “under which unit, that day” is chosen from."""
    return Unit.objects.filter(kind__in=UPPER).order_by("closed_on", "sort_key")
