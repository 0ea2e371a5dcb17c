"""What waits for a person in activities: sorts of rows of “việc của tôi”, asked in the query of plans."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Value
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.activities.access.activities import WRITES, own_activities
from phongtrao.activities.access.partners import asked_of
from phongtrao.activities.models import Activity, Contribution, ReportedActivity
from phongtrao.lib.numbers import format_number
from phongtrao.orgs.models import Grant
from phongtrao.orgs.scope import ACTS_FOR_UNIT, at_units, grants_of, has_role, unit_condition
from phongtrao.plans.access.reports import TAKEN_ON
from phongtrao.plans.models import Assignment, Plan
from phongtrao.plans.queries.waiting import Row, Say, Sort, Waiting, rows_of, waiting_at

S = Activity.Status
HEAD = frozenset({Role.HEAD})
OFFICE = frozenset({Role.OFFICE})


def activity_sorts(user: AbstractBaseUser) -> Iterator[Sort]:
    """What came back, where others named us, what waits for the head, what a report does not say yet."""
    about: dict[str, Any] = {"what": F("title"), "whom": F("unit__name")}
    if has_role(user, *WRITES):
        own = own_activities(user)
        back = own.filter(status=S.RETURNED)
        yield rows_of(back, "mend_activity", ("starts_on", "pk"), key=F("pk"), **about)
        named: dict[str, Any] = {"what": F("activity__title"), "whom": F("activity__unit__name")}
        yield rows_of(asked_of(user), "agree_activity", ("day", "pk"), key=F("activity"), **named)
    if has_role(user, *ACTS_FOR_UNIT):
        reports = Activity.objects.filter(at_units(user, ACTS_FOR_UNIT, "unit__"))
        told = Exists(ReportedActivity.objects.filter(activity=OuterRef("pk")))
        untold = reports.counted().filter(Exists(_open_work()), ~told, task__isnull=False)
        yield rows_of(untold, "report_activity", ("starts_on", "pk"), key=F("pk"), **about)
    if has_role(user, Role.HEAD):
        yield from _of_head(user)
    if has_role(user, Role.OFFICE):
        yield _of_office(user)


def _of_head(user: AbstractBaseUser) -> Iterator[Sort]:
    """One row a unit, however many wait there."""
    recorded = Activity.objects.filter(at_units(user, HEAD, "unit__"), status=S.RECORDED)
    waiting = recorded.exclude(recorded_by=user.pk).order_by().values("unit", "unit__name")
    counted = waiting.annotate(count=Count("pk"))
    said: dict[str, Any] = {"n": F("count"), "what": F("unit__name"), "whom": F("unit__name")}
    yield rows_of(counted, "confirm_activities", ("-count",), key=F("unit"), **said)
    noted = Contribution.objects.filter(
        at_units(user, HEAD, "activity__unit__"),
        confirmed_on=None,
    ).exclude(person__user=user.pk)
    noted = noted.exclude(activity__status__in=S.written)
    names = ("activity", "activity__title", "activity__unit__name")
    grouped = noted.order_by().values(*names).annotate(count=Count("pk"))
    told: dict[str, Any] = {"what": F("activity__title"), "whom": F("activity__unit__name")}
    yield rows_of(grouped, "confirm_contributions", ("activity",), key=F("activity"), n=F("count"), **told)  # fmt: skip


def _of_office(user: AbstractBaseUser) -> Sort:
    """One row for all that no head of the unit can confirm: the only head recorded it, or there is none.

    The rest waits for its heads first; indicators and reports count what is confirmed.
    """
    heads = Grant.objects.today().filter(
        unit=OuterRef("unit"), role=Role.HEAD, user__is_active=True
    )
    others = Exists(heads.exclude(user=OuterRef("recorded_by")))
    below = unit_condition(grants_of(user, OFFICE), "unit__")
    rows = Activity.objects.filter(below, ~others, status=S.RECORDED).exclude(recorded_by=user.pk)
    counted = rows.order_by().values(all=Value(0)).annotate(count=Count("pk"))
    return rows_of(counted, "confirm_below", ("count",), key=F("all"), n=F("count"), what=Value(""), whom=Value(""))  # fmt: skip


def _open_work() -> QuerySet[Assignment]:
    """Work of the activity's task at its unit that is still reported on."""
    rows = Assignment.objects.filter(task=OuterRef("task"), unit=OuterRef("unit"), done_on=None)
    return rows.filter(task__plan__status=Plan.Status.PUBLISHED, status__in=TAKEN_ON)


def _to_mend(row: Row) -> Waiting:
    found = waiting_at(
        row, _("Hoạt động bị trả lại: %s"), "activities:edit", _("Sửa và ghi nhận lại")
    )
    return replace(found, is_back=True)


def _to_agree(row: Row) -> Waiting:
    words = _("Xác nhận cùng làm: %s")
    return waiting_at(row, words, "activities:activity", _("Xem và trả lời"))


def _to_report(row: Row) -> Waiting:
    words = _("Chưa đưa vào báo cáo tiến độ: %s")
    return waiting_at(row, words, "activities:activity", _("Xem và đưa vào"))


def _to_confirm(row: Row) -> Waiting:
    words = _("%s hoạt động chờ xác nhận") % format_number(row.n)
    url = f"{reverse('activities:activities')}?{urlencode({'tinh_trang': S.RECORDED, 'don_vi': row.what})}"
    return Waiting(what=words, for_whom=row.whom, due=None, url=url, label=_("Xem và xác nhận"))


def _to_confirm_below(row: Row) -> Waiting:
    said = _("%s hoạt động của cấp dưới mà ở đơn vị không còn ai xác nhận được")
    url = f"{reverse('activities:activities')}?{urlencode({'tinh_trang': S.RECORDED})}"
    words = said % format_number(row.n)
    return Waiting(what=words, for_whom="", due=None, url=url, label=_("Xem và xác nhận"))


def _to_confirm_people(row: Row) -> Waiting:
    said = _("%(n)s đóng góp chờ xác nhận: %(what)s")
    words = said % {"n": format_number(row.n), "what": "%s"}
    return waiting_at(row, words, "activities:activity", _("Xem và xác nhận"))


WORDS: dict[str, Say] = {
    "mend_activity": _to_mend,
    "agree_activity": _to_agree,
    "report_activity": _to_report,
    "confirm_activities": _to_confirm,
    "confirm_below": _to_confirm_below,
    "confirm_contributions": _to_confirm_people,
}
