"""Mechanics of requests that every view shares."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    # django-stubs reads this alias as AUTH_USER_MODEL, so the type is exact and nothing points up.
    from django.contrib.auth.models import _User


class HtmxRequest(HttpRequest):
    """A request as our middleware hands it to a view."""

    htmx: HtmxDetails


class SignedInRequest(HtmxRequest):
    """The request of a view that only signed-in people reach."""

    if TYPE_CHECKING:
        user: _User


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page, rather than a browser for all of it."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # set by HtmxMiddleware
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def addresses_of(url_name: str) -> Callable[[int], str]:
    """The addresses of one view by key. A list resolves the pattern once, not once a row.

    >>> plan_url = addresses_of("plans:plan")
    >>> plan_url(7)
    '/ke-hoach/7/'
    """
    before, after = reverse(url_name, args=[0]).rsplit("0", 1)
    return lambda pk: f"{before}{pk}{after}"


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    part: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render the page, or only its ``{% partialdef part inline %}`` when htmx asks.

    >>> return render_page(request, "plans/board.html", {"board": board}, part="rows")
    """
    if part and wants_part(request):
        template = f"{template}#{part}"
    response = render(request, template, context, status=status)
    # A part must never come back from the cache as the whole page.
    patch_vary_headers(response, ["HX-Request"])
    return response
