"""The addresses of the product, and two bare views beside them.

They stand in the same process, behind the same middleware, on the same database: what
differs is what our page itself does. One asks four queries (session, account, number, rows) and
answers a short page; the other inserts a row and answers a line.
"""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from phongtrao.plans.models import Plan
from phongtrao.web.models import Work

LINES = 5


def bare(request: HttpRequest) -> HttpResponse:
    plans = Plan.objects.all()
    lines = "".join(f"<p>{plan.title}</p>" for plan in plans[:LINES])
    return HttpResponse(f"<!DOCTYPE html><p>{request.user} {plans.count()}</p>{lines}")


def insert(request: HttpRequest) -> HttpResponse:
    work = Work.objects.create(title="bare", started_by_id=request.user.pk)
    return HttpResponse(f"<!DOCTYPE html><p>{request.user} {work.pk}</p>")


urlpatterns = [
    path("bare/insert/", insert),
    path("bare/", bare),
    path("", include("phongtrao.config.urls")),
]
