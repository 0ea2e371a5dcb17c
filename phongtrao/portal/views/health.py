from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_GET, require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from phongtrao.base.http import HtmxRequest, SignedInRequest, render_page
from phongtrao.portal.access import can_see_health
from phongtrao.portal.queries.health import run_checks


@require_GET
def health(request: SignedInRequest) -> HttpResponse:
    if not can_see_health(request.user):
        raise Http404
    return render_page(request, "portal/health.html", {"nav": "health", "checks": run_checks()})


@login_not_required
@require_safe
def alive(_request: HtmxRequest) -> HttpResponse:
    """For a load balancer: 200 while the database answers. Says nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_GET
def metrics(request: HtmxRequest) -> HttpResponse:
    """For Prometheus, with “Authorization: Bearer METRICS_TOKEN”; without a token set it is not there."""
    expected = f"Bearer {settings.METRICS_TOKEN}"
    given = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(given, expected):
        raise Http404
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)
