from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpResponse

from phongtrao.base.http import HtmxRequest, SignedInRequest, render_page
from phongtrao.portal.access import can_see_health
from phongtrao.portal.queries.health import run_checks


def health(request: SignedInRequest) -> HttpResponse:
    if not can_see_health(request.user):
        raise Http404
    return render_page(request, "portal/health.html", {"nav": "health", "checks": run_checks()})


@login_not_required
def alive(_request: HtmxRequest) -> HttpResponse:
    """For a load balancer: 200 while the database answers. Says nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
