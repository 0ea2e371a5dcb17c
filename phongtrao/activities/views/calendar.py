"""The heat map of units, the calendar of one, and units that recorded nothing this quarter."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from phongtrao.activities.access.activities import reads_activities, units_read
from phongtrao.activities.pages.calendar import HeatPage, UnitCalendar
from phongtrao.activities.queries.calendar import quiet_units
from phongtrao.activities.tables import QUIET
from phongtrao.activities.tabs import NAV, tabs_of
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.orgs.models import Unit, UnitQuerySet
from phongtrao.web.tables import respond

FIRST_YEAR = 2020


def _year(request: SignedInRequest) -> int:
    """The year asked for; this one where it is none."""
    said, now = request.GET.get("nam", ""), timezone.localdate().year
    return int(said) if said.isdecimal() and FIRST_YEAR <= int(said) <= now else now


def _units(request: SignedInRequest) -> UnitQuerySet:
    """Standing units with people of their own that one reads, in the order of names."""
    if not reads_activities(request.user):
        raise Http404
    rows = Unit.objects.standing().with_account().filter(pk__in=units_read(request.user))
    return rows.order_by("sort_key", "pk")


@require_GET
def heat(request: SignedInRequest) -> HttpResponse:
    year = _year(request)
    context = NAV | {
        "tabs": tabs_of("heat", request.user),
        "page": HeatPage.build(_units(request), year, request.GET.get("trang", "")),
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < timezone.localdate().year else None,
        "wide": True,
    }
    return render_page(request, "activities/heat.html", context)


@require_GET
def unit_calendar(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(_units(request), pk=pk)
    year = _year(request)
    context = NAV | {
        "page": UnitCalendar.build(unit, year),
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < timezone.localdate().year else None,
        "wide": True,
    }
    return render_page(request, "activities/unit_calendar.html", context)


@require_GET
def quiet(request: SignedInRequest) -> HttpResponse:
    quarter = containing(timezone.localdate(), PeriodKind.QUARTER)
    rows = quiet_units(_units(request).filter(kind=Unit.Kind.SCHOOL), quarter)
    context = NAV | {
        "tabs": tabs_of("quiet", request.user),
        "quarter": quarter.label,
        "wide": True,
    }
    return respond(request, QUIET.of(rows, request.GET), "activities/quiet.html", context)
