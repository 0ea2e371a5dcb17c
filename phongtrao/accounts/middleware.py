"""Who signs in with a temporary password chooses an own one before anything else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch

OPEN = frozenset(
    {
        "account_change_password",
        "account_set_password",
        "account_logout",
        "account_reauthenticate",
        "web:language",
    }
)


class PasswordChangeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        match: ResolverMatch | None = request.resolver_match
        if match is None or match.view_name in OPEN or not request.user.is_authenticated:
            return None
        if not request.user.must_change_password:
            return None
        return redirect("account_change_password")
