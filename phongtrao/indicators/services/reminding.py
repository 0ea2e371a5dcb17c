"""Words about numbers that are owed: by the clock, in the stages of every deadline, and by the office."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext_lazy

from phongtrao.indicators.access import rounds as access
from phongtrao.indicators.models import CollectionRound, UnitReport
from phongtrao.indicators.queries.rounds import owed_reports
from phongtrao.plans.services import owed
from phongtrao.plans.services.urging import Urged

NUMBERS = owed.OwedKind(
    key="indicators",
    url_name="indicators:report",
    title=lambda report: report.round.title,
    ahead=gettext_lazy("Còn %(days)s ngày đến hạn %(due)s nộp số liệu %(what)s."),
    today=gettext_lazy("Hôm nay là hạn %(due)s nộp số liệu %(what)s."),
    late=gettext_lazy("Quá hạn %(days)s ngày, hạn %(due)s: số liệu %(what)s. Hãy nộp ngay."),
    urged=gettext_lazy(
        "Văn phòng đôn đốc số liệu %(what)s, hạn %(due)s: đơn vị chưa nộp. %(words)s"
    ),
    deed="indicators.round_urged",
)


def send_reminders(today: date) -> int:
    """Remind who has not handed in; return how many units."""
    return owed.send_reminders(NUMBERS, UnitReport.objects.owed().select_related("round"), today)


@transaction.atomic
def urge_round(
    round_: CollectionRound, words: str, *, late_only: bool, by: AbstractBaseUser
) -> Urged:
    """Press the units that have not handed in, in one act."""
    access.can_run(by, round_).enforce()
    return owed.urge(NUMBERS, round_, owed_reports(round_), words, late_only=late_only, by=by)
