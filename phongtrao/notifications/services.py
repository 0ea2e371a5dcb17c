"""Telling people: a notice at the bell at once, and one mail a day with what is still unread.

The caller decides who and what; a key keeps it from being said twice. A mail is a row that only one
worker can make (one a person and day) and only one at a time can send (the row is locked meanwhile).
"""

from collections.abc import Collection, Iterable
from datetime import date
from smtplib import SMTPException
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.lib.errors import DomainError
from phongtrao.notifications import queries
from phongtrao.notifications.access import can_resend
from phongtrao.notifications.models import Mail, Notice
from phongtrao.notifications.tasks import send_mail

S = Mail.Status
TRANSITIONS: Transitions[Mail.Status] = {
    S.WAITING: frozenset({S.SENT, S.FAILED}),
    S.FAILED: frozenset({S.SENT, S.FAILED, S.WAITING}),
    S.SENT: frozenset({S.WAITING}),
}
LONGEST_ERROR = 1_000
BATCH = 2_000


class NotSent(DomainError):
    """Asks the queue for a retry; nobody but the log reads it."""


def notify(to: Iterable[AbstractBaseUser], text: str, *, key: str, url: str = "") -> None:
    """Write one notice a person, in the caller's transaction; who has one with this key gets no second.

    ``key`` names the event: “assignment:17:sent”, “reminder:17:2026-12-15:7”.
    """
    notices = [Notice(to_id=user.pk, key=key, text=text, url=url) for user in to]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def notify_many(notices: Iterable[Notice]) -> None:
    """The same for many, each with its own words, which are composed here: in the language of the office."""
    with office_language():
        Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=BATCH)


def withdraw(to: Iterable[AbstractBaseUser], keys: Collection[str]) -> int:
    """Nobody needs to do these any more: unread ones count as read, at the bell and for the mail.

    ``keys`` as given to ``notify``. Returns how many there were.
    """
    people = [user.pk for user in to]
    unread = Notice.objects.filter(to__in=people, key__in=keys, read_at=None)
    return unread.update(read_at=timezone.now())


def mark_read(notice: Notice) -> None:
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())


def mark_all_read(user: AbstractBaseUser) -> int:
    return queries.notices_of(user).filter(read_at=None).update(read_at=timezone.now())


def send_digests(day: date) -> int:
    """One mail for everybody with unread notices; return how many were made. Safe to run twice."""
    return sum(compose_digest(user, day) for user in queries.people_to_mail().iterator())


@transaction.atomic
def compose_digest(user: User, day: date) -> bool:
    """Make the mail of the day and hand it to a job; False when there is one or nothing to say."""
    mail = Mail(to=user, address=user.email, day=day)
    # Two workers at once: the second waits here for the first to commit, and finds it was done.
    Mail.objects.bulk_create([mail], ignore_conflicts=True)
    made = Mail.objects.filter(to=user, day=day, body="").select_for_update().first()
    if made is None:
        return False
    notices = list(queries.waiting_for_mail().filter(to=user).select_for_update().order_by("pk"))
    if not notices:
        made.delete()
        return False
    made.subject, made.body = _written(user, notices, day)
    made.save(update_fields=["subject", "body"])
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mail=made)
    send_mail.defer(mail_id=made.pk)
    return True


def deliver(mail_id: int) -> None:
    """Send the mail unless it is sent. On failure the row says why, and NotSent asks for a retry."""
    with transaction.atomic():
        mail = Mail.objects.select_for_update().filter(pk=mail_id).first()
        if mail is None or mail.status == S.SENT:
            return
        error = _attempt(mail)
        if not error:
            move(
                mail,
                S.SENT,
                TRANSITIONS,
                sent_at=timezone.now(),
                attempts=mail.attempts + 1,
                error="",
            )
            return
        move(mail, S.FAILED, TRANSITIONS, attempts=mail.attempts + 1, error=error)
    raise NotSent


@transaction.atomic
def resend(mail: Mail, *, by: AbstractBaseUser) -> None:
    can_resend(by, mail).enforce()
    move(mail, S.WAITING, TRANSITIONS, error="")
    send_mail.defer(mail_id=mail.pk)
    record(mail, "notifications.mail_resent", by=by)


def _attempt(mail: Mail) -> str:
    """The error in words, or nothing. Only what a mail server can do wrong is caught."""
    # The same until the outcome is stored: after a crash, a server that has it already can tell.
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    headers = {"Message-ID": f"<digest-{mail.pk}-{mail.attempts}@{host}>"}
    message = EmailMessage(mail.subject, mail.body, to=[mail.address], headers=headers)
    try:
        message.send()
    except (SMTPException, OSError) as error:
        return f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
    return ""


def _written(user: User, notices: list[Notice], day: date) -> tuple[str, str]:
    with office_language():
        said = {"day": date_format(day, "d/m/Y"), "count": len(notices)}
        subject = _("Phong Trào ngày %(day)s: %(count)s thông báo chưa đọc") % said
        items = [(notice.text, urljoin(settings.SITE_URL, notice.url)) for notice in notices]
        context = {"user": user, "items": items, "site": settings.SITE_URL}
        return subject, render_to_string("notifications/digest.txt", context)
