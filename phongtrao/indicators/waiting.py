"""What waits for a person in numbers: sorts of rows of “việc của tôi”, asked in the query of plans."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, F
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.indicators.access.rounds import own_reports, reports_to_judge
from phongtrao.indicators.models import UnitReport
from phongtrao.lib.numbers import format_number
from phongtrao.orgs.scope import ACTS_FOR_UNIT, has_role
from phongtrao.plans.queries.waiting import Row, Say, Sort, Waiting, rows_of, waiting_at

S = UnitReport.Status
EDIT = "indicators:report_edit"


def number_sorts(user: AbstractBaseUser) -> Iterator[Sort]:
    """Numbers to type or mend, and those to judge, as sorts for ``waiting_for``."""
    if has_role(user, *ACTS_FOR_UNIT):
        about: dict[str, Any] = {"what": F("round__title"), "whom": F("round__owner__name")}
        owed = own_reports(user).owed()
        for sort, status in (("mend_numbers", S.RETURNED), ("type_numbers", S.OPEN)):
            rows = owed.filter(status=status)
            yield rows_of(rows, sort, ("due_on", "pk"), key=F("pk"), due=F("due_on"), **about)
    if has_role(user, Role.OFFICE):
        names = ("round", "round__title", "round__owner__name")
        grouped = reports_to_judge(user).order_by().values(*names).annotate(count=Count("pk"))
        said: dict[str, Any] = {"what": F("round__title"), "whom": F("round__owner__name")}
        yield rows_of(grouped, "judge_numbers", ("-count",), key=F("round"), n=F("count"), **said)


def _to_type(row: Row) -> Waiting:
    return waiting_at(row, "%s", EDIT, _("Nhập số liệu"))


def _to_mend(row: Row) -> Waiting:
    found = waiting_at(row, _("Số liệu bị trả lại: %s"), EDIT, _("Sửa và nộp lại"))
    return replace(found, is_back=True)


def _to_judge(row: Row) -> Waiting:
    said = _("%(n)s đơn vị chờ duyệt số liệu: %(what)s")
    words = said % {"n": format_number(row.n), "what": row.what}
    url = reverse("indicators:round", args=[row.key]) + "?tinh_trang=cho-duyet"
    return Waiting(what=words, for_whom=row.whom, due=None, url=url, label=_("Xem và duyệt"))


WORDS: dict[str, Say] = {
    "type_numbers": _to_type,
    "mend_numbers": _to_mend,
    "judge_numbers": _to_judge,
}
