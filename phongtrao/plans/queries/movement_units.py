"""The units below a movement: who has launched in answer to it, and what each of them does for it.

Everything is annotated on units, so that a table of 3,000 of them filters, sorts and pages in SQL.
"""

from datetime import date, datetime, time
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.lib.periods import Period, PeriodKind, containing
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Unit, is_of_kinds, is_of_levels
from phongtrao.orgs.queries import kind_words, level_words
from phongtrao.plans.doings import did_something
from phongtrao.plans.models import Assignment, Movement, Plan, ProgressReport
from phongtrao.plans.queries import tally
from phongtrao.plans.queries.cascade import issuable_units
from phongtrao.plans.queries.entries import entries, singles


class Launch(TextChoices):
    """Whether a unit has launched its own; the values stand in addresses."""

    LAUNCHED = "da-phat-dong", _("Đã phát động")
    LATE = "qua-han", _("Quá hạn phát động")
    WAITING = "chua-phat-dong", _("Chưa phát động")
    NOT_ASKED = "khong-yeu-cau", _("Không yêu cầu")


def asked_units(movement: Movement) -> QuerySet[Unit]:
    """Units below that are asked to launch their own: of the kinds and levels the movement names."""
    return issuable_units(movement.owner).filter(is_asked(movement))


def is_asked(movement: Movement) -> Q:
    """The same as a condition on units. Levels narrow those that have one: a commune has none."""
    asked = is_of_kinds(movement.asked_kinds)
    if movement.asked_levels:
        asked &= Q(level="") | is_of_levels(movement.asked_levels)
    return asked


def asked_words(movement: Movement) -> str:
    """“xã, phường, đặc khu; trường; trung tâm”, with the levels if they are narrowed."""
    said = "; ".join(kind.lower() for kind in kind_words(movement.asked_kinds))
    if not said:
        return str(_("không đơn vị nào"))
    narrowed = ", ".join(level.lower() for level in level_words(movement.asked_levels))
    return f"{said} ({narrowed})" if narrowed else said


def answers_to(movement: Movement) -> QuerySet[Movement]:
    """Movements below, at most three levels down: a school may answer its commune's answer."""
    below = Q(parent=movement.pk) | Q(parent__parent=movement.pk)
    return Movement.objects.filter(below | Q(parent__parent__parent=movement.pk))


def with_launch(units: QuerySet[Unit], movement: Movement, today: date) -> QuerySet[Any, Any]:
    """Annotate the unit's newest answer: ``launch`` (a value of Launch), ``is_launched``, ``answer``
    (key), ``is_waited_for`` (asked, and has not), ``answer_title``, ``answer_paper`` (number) and ``launched_on``. A draft is no answer yet.
    """
    answers = answers_to(movement).filter(owner=OuterRef("pk")).order_by("-launched_on", "-pk")
    launched = answers.exclude(status=Movement.Status.DRAFT)
    is_late = bool(movement.units_launch_by and movement.units_launch_by < today)
    return units.annotate(
        is_launched=Exists(launched),
        is_waited_for=Case(
            When(is_asked(movement) & ~Exists(launched), then=Value(value=True)),
            default=Value(value=False),
            output_field=BooleanField(),
        ),
        launch=Case(
            When(Exists(launched), then=Value(Launch.LAUNCHED.value)),
            When(~is_asked(movement), then=Value(Launch.NOT_ASKED.value)),
            default=Value(Launch.LATE.value if is_late else Launch.WAITING.value),
            output_field=CharField(),
        ),
        answer=Subquery(launched.values("pk")[:1]),
        answer_title=Subquery(launched.values("title")[:1]),
        answer_paper=Subquery(launched.values("launched_by__number")[:1]),
        launched_on=Subquery(launched.values("launched_on")[:1]),
    )


def told_today(movement: Movement, today: date) -> set[int]:
    """Units that were urged to launch today, as the keys of their notices say; one query."""
    head, tail = urge_key(movement, "", today).split("::")
    rows = Notice.objects.filter(key__startswith=f"{head}:", key__endswith=f":{tail}")
    keys = rows.values_list("key", flat=True).distinct()
    return {int(key.removeprefix(f"{head}:").removesuffix(f":{tail}")) for key in keys}


def urge_key(movement: Movement, unit: int | str, day: date) -> str:
    """The key of a notice by which a unit hears of a launch once a day."""
    return f"plans.launch:{movement.pk}:{unit}:{day.isoformat()}"


def with_work(units: QuerySet[Any, Any], movement: Movement, scope: Q) -> QuerySet[Any, Any]:
    """Annotate ``given``, ``accepted``, ``done``: tasks of the movement's plans at the unit.

    ``scope``: assignments that may be counted for the asker (``access.plans.countable``).
    """
    work = entries(work_of(movement).filter(scope)).filter(unit=OuterRef("pk"))
    found: QuerySet[Any, Any] = units.annotate(
        given=_count(work.filter(tally.COUNTED)),
        accepted=_count(work.filter(tally.ACCEPTED)),
        done=_count(work.filter(tally.DONE)),
    )
    return found


def with_activity(
    units: QuerySet[Any, Any], movement: Movement, scope: Q, today: date
) -> QuerySet[Any, Any]:
    """Annotate ``reports`` (handed in this quarter) and ``is_quiet``: no report, answer, launch
    nor activity (``plans.doings``) in it."""
    quarter = quarter_of(today)
    moments = _moments(quarter)
    work = work_of(movement).filter(scope, unit=OuterRef("pk"))
    reports = ProgressReport.objects.filter(
        assignment__in=work_of(movement).filter(scope),
        assignment__unit=OuterRef("pk"),
        submitted_at__range=moments,
    )
    launches = answers_to(movement).filter(
        owner=OuterRef("pk"), launched_on__range=(quarter.start, quarter.end)
    )
    found: QuerySet[Any, Any] = units.annotate(
        reports=_count(reports, "assignment__unit"),
        is_quiet=Case(
            When(
                ~Exists(reports)
                & ~Exists(work.filter(answered_at__range=moments))
                & ~Exists(launches.exclude(status=Movement.Status.DRAFT))
                & ~did_something(movement, quarter),
                then=Value(value=True),
            ),
            default=Value(value=False),
            output_field=BooleanField(),
        ),
    )
    return found


def work_of(movement: Movement) -> QuerySet[Assignment]:
    """What the movement's plans have given out, without tasks that units set themselves."""
    plans = Plan.objects.filter(movements=movement.pk).exclude(status=Plan.Status.DRAFT)
    return Assignment.objects.filter(
        task__plan__in=plans.values("pk"),
        task__local_to=None,
        task__ended_in=None,
        task__merged_into=None,
    )


def running_work(movement: Movement) -> dict[str, int]:
    """What a closing leaves unfinished: ``work`` at ``units`` in ``plans``; two queries."""
    rows = work_of(movement).filter(task__plan__status=Plan.Status.PUBLISHED)
    left = entries(rows).filter(tally.COUNTED & ~tally.DONE)
    found: dict[str, int] = left.aggregate(work=Count("pk"), units=Count("unit", distinct=True))
    parts = singles(rows).filter(tally.COUNTED & ~tally.DONE)
    found |= parts.aggregate(plans=Count("task__plan", distinct=True))
    return found


def quarter_of(today: date) -> Period:
    return containing(today, PeriodKind.QUARTER)


def _moments(period: Period) -> tuple[datetime, datetime]:
    ends = (datetime.combine(period.start, time.min), datetime.combine(period.end, time.max))
    return timezone.make_aware(ends[0]), timezone.make_aware(ends[1])


def _count(rows: QuerySet[Any, Any], unit: str = "unit") -> Coalesce:
    counted = rows.order_by().values(unit).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0))
