"""The automatic status of a unit's work: one table of rules, two ways to ask it.

``with_progress`` asks in SQL for any number of rows, ``state_of`` and ``status_reason`` ask for one
row in hand. Both read RULES, in order: the first rule whose tests all hold gives the state. A person's
override, with its reason, stands before all rules.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.plans.models import Assignment

State = Assignment.Progress
LAST_WORD = ("claimed_at", "reported_at", "answered_at", "sent_at")  # the first that is there


@dataclass(frozen=True, slots=True)
class Clock:
    """Today, and the limits of the settings counted from it."""

    today: date

    @classmethod
    def at(cls, today: date | None) -> "Clock":
        return cls(today or timezone.localdate())

    @property
    def tomorrow(self) -> date:
        return self.today + timedelta(days=1)

    @property
    def not_yet_soon(self) -> date:
        """The first day that is too far ahead to be “soon”."""
        return self.tomorrow + timedelta(days=settings.DUE_SOON_DAYS)

    @property
    def fresh_since(self) -> datetime:
        """The moment before which a last word is stale."""
        day = self.today - timedelta(days=settings.STALE_DAYS)
        return timezone.make_aware(datetime.combine(day, time.min))


class Test(NamedTuple):
    """``field`` compared with a fixed value or with a limit of the clock; empty fields never match."""

    field: str
    how: str  # "is", "before", or "filled" (True or False)
    limit: Any

    def condition(self, clock: Clock) -> Q:
        match self.how:
            case "is":
                return Q(**{self.field: self.limit})
            case "filled":
                return Q(**{f"{self.field}__isnull": not self.limit})
            case _:
                return Q(**{f"{self.field}__lt": getattr(clock, self.limit)})

    def holds(self, assignment: Assignment, clock: Clock) -> bool:
        value = last_word(assignment) if self.field == "last_word" else _value(self, assignment)
        match self.how:
            case "is":
                return bool(value == self.limit)
            case "filled":
                return bool((value is not None) == self.limit)
            case _:
                return value is not None and bool(value < getattr(clock, self.limit))


@dataclass(frozen=True, slots=True)
class Rule:
    state: State
    tests: tuple[Test, ...]
    says: Callable[[Assignment, Clock], str]


# ------------------------------------------------------------------ the sentences


def _done(assignment: Assignment, _clock: Clock) -> str:
    return _("Hoàn thành ngày %(day)s.") % {"day": _day(assignment.done_on)}


def _declined(_assignment: Assignment, _clock: Clock) -> str:
    return _("Đơn vị từ chối đề nghị này nên không tính hạn, không tính vào tiến độ.")


def _joined(assignment: Assignment, _clock: Clock) -> str:
    if assignment.task.merged_into_id:
        return _("Nhiệm vụ đã gộp vào nhiệm vụ khác mà đơn vị cũng làm nên chỉ tính ở đó.")
    return _("Đơn vị đã chấm dứt; đơn vị kế thừa cũng được giao việc này nên chỉ tính ở đó.")


def _ended(_assignment: Assignment, _clock: Clock) -> str:
    return _("Kế hoạch đã thay đổi nên việc này kết thúc; kết quả đã có được giữ, không tính hạn.")


def _late(assignment: Assignment, clock: Clock) -> str:
    days = (clock.today - assignment.due_on).days if assignment.due_on else 0
    sentence = ngettext(
        "Quá hạn %(days)s ngày: hạn %(due)s, %(report)s.",
        "Quá hạn %(days)s ngày: hạn %(due)s, %(report)s.",
        days,
    )
    return sentence % {
        "days": days,
        "due": _day(assignment.due_on),
        "report": _last_report(assignment),
    }


def _due_soon(assignment: Assignment, clock: Clock) -> str:
    days = (assignment.due_on - clock.today).days if assignment.due_on else 0
    left = _("hết hạn hôm nay")
    if days:
        left = ngettext("còn %(days)d ngày", "còn %(days)d ngày", days) % {"days": days}
    return _("Sắp đến hạn: %(left)s, hạn %(due)s, %(report)s.") % {
        "left": left,
        "due": _day(assignment.due_on),
        "report": _last_report(assignment),
    }


def _stale(assignment: Assignment, clock: Clock) -> str:
    days = (clock.today - timezone.localdate(last_word(assignment))).days
    sentence = ngettext(
        "Đã %(days)s ngày không có cập nhật, %(report)s.",
        "Đã %(days)s ngày không có cập nhật, %(report)s.",
        days,
    )
    return sentence % {
        "days": days,
        "report": _last_report(assignment),
    }


def _not_started(assignment: Assignment, _clock: Clock) -> str:
    return _("Chưa bắt đầu: chưa nộp báo cáo nào, %(due)s.") % {"due": _due(assignment)}


def _on_time(assignment: Assignment, _clock: Clock) -> str:
    return _("Đúng hạn: %(due)s, %(report)s.") % {
        "due": _due(assignment),
        "report": _last_report(assignment),
    }


# ------------------------------------------------------------------ the rules

RULES = (
    Rule(State.DONE, (Test("done_on", "filled", limit=True),), _done),
    Rule(State.DECLINED, (Test("status", "is", Assignment.Status.DECLINED),), _declined),
    Rule(State.JOINED, (Test("status", "is", Assignment.Status.JOINED),), _joined),
    Rule(State.ENDED, (Test("status", "is", Assignment.Status.ENDED),), _ended),
    Rule(State.LATE, (Test("due_on", "before", "today"),), _late),
    Rule(State.DUE_SOON, (Test("due_on", "before", "not_yet_soon"),), _due_soon),
    Rule(State.STALE, (Test("last_word", "before", "fresh_since"),), _stale),
    Rule(
        State.NOT_STARTED,
        (Test("reported_at", "filled", limit=False), Test("claimed_at", "filled", limit=False)),
        _not_started,
    ),
    Rule(State.ON_TIME, (), _on_time),
)


def with_progress(rows: QuerySet[Any, Any], today: date | None = None) -> QuerySet[Any, Any]:
    """Annotate ``state`` (a value of Assignment.Progress) as of ``today`` by one CASE expression."""
    clock = Clock.at(today)
    cases = [When(_all(rule.tests, clock), then=Value(rule.state.value)) for rule in RULES[:-1]]
    automatic = Case(*cases, default=Value(RULES[-1].state.value), output_field=CharField())
    judged = ~Q(override="") & ~Q(status__in=Assignment.Status.dropped)
    state = Case(When(judged, then=F("override")), default=automatic)
    found: QuerySet[Any, Any] = rows.alias(last_word=Coalesce(*LAST_WORD)).annotate(state=state)
    return found


def rule_of(assignment: Assignment, today: date | None = None) -> Rule:
    """The rule that decides the automatic state; the last one always holds."""
    clock = Clock.at(today)
    return next(rule for rule in RULES if all(test.holds(assignment, clock) for test in rule.tests))


def state_of(assignment: Assignment, today: date | None = None) -> State:
    return State(override_of(assignment) or rule_of(assignment, today).state)


def override_of(assignment: Assignment) -> str:
    """A person's judgement; of work that was declined or joined there is nothing to judge."""
    dropped = assignment.status in Assignment.Status.dropped
    return "" if dropped else assignment.override


def status_reason(assignment: Assignment, today: date | None = None) -> str:
    """Why the state is what it is: “Quá hạn 5 ngày: hạn 15/12/2026, báo cáo gần nhất 60%.”"""
    automatic = rule_of(assignment, today).says(assignment, Clock.at(today))
    if not override_of(assignment):
        return automatic
    return _("Đánh giá lại: %(reason)s (Tự động: %(automatic)s)") % {
        "reason": assignment.override_reason,
        "automatic": automatic,
    }


def last_word(assignment: Assignment) -> datetime:
    """When the unit was last heard of; until then, when the work was sent."""
    heard = assignment.claimed_at or assignment.reported_at or assignment.answered_at
    return heard or assignment.sent_at


def _all(tests: tuple[Test, ...], clock: Clock) -> Q:
    condition = Q()
    for test in tests:
        condition &= test.condition(clock)
    return condition


def _value(test: Test, assignment: Assignment) -> Any:
    return getattr(assignment, test.field)


def _last_report(assignment: Assignment) -> str:
    if assignment.is_claiming:
        said = _("đơn vị báo %(claimed)s%%, chưa được duyệt")
    elif assignment.reported_at is None:
        said = _("chưa có báo cáo")
    else:
        said = _("báo cáo gần nhất %(percent)s%%")
    return said % {"percent": assignment.percent, "claimed": assignment.claimed_percent}


def _due(assignment: Assignment) -> str:
    if assignment.due_on is None:
        return _("không có hạn cố định")
    return _("hạn %(due)s") % {"due": _day(assignment.due_on)}


def _day(day: date | None) -> str:
    return date_format(day, "d/m/Y") if day else ""
