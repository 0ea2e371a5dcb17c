"""What stands between a request and every page: an own password first, and where one is signed in."""

from collections.abc import Callable

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch
from django.utils.translation import gettext as _

from phongtrao.accounts import access, sessions
from phongtrao.accounts.queries import has_second_factor

OPEN = frozenset(
    {
        "account_change_password",
        "account_set_password",
        "account_logout",
        "account_reauthenticate",
        "web:language",
    }
)
FACTOR_OPEN = OPEN | {"mfa_activate_totp", "mfa_reauthenticate"}
HAS_FACTOR = "has_factor"


class PasswordChangeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        match: ResolverMatch | None = request.resolver_match
        if match is None or match.view_name in OPEN or not request.user.is_authenticated:
            return None
        if not request.user.must_change_password or came_by_gateway(request):
            return None
        return redirect("account_change_password")


class SecondFactorMiddleware:
    """Whose role demands a second factor sets it up before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        match: ResolverMatch | None = request.resolver_match
        if not settings.SECOND_FACTOR_ROLES or match is None or match.view_name in FACTOR_OPEN:
            return None
        if not request.user.is_authenticated or request.session.get(HAS_FACTOR):
            return None
        if not access.needs_second_factor(request.user):
            return None
        if has_second_factor(request.user):
            request.session[HAS_FACTOR] = True
            return None
        messages.warning(
            request, _("Vai trò của bạn cần xác thực hai bước. Hãy bật trước khi làm việc.")
        )
        return redirect("mfa_activate_totp")


def came_by_gateway(request: HttpRequest) -> bool:
    """Whoever did so has typed no password here, and need not know one."""
    done = get_authentication_records(request, request.user)
    return any(one["method"] == "socialaccount" for one in done)


class SignInMiddleware:
    """Keeps what “where am I signed in” shows: when a browser was last used, and under which key."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if sessions.is_news(request.session) and request.user.is_authenticated:
            sessions.note_sign_in(request.user, request.session, browser_behind(request))
        return self.get_response(request)


def browser_behind(request: HttpRequest) -> sessions.Browser:
    address: str = DefaultAccountAdapter(request).get_client_ip(request)
    return sessions.Browser(request.headers.get("User-Agent", ""), address)
