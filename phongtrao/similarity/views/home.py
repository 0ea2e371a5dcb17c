"""The way in."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from phongtrao.base.http import SignedInRequest
from phongtrao.similarity.tabs import tabs_of


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """To the first part one may see."""
    parts = tabs_of("", request.user)
    if not parts:
        raise Http404
    return redirect(parts[0]["url"])
