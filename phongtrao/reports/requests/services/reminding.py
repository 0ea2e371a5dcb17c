"""Words about requested reports: by the clock, in the stages of every deadline, and by the office."""

from datetime import date, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.words import office_language
from phongtrao.notifications.services import notify
from phongtrao.plans.queries.people import offices_of_units
from phongtrao.plans.services import owed
from phongtrao.plans.services.assignments import quoted
from phongtrao.plans.services.urging import Urged
from phongtrao.reports.models import ReportRequest, RequestAnswer
from phongtrao.reports.requests import access
from phongtrao.reports.requests.queries import owed_answers
from phongtrao.reports.requests.services.asking import copy_for_next_year, request_url

PREPARED_BEFORE = timedelta(days=45)  # time enough to look over the form before units must know
ANSWERS = owed.OwedKind(
    key="reports",
    url_name="reports:answer",
    title=lambda answer: answer.request.title,
    ahead=gettext_lazy("Còn %(days)s ngày đến hạn %(due)s nộp báo cáo %(what)s."),
    today=gettext_lazy("Hôm nay là hạn %(due)s nộp báo cáo %(what)s."),
    late=gettext_lazy("Quá hạn %(days)s ngày, hạn %(due)s: báo cáo %(what)s. Hãy nộp ngay."),
    urged=gettext_lazy(
        "Văn phòng đôn đốc báo cáo %(what)s, hạn %(due)s: đơn vị chưa nộp. %(words)s"
    ),
    deed="reports.request_urged",
)


def send_reminders(today: date) -> int:
    """Remind who has not handed in; return how many units."""
    return owed.send_reminders(
        ANSWERS, RequestAnswer.objects.owed().select_related("request"), today
    )


@transaction.atomic
def urge_request(
    request: ReportRequest, words: str, *, late_only: bool, by: AbstractBaseUser
) -> Urged:
    """Press the units that have not handed in, in one act."""
    access.can_run(by, request).enforce()
    return owed.urge(ANSWERS, request, owed_answers(request), words, late_only=late_only, by=by)


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
        key = f"reports.next_round:{made.pk}"
        notify(offices[row.owner_id], words, key=key, url=request_url(made))
    return len(due)


def _next_due(request: ReportRequest) -> date:
    return date(request.due_on.year + 1, request.due_on.month, 1)
