"""Words about votes that run: who has a ballot and has not voted is told after an hour, then once a day.

Of a sitting, never of its items: a number would differ for who keeps away from one. Nothing is withdrawn when
a ballot is cast, only once all votes of the sitting are over: the moment of a vote is kept nowhere.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.base.words import office_language
from phongtrao.councils.models import Council, Item, Sitting
from phongtrao.councils.queries.votes import open_ballots
from phongtrao.councils.services.sittings import named
from phongtrao.notifications.models import Notice

AFTER = timedelta(hours=1)


@transaction.atomic
def remind_voters(now: datetime) -> int:
    """Remind those who have not voted; return how many notices. Safe to run many times a day."""
    rows = open_ballots().filter(
        item__opened_at__lte=now - AFTER,
        item__sitting__council__status=Council.Status.ACTIVE,
        member__person__user__is_active=True,
    )
    pairs = sorted(set(rows.values_list("item__sitting", "member__person__user").order_by()))
    sittings = Sitting.objects.select_related("council").in_bulk({sitting for sitting, _ in pairs})
    with office_language():
        notices = [_notice(sittings[pk], user, now) for pk, user in pairs]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(notices)


def end_reminders(sitting: Sitting) -> None:
    """Nobody needs to vote any more: what is unread counts as read, for all at one moment."""
    under_vote = Item.objects.filter(sitting=sitting, status=Item.Status.VOTING)
    people = sitting.presences.values("member__person__user")
    told = Notice.objects.filter(to__in=people, key__startswith=_key(sitting), read_at=None)
    told.exclude(Exists(under_vote)).update(read_at=timezone.now())


def _notice(sitting: Sitting, user: int, now: datetime) -> Notice:
    said = _("%(council)s đang biểu quyết tại phiên họp %(when)s. Bạn chưa bỏ phiếu xong.")
    key = f"{_key(sitting)}{timezone.localdate(now)}"
    url = reverse("councils:ballot", args=[sitting.pk])
    return Notice(to_id=user, key=key, text=said % named(sitting), url=url)


def _key(sitting: Sitting) -> str:
    return f"councils.vote:{sitting.pk}:"
