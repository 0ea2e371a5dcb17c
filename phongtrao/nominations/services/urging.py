"""Words to units about a round: that it opened, its new hour, that they have not handed in. S3-44"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import WrongState
from phongtrao.lib.numbers import format_date
from phongtrao.nominations.access.rounds import ASKS, can_run
from phongtrao.nominations.models import AwardRound
from phongtrao.nominations.queries.quotas import asked_units, have_not_sent
from phongtrao.nominations.services.locking import lock_round
from phongtrao.notifications.models import Notice
from phongtrao.notifications.services import notify_many
from phongtrao.orgs.models import Grant, Unit


@transaction.atomic
def urge(found: AwardRound, *, by: AbstractBaseUser) -> int:
    """Tell those who prepare it at each such unit; how many people. WrongState on the second press of a day."""
    can_run(by, found).enforce()
    found = lock_round(found.pk)
    if found.status != AwardRound.Status.OPEN:
        raise WrongState(_("Đợt không còn nhận hồ sơ nên không nhắc."))
    key = f"nominations.urged:{found.pk}:{timezone.localdate():%Y-%m-%d}"
    if Notice.objects.filter(key=key).exists():
        raise WrongState(_("Hôm nay đã nhắc rồi. Mỗi ngày nhắc một lần."))
    said = _("Đơn vị chưa gửi hồ sơ: %(round)s. Hạn gửi: %(due)s.")
    count = _tell(found, have_not_sent(found), said, key)
    if not count:
        raise WrongState(_("Không còn đơn vị nào phải nhắc: đã gửi cả."))
    record(found, "nominations.urged", by=by, people=count)
    return count


def tell_asked(found: AwardRound, said: str, event: str) -> int:
    """Those who prepare it at every unit that is waited for. ``said`` names %(round)s and %(due)s."""
    return _tell(found, asked_units(found), said, f"nominations.round:{found.pk}:{event}")


def _tell(found: AwardRound, units: QuerySet[Unit], said: str, key: str) -> int:
    held = Grant.objects.today().filter(
        unit__in=units.order_by().values("pk"),
        role__in=ASKS,
        kind="",
        level="",
        user__is_active=True,
    )
    people = list(held.order_by("user").values_list("user", flat=True).distinct())
    due = timezone.localtime(found.due_at)
    text = said % {"round": found.title, "due": f"{due:%H:%M} {format_date(due.date())}"}
    url = reverse("nominations:round", args=[found.pk])
    notify_many(Notice(to_id=pk, key=key, text=text, url=url) for pk in people)
    return len(people)
