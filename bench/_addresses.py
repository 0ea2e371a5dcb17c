"""The addresses of the product, and one bare view beside them.

The bare view stands in the same process, behind the same middleware, on the same database: what
differs is what our page itself does. It asks four queries (session, account, number, rows) and
answers a short page.
"""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from phongtrao.plans.models import Plan

LINES = 5


def bare(request: HttpRequest) -> HttpResponse:
    plans = Plan.objects.all()
    lines = "".join(f"<p>{plan.title}</p>" for plan in plans[:LINES])
    return HttpResponse(f"<!DOCTYPE html><p>{request.user} {plans.count()}</p>{lines}")


urlpatterns = [path("bare/", bare), path("", include("phongtrao.config.urls"))]
