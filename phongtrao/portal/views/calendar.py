"""What is due on which day: one's own, a unit's, and the feed at a secret address."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from phongtrao.accounts.models import User
from phongtrao.accounts.services import hash_of
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.lib.ical import Event, write_calendar
from phongtrao.orgs.tabs import tabs_of
from phongtrao.plans.access.assignments import get_unit
from phongtrao.portal.pages.calendar import CalendarPage
from phongtrao.portal.queries.calendar import Item, due_at, due_for
from phongtrao.portal.queries.week import UnitWeek

FEED_BEFORE, FEED_AFTER = timedelta(days=60), timedelta(days=400)


@require_GET
def mine(request: SignedInRequest) -> HttpResponse:
    page = CalendarPage.build(
        request.GET,
        lambda first, last: due_for(request.user, first, last),
        timezone.localdate(),
    )
    context = {"nav": "calendar", "page": page, "wide": True}
    return render_page(request, "portal/calendar.html", context)


@require_GET
def of_unit(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = get_unit(request.user, pk)
    page = CalendarPage.build(
        request.GET,
        lambda first, last: due_at(request.user, unit, first, last),
        timezone.localdate(),
    )
    context = {
        "nav": "orgs",
        "page": page,
        "unit": unit,
        "tabs": tabs_of(unit, request.user, "week"),
        "wide": True,
    }
    return render_page(request, "portal/unit_calendar.html", context)


@require_GET
def unit_week(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = get_unit(request.user, pk)
    week = UnitWeek.build(request.user, unit, request.GET.get("ngay", ""), timezone.localdate())
    context = {
        "nav": "orgs",
        "week": week,
        "unit": unit,
        "tabs": tabs_of(unit, request.user, "week"),
        "wide": True,
    }
    return render_page(request, "portal/unit_week.html", context)


@login_not_required
@require_GET
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """Whoever knows the address reads what its owner may see at this moment, and nothing else."""
    owner = User.objects.get_queryset().active().filter(calendar_key=hash_of(key)).first()
    if owner is None:
        raise Http404
    today = timezone.localdate()
    items = due_for(owner, today - FEED_BEFORE, today + FEED_AFTER)
    events = [_event(item, request) for item in items]
    text = write_calendar(_("Việc của tôi – Phong Trào"), events, timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="viec.ics"'
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    add_never_cache_headers(response)
    return response


def _event(item: Item, request: HttpRequest) -> Event:
    return Event(
        uid=f"{item.key}@{request.get_host()}",
        day=item.day,
        summary=item.what,
        url=request.build_absolute_uri(item.url),
        description=f"{item.label}, {item.whom}",
    )
