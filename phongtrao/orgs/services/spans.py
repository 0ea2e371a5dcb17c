"""Spans of units: whoever gives a unit another name, code, level, type or place writes it here.

A change ends the open span on its day and begins another, so that every day before keeps what held then.
What was typed wrongly, or left blank, held all along: a correction rewrites the open span.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import DateField, F, Func, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date
from phongtrao.orgs.forest import Node
from phongtrao.orgs.models import Place, Unit, UnitSpan

KEPT = ("name", "code", "level", "type_id")  # of a span, on the unit as today's answer


def begin_spans(nodes: Mapping[int, Node], on: date) -> None:
    """From the day on the units are as their nodes say. A span that began on that day is replaced.

    The caller has refused days before the open span (``check_day``, ``Order``).
    """
    UnitSpan.objects.filter(unit__in=nodes, days__upper_inf=True, days__startswith=on).delete()
    end_spans(nodes, on)
    UnitSpan.objects.bulk_create(_span(key, node, on) for key, node in nodes.items())


def found_spans(founded: Iterable[tuple[Unit, Place]]) -> None:
    """The first spans of units that are new, each from the day it opened."""
    UnitSpan.objects.bulk_create(
        _span(unit.pk, _node(unit, place), unit.opened_on) for unit, place in founded
    )


def end_spans(units: Iterable[int], on: date) -> None:
    """The units are no longer as they were: their open spans end on the eve of the day."""
    open_spans = UnitSpan.objects.filter(unit__in=list(units), days__upper_inf=True)
    open_spans.update(days=range_to(on))


def write_changes(units: Collection[Unit], on: date) -> None:
    """What already stands on the units as today's answer holds from the day on."""
    begin_spans(_nodes(units), on)


def write_corrections(units: Collection[Unit]) -> None:
    """What already stands on the units held from the first day of their open span."""
    by_pk = {unit.pk: unit for unit in units}
    spans = list(UnitSpan.objects.filter(unit__in=by_pk, days__upper_inf=True))
    for span in spans:
        for name, value in kept(by_pk[span.unit_id]).items():
            setattr(span, name, value)
    UnitSpan.objects.bulk_update(spans, [*KEPT])


def check_day(name: str, since: date, on: date) -> None:
    """A change comes after what is known of the unit, its open span began on ``since``. BadInput."""
    if on > timezone.localdate():
        raise BadInput(
            _("Ngày thay đổi ở sau hôm nay. Hãy chờ đến ngày đó, hoặc hẹn ở “Sắp xếp đơn vị”.")
        )
    if on < since:
        raise BadInput(
            _("“%(unit)s” đã có thay đổi từ ngày %(day)s. Hãy chọn ngày đó hoặc ngày sau đó.")
            % {"unit": name, "day": format_date(since)}
        )


def kept(row: Node | Unit | UnitSpan) -> dict[str, Any]:
    return {name: getattr(row, name) for name in KEPT}


def range_to(end: date | None) -> Func:
    """``days`` with another end, for an UPDATE; None: open again."""
    lower = Func(F("days"), function="lower", output_field=DateField())
    return Func(lower, Value(end, output_field=DateField()), function="daterange")


def _nodes(units: Collection[Unit]) -> dict[int, Node]:
    """The units where they stand, by their open spans. One query."""
    spans = UnitSpan.objects.filter(unit__in=units, days__upper_inf=True)
    places = {
        span.unit_id: Place(span.admin_parent, span.prof_parent)
        for span in spans.select_related("admin_parent", "prof_parent")
    }
    return {unit.pk: _node(unit, places[unit.pk]) for unit in units}


def _node(unit: Unit, place: Place) -> Node:
    admin, prof = (parent.pk if parent else None for parent in (place.admin, place.prof))
    return Node(kind=unit.kind, area=unit.area, admin=admin, prof=prof, **kept(unit))


def _span(key: int, node: Node, on: date) -> UnitSpan:
    days = DateRange(on, None)
    return UnitSpan(
        unit_id=key, admin_parent_id=node.admin, prof_parent_id=node.prof, days=days, **kept(node)
    )
