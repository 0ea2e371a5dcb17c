"""What of digital literacy waits for a person: a row of “việc của tôi” for each unit one confirms for."""

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, F, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.literacy.access.common import keeps_literacy
from phongtrao.literacy.access.results import DECIDES, decides_results, own_owed_counts
from phongtrao.literacy.models import Completion
from phongtrao.orgs.scope import at_offices
from phongtrao.plans.queries.waiting import Row, Say, Sort, Waiting, rows_of


def literacy_sorts(user: AbstractBaseUser) -> Iterator[Sort]:
    """Numbers a unit owes; results to confirm, summed by unit: a school of eighty teachers is one row."""
    if keeps_literacy(user):
        about = {"what": F("call__group__name"), "whom": F("unit__name"), "due": F("due_on")}
        owed = own_owed_counts(user).select_related(None)
        yield rows_of(owed, "owe_literacy", ("due_on", "pk"), key=F("pk"), **about)
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


def _to_declare(row: Row) -> Waiting:
    return Waiting(
        what=_("Khai số người đạt kỹ năng số: %s") % row.what,
        for_whom=row.whom,
        due=row.due,
        url=reverse("literacy:count_owed", args=[row.key]),
        label=_("Khai số"),
    )


WORDS: dict[str, Say] = {"owe_literacy": _to_declare, "confirm_literacy": _to_confirm}
