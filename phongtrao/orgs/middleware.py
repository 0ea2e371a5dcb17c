"""In whose place one works, by the session; the lists about people, read once a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from phongtrao.orgs.acting import KEY
from phongtrao.orgs.kinds import remembered


class OwnNameMiddleware:
    """Tells the user object what the session chose; sessions without a choice cost nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.get(KEY) and request.user.is_authenticated:
            request.user.in_own_name = True  # type: ignore[attr-defined]  # read by orgs.scope
        return self.get_response(request)


class TermsMiddleware:
    """Pages that name no level, leave or form ask for none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with remembered():
            return self.get_response(request)
