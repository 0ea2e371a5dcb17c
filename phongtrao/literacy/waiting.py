"""What of digital literacy waits for a person: a row of “việc của tôi” for each unit one confirms for."""

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, F, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.literacy.access.results import DECIDES, decides_results
from phongtrao.literacy.models import Completion
from phongtrao.orgs.scope import at_offices
from phongtrao.plans.queries.waiting import Row, Say, Sort, Waiting, rows_of


def literacy_sorts(user: AbstractBaseUser) -> Iterator[Sort]:
    """Results to confirm, summed by unit: a school of eighty teachers is one row."""
    if not decides_results(user):
        return
    waiting = Completion.objects.filter(
        at_offices(user, DECIDES, "decider__"), status=Completion.Status.WAITING
    ).exclude(person__user=user.pk)
    units = waiting.order_by().values("decider")
    said = {"what": Value(""), "whom": F("decider__name"), "key": F("decider")}
    yield rows_of(units, "confirm_literacy", ("row_key",), n=Count("pk"), **said)


def _to_confirm(row: Row) -> Waiting:
    words = ngettext(
        "%d kết quả kỹ năng số chờ xác nhận", "%d kết quả kỹ năng số chờ xác nhận", row.n
    )
    return Waiting(
        what=words % row.n,
        for_whom=row.whom,
        due=None,
        url=f"{reverse('literacy:results')}?tinh_trang=waiting",
        label=_("Xem và xác nhận"),
    )


WORDS: dict[str, Say] = {"confirm_literacy": _to_confirm}
