"""Asking people in: a link by mail, or a slip with a code that the unit prints and hands out.

Both set the first password of an account and nothing else. The secret is made when it goes out — the
link in the job that mails it, the code on the page that prints it — and only its hash is stored.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import validate_password
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts import access
from phongtrao.accounts.models import Invitation, User
from phongtrao.accounts.resets import hashed, new_code, spend
from phongtrao.accounts.services import hash_of
from phongtrao.accounts.tasks import send_invitation
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadInput, DomainError, WrongState

TOKEN_BYTES = 32
LINK_VALID, SLIP_VALID = timedelta(days=7), timedelta(days=30)  # a slip waits for its teacher
LONGEST_ERROR = 300
Via = Invitation.Via


class NotSent(DomainError):
    """Asks the queue for a retry; nobody but the log reads it."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One printed slip; the code is shown this once and stored nowhere."""

    user: User
    code: str
    expires_at: datetime


# ------------------------------------------------------------------ asking
@transaction.atomic
def invite_by_mail(user: User, *, by: AbstractBaseUser) -> Invitation:
    """A job mails the link; an earlier invitation that was not accepted ends."""
    access.can_invite(by, user).enforce()
    if not user.email:
        raise BadInput(_("%s chưa có thư điện tử. Hãy ghi thư điện tử, hoặc in phiếu mã.") % user)
    invitation = _fresh(user, Via.MAIL, timezone.now() + LINK_VALID, by=by)
    send_invitation.defer(invitation_id=invitation.pk)
    return invitation


@transaction.atomic
def print_slips(users: Iterable[User], *, by: AbstractBaseUser) -> list[Slip]:
    """A slip for each, or for none when somebody may not be asked."""
    return [_slip(user, by) for user in users]


def _slip(user: User, by: AbstractBaseUser) -> Slip:
    access.can_invite(by, user).enforce()
    code, expires = new_code(), timezone.now() + SLIP_VALID
    _fresh(user, Via.SLIP, expires, code_hash=hashed(code), by=by)
    return Slip(user, code, expires)


def _fresh(
    user: User, via: Via, expires: datetime, *, code_hash: str = "", by: AbstractBaseUser
) -> Invitation:
    # Two at once: the later invitation counts, and the earlier one is taken back.
    User.objects.get_queryset().select_for_update().get(pk=user.pk)
    now = timezone.now()
    user.invitations.open().update(withdrawn_at=now)
    sent = {"sent_at": now} if code_hash else {}
    invitation = Invitation.objects.create(
        user=user,
        via=via,
        code_hash=code_hash,
        made_by_id=by.pk,
        made_at=now,
        expires_at=expires,
        **sent,
    )
    record(user, "accounts.invited", by=by, via=via)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: AbstractBaseUser) -> None:
    """The link or the code is good for nothing from now on."""
    if not access.visible_invitations(by).filter(pk=invitation.pk).exists():
        raise WrongState(_("Lời mời này không thuộc đơn vị bạn phụ trách."))
    rows = Invitation.objects.open().filter(pk=invitation.pk)
    if not rows.update(withdrawn_at=timezone.now()):
        raise WrongState(_("Lời mời này đã được nhận hoặc đã rút."))
    record(invitation.user, "accounts.invitation_withdrawn", by=by)


# ------------------------------------------------------------------ mailing
def deliver(invitation_id: int) -> None:
    """Mail the link unless it is out. The secret is made here, so that no queue ever holds it."""
    with transaction.atomic():
        waiting = Invitation.objects.open().select_for_update(of=("self",))
        found = waiting.filter(pk=invitation_id, sent_at=None).select_related("user").first()
        if found is None:
            return
        token = secrets.token_urlsafe(TOKEN_BYTES)
        found.error = _mail(found, token)
        if not found.error:
            found.code_hash, found.sent_at = hash_of(token), timezone.now()
        found.save(update_fields=["code_hash", "sent_at", "error"])
    if found.error:
        raise NotSent


def _mail(invitation: Invitation, token: str) -> str:
    """The error in words, or nothing. Only what a mail server can do wrong is caught."""
    link = urljoin(settings.SITE_URL, reverse("accounts:accept", args=[token]))
    with office_language():
        context = {"invitation": invitation, "link": link, "site": settings.SITE_URL}
        body = render_to_string("accounts/invitation.txt", context)
        subject = _("Mời dùng Phong Trào")
    try:
        EmailMessage(subject, body, to=[invitation.user.email]).send()
    except (SMTPException, OSError) as error:
        return f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
    return ""


# ------------------------------------------------------------------ accepting
def find_invitation(token: str) -> Invitation | None:
    """The invitation behind a link while it can be accepted; None says no more than that."""
    open_ones = Invitation.objects.open().filter(
        via=Via.MAIL,
        code_hash=hash_of(token),
        expires_at__gt=timezone.now(),
        user__is_active=True,
    )
    found = open_ones.select_related("user", "made_by").first()
    if found is None or not access.can_invite(found.made_by, found.user):
        return None
    return found


def accept_invitation(token: str, password: str) -> User:
    """Set the first password. Nobody is signed in by it. ValidationError for a weak password."""
    found = find_invitation(token)
    if found is None:
        raise BadInput(said_of_dead_link())
    validate_password(password, found.user)
    return spend(found, password)


def said_of_dead_link() -> str:
    return _(
        "Liên kết này đã dùng, đã hết hạn hoặc đã được thu hồi."
        " Hãy xin lời mời mới ở đơn vị của bạn."
    )
