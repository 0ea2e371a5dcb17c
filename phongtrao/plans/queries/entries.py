"""Entries: what a list shows of a unit's work, and the one rule by which work with two masters counts.

Twins (``queries.twins``) that are both among the rows are one entry, led by the upper one. An entry
counts once. Its state is that of the part that is worst off; it waits to be accepted, or for the
office's answer, while any part does; its percent is the least. A part the unit declined has no say
as long as another part was not declined.

Every number of a unit, a movement or a scope is counted over entries; a plan counts its own work, in
which no two rows are twins (``singles``). Both carry the same columns, which ``queries.tally`` counts:
``state`` (Assignment.Progress), ``acceptance`` (Assignment.Status) and ``least`` (percent).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Least

from phongtrao.plans.models import Assignment, Task
from phongtrao.plans.queries.status import state_of, with_progress
from phongtrao.plans.queries.twins import lower_twins, without_twins

S = Assignment.Status
State = Assignment.Progress
# What a clerk should see first wins where one word must stand for many.
WORST_FIRST = tuple(
    state.value
    for state in (
        State.LATE, State.DUE_SOON, State.STALE, State.NOT_STARTED, State.ON_TIME, State.DONE,
        State.DECLINED, State.JOINED, State.ENDED,
    )
)  # fmt: skip
WAITING_FIRST = (S.SENT.value, S.PROPOSED.value, S.ACCEPTED.value, *sorted(S.dropped))
TOGETHER = "task__plan__status"  # a plan that ended takes its work along, and leaves the twin alone
_MADE_OF_IT = {
    "unit": OuterRef("unit"),
    "task__derived_from": OuterRef("task"),
    TOGETHER: OuterRef(TOGETHER),
}
# Of sent work this is what “state is done” comes to; said by the columns themselves, because a CASE inside
# a CASE doubles the time of counting 120,000 rows.
IS_DONE_UNANSWERED = Q(status=S.SENT) & (
    Q(override=State.DONE) | Q(override="", done_on__isnull=False)
)


@dataclass(frozen=True, slots=True)
class Part:
    """One master's part of an entry."""

    work: Assignment
    master: str


def singles(rows: QuerySet[Any, Any], today: date | None = None) -> QuerySet[Any, Any]:
    """Each row by itself. Work that is done no longer waits to be accepted, whatever was answered."""
    accepted = When(IS_DONE_UNANSWERED, then=Value(S.ACCEPTED.value))
    found: QuerySet[Any, Any] = with_progress(rows, today).annotate(
        acceptance=Case(accepted, default=F("status"), output_field=CharField()),
        least=F("percent"),
    )
    return found


def acceptance_of(state: str, status: str) -> str:
    """``acceptance`` of a single row, of which both are known."""
    is_done_unanswered = state == State.DONE and status == S.SENT
    return S.ACCEPTED if is_done_unanswered else status


def entries(rows: QuerySet[Any, Any], today: date | None = None) -> QuerySet[Any, Any]:
    """The leading row of each entry among the rows; what is not among them is no part of any.

    Adds ``has_parts``: that it stands for several; and ``nearest``: the nearest day of its open parts.
    """
    lower = singles(rows.order_by(), today).filter(**_MADE_OF_IT)
    carried_on = Q(task__in=_carried_on())  # asked only of work that somebody carries on
    found: QuerySet[Any, Any] = singles(without_twins(rows, TOGETHER), today)
    ranks = {
        "state_rank": _rank("state", WORST_FIRST),
        "acceptance_rank": _rank("acceptance", WAITING_FIRST),
        "counted_percent": Case(When(status__in=S.dropped, then=None), default=F("percent")),
        "open_due": Case(
            When(Q(state=State.DONE) | Q(status__in=S.dropped), then=None), default=F("due_on")
        ),
    }
    least = {
        name: Least(rank, Case(When(carried_on, then=_least(lower, rank))))
        for name, rank in ranks.items()
    }
    is_led = Exists(rows.order_by().filter(**_MADE_OF_IT))
    found = found.annotate(has_parts=Case(When(carried_on, then=is_led), default=False))
    shown: QuerySet[Any, Any] = found.alias(**least).annotate(
        state=_word("state_rank", WORST_FIRST),
        acceptance=_word("acceptance_rank", WAITING_FIRST),
        least=Coalesce("counted_percent", "percent"),
        nearest=Coalesce("open_due", "due_on"),
    )
    return shown


def alone_and_shared() -> tuple[QuerySet[Task], QuerySet[Task]]:
    """Tasks whose work cannot have a twin, and those whose work may: of 120,000 rows mostly none.

    Whoever counts very many counts the first as ``singles`` and asks for entries of the second only.
    """
    may_have = Q(derived_from__isnull=False) | Q(pk__in=_carried_on())
    return Task.objects.filter(~may_have), Task.objects.filter(may_have)


def any_part(rows: QuerySet[Any, Any], condition: Q, today: date | None = None) -> Q:
    """Of entries among the rows: those of which one part fulfils the whole condition (over singles)."""
    fitting = singles(rows.order_by(), today).filter(condition)
    own = fitting.filter(pk=OuterRef("pk"))
    lower = fitting.filter(**_MADE_OF_IT)
    return Q(Exists(own)) | Q(Exists(lower))


def parts_of(leads: Sequence[Any], visible: QuerySet[Assignment]) -> dict[int, list[Part]]:
    """The parts of each entry, the leading one first; one query, none where no entry has several.

    ``leads``: rows of ``entries`` with task, plan and owner loaded; ``visible``: the asker's work.
    """
    shared = [lead for lead in leads if lead.has_parts]
    found = {lead.pk: [_part(lead)] for lead in leads}
    if not shared:
        return found
    by_place = {(lead.unit_id, lead.task_id): lead.pk for lead in shared}
    rows = visible.filter(pk__in=lower_twins(shared).values("pk"))
    for work in rows.select_related("unit", "task__plan__owner").order_by("pk"):
        found[by_place[work.unit_id, work.task.derived_from_id]].append(_part(work))
    return found


def worst_of(parts: Iterable[Part], today: date | None = None) -> Assignment:
    """The part whose state stands for the entry."""
    return min(
        (part.work for part in parts),
        key=lambda work: WORST_FIRST.index(state_of(work, today)),
    )


def slowest_of(parts: Iterable[Part]) -> Assignment:
    """The part whose answer stands for the entry."""
    return min((part.work for part in parts), key=lambda work: WAITING_FIRST.index(work.status))


def _carried_on() -> QuerySet[Any, Any]:
    return Task.objects.filter(derived_from__isnull=False).values("derived_from")


def _part(work: Assignment) -> Part:
    return Part(work, work.task.plan.owner.name)


# Places in an array, not a CASE a word: every mention of a state in SQL is the whole table of rules,
# and a statement that names it for each word takes Django seconds to write.
def _rank(column: str, order: tuple[str, ...]) -> Func:
    """The word's place in the order, from 1 on."""
    return Func(
        F(column),
        template=f"array_position({_array(order)}, (%(expressions)s)::text)",
        output_field=IntegerField(),
    )


def _word(rank: str, order: tuple[str, ...]) -> Func:
    return Func(F(rank), template=f"({_array(order)})[%(expressions)s]", output_field=CharField())


def _array(words: tuple[str, ...]) -> str:
    """Our own words, none of which has a quote."""
    return "ARRAY[" + ", ".join(f"'{word}'" for word in words) + "]"


def _least(lower: QuerySet[Any, Any], of: Any) -> Subquery:
    return Subquery(lower.values("unit").annotate(least_of=Min(of)).values("least_of"))
