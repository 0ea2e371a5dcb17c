"""Where one is signed in, and signing out there from here.

A session is Django's own row; beside it stands what its owner can know it by. Whatever ends a session
deletes the row, so that the next request in that browser is nobody's.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from phongtrao.accounts import access
from phongtrao.accounts.browsers import browser_of, shortened
from phongtrao.accounts.models import SignIn, User
from phongtrao.audit.services import record

KEY, SEEN = "sign_in_key", "sign_in_seen"
SEEN_EVERY = timedelta(minutes=10)  # a line of every click would be a trace of the day


@dataclass(frozen=True, slots=True)
class Browser:
    user_agent: str
    address: str


def sessions_of(user: AbstractBaseUser) -> QuerySet[SignIn]:
    """Those that still hold, the one used last first."""
    held = Session.objects.filter(
        session_key=OuterRef("session_key"), expire_date__gt=timezone.now()
    )
    return SignIn.objects.filter(Exists(held), user=user.pk).order_by("-seen_at", "pk")


def note_sign_in(user: AbstractBaseUser, session: SessionBase, browser: Browser) -> None:
    """Called once for each sign-in, and again when the session goes on under another key."""
    if not session.session_key:
        session.create()
    now = timezone.now()
    SignIn.objects.filter(user=user.pk).exclude(pk__in=sessions_of(user).values("pk")).delete()
    SignIn.objects.update_or_create(
        session_key=session.session_key,
        defaults={
            "user_id": user.pk,
            "browser": browser_of(browser.user_agent),
            "address": shortened(browser.address),
            "seen_at": now,
        },
        create_defaults={
            "user_id": user.pk,
            "browser": browser_of(browser.user_agent),
            "address": shortened(browser.address),
            "started_at": now,
            "seen_at": now,
        },
    )
    session[KEY], session[SEEN] = session.session_key, now.timestamp()


def is_news(session: SessionBase) -> bool:
    """Whether it goes on under another key, or was last seen long ago. No query."""
    if KEY not in session:
        return False
    old = timezone.now().timestamp() - session.get(SEEN, 0) > SEEN_EVERY.total_seconds()
    return old or bool(session[KEY] != session.session_key)


@transaction.atomic
def end_session(sign_in: SignIn, *, by: AbstractBaseUser) -> None:
    """One's own session in another browser, or this one."""
    _end(SignIn.objects.filter(pk=sign_in.pk, user=by.pk))
    record(sign_in.user, "accounts.session_ended", by=by)


@transaction.atomic
def end_other_sessions(user: AbstractBaseUser, session: SessionBase) -> int:
    """Everywhere but here; return how many."""
    others = SignIn.objects.filter(user=user.pk).exclude(session_key=session.session_key)
    count = _end(others)
    record(user, "accounts.sessions_ended", by=user, count=count)
    return count


@transaction.atomic
def end_sessions_of(user: User, *, by: AbstractBaseUser) -> int:
    """By the administrator: out everywhere with the next page. The password stays."""
    access.can_reset(by, user).enforce()
    count = forget_sessions(user)
    record(user, "accounts.sessions_ended", by=by, count=count)
    return count


def forget_sessions(user: AbstractBaseUser) -> int:
    """With a new password. The session in which it is chosen goes on under a new key."""
    return _end(SignIn.objects.filter(user=user.pk))


def _end(rows: QuerySet[SignIn]) -> int:
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    SignIn.objects.filter(session_key__in=keys).delete()
    return len(keys)
