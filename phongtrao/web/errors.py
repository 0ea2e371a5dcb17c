"""Error pages: what happened, and what to do next. The one for 500 asks nothing of the database."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse  # noqa: TID251 -- handlers are views
from django.shortcuts import render
from django.template.loader import render_to_string

TOO_BIG = (RequestDataTooBig, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, TOO_BIG):
        most = {"most": settings.UPLOAD_LIMIT}
        return render(request, "web/errors/413.html", most, status=413)
    return render(request, "web/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/errors/403.html", {"reason": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- says nothing of it
    return render(request, "web/errors/404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- for the log only
    return render(request, "web/errors/csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- must not touch user or session
    return HttpResponse(render_to_string("web/errors/500.html"), status=500)
