"""Days of renewal of property rights by the clock: a month and a week before, on the day, once late. S0-31

Told are who keeps the right for its owner and its authors; once late the unit's leaders as well.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import product

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.base.words import office_language
from phongtrao.lib.numbers import format_date
from phongtrao.notifications.models import Notice
from phongtrao.notifications.services import notify_many
from phongtrao.orgs.models import Grant, Unit
from phongtrao.orgs.scope import is_office_grant
from phongtrao.recognition.models import CreationShare, IpAsset
from phongtrao.recognition.waiting import AHEAD

WEEK = 7
KEEPERS = frozenset({Role.FOCAL, Role.HEAD, Role.OFFICE})
LEADERS = frozenset({Role.HEAD, Role.LEADER})


@transaction.atomic
def send_reminders(today: date) -> int:
    """Return how many notices were meant. Safe to run many times a day; three queries and one write."""
    due = IpAsset.objects.renewable().filter(renew_by__lte=today + AHEAD)
    assets = list(due.select_related("owner").order_by("pk"))
    held = _held({one.owner for one in assets})
    authors: dict[int, set[int]] = defaultdict(set)
    rows = CreationShare.objects.filter(
        creation__in={one.creation_id for one in assets}, person__user__is_active=True
    )
    for creation, user in rows.values_list("creation", "person__user"):
        authors[creation].add(user)
    with office_language():
        notices = [
            notice
            for one in assets
            for notice in _notices(
                one, held[one.owner_id, _is_late(one, today)] | authors[one.creation_id or 0], today
            )
        ]
    notify_many(notices)
    return len(notices)


def _held(owners: set[Unit]) -> dict[tuple[int, bool], set[int]]:
    """Accounts by owner and whether it is late; what a room of the Sở has is kept by the Sở's office as well."""
    rows = Grant.objects.today().filter(kind="", level="", user__is_active=True)
    rows = rows.filter(
        Q(unit__in=owners) | Q(unit__kind=Unit.Kind.DEPARTMENT, role=Role.OFFICE)
    ).select_related("unit")
    held: dict[tuple[int, bool], set[int]] = defaultdict(set)
    for grant, unit in product(rows, owners):
        if grant.unit_id != unit.pk and not is_office_grant(grant, unit):
            continue
        for is_late in (False, True):
            if grant.role in (KEEPERS | LEADERS if is_late else KEEPERS):
                held[unit.pk, is_late].add(grant.user_id)
    return held


def _is_late(asset: IpAsset, today: date) -> bool:
    return asset.renew_by is not None and asset.renew_by < today


def _notices(asset: IpAsset, to: set[int], today: date) -> Iterator[Notice]:
    due = asset.renew_by
    if due is None:  # of ``renewable`` none is
        return iter(())
    days = (due - today).days
    moment = "late" if days < 0 else "today" if days == 0 else "week" if days <= WEEK else "month"
    url = reverse("recognition:creation", args=[asset.creation_id])
    key = f"recognition.renewal:{asset.pk}:{due}:{moment}"
    text = _words(asset, due, days)
    return (Notice(to_id=user, key=key, text=text, url=url) for user in sorted(to))


def _words(asset: IpAsset, due: date, days: int) -> str:
    said = {"title": asset.title, "due": format_date(due), "days": abs(days)}
    if days > 0:
        return _("Còn %(days)s ngày (%(due)s): gia hạn, nộp phí sở hữu trí tuệ “%(title)s”.") % said
    if days == 0:
        return _("Hôm nay là hạn gia hạn, nộp phí sở hữu trí tuệ “%(title)s”.") % said
    return _("Quá hạn %(days)s ngày (%(due)s): gia hạn, nộp phí sở hữu trí tuệ “%(title)s”.") % said
