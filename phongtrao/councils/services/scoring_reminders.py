"""Words about score sheets by the clock: three days before they are due, on the day, and once late.

One notice a person, council and day, however many sheets: a reviewer may hold fifty.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from phongtrao.base.words import office_language
from phongtrao.councils.models import Case, Conflict, Council, Member, ScoreSheet
from phongtrao.notifications.models import Notice

BEFORE = timedelta(days=3)
LATE_FOR = timedelta(days=30)  # what is older is the secretary's to settle


class Batch(NamedTuple):
    """Sheets of one person in one council, due on one day."""

    user: int
    council: int
    title: str
    due: date


@transaction.atomic
def remind_scorers(today: date) -> int:
    """Remind those who have not scored; return how many notices. Safe to run many times a day."""
    batches = Counter(Batch(*row) for row in _due(today).values_list(*COLUMNS))
    notices = list(_notices(batches, today))
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    _due(today).update(reminded_on=today)
    return len(notices)


COLUMNS = ("member__person__user", "case__council", "case__council__title", "due_on")


def _due(today: date) -> QuerySet[ScoreSheet]:
    """Of people who may score today and were not reminded today."""
    standing = Conflict.objects.filter(
        case=OuterRef("case"), member=OuterRef("member"), status=Conflict.Status.STANDING
    )
    rows = ScoreSheet.objects.unfinished().filter(
        case__status__in=Case.Status.undecided,
        case__council__status=Council.Status.ACTIVE,
        member__in=Member.objects.today().values("pk"),
        member__person__user__isnull=False,
        due_on__range=(today - LATE_FOR, today + BEFORE),
    )
    return rows.exclude(Exists(standing)).exclude(reminded_on=today)


def _notices(batches: Counter[Batch], today: date) -> Iterator[Notice]:
    url = reverse("councils:my_sheets")
    with office_language():
        for batch, count in sorted(batches.items()):
            key = f"councils.scoring:{batch.council}:{batch.due}:{stage_of(batch.due, today)}"
            text = _words(batch, count, today)
            yield Notice(to_id=batch.user, key=key, text=text, url=url)


def stage_of(due: date, today: date) -> str:
    if due > today:
        return "soon"
    return "today" if due == today else "late"


def _words(batch: Batch, count: int, today: date) -> str:
    said = {
        "count": count,
        "council": batch.title,
        "due": date_format(batch.due, "d/m/Y"),
        "days": abs((batch.due - today).days),
    }
    if batch.due > today:
        return (
            _("Còn %(days)s ngày đến hạn %(due)s: %(count)s hồ sơ chờ bạn chấm, %(council)s.")
            % said
        )
    if batch.due == today:
        return _("Hôm nay %(due)s là hạn chấm %(count)s hồ sơ của %(council)s.") % said
    return (
        _("Quá hạn %(days)s ngày, hạn %(due)s: %(count)s hồ sơ bạn chưa chấm, %(council)s.") % said
    )
