"""The time of a task between three forms: the task's columns, ``lib.periods.Timing``, and words.

The words are those of the column “Thời gian thực hiện” (annex II of plan 004, S4-46). A task keeps
its words as the paper writes them beside the rule, so that nothing is lost where the rule is unclear.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadInput
from phongtrao.lib.periods import Timing, TimingKind, parse_partial
from phongtrao.lib.text import fold
from phongtrao.plans.models import Phase, Task

Kind = Task.Timing
UNDATED = frozenset({Kind.CONTINUOUS, Kind.SEPARATE_PLAN, Kind.UNSPECIFIED})


@dataclass(frozen=True, slots=True)
class When:
    """What a task stores of its time. ``text``: the words, as written or as the rule says them."""

    timing: str = Kind.UNSPECIFIED
    value: str = ""
    text: str = ""
    phase: Phase | None = None

    def rule(self) -> Timing | None:
        """The rule; None when the paper says no time. BadInput for a value that is no date."""
        if self.timing == Kind.UNSPECIFIED:
            return None
        if self.timing == Kind.PHASE:
            return self._rule_of_phase()
        if self.timing in UNDATED:
            return Timing(TimingKind(self.timing))
        try:
            return Timing(TimingKind(self.timing), parse_partial(self.value))
        except ValueError:
            raise BadInput(
                _("“%s” không hợp với cách nói thời gian đã chọn. Hãy chọn lại.") % self.value
            ) from None

    def words(self) -> str:
        """As written, else as the rule says it."""
        if self.text:
            return self.text
        if self.timing == Kind.PHASE and self.phase:
            return self.phase.name
        rule = self.rule()
        return rule.sentence() if rule else ""

    def _rule_of_phase(self) -> Timing:
        if self.phase is None:
            raise BadInput(_("Nhiệm vụ theo giai đoạn phải chọn giai đoạn."))
        return Timing.phase(self.phase.starts_on, self.phase.ends_on)


def when_of(task: Task) -> When:
    return When(task.timing, task.timing_value, task.timing_text, task.phase)


def due_on(when: When, today: date) -> date | None:
    """The due date of work given out today: the next one of a recurring time, else its one day.

    A day already past stays: work given out late is late. Continuous work and work by a plan of its
    own have none.
    """
    rule = when.rule()
    if rule is None:
        return None
    if rule.is_recurring:
        return rule.next_due(today - timedelta(days=1))
    days = rule.due_dates(date(1900, 1, 1), date(2200, 12, 31))
    return days[0] if days else None


def stored(rule: Timing, phases: Iterable[Phase] = ()) -> When | None:
    """The rule as a task keeps it; None for days that are no phase of the movements."""
    if rule.kind is TimingKind.PHASE:
        same = (p for p in phases if (p.starts_on, p.ends_on) == (rule.start, rule.end))
        phase = next(same, None)
        return When(Kind.PHASE, phase=phase) if phase else None
    return When(rule.kind.value, str(rule.when or ""))


def read_when(text: str, phases: Iterable[Phase] = ()) -> When:
    """Read the column “Thời gian thực hiện”. What cannot be read stays as words, without a rule.

    BadInput for a day that is none (31/02/2026, quý V).
    """
    phases = list(phases)
    words = " ".join(text.split())
    for phase in phases:
        if words and fold(phase.name) == fold(words):
            return When(Kind.PHASE, text=words, phase=phase)
    rule = read_rule(words)
    found = stored(rule, phases) if rule else None
    if found is None:
        return When(text=words)
    return When(found.timing, found.value, words, found.phase)


def read_rule(words: str) -> Timing | None:
    """The first of READERS that knows the words; None if none does."""
    folded = fold(words)
    for pattern, make in READERS:
        if found := pattern.search(folded):
            try:
                return make(found)
            except ValueError:
                raise BadInput(
                    _("“%s” không phải là thời gian có thật. Hãy sửa, ví dụ 20/08/2026.") % words
                ) from None
    return None


# ------------------------------------------------------------------ words, folded: “quý” is “qui”
_DAY = r"(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
Reader = Callable[[re.Match[str]], Timing]


def _numbers(found: re.Match[str]) -> list[int]:
    return [int(part) for part in found.groups() if part]


def _date(found: re.Match[str]) -> Timing:
    day, month, year = _numbers(found)
    return Timing.on(date(year, month, day))


def _span(found: re.Match[str]) -> Timing:
    d1, m1, y1, d2, m2, y2 = _numbers(found)
    return Timing.phase(date(y1, m1, d1), date(y2, m2, d2))


def _years(found: re.Match[str]) -> Timing:
    first, last = _numbers(found)
    return Timing.phase(date(first, 1, 1), date(last, 12, 31))


def _yearly(found: re.Match[str]) -> Timing:
    day, month = _numbers(found)
    return Timing.yearly(month, day)


def _monthly(found: re.Match[str]) -> Timing:
    return Timing.monthly(_numbers(found)[0])


def _quarterly(found: re.Match[str]) -> Timing:
    return Timing.quarterly(_numbers(found)[0])


def _quarter(found: re.Match[str]) -> Timing:
    number = _ROMAN.get(found[1]) or int(found[1])
    return Timing.in_quarter(int(found[2]), number)


def _month(found: re.Match[str]) -> Timing:
    number, year = _numbers(found)
    return Timing.in_month(year, number)


# In this order: what comes round may name the day it begins, a span holds two days, a day holds a
# month, “hằng năm” may stand beside a day.
READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(r"(\d{1,2})[,/]? (?:cua )?(?:hang|moi) thang"), _monthly),
    (
        re.compile(
            r"(\d{1,2})[,/]? (?:cua )?(?:(?:hang|moi) qui|thang cuoi (?:cua )?(?:hang |moi )?qui)\b"
        ),
        _quarterly,
    ),
    (re.compile(rf"tu (?:ngay )?{_DAY} den (?:het )?(?:ngay )?{_DAY}"), _span),
    (re.compile(_DAY), _date),
    (re.compile(r"(\d{1,2}) thang (\d{1,2}) nam (\d{4})"), _date),
    (re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{1,2})(?=,? (?:hang|moi) nam)"), _yearly),
    (re.compile(r"(?:hang|moi) nam.*?(\d{1,2})\s?[/.-]\s?(\d{1,2})"), _yearly),
    (re.compile(r"qui (iv|i{1,3}|\d)(?:\s?/\s?| nam | )(\d{4})"), _quarter),
    (re.compile(r"thang (\d{1,2})(?:\s?/\s?| nam | )(\d{4})"), _month),
    (re.compile(r"(?:giai doan|tu nam) (\d{4})\s?(?:-|den(?: nam)?)\s?(\d{4})"), _years),
    (
        re.compile(r"thuong xuyen|lien tuc|dinh ki|(?:hang|moi) (?:nam|thang|qui|tuan)"),
        lambda _m: Timing.continuous(),
    ),
    (re.compile(r"ke hoach rieng|theo ke hoach"), lambda _m: Timing.separate_plan()),
    (
        re.compile(r"^(?:trong |den |het |den het )?(?:nam )?((?:19|20|21)\d{2})$"),
        lambda found: Timing.in_year(int(found[1])),
    ),
)
