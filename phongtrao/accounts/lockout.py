"""The rest after too many wrong passwords, as allauth counts it in the cache: one count an account.

Name and mail address of an account count together. What nobody has counts by itself, so that nothing
tells which names exist.
"""

import time

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest  # noqa: TID251 -- allauth counts by request

from phongtrao.accounts.models import User

APP, ACTION = "allauth.account", "login_failed"


def find_account(*, username: str = "", email: str = "") -> User | None:
    """The account meant by what was typed as sign-in name, active or not."""
    users = User.objects.get_queryset()
    found = users.filter(email__iexact=email) if email else users.filter(username__iexact=username)
    return found.first()


def key_of(user: User) -> str:
    return f"account:{user.pk}"


def is_locked(user: User) -> bool:
    """Whether the next attempt would be refused, whatever its password."""
    now = time.time()
    return any(
        sum(at > now - rate.duration for at in cache.get(kept_at, [])) >= rate.amount
        for rate, kept_at in _counts(user)
    )


def forget_attempts(user: User) -> None:
    cache.delete_many([kept_at for _rate, kept_at in _counts(user)])


def count_attempt(request: HttpRequest, username: str) -> ratelimit.RateLimitUsage | None:
    """Count an attempt to get in by other means than the password; None when the rest is not over.

    Whoever succeeds rolls the answer back, as allauth does.
    """
    user = find_account(username=username)
    key = key_of(user) if user else f"name:{username.lower()}"
    return ratelimit.consume(request, app=APP, action=ACTION, key=key)


def _counts(user: User) -> list[tuple[ratelimit.Rate, str]]:
    """Rates that count by account, each with its place in the cache. Those by address stay."""
    rates = ratelimit.parse_rates(settings.ACCOUNT_RATE_LIMITS[ACTION])
    return [
        (
            rate,
            ratelimit.get_cache_key(None, app=APP, action=ACTION, rate=rate, key=key_of(user)),
        )
        for rate in rates
        if rate.per == "key"
    ]
