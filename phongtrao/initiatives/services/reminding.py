"""Words about validity checks by the clock: three days before the day, on it, and once late.

One notice a person, round, day and stage, however many dossiers wait.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from phongtrao.base.words import office_language
from phongtrao.initiatives.access.rounds import RUNS
from phongtrao.initiatives.models import Initiative, InitiativeRound
from phongtrao.lib.numbers import format_date
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Grant

BEFORE = timedelta(days=3)


@transaction.atomic
def remind_checkers(today: date) -> int:
    """Remind those who run the rounds; return how many notices. Safe to run many times a day."""
    waiting = Initiative.objects.filter(status=Initiative.Status.SUBMITTED)
    moments = waiting.values_list("round", "round__check_days", "submitted_at")
    counts: dict[tuple[int, date], int] = defaultdict(int)
    for round_, days, moment in moments.iterator():
        counts[round_, localdate(moment) + timedelta(days=days)] += 1
    pressing = {pair: count for pair, count in counts.items() if pair[1] <= today + BEFORE}
    notices = list(_notices(pressing, today))
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(notices)


def _notices(pressing: dict[tuple[int, date], int], today: date) -> Iterator[Notice]:
    rounds = InitiativeRound.objects.in_bulk({round_ for round_, __ in pressing})
    people = _runners({round_.owner_id for round_ in rounds.values()})
    with office_language():
        for (pk, due), count in sorted(pressing.items()):
            round_ = rounds[pk]
            url = reverse("initiatives:round", args=[pk]) + "?tinh_trang=submitted"
            key = f"initiatives.check:{pk}:{due}:{_stage(due, today)}"
            text = _words(round_, due, count, today)
            for user in people[round_.owner_id]:
                yield Notice(to_id=user, key=key, text=text, url=url)


def _runners(owners: set[int]) -> dict[int, list[int]]:
    """Offices and heads at the very units, by unit; one query."""
    grants = Grant.objects.today().filter(unit__in=owners, role__in=RUNS, kind="", level="")
    found: dict[int, list[int]] = defaultdict(list)
    active = grants.filter(user__is_active=True).order_by("unit", "user")
    for unit, user in active.values_list("unit", "user").distinct():
        found[unit].append(user)
    return found


def _stage(due: date, today: date) -> str:
    if due > today:
        return "soon"
    return "today" if due == today else "late"


def _words(round_: InitiativeRound, due: date, count: int, today: date) -> str:
    said = {
        "count": count,
        "round": round_.title,
        "due": format_date(due),
        "days": abs((due - today).days),
    }
    if due > today:
        return (
            _("Còn %(days)s ngày: %(count)s hồ sơ kiểm tra hợp lệ trước %(due)s, %(round)s.") % said
        )
    if due == today:
        return _("Hôm nay là hạn kiểm tra hợp lệ %(count)s hồ sơ của %(round)s.") % said
    return _("Quá hạn %(days)s ngày: %(count)s hồ sơ chưa kiểm tra hợp lệ, %(round)s.") % said
