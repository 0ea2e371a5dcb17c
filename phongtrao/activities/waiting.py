"""What waits for a person in activities: sorts of rows of “việc của tôi”, asked in the query of plans."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.activities.access.activities import WRITES, own_activities
from phongtrao.activities.models import Activity, Contribution, ReportedActivity
from phongtrao.lib.numbers import format_number
from phongtrao.orgs.scope import at_units, has_role
from phongtrao.plans.models import Assignment, Plan
from phongtrao.plans.queries.waiting import Row, Say, Sort, Waiting, rows_of, waiting_at

S = Activity.Status
HEAD = frozenset({Role.HEAD})


def activity_sorts(user: AbstractBaseUser) -> Iterator[Sort]:
    """What came back, what waits for the head, what a report of progress does not say yet."""
    about: dict[str, Any] = {"what": F("title"), "whom": F("unit__name")}
    if has_role(user, *WRITES):
        own = own_activities(user)
        back = own.filter(status=S.RETURNED)
        yield rows_of(back, "mend_activity", ("starts_on", "pk"), key=F("pk"), **about)
        told = Exists(ReportedActivity.objects.filter(activity=OuterRef("pk")))
        untold = own.counted().filter(Exists(_open_work()), ~told, task__isnull=False)
        yield rows_of(untold, "report_activity", ("starts_on", "pk"), key=F("pk"), **about)
    if has_role(user, Role.HEAD):
        yield from _of_head(user)


def _of_head(user: AbstractBaseUser) -> Iterator[Sort]:
    """One row a unit, however many wait there. The office above confirms from its list: it is not its day."""
    recorded = Activity.objects.filter(at_units(user, HEAD, "unit__"), status=S.RECORDED)
    waiting = recorded.exclude(recorded_by=user.pk).order_by().values("unit", "unit__name")
    counted = waiting.annotate(count=Count("pk"))
    said: dict[str, Any] = {"n": F("count"), "what": F("unit__name"), "whom": F("unit__name")}
    yield rows_of(counted, "confirm_activities", ("-count",), key=F("unit"), **said)
    noted = Contribution.objects.filter(
        at_units(user, HEAD, "activity__unit__"),
        confirmed_on=None,
        activity__status__in=S.counted,
    ).exclude(person__user=user.pk)
    names = ("activity", "activity__title", "activity__unit__name")
    grouped = noted.order_by().values(*names).annotate(count=Count("pk"))
    told: dict[str, Any] = {"what": F("activity__title"), "whom": F("activity__unit__name")}
    yield rows_of(grouped, "confirm_contributions", ("activity",), key=F("activity"), n=F("count"), **told)  # fmt: skip


def _open_work() -> QuerySet[Assignment]:
    """Work of the activity's task at its unit that is still reported on."""
    rows = Assignment.objects.filter(task=OuterRef("task"), unit=OuterRef("unit"), done_on=None)
    return rows.filter(task__plan__status=Plan.Status.PUBLISHED).exclude(
        status__in=Assignment.Status.dropped
    )


def _to_mend(row: Row) -> Waiting:
    found = waiting_at(
        row, _("Hoạt động bị trả lại: %s"), "activities:edit", _("Sửa và ghi nhận lại")
    )
    return replace(found, is_back=True)


def _to_report(row: Row) -> Waiting:
    words = _("Chưa đưa vào báo cáo tiến độ: %s")
    return waiting_at(row, words, "activities:activity", _("Xem và đưa vào"))


def _to_confirm(row: Row) -> Waiting:
    words = _("%s hoạt động chờ xác nhận") % format_number(row.n)
    url = f"{reverse('activities:activities')}?{urlencode({'tinh_trang': S.RECORDED, 'don_vi': row.what})}"
    return Waiting(what=words, for_whom=row.whom, due=None, url=url, label=_("Xem và xác nhận"))


def _to_confirm_people(row: Row) -> Waiting:
    said = _("%(n)s đóng góp chờ xác nhận: %(what)s")
    words = said % {"n": format_number(row.n), "what": "%s"}
    return waiting_at(row, words, "activities:activity", _("Xem và xác nhận"))


WORDS: dict[str, Say] = {
    "mend_activity": _to_mend,
    "report_activity": _to_report,
    "confirm_activities": _to_confirm,
    "confirm_contributions": _to_confirm_people,
}
