"""What an amendment does to running work: told in numbers before, and written by the same statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count
from django.utils.translation import gettext as _

from phongtrao.lib.numbers import format_number
from phongtrao.plans.amending.work_rules import Kind, Rule
from phongtrao.plans.models import Assignment, Plan, Task, TaskParty, WorkChange
from phongtrao.plans.queries.amendments import Offer, due_of
from phongtrao.plans.queries.cascade import issuable_units

Effect = WorkChange.Effect


@dataclass(frozen=True, slots=True)
class Ruling:
    """One change as the statement takes it. ``target``: the task work moves to; below zero one not yet made.

    ``is_due_moved``: the time of the task changes, from ``old_due`` to ``new_due``. ``is_fixed``: it was
    one day, so that work with another day has one agreed with its unit, which stays.
    """

    change: int
    task: int
    rule: str
    target: int
    old_due: date | None
    new_due: date | None
    is_due_moved: bool
    is_fixed: bool
    unnamed: tuple[int, ...] = ()  # units the task named and names no more


@dataclass(frozen=True, slots=True)
class EffectCount:
    effect: Effect
    rows: int

    def sentence(self) -> str:
        """“12 việc đổi hạn”"""
        said = {"n": format_number(self.rows), "effect": self.effect.label}
        return _("%(n)s việc %(effect)s") % said


DUE_AFTER = """
    CASE WHEN ruling.rule IN ('follow', 'ask', 'move') AND ruling.is_due_moved AND work.done_on IS NULL
              AND (NOT ruling.is_fixed OR work.due_on IS NOT DISTINCT FROM ruling.old_due)
         THEN ruling.new_due ELSE work.due_on END"""
# The first that holds. Of several tasks moved to one the work that has come farthest goes on.
EFFECT = f"""
    CASE
        WHEN ruling.rule = 'move' AND is_first AND NOT has_target THEN 'moved'
        WHEN work.done_on IS NOT NULL THEN 'done'
        WHEN ruling.rule IN ('end', 'move') THEN 'ended'
        WHEN ruling.rule = 'finish' AND work.claimed_at IS NULL AND work.reported_at IS NULL
            THEN 'ended'
        WHEN ruling.rule = 'finish' THEN 'finishing'
        WHEN is_unnamed THEN 'ended'
        WHEN ruling.rule = 'ask' AND work.status = 'accepted' THEN 'asked'
        WHEN {DUE_AFTER} IS DISTINCT FROM work.due_on THEN 'redue'
        ELSE 'follows'
    END"""
EFFECTS = f"""
    SELECT ruling.change, work.id AS assignment, work.unit_id AS unit, {EFFECT} AS effect,
           work.due_on AS due_before, {DUE_AFTER} AS due_after
    FROM (
        SELECT ruling.*, given.id AS work_id,
               EXISTS (SELECT FROM plans_assignment AS there
                       WHERE there.task_id = ruling.target AND there.unit_id = given.unit_id
                      ) AS has_target,
               row_number() OVER (
                   PARTITION BY coalesce(nullif(ruling.target, 0), ruling.task), given.unit_id
                   ORDER BY (given.done_on IS NULL), given.claimed_percent DESC, given.id) = 1 AS is_first,
               EXISTS (SELECT FROM unnest(%s::bigint[], %s::bigint[]) AS gone (change, unit)
                       WHERE gone.change = ruling.change AND gone.unit = given.unit_id) AS is_unnamed
        FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::date[], %s::date[],
                    %s::bool[], %s::bool[])
             AS ruling (change, task, rule, target, old_due, new_due, is_due_moved, is_fixed)
        JOIN plans_assignment AS given ON given.task_id = ruling.task
        WHERE given.status NOT IN ('declined', 'joined', 'ended')
    ) AS ruling
    JOIN plans_assignment AS work ON work.id = ruling.work_id
"""  # noqa: S608 -- our own pieces


def values_of(rulings: Sequence[Ruling]) -> list[Any]:
    """The parameters of EFFECTS."""
    gone = [(ruling.change, unit) for ruling in rulings for unit in ruling.unnamed]
    columns = (
        "change",
        "task",
        "rule",
        "target",
        "old_due",
        "new_due",
        "is_due_moved",
        "is_fixed",
    )
    pairs: list[Any] = [[change for change, _unit in gone], [unit for _change, unit in gone]]
    return pairs + [[getattr(ruling, name) for ruling in rulings] for name in columns]


def rulings_of(offers: Iterable[Offer], tasks: dict[int, Task]) -> list[Ruling]:
    """``tasks``: those of both plans, with phase and parties. A change not stored counts below zero."""
    found = []
    for place, offer in enumerate(offers, start=1):
        if offer.task is not None and offer.kind is not Kind.KEPT:
            key = offer.change.pk if offer.change else -place
            found.append(_ruling(offer, key, tasks))
    return found


def count_effects(amendment: Plan, offers: Sequence[Offer]) -> list[EffectCount]:
    """“32 việc giữ nguyên” stands apart; here what is touched, most first. Three queries."""
    tasks = tasks_of(amendment)
    statement = f"SELECT effect, count(*) FROM ({EFFECTS}) AS told GROUP BY effect"  # noqa: S608 -- as above
    with connection.cursor() as cursor:
        cursor.execute(statement, values_of(rulings_of(offers, tasks)))
        counted = dict(cursor.fetchall())
    if given := count_given(amendment, offers):
        counted[Effect.GIVEN] = given
    return [EffectCount(effect, counted[effect]) for effect in Effect if counted.get(effect)]


def count_untouched(offers: Sequence[Offer]) -> int:
    """Work of tasks that stay as they are."""
    kept = [offer.task for offer in offers if offer.kind is Kind.KEPT and offer.task]
    rows = Assignment.objects.filter(task__in=kept)
    return rows.exclude(status__in=Assignment.Status.dropped).count()


def count_given(amendment: Plan, offers: Sequence[Offer]) -> int:
    """How much new work is given out at once: pairs of a new task and a unit it names."""
    return sum(reach_of(amendment, [o for o in offers if o.rule is Rule.GIVE]).values())


def reach_of(amendment: Plan, offers: Iterable[Offer]) -> dict[int, int]:
    """New task (its draft) → how many units it names that can be given work; one query."""
    new = [offer.draft for offer in offers if offer.kind is Kind.NEW]
    named = TaskParty.objects.filter(task__in=new, unit__in=issuable_units(amendment.owner))
    counted = named.order_by().values_list("task").annotate(units=Count("unit", distinct=True))
    return dict(counted)


def tasks_of(amendment: Plan) -> dict[int, Task]:
    """The tasks of the amendment and of the plan it amends."""
    rows = Task.objects.standing().filter(plan__in=(amendment.pk, amendment.amends_id))
    return {task.pk: task for task in rows.select_related("phase").prefetch_related("parties")}


# ------------------------------------------------------------------ pieces


def _ruling(offer: Offer, key: int, tasks: dict[int, Task]) -> Ruling:
    old = tasks[offer.task or 0]
    target = tasks.get(offer.target or 0)
    draft = tasks.get(offer.draft or 0) if offer.kind is Kind.CHANGED else None
    timed = target or (draft if draft and _says_time(offer) else old)
    return Ruling(
        change=key,
        task=old.pk,
        rule=offer.rule.value,
        target=_target_key(target, old),
        old_due=due_of(old),
        new_due=due_of(timed),
        is_due_moved=_time(old) != _time(timed),
        is_fixed=old.timing == Task.Timing.DATE,
        unnamed=_unnamed(old, draft) if draft else (),
    )


def _says_time(offer: Offer) -> bool:
    """A part of a plan that says no time leaves that of the task."""
    new, after = offer.pair.new, offer.after
    return bool(new and after and after.time == new.time)


def _target_key(target: Task | None, old: Task) -> int:
    if target is None:
        return 0
    return target.pk if target.plan_id == old.plan_id else -target.pk


def _time(task: Task) -> tuple[str, str, int | None]:
    return task.timing, task.timing_value, task.phase_id


def _unnamed(old: Task, new: Task) -> tuple[int, ...]:
    """Units the task named and names no more; none where the amendment says nothing of who does it."""
    now = {party.unit_id for party in new.parties.all()}
    if not now:
        return ()
    return tuple(sorted({p.unit_id for p in old.parties.all() if p.unit_id} - now))
