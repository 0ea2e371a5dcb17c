"""Words about requested reports: by the clock, in the stages of every deadline, and by the office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.http import addresses_of
from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import nfc
from phongtrao.notifications.models import Notice
from phongtrao.plans.queries.people import offices_of_units, people_by_unit
from phongtrao.plans.queries.reminders import stage_of, unsaid_stage
from phongtrao.plans.services.assignments import quoted
from phongtrao.reports.models import ReportRequest, RequestAnswer
from phongtrao.reports.requests import access
from phongtrao.reports.requests.queries import to_urge
from phongtrao.reports.requests.services.asking import copy_for_next_year, request_url

BATCH = 2_000
PREPARED_BEFORE = timedelta(days=45)  # time enough to look over the form before units must know


@dataclass(frozen=True, slots=True)
class Urged:
    """How many units were told, and how many have nobody with an account to tell."""

    units: int
    without_people: int


@transaction.atomic
def send_reminders(today: date) -> int:
    """Remind who has not handed in, in the stages of plans' deadlines; return how many units.

    Safe to run many times a day: each stage of a deadline is said once.
    """
    owed = RequestAnswer.objects.owed().filter(unsaid_stage(today)).select_related("request")
    rows = list(owed)
    people = people_by_unit({row.unit_id for row in rows})
    address = addresses_of("reports:answer")
    with office_language():
        _write(
            Notice(
                to=user,
                key=f"reports.remind:{row.pk}:{row.due_on}:{stage_of((row.due_on - today).days)}",
                text=_reminder(row, today),
                url=address(row.pk),
            )
            for row in rows
            for user in people.get(row.unit_id, [])
        )
    told = [row.pk for row in rows if row.unit_id in people]
    RequestAnswer.objects.filter(pk__in=told).update(reminded_on=today)
    return len(told)


@transaction.atomic
def urge_request(
    request: ReportRequest, words: str, *, late_only: bool, by: AbstractBaseUser
) -> Urged:
    """Press the units that have not handed in; nobody hears of the same report twice a day."""
    access.can_run(by, request).enforce()
    said = nfc(words).strip()
    if not said:
        raise BadInput(_("Hãy ghi lời nhắn."))
    # Two officers at once would say it twice: the second waits here, and finds it said.
    ReportRequest.objects.select_for_update().get(pk=request.pk)
    today = timezone.localdate()
    pressed = to_urge(request, today, late_only=late_only)
    if not pressed.told:
        raise WrongState(_("Không còn đơn vị nào để đôn đốc: đã nộp đủ, hoặc hôm nay đã nhắc rồi."))
    _tell(request, pressed.told, said)
    told = [row.pk for row in pressed.told]
    RequestAnswer.objects.filter(pk__in=told).update(reminded_on=today)
    record(request, "reports.request_urged", by=by, after={"words": said}, units=len(told))
    return Urged(len(told), len(pressed.mute))


@transaction.atomic
def prepare_next_rounds(today: date) -> int:
    """Draft next year's round of what repeats, and tell the office once; return how many.

    S1-86: the report before 15/12 comes back every year. Nothing is sent by the clock.
    """
    within = today + PREPARED_BEFORE
    sent = ReportRequest.objects.exclude(status=ReportRequest.Status.DRAFT)
    rows = sent.filter(is_yearly=True, later=None).select_related("owner", "document")
    due = [row for row in rows.select_for_update(of=("self",)) if _next_due(row) <= within]
    offices = offices_of_units({row.owner for row in due})
    for row in due:
        made = copy_for_next_year(row, by=None)
        with office_language():
            text = _("Đã soạn sẵn đợt báo cáo hằng năm %s. Hãy xem lại rồi gửi các đơn vị.")
            words = text % quoted(made.title)
        _write(
            Notice(to=user, key=f"reports.next_round:{made.pk}", text=words, url=request_url(made))
            for user in offices[row.owner_id]
        )
    return len(due)


# ------------------------------------------------------------------ the words


def notice_text(request: ReportRequest, answer: RequestAnswer, words: str) -> str:
    """What the people of one unit read; the preview shows the same."""
    said = {
        "title": quoted(request.title),
        "due": date_format(answer.due_on, "d/m/Y"),
        "words": nfc(words).strip(),
    }
    return _("Văn phòng đôn đốc báo cáo %(title)s, hạn %(due)s: đơn vị chưa nộp. %(words)s") % said


def _reminder(row: RequestAnswer, today: date) -> str:
    said = {
        "what": quoted(row.request.title),
        "due": date_format(row.due_on, "d/m/Y"),
        "days": abs((row.due_on - today).days),
    }
    if row.due_on > today:
        return _("Còn %(days)s ngày đến hạn %(due)s nộp báo cáo %(what)s.") % said
    if row.due_on == today:
        return _("Hôm nay là hạn %(due)s nộp báo cáo %(what)s.") % said
    return _("Quá hạn %(days)s ngày, hạn %(due)s: báo cáo %(what)s. Hãy nộp ngay.") % said


def _tell(request: ReportRequest, rows: list[RequestAnswer], words: str) -> None:
    people = people_by_unit(row.unit_id for row in rows)
    address, moment = addresses_of("reports:answer"), timezone.now().isoformat()
    with office_language():
        _write(
            Notice(
                to=user,
                key=f"reports.urge:{row.pk}:{moment}",
                text=notice_text(request, row, words),
                url=address(row.pk),
            )
            for row in rows
            for user in people[row.unit_id]
        )


def _next_due(request: ReportRequest) -> date:
    return date(request.due_on.year + 1, request.due_on.month, 1)


def _write(notices: Iterable[Notice]) -> None:
    Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=BATCH)
