"""Words about numbers that are owed: by the clock, in the stages of every deadline, and by the office."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.http import addresses_of
from phongtrao.base.words import office_language
from phongtrao.indicators.access import rounds as access
from phongtrao.indicators.models import CollectionRound, UnitReport
from phongtrao.indicators.queries.rounds import to_urge
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import nfc
from phongtrao.notifications.models import Notice
from phongtrao.plans.queries.people import people_by_unit
from phongtrao.plans.queries.reminders import stage_of, unsaid_stage
from phongtrao.plans.services.assignments import quoted

BATCH = 2_000


@transaction.atomic
def send_reminders(today: date) -> int:
    """Remind who has not handed in, in the stages of plans' deadlines; return how many units.

    Safe to run many times a day: each stage of a deadline is said once.
    """
    rows = list(UnitReport.objects.owed().filter(unsaid_stage(today)).select_related("round"))
    people = people_by_unit({row.unit_id for row in rows})
    address = addresses_of("indicators:report")
    with office_language():
        _write(
            Notice(
                to=user,
                key=f"indicators.remind:{row.pk}:{row.due_on}:{stage_of((row.due_on - today).days)}",
                text=_reminder(row, today),
                url=address(row.pk),
            )
            for row in rows
            for user in people.get(row.unit_id, [])
        )
    told = [row.pk for row in rows if row.unit_id in people]
    UnitReport.objects.filter(pk__in=told).update(reminded_on=today)
    return len(told)


@transaction.atomic
def urge_round(
    round_: CollectionRound, words: str, *, late_only: bool, by: AbstractBaseUser
) -> int:
    """Press the units that have not handed in, in one act; nobody hears of the same twice a day."""
    access.can_run(by, round_).enforce()
    said = nfc(words).strip()
    if not said:
        raise BadInput(_("Hãy ghi lời nhắn."))
    # Two officers at once would say it twice: the second waits here, and finds it said.
    CollectionRound.objects.select_for_update().get(pk=round_.pk)
    today = timezone.localdate()
    pressed = to_urge(round_, today, late_only=late_only)
    if not pressed.told:
        raise WrongState(_("Không còn đơn vị nào để đôn đốc: đã nộp đủ, hoặc hôm nay đã nhắc rồi."))
    _tell(pressed.told, said)
    told = [row.pk for row in pressed.told]
    UnitReport.objects.filter(pk__in=told).update(reminded_on=today)
    record(round_, "indicators.round_urged", by=by, after={"words": said}, units=len(told))
    return len(told)


def notice_text(report: UnitReport, words: str) -> str:
    """What the people of one unit read; the preview shows the same."""
    said = {
        "title": quoted(report.round.title),
        "due": date_format(report.due_on, "d/m/Y"),
        "words": nfc(words).strip(),
    }
    return _("Văn phòng đôn đốc số liệu %(title)s, hạn %(due)s: đơn vị chưa nộp. %(words)s") % said


def _reminder(row: UnitReport, today: date) -> str:
    said = {
        "what": quoted(row.round.title),
        "due": date_format(row.due_on, "d/m/Y"),
        "days": abs((row.due_on - today).days),
    }
    if row.due_on > today:
        return _("Còn %(days)s ngày đến hạn %(due)s nộp số liệu %(what)s.") % said
    if row.due_on == today:
        return _("Hôm nay là hạn %(due)s nộp số liệu %(what)s.") % said
    return _("Quá hạn %(days)s ngày, hạn %(due)s: số liệu %(what)s. Hãy nộp ngay.") % said


def _tell(rows: list[UnitReport], words: str) -> None:
    people = people_by_unit(row.unit_id for row in rows)
    address, moment = addresses_of("indicators:report"), timezone.now().isoformat()
    with office_language():
        _write(
            Notice(
                to=user,
                key=f"indicators.urge:{row.pk}:{moment}",
                text=notice_text(row, words),
                url=address(row.pk),
            )
            for row in rows
            for user in people[row.unit_id]
        )


def _write(notices: Iterable[Notice]) -> None:
    Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=BATCH)
