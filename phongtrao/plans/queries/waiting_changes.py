"""Changed plans on “việc của tôi”: for units the changes to answer, for the office their proposals."""

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.orgs.scope import ACTS_FOR_UNIT, grants_of
from phongtrao.plans.models import ChangeAnswer
from phongtrao.plans.queries.issuers import may_run, offices_of
from phongtrao.plans.queries.waiting import Row, Say, Sort, Waiting, rows_of

S = ChangeAnswer.Status


def change_sorts(user: AbstractBaseUser) -> Iterator[Sort]:
    """In the columns of ``waiting.rows_of``; their words are WORDS."""
    units = [grant.unit_id for grant in grants_of(user, ACTS_FOR_UNIT)]
    if units:
        rows = ChangeAnswer.objects.filter(unit__in=units, status__in=(S.WAITING, S.SETTLED))
        yield _rows(rows, "change")
    if may_run(user):
        own = offices_of(user, "amendment__owner__")
        yield _rows(ChangeAnswer.objects.filter(own, status=S.PROPOSED), "change_proposal")


def _rows(rows: Sort, sort: str) -> Sort:
    said = {"what": F("amendment__amends__title"), "whom": F("unit__name"), "due": Value(None)}
    return rows_of(rows, sort, ("pk",), key=F("pk"), **said)


def _say_change(row: Row) -> Waiting:
    what = _("Kế hoạch thay đổi, chờ đơn vị trả lời: %s") % row.what
    return Waiting(what, row.whom, None, _url(row), _("Xem thay đổi"))


def _say_proposal(row: Row) -> Waiting:
    what = _("Đề xuất về thay đổi của kế hoạch: %s") % row.what
    return Waiting(what, row.whom, None, _url(row), _("Trả lời"))


def _url(row: Row) -> str:
    return reverse("plans:unit_changes", args=[row.key])


WORDS: dict[str, Say] = {"change": _say_change, "change_proposal": _say_proposal}
