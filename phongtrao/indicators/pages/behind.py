"""What stands behind a computed number: the tasks, the targets or the activities that were counted. S1-52."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Case, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.activities.access.activities import visible_activities
from phongtrao.activities.tables import state_of
from phongtrao.indicators.access.definitions import visible_targets
from phongtrao.indicators.feed_words import feed_words, kinds_of
from phongtrao.indicators.models import ActivityFeed, Indicator, Measurement
from phongtrao.indicators.queries.computed import FULFILS, judged_numbers, work_of_year
from phongtrao.indicators.queries.from_activities import activities_behind, amount_of, feed_of
from phongtrao.indicators.tables import target_words
from phongtrao.lib.numbers import format_number, with_measure
from phongtrao.plans.access.assignments import visible_assignments
from phongtrao.plans.periods import read_period
from phongtrao.web.components import State

C = Indicator.Computed
MOST = 200


@dataclass(frozen=True, slots=True)
class Line:
    what: str
    url: str
    asked: str
    told: str
    state: State


@dataclass(frozen=True, slots=True)
class Behind:
    """The lines the user opens; ``others``: how many were counted besides."""

    measurement: Measurement
    lines: tuple[Line, ...]
    others: int
    is_of_targets: bool = False
    feed: ActivityFeed | None = None

    @classmethod
    def of(cls, row: Measurement, user: AbstractBaseUser) -> "Behind":
        if feed := feed_of(row.indicator):
            lines, counted = _activities(row, feed, user)
            return cls(row, tuple(lines), counted - len(lines), feed=feed)
        year = read_period(row.period).end.year
        is_of_targets = row.indicator.computed_from == C.TARGETS_BEYOND
        lines, counted = (_targets if is_of_targets else _tasks)(row, user, year)
        return cls(row, tuple(lines[:MOST]), counted - len(lines[:MOST]), is_of_targets)

    @property
    def how(self) -> str:
        """Of activities, how they are counted."""
        return feed_words(self.feed, kinds_of(self.feed)) if self.feed else ""

    @property
    def labels(self) -> dict[str, str]:
        """Heads of the columns; under ``counts`` stands whether a line counts above the line too."""
        if self.feed:
            told = {"what": _("Hoạt động"), "asked": _("Ngày"), "told": _("Đếm được")}
            return told | {"counts": _("Tình trạng")}
        if self.is_of_targets:
            told = {"what": _("Chỉ tiêu"), "asked": _("Cần đạt"), "told": _("Kết quả")}
            return told | {"counts": _("Vượt mức")}
        is_early = self.measurement.indicator.computed_from == C.TASKS_EARLY
        counts = _("Trước hạn") if is_early else _("Hoàn thành")
        told = {"what": _("Nhiệm vụ"), "asked": _("Hạn"), "told": _("Hoàn thành ngày")}
        return told | {"counts": counts}

    @property
    def said(self) -> str:
        """“3 / 8”"""
        n, d = self.measurement.numerator, self.measurement.denominator
        if self.feed and not self.feed.is_yes_no:
            return with_measure(n, self.feed.indicator.measure)
        return f"{format_number(n)} / {format_number(d or 0)}"


def _tasks(row: Measurement, user: AbstractBaseUser, year: int) -> tuple[list[Line], int]:
    """Those the user opens, and how many were counted."""
    indicator = row.indicator
    fulfils = When(FULFILS[C(indicator.computed_from)], then=Value(value=True))
    work = work_of_year(indicator, year, timezone.localdate()).filter(unit=row.unit_id)
    work = work.annotate(fulfils=Case(fulfils, default=Value(value=False)))
    found = list(work.select_related("task").order_by("due_on", "pk"))
    opened = visible_assignments(user).filter(pk__in=[one.pk for one in found])
    seen = set(opened.values_list("pk", flat=True))
    lines = [
        Line(
            one.text,
            reverse("plans:assignment", args=[one.pk]),
            _day(one.due_on),
            _day(one.done_on),
            _state(counts=one.fulfils),
        )
        for one in found
        if one.pk in seen
    ]
    return lines, len(found)


def _activities(
    row: Measurement, feed: ActivityFeed, user: AbstractBaseUser
) -> tuple[list[Line], int]:
    """The newest of those the user opens, at most ``MOST``, and how many were counted."""
    period, today = read_period(row.period), timezone.localdate()
    counted = activities_behind(feed, row.unit, period, today, is_below=not feed.is_yes_no)
    opened = visible_activities(user).filter(pk__in=counted.values("pk"))
    shown = list(opened.order_by("-starts_on", "-pk")[:MOST])
    amount = amount_of(feed, period, shown)
    lines = [
        Line(
            f"{one.title} ({one.unit.name})",
            reverse("activities:activity", args=[one.pk]),
            _day(one.starts_on),
            format_number(amount(one)),
            state_of(one),
        )
        for one in shown
    ]
    return lines, counted.count()


def _targets(row: Measurement, user: AbstractBaseUser, year: int) -> tuple[list[Line], int]:
    judged = judged_numbers(row.indicator, year, [row.unit_id])
    named = visible_targets(user).filter(pk__in=[one.target.pk for one in judged])
    seen = set(named.values_list("pk", flat=True))
    lines = [
        Line(
            f"{one.target.indicator}: {target_words(one.target)}",
            f"{reverse('totals:target', args=[one.target.pk])}?don_vi={row.unit_id}",
            with_measure(round(one.asked, 2), one.target.indicator.measure),
            with_measure(round(one.value, 2), one.target.indicator.measure),
            _state(counts=one.better),
        )
        for one in judged
        if one.target.pk in seen
    ]
    return lines, len(judged)


def _state(*, counts: bool) -> State:
    """Above the line or only below it: every line counts as one of those asked."""
    return State(_("Có"), "done") if counts else State(_("Không"), "neutral")


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "—"
