"""Ready-to-paste reminders, for a chat group: who, what, by when, and the link that leads to it.

Only what the reader sees stands in them. Who pastes them decides who reads them, so that no person is
named.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from phongtrao.lib.numbers import format_date
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Assignment, Plan
from phongtrao.plans.queries.urging import CONDITIONS, Cause, slow_work

A_TEXT = 20  # units or tasks in one message: a longer one is cut or not read
MOST = 200
LENGTH = 140
Absolute = Callable[[str], str]
KINDS = {
    Cause.LATE: "qua-han",
    Cause.SOON: "sap-den-han",
    Cause.UNANSWERED: "cho-tiep-nhan",
}  # what the unit's list of work calls them


@dataclass(frozen=True, slots=True)
class About:
    """What to remind of, as of which day; ``absolute`` makes a path an address for outside."""

    cause: Cause
    today: date
    absolute: Absolute


@dataclass(frozen=True, slots=True)
class ReminderTexts:
    """``texts``: the messages, in order; ``count``: units of a plan or tasks of a unit in them."""

    texts: list[str]
    count: int


def texts_of_plan(plan: Plan, rows: QuerySet[Assignment], about: About) -> ReminderTexts:
    """All units of the plan with such work, twenty a message; one query. ``rows``: what is seen."""
    units = (
        _with_cause(rows, about)
        .order_by()
        .values("unit", "unit__name", "unit__sort_key")
        .annotate(n=Count("pk"), first=Min("due_on"), last=Max("due_on"))
        .order_by("unit__sort_key", "unit")
    )
    lines = []
    for row in units[:MOST]:
        asked = {"viec": KINDS[about.cause], "ke_hoach": str(plan.pk)}
        url = about.absolute(f"{reverse('plans:unit_work', args=[row['unit']])}?{urlencode(asked)}")
        said = {"unit": row["unit__name"], "n": row["n"], "due": _days(row["first"], row["last"])}
        lines.append(f"{_('%(unit)s: %(n)s việc%(due)s') % said}\n{url}")
    head = _("Nhắc việc: %(plan)s (%(cause)s, tính đến %(day)s)") % {
        "plan": _short(plan.title),
        "cause": str(about.cause.label).lower(),
        "day": format_date(about.today),
    }
    return _texts(head, lines)


def texts_of_unit(unit: Unit, rows: QuerySet[Assignment], about: About) -> ReminderTexts:
    """Such work of one unit, twenty a message; one query."""
    found = _with_cause(rows, about).order_by("due_on", "pk")
    lines = []
    for work in found[:MOST]:
        url = about.absolute(reverse("plans:assignment", args=[work.pk]))
        said = {"what": _short(work.text), "due": _days(work.due_on, work.due_on)}
        lines.append(f"{_('%(what)s%(due)s') % said}\n{url}")
    head = _("Nhắc việc: %(unit)s (%(cause)s, tính đến %(day)s)") % {
        "unit": unit.name,
        "cause": str(about.cause.label).lower(),
        "day": format_date(about.today),
    }
    return _texts(head, lines)


def _with_cause(rows: QuerySet[Assignment], about: About) -> QuerySet[Any, Any]:
    running = Q(task__plan__status=Plan.Status.PUBLISHED)
    return slow_work(rows.filter(running), about.today).filter(CONDITIONS[about.cause])


def _texts(head: str, lines: list[str]) -> ReminderTexts:
    last = _("Hãy tiếp nhận, báo cáo tiến độ và nêu rõ khó khăn nếu có.")
    parts = [lines[n : n + A_TEXT] for n in range(0, len(lines), A_TEXT)]
    texts = []
    for number, part in enumerate(parts, start=1):
        of = _(" – phần %(n)s trong %(all)s") % {"n": number, "all": len(parts)}
        listed = _numbered(part, start=(number - 1) * A_TEXT + 1)
        texts.append("\n".join([head + (of if len(parts) > 1 else ""), *listed, last]))
    return ReminderTexts(texts, len(lines))


def _numbered(lines: Iterable[str], start: int) -> list[str]:
    return [f"{number}. {line}" for number, line in enumerate(lines, start=start)]


def _days(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    if first == last:
        return _(", hạn %s") % format_date(first)
    return _(", hạn từ %(first)s đến %(last)s") % {
        "first": format_date(first),
        "last": format_date(last),
    }


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(LENGTH)
