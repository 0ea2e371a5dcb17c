"""Work at the units: the unit's list, one piece of work, its reports, the office's queue."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def soon(_request: HttpRequest, **_kwargs: int) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("don-vi/<int:pk>/viec/", soon, name="unit_work"),
    path("viec-duoc-giao/<int:pk>/", soon, name="assignment"),
    path("ke-hoach/<int:pk>/", soon, name="plan"),
    path("bao-cao-tien-do/cho-duyet/", soon, name="review_queue"),
    path("bao-cao-tien-do/<int:pk>/", soon, name="report"),
]
