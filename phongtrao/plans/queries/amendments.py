"""What an amendment would do: its changes as confirmed, and those that are only offered yet."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from phongtrao.lib.errors import BadInput
from phongtrao.plans.amending.difference import FieldChange, field_changes
from phongtrao.plans.amending.pairing import Kind, Pair, meant, pair_tasks
from phongtrao.plans.amending.task_words import TaskWords, words_of
from phongtrao.plans.amending.work_rules import Rule, default_rule
from phongtrao.plans.models import Plan, PlanVersion, Task, TaskChange
from phongtrao.plans.timings import due_on, when_of

ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Offer:
    """One change of an amendment. ``change`` is there once somebody has confirmed it."""

    pair: Pair
    kind: Kind
    rule: Rule
    after: TaskWords | None
    fields: tuple[FieldChange, ...] = ()
    change: TaskChange | None = None
    target: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it was guessed, and nobody has looked at it yet."""
        return self.change is None and not self.pair.is_sure

    @property
    def task(self) -> int | None:
        return self.pair.old.task if self.pair.old else None

    @property
    def draft(self) -> int | None:
        return self.pair.new.task if self.pair.new else None

    @property
    def key(self) -> str:
        """How an address names it: by the running task, or by that of the amendment."""
        return f"{self.task or 0}-{self.draft or 0}"


def tasks_in_words(plan: Plan) -> list[TaskWords]:
    """The tasks of a plan that stand today, in its order. Two queries."""
    return words_of(ordered_tasks(plan))


def ordered_tasks(plan: Plan) -> QuerySet[Task]:
    rows = plan.tasks.standing().select_related("phase").prefetch_related("parties")
    return rows.order_by("position", "pk")


def offers_of(amendment: Plan) -> list[Offer]:
    """Every task of the running plan and of the amendment in one list, in order. Six queries.

    What somebody confirmed stands; the rest is paired anew, so that an edited draft is never paired
    by what it used to say.
    """
    if amendment.amends is None:
        raise ValueError("not an amendment")
    is_whole = amendment.amending == Plan.Amending.WHOLE
    old, drafts = tasks_in_words(amendment.amends), list(ordered_tasks(amendment))
    new = words_of(drafts)
    named = {task.pk for task in drafts if any(party.unit_id for party in task.parties.all())}
    stored = list(amendment.changes.order_by("pk"))
    found = _confirmed(stored, old, new, is_whole=is_whole)
    old_left = [words for words in old if words.task not in {change.task_id for change in stored}]
    new_left = [words for words in new if words.task not in {change.draft_id for change in stored}]
    pairs = pair_tasks(old_left, new_left, _copied(amendment), is_whole=is_whole)
    found += [_unless_nobody(_offered(pair, is_whole=is_whole), named) for pair in pairs]
    return _in_order(found, old, new)


def is_idle(amendment: Plan, offers: Sequence[Offer]) -> bool:
    """Whether it changes nothing: no task of the running plan, and not the day on which that ends.

    What waits for a look may still turn out to be a change.
    """
    running = amendment.amends
    is_longer = running and amendment.ends_on and amendment.ends_on != running.ends_on
    return not is_longer and all(o.kind is Kind.KEPT and not o.is_open for o in offers)


def new_tasks_of_nobody(plan: Plan) -> QuerySet[Task]:
    """Tasks that amendments in effect have added and that no unit has been given yet."""
    added = TaskChange.objects.filter(
        kind=Kind.NEW, amendment__amends=plan, amendment__status=Plan.Status.MERGED
    )
    free = plan.tasks.standing().filter(pk__in=added.values("task"), assignments=None)
    return free.order_by("position", "pk")


def latest_version(plan: Plan) -> PlanVersion | None:
    return plan.versions.order_by("-number").first()


def version_on(plan: Plan, day: date) -> PlanVersion | None:
    """The version in force on the day; the first for days before it, None for a plan never amended."""
    rows = plan.versions.order_by("-number")
    return rows.filter(effective_from__lte=day).first() or rows.last()


def due_of(task: Task, today: date | None = None) -> date | None:
    """The day work given out today would have; None also for a time that cannot be read."""
    try:
        return due_on(when_of(task), today or timezone.localdate())
    except BadInput:
        return None


# ------------------------------------------------------------------ pieces


def _copied(amendment: Plan) -> dict[int, int]:
    rows = amendment.tasks.exclude(stands_for=None).values_list("pk", "stands_for")
    return {draft: source for draft, source in rows if source}


def _confirmed(
    stored: Sequence[TaskChange],
    old: Sequence[TaskWords],
    new: Sequence[TaskWords],
    *,
    is_whole: bool,
) -> list[Offer]:
    before = {words.task: words for words in old}
    drafts = {words.task: words for words in new}
    found = []
    for change in stored:
        pair = Pair(
            Kind(change.kind),
            before.get(change.task_id or 0),
            drafts.get(change.draft_id or 0),
            is_sure=True,
        )
        offer = _offered(pair, is_whole=is_whole)
        found.append(replace(offer, rule=Rule(change.rule), change=change, target=change.target_id))
    return found


def _offered(pair: Pair, *, is_whole: bool) -> Offer:
    gone = pair.kind in (Kind.DROPPED, Kind.MOVED)
    after = None
    if pair.new and not gone:
        after = meant(pair.old, pair.new, is_whole=is_whole)
    fields = field_changes(pair.old, after) if pair.old and after else ()
    return Offer(pair, pair.kind, default_rule(pair, pair.kind), after, fields)


def _unless_nobody(offer: Offer, named: Collection[int]) -> Offer:
    """A new task that names no unit (“các trường”) goes to nobody by itself: it is given out later."""
    is_nobodys = offer.kind is Kind.NEW and offer.draft not in named
    return replace(offer, rule=Rule.LATER) if is_nobodys else offer


def _in_order(
    found: list[Offer], old: Sequence[TaskWords], new: Sequence[TaskWords]
) -> list[Offer]:
    """What needs a look first, then by kind; within a kind as the plan has it."""
    places = {words.task: place for place, words in enumerate([*old, *new])}
    return sorted(
        found,
        key=lambda offer: (
            not offer.is_open,
            ORDER[offer.kind],
            places.get(offer.task or offer.draft or 0, 0),
        ),
    )
