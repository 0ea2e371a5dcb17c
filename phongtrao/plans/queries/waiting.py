"""What waits for a person in this app: the rows of “việc của tôi”, all of them in one query.

Each sort is a SELECT of the same columns (``Row``), put together by UNION ALL: the busiest officer has
all sorts at once, and a page may ask ten queries.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, NullIf
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import ACTS_FOR_UNIT, grants_of, unit_condition
from phongtrao.plans.models import Assignment, Intake, Plan, ProgressReport
from phongtrao.plans.queries.issuers import OFFICE, may_run, offices_of
from phongtrao.plans.queries.reminders import late_plans, open_work
from phongtrao.plans.queries.twins import without_twins

S = Assignment.Status
R = ProgressReport.Status
SHOWN = 30  # of one sort; the rest is behind the unit's page
AHEAD = timedelta(days=30)
LENGTH = 140


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for one person: what, for whom, by when, and where the button leads.

    A row may stand for several: then ``due`` is the nearest of their days, ``due_words`` says so, and
    ``is_late`` that some of them are past theirs.
    """

    what: str
    for_whom: str
    due: date | None
    url: str
    label: str
    due_words: str = ""
    is_late: bool = False
    is_back: bool = False  # it was returned: somebody has read it and waits

    def bucket(self, today: date) -> str:
        """“back”, “overdue”, “today”, “week” (to Sunday) or “later”; without a day it is for this week."""
        if self.is_back:
            return "back"
        if self.is_past(today):
            return "overdue"
        if self.due is None:
            return "week"
        if self.due == today:
            return "today"
        sunday = today + timedelta(days=6 - today.weekday())
        return "week" if self.due <= sunday else "later"

    def is_past(self, today: date) -> bool:
        return self.is_late or bool(self.due and self.due < today)


class Row(NamedTuple):
    """``key``: what the button is about, ``other``: a second key; ``n`` of them, ``m`` late or units.

    Where a row stands for several, ``due`` is the nearest day to come, ``gone`` the first missed.
    """

    sort: str
    key: int
    other: int
    n: int
    m: int
    what: str
    whom: str
    due: date | None
    gone: date | None


Sort = QuerySet[Any, Any]
Say = Callable[[Row], Waiting]


def waiting_for(
    user: AbstractBaseUser,
    today: date | None = None,
    *,
    also: Iterable[Sort] = (),
    said: Mapping[str, Say] | None = None,
) -> list[Waiting]:
    """Everything of plans that waits for the user, the most pressing first; what has no day, last.

    ``also``: sorts of an app above, made by ``rows_of``, in the same query; ``said``: its words by sort.
    """
    today = today or timezone.localdate()
    sorts = [*_of_units(user, today), *_of_office(user, today), *also]
    if not sorts:
        return []
    # A UNION promises no order: that of the sorts is ours, then what stands for most.
    together = sorts[0].union(*sorts[1:], all=True) if len(sorts) > 1 else sorts[0]
    words = {**WORDS, **(said or {})}
    order = {sort: place for place, sort in enumerate(words)}
    found = [Row(*row) for row in together]
    found.sort(key=lambda row: (order[row.sort], -row.n, row.key))
    rows = [words[row.sort](row) for row in found]
    return sorted(rows, key=lambda row: (row.due is None, not row.is_late, row.due or today))


def rows_of(rows: Sort, sort: str, order: tuple[Any, ...], **columns: Any) -> Sort:
    """The columns of Row from these expressions, as many rows as home shows of one sort."""
    empty = {
        "other": Value(0),
        "n": Value(1),
        "m": Value(0),
        "due": Value(None),
        "gone": Value(None),
    }
    said = {"sort": Value(sort), **empty, **columns}
    typed = {f"row_{name}": _typed(said[name], TYPES[name]) for name in Row._fields}
    shown: Sort = rows.annotate(**typed).order_by(*order).values_list(*typed)[:SHOWN]
    return shown


def waiting_at(row: Row, words: str, url_name: str, label: str) -> Waiting:
    """The usual line of a row: ``words`` around what it is (%s), a button to the page of its key."""
    return Waiting(
        what=words % row.what,
        for_whom=row.whom,
        due=row.due,
        url=reverse(url_name, args=[row.key]),
        label=label,
    )


def _typed(said: Any, field: Any) -> Any:
    return said if isinstance(said, _Looked) else Cast(said, field)


TYPES: dict[str, Any] = {
    **dict.fromkeys(("sort", "what", "whom"), CharField()),
    **dict.fromkeys(("key", "other", "n", "m"), BigIntegerField()),
    **dict.fromkeys(("due", "gone"), DateField()),
}


def _text(way: str = "") -> Coalesce:
    """What the unit has to do, as ``Assignment.text`` says it."""
    return Coalesce(NullIf(F(f"{way}wording"), Value("")), F(f"{way}task__text"))


# ------------------------------------------------------------------ the unit's people


def _of_units(user: AbstractBaseUser, today: date) -> Iterator[Sort]:
    units = [grant.unit_id for grant in grants_of(user, ACTS_FOR_UNIT)]
    if units:
        yield _to_accept(units, today)
        yield _returned(units)
        yield _to_report(units, today)


def _to_accept(units: list[int], today: date) -> Sort:
    """Unanswered work, one row a unit and plan: a plan may bring forty tasks at once."""
    rows = (
        open_work(today)
        .filter(unit__in=units, status=S.SENT)
        .order_by()
        .values("unit", "unit__name", "task__plan", "task__plan__title")
        .annotate(
            count=Count("pk"),
            late=Count("pk", filter=Q(due_on__lt=today)),
            coming=Min("due_on", filter=Q(due_on__gte=today)),
            missed=Min("due_on", filter=Q(due_on__lt=today)),
        )
    )
    return rows_of(
        rows,
        "accept",
        ("-late", "coming", "task__plan"),
        key=F("unit"),
        other=F("task__plan"),
        n=F("count"),
        m=F("late"),
        what=F("task__plan__title"),
        whom=F("unit__name"),
        due=F("coming"),
        gone=F("missed"),
    )


def _returned(units: list[int]) -> Sort:
    rows = ProgressReport.objects.filter(
        assignment__unit__in=units,
        status=R.RETURNED,
        assignment__task__plan__status=Plan.Status.PUBLISHED,
    )
    return rows_of(
        rows,
        "returned",
        ("-reviewed_at",),
        key=F("pk"),
        what=_text("assignment__"),
        whom=F("assignment__unit__name"),
        due=F("assignment__due_on"),
    )


def _to_report(units: list[int], today: date) -> Sort:
    """Accepted work late or due within thirty days, unless a report on it waits or came back."""
    handled = ProgressReport.objects.filter(
        assignment=OuterRef("pk"), status__in=(R.SUBMITTED, R.RETURNED)
    )
    rows = open_work(today).filter(
        ~Exists(handled), unit__in=units, status=S.ACCEPTED, due_on__lte=today + AHEAD
    )
    return _one_each(without_twins(rows), "report", ("due_on", "pk"))


# ------------------------------------------------------------------ the office


def _of_office(user: AbstractBaseUser, today: date) -> Iterator[Sort]:
    if may_run(user):
        # Of its own plans, and, to a head, reports of others on tasks the unit set itself.
        local = Q(assignment__task__local_to__in=_headed(user))
        own = offices_of(user, "assignment__task__plan__owner__")
        yield _to_review(own | local, user)
        yield _proposals(offices_of(user, "task__plan__owner__"))
        yield _late(offices_of(user), today)
    if grants := grants_of(user, OFFICE):
        yield _intakes(unit_condition(grants, "unit__"))


def _headed(user: AbstractBaseUser) -> list[int]:
    return [grant.unit_id for grant in grants_of(user, frozenset({Role.HEAD}))]


def _to_review(condition: Q, user: AbstractBaseUser) -> Sort:
    """Submitted reports, one row a plan; due is not theirs, but the day they came."""
    rows = (
        ProgressReport.objects.filter(condition, status=R.SUBMITTED)
        .exclude(submitted_by=user.pk)
        .values(plan=F("assignment__task__plan"))
        .annotate(count=Count("pk"), units=Count("assignment__unit", distinct=True))
    )
    counts = {"key": F("plan"), "n": F("count"), "m": F("units"), "what": _title_of("plan")}
    return rows_of(rows, "review", ("-count",), **counts, whom=Value(""))


class _Looked(Subquery):
    """A subquery about what rows are grouped by, looked up once a group.

    Grouped by a plan's title, the database would sort tens of thousands of rows by words of a language
    to count their units.
    """

    def get_group_by_cols(self) -> list[Any]:
        return []


def _title_of(plan: str) -> Subquery:
    titles = Plan.objects.filter(pk=OuterRef(plan)).values("title")
    return _Looked(titles, output_field=CharField())


def _proposals(condition: Q) -> Sort:
    rows = Assignment.objects.filter(
        condition, status=S.PROPOSED, task__plan__status=Plan.Status.PUBLISHED
    )
    return _one_each(rows, "proposal", ("answered_at", "pk"))


def _intakes(condition: Q) -> Sort:
    rows = Intake.objects.filter(condition, status=Intake.Status.REVIEW)
    what = Coalesce(NullIf(F("title"), Value("")), F("file__name"))
    return rows_of(rows, "intake", ("-uploaded_at",), key=F("pk"), what=what, whom=F("unit__name"))


def _late(owners: Q, today: date) -> Sort:
    rows = late_plans(today, Unit.objects.filter(owners))
    counts = {"key": F("task__plan"), "n": F("count"), "m": F("units"), "gone": F("oldest")}
    title = _title_of("task__plan")
    return rows_of(rows, "late", ("-count",), **counts, what=title, whom=Value(""))


def _one_each(rows: Sort, sort: str, order: tuple[Any, ...]) -> Sort:
    """One row a piece of work."""
    named = {"what": _text(), "whom": F("unit__name"), "due": F("due_on")}
    return rows_of(rows, sort, order, key=F("pk"), **named)


# ------------------------------------------------------------------ the words


def _say_accept(row: Row) -> Waiting:
    what = _("%(count)s nhiệm vụ chờ tiếp nhận: %(plan)s")
    if row.m:
        what = _("%(count)s nhiệm vụ chờ tiếp nhận, %(late)s đã quá hạn: %(plan)s")
    return Waiting(
        what=what % {"count": row.n, "late": row.m, "plan": _short(row.what)},
        for_whom=row.whom,
        due=row.gone or row.due,
        url=_work_url(row.key, viec="cho-tiep-nhan", ke_hoach=row.other, chon="het"),
        label=_("Tiếp nhận"),
        due_words=_nearest(row),
        is_late=bool(row.m),
    )


def _nearest(row: Row) -> str:
    """Which of several days is shown: under “Quá hạn” the one that was missed."""
    if row.n == 1:
        return ""
    return _("Quá hạn từ") if row.gone else _("Hạn gần nhất")


def _say_returned(row: Row) -> Waiting:
    what = _("Báo cáo bị trả lại: %s") % _short(row.what)
    url = reverse("plans:edit_report", args=[row.key])
    return Waiting(what, row.whom, row.due, url, _("Sửa và nộp lại"), is_back=True)


def _say_report(row: Row) -> Waiting:
    url = reverse("plans:start_report", args=[row.key])
    return Waiting(_short(row.what), row.whom, row.due, url, _("Báo cáo tiến độ"))


def _say_review(row: Row) -> Waiting:
    what = _("%s báo cáo tiến độ chờ duyệt") % row.n
    for_whom = _("%(units)s đơn vị, %(plan)s") % {"units": row.m, "plan": _short(row.what)}
    url = f"{reverse('plans:review_queue')}?ke_hoach={row.key}"
    return Waiting(what, for_whom, None, url, _("Duyệt báo cáo"))


def _say_proposal(row: Row) -> Waiting:
    what = _("Đề xuất điều chỉnh: %s") % _short(row.what)
    url = reverse("plans:assignment", args=[row.key])
    return Waiting(what, row.whom, row.due, url, _("Trả lời"))


def _say_intake(row: Row) -> Waiting:
    what = _("Soát kế hoạch vừa đọc: %s") % _short(row.what)
    url = reverse("plans:intake", args=[row.key])
    return Waiting(what, row.whom, None, url, _("Soát"))


def _say_late(row: Row) -> Waiting:
    what = _("%(count)s việc quá hạn: %(plan)s") % {"count": row.n, "plan": _short(row.what)}
    url = f"{reverse('plans:board', args=[row.key])}?tinh_trang=late"
    whom = _("%s đơn vị") % row.m
    label = _("Xem và đôn đốc")
    return Waiting(what, whom, row.gone, url, label, _nearest(row), is_late=True)


WORDS: dict[str, Say] = {
    "accept": _say_accept,
    "returned": _say_returned,
    "report": _say_report,
    "review": _say_review,
    "proposal": _say_proposal,
    "intake": _say_intake,
    "late": _say_late,
}


def _work_url(unit: int, **asked: str | int) -> str:
    return f"{reverse('plans:unit_work', args=[unit])}?{urlencode(asked)}"


def _short(text: str) -> str:
    """Cut between two words, the ellipsis attached: alone it would begin a line."""
    said = " ".join(text.split())
    if len(said) <= LENGTH:
        return said
    return said[:LENGTH].rsplit(" ", 1)[0].rstrip(" ,;.:-") + "…"
