"""An amendment takes effect: the running plan says the new words, and running work follows by rule.

The plan keeps its tasks and the tasks keep their work, so that percent, reports and evidence stay where
they are; what the tasks used to say is frozen as a version. Work is written by one statement a kind of
effect, whatever the number: status is set there and not by ``move``, under a condition all the same.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.lib.errors import WrongState
from phongtrao.notifications.models import Notice
from phongtrao.plans.amending.instructions import read_instruction
from phongtrao.plans.amending.pairing import Kind
from phongtrao.plans.amending.task_words import TaskWords
from phongtrao.plans.amending.work_rules import Rule
from phongtrao.plans.models import (
    Assignment,
    ChangeAnswer,
    Plan,
    PlanVersion,
    Task,
    TaskChange,
    TaskParty,
    WorkChange,
)
from phongtrao.plans.queries.amendments import Offer, latest_version, offers_of, tasks_in_words
from phongtrao.plans.queries.people import recipients
from phongtrao.plans.queries.work_changes import EFFECTS, rulings_of, tasks_of, values_of
from phongtrao.plans.services.assignments import quoted
from phongtrao.plans.services.cascade import give_to_named
from phongtrao.plans.services.settled_difficulties import tell_amended

S = Plan.Status
MERGING: Transitions[S] = {state: frozenset() for state in S} | {
    S.PUBLISHED: frozenset({S.MERGED}),
}
SPOKEN = ("timing", "timing_value", "timing_text", "phase", "deliverable", "deliverable_kind")
PLACED = ("section", "ordinal", "position")


@transaction.atomic
def put_in_effect(amendment: Plan, *, by: AbstractBaseUser | None) -> PlanVersion:
    """Carry out an issued amendment; ``by`` None where its day has come and a job does it.

    Every unit whose work is touched is told once and asked for its answer.
    """
    plan = _locked(amendment)
    version = _freeze(plan, amendment)
    rulings = _settle(amendment)
    _write_work_changes(rulings)
    _reword(amendment, plan, rulings)
    moment = timezone.now()
    _follow(amendment, version)
    _give(amendment, plan, moment, by)
    move(amendment, S.MERGED, MERGING)
    version.tasks = [words.to_json() for words in tasks_in_words(plan)]
    version.save(update_fields=["tasks"])
    told = _ask_units(amendment)
    _tell(plan, amendment, told)
    tell_amended(plan, amendment)
    record(
        plan, "plans.plan_amended", by=by, version=version.number, changes=len(rulings), units=told
    )
    return version


def put_due_in_effect(today: date) -> int:
    """Amendments whose day has come; returns how many. Safe to run twice."""
    due = Plan.objects.filter(
        amends__status=S.PUBLISHED, status=S.PUBLISHED, starts_on__lte=today
    ).select_related("amends", "owner")
    return sum(_put_if_waiting(amendment) for amendment in list(due))


@transaction.atomic
def _put_if_waiting(amendment: Plan) -> bool:
    if not is_still_waiting(amendment):
        return False
    put_in_effect(amendment, by=None)
    return True


def is_still_waiting(amendment: Plan) -> bool:
    """Hold the running plan until the end of the transaction: has no other hand applied the amendment?"""
    running = Plan.objects.select_for_update(of=("self",))
    list(running.filter(amendments=amendment).values_list("pk"))
    return Plan.objects.filter(pk=amendment.pk, status=S.PUBLISHED).exists()


# ------------------------------------------------------------------ versions


def _locked(amendment: Plan) -> Plan:
    """The running plan, held: of two hands the second waits and finds it done."""
    rows = Plan.objects.select_for_update(of=("self",)).select_related("owner")
    plan = rows.get(amendments=amendment)
    if plan.status != S.PUBLISHED:
        raise WrongState(_("Kế hoạch được sửa đổi không còn thực hiện nên không áp dụng được."))
    amendment.refresh_from_db(fields=["status"])
    amendment.amends = plan
    return plan


def _freeze(plan: Plan, amendment: Plan) -> PlanVersion:
    """The version now beginning; the first time also the words the plan was issued with."""
    last = latest_version(plan)
    if last is None:
        last = PlanVersion.objects.create(
            plan=plan,
            number=1,
            document=plan.document,
            effective_from=plan.starts_on,
            tasks=[words.to_json() for words in tasks_in_words(plan)],
        )
    return PlanVersion.objects.create(
        plan=plan,
        number=last.number + 1,
        amendment=amendment,
        document=amendment.document,
        effective_from=max(amendment.starts_on, last.effective_from),
    )


def _settle(amendment: Plan) -> list[Offer]:
    """Store what nobody needed to confirm, so that every change has its row."""
    offers = [offer for offer in offers_of(amendment) if offer.kind is not Kind.KEPT]
    made = [
        TaskChange(
            amendment=amendment,
            kind=offer.kind,
            task_id=offer.task,
            draft_id=offer.draft,
            rule=offer.rule,
        )
        for offer in offers
        if offer.change is None
    ]
    TaskChange.objects.bulk_create(made)
    rows = iter(made)
    return [offer if offer.change else replace(offer, change=next(rows)) for offer in offers]


# ------------------------------------------------------------------ the words


def _reword(amendment: Plan, plan: Plan, offers: Sequence[Offer]) -> None:
    tasks = tasks_of(amendment)
    is_whole = amendment.amending == Plan.Amending.WHOLE
    changed = [offer for offer in offers if offer.kind is Kind.CHANGED]
    for offer in changed:
        _say(tasks[offer.task or 0], tasks[offer.draft or 0], offer.after, is_whole=is_whole)
    rows = [tasks[offer.task or 0] for offer in changed]
    Task.objects.bulk_update(rows, ["text", "page", "passage", *PLACED, *SPOKEN])
    _replace_parties([(tasks[o.task or 0], tasks[o.draft or 0]) for o in changed])
    _add_new([o for o in offers if o.kind is Kind.NEW], tasks, plan, is_whole=is_whole)
    if is_whole:
        _place_kept(amendment, offers)
    if amendment.ends_on and amendment.ends_on != plan.ends_on:
        plan.ends_on = amendment.ends_on
        plan.save(update_fields=["ends_on"])


def _say(task: Task, draft: Task, after: TaskWords | None, *, is_whole: bool) -> None:
    """Put the words of the draft on the running task; where a part is silent they stay."""
    if after is None:
        return
    task.text = after.text
    task.page, task.passage = draft.page, draft.passage
    if is_whole:
        for name in PLACED:
            setattr(task, name, getattr(draft, name))
    if is_whole or draft.timing != Task.Timing.UNSPECIFIED or draft.timing_text:
        for name in SPOKEN[:4]:
            setattr(task, name, getattr(draft, name))
    if is_whole or draft.deliverable:
        task.deliverable, task.deliverable_kind = draft.deliverable, draft.deliverable_kind


def _replace_parties(pairs: Sequence[tuple[Task, Task]]) -> None:
    """Role by role: an amendment that names new leads says nothing of who coordinates."""
    made: list[TaskParty] = []
    gone: list[int] = []
    for task, draft in pairs:
        said = list(draft.parties.all())
        roles = {party.role for party in said}
        gone += [party.pk for party in task.parties.all() if party.role in roles]
        made += [_party_of(task, party) for party in said]
    TaskParty.objects.filter(pk__in=gone).delete()
    TaskParty.objects.bulk_create(made)


def _party_of(task: Task, party: TaskParty) -> TaskParty:
    return TaskParty(
        task=task, role=party.role, position=party.position, name=party.name, unit_id=party.unit_id
    )


def _add_new(
    offers: Sequence[Offer], tasks: dict[int, Task], plan: Plan, *, is_whole: bool
) -> None:
    """The new tasks as tasks of the running plan; their changes name them from now on."""
    last = plan.tasks.aggregate(last=Max("position"))["last"] or 0
    made: list[Task] = []
    for place, offer in enumerate(offers, start=1):
        draft = tasks[offer.draft or 0]
        said = {name: getattr(draft, name) for name in ("page", "passage", "content_id", *SPOKEN)}
        task = Task(plan=plan, text=read_instruction(draft.text).text, **said)
        task.section, task.ordinal = draft.section, draft.ordinal
        task.position = draft.position if is_whole else last + place
        made.append(task)
    Task.objects.bulk_create(made)
    parties: list[TaskParty] = []
    for offer, task in zip(offers, made, strict=True):
        parties += [_party_of(task, party) for party in tasks[offer.draft or 0].parties.all()]
        if offer.change:
            offer.change.task = task
    TaskParty.objects.bulk_create(parties)
    TaskChange.objects.bulk_update([o.change for o in offers if o.change], ["task"])


def _place_kept(amendment: Plan, offers: Sequence[Offer]) -> None:
    """A text given anew has an order of its own, also for the tasks whose words stay."""
    touched = [offer.task for offer in offers if offer.task]
    kept = amendment.tasks.standing().filter(stands_for__isnull=False)
    rows = [
        Task(pk=source, position=position)
        for source, position in kept.values_list("stands_for", "position")
        if source not in touched
    ]
    Task.objects.bulk_update(rows, ["position"])


# ------------------------------------------------------------------ running work


def _write_work_changes(offers: Sequence[Offer]) -> None:
    if not offers or offers[0].change is None:
        return
    rulings = rulings_of(offers, tasks_of(offers[0].change.amendment))
    statement = f"""
        INSERT INTO plans_workchange (change_id, assignment_id, unit_id, effect, due_before, due_after)
        {EFFECTS}
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, values_of(rulings))


# What each effect does to work, for all of it at once. ``ended`` and ``asked`` are conditions as well:
# a unit that answered in this very moment keeps its answer.
FOLLOW = {
    "due": """
        UPDATE plans_assignment AS work SET due_on = told.due_after
        FROM plans_workchange AS told JOIN plans_taskchange AS change ON change.id = told.change_id
        WHERE change.amendment_id = %(amendment)s AND told.assignment_id = work.id
              AND told.effect IN ('redue', 'asked', 'moved')
              AND told.due_after IS DISTINCT FROM work.due_on""",
    "asked": """
        UPDATE plans_assignment AS work SET status = 'sent', answer = ''
        FROM plans_workchange AS told JOIN plans_taskchange AS change ON change.id = told.change_id
        WHERE change.amendment_id = %(amendment)s AND told.assignment_id = work.id
              AND told.effect = 'asked' AND work.status = 'accepted'""",
    "ended": """
        UPDATE plans_assignment AS work
        SET status = 'ended', reply = %(reason)s, override = '', override_reason = '', override_by_id = NULL
        FROM plans_workchange AS told JOIN plans_taskchange AS change ON change.id = told.change_id
        WHERE change.amendment_id = %(amendment)s AND told.assignment_id = work.id
              AND told.effect = 'ended' AND work.done_on IS NULL""",
    "moved": """
        UPDATE plans_assignment AS work SET task_id = coalesce(made.task_id, change.target_id)
        FROM plans_workchange AS told JOIN plans_taskchange AS change ON change.id = told.change_id
             LEFT JOIN plans_taskchange AS made ON made.draft_id = change.target_id
        WHERE change.amendment_id = %(amendment)s AND told.assignment_id = work.id
              AND told.effect = 'moved'""",
    "part": """
        UPDATE plans_assignment AS work SET part = named.role
        FROM plans_taskchange AS change JOIN (
            SELECT task_id, unit_id, CASE WHEN bool_or(role = 'lead') THEN 'lead' ELSE 'coordinator' END AS role
            FROM plans_taskparty WHERE unit_id IS NOT NULL GROUP BY task_id, unit_id
        ) AS named ON named.task_id = change.task_id
        WHERE change.amendment_id = %(amendment)s AND change.kind = 'changed'
              AND work.task_id = change.task_id AND work.unit_id = named.unit_id AND work.part <> named.role""",
}  # fmt: skip


def _follow(amendment: Plan, version: PlanVersion) -> None:
    with office_language():
        reason = _("%(version)s của kế hoạch (%(paper)s) không còn việc này.") % {
            "version": version,
            "paper": version.document or quoted(amendment.title),
        }
    values: dict[str, Any] = {"amendment": amendment.pk, "reason": reason}
    with connection.cursor() as cursor:
        for statement in FOLLOW.values():
            cursor.execute(statement, values)
    gone = amendment.changes.filter(kind__in=(Kind.DROPPED, Kind.MOVED))
    Task.objects.filter(pk__in=gone.values("task")).update(ended_in=version)


def _give(amendment: Plan, plan: Plan, moment: datetime, by: AbstractBaseUser | None) -> None:
    """New tasks to whom they name, and changed ones to whom they name now, where they were given out."""
    changes = amendment.changes.exclude(task=None)
    given_out = Assignment.objects.filter(task=OuterRef("task"))
    new = changes.filter(kind=Kind.NEW, rule=Rule.GIVE)
    changed = changes.filter(Exists(given_out), kind=Kind.CHANGED)
    keys = [*new.values_list("task", flat=True), *changed.values_list("task", flat=True)]
    tasks = list(Task.objects.filter(pk__in=keys).select_related("phase"))
    if not tasks or not give_to_named(plan, tasks, moment, by=by):
        return
    change_of = dict(amendment.changes.filter(task__in=keys).values_list("task", "pk"))
    rows = Assignment.objects.filter(task__in=keys, sent_at=moment)
    WorkChange.objects.bulk_create(
        [
            WorkChange(
                change_id=change_of[work.task_id],
                assignment=work,
                unit_id=work.unit_id,
                effect=WorkChange.Effect.GIVEN,
                due_after=work.due_on,
            )
            for work in rows
        ],
        batch_size=2_000,
    )


# ------------------------------------------------------------------ the units


def _ask_units(amendment: Plan) -> int:
    units = WorkChange.objects.filter(change__amendment=amendment).values_list("unit", flat=True)
    rows = [ChangeAnswer(amendment=amendment, unit_id=unit) for unit in units.distinct()]
    return len(ChangeAnswer.objects.bulk_create(rows, batch_size=2_000))


def _tell(plan: Plan, amendment: Plan, units: int) -> None:
    """One notice a person and unit, whatever of its work is touched."""
    if not units:
        return
    with office_language():
        text = _("%(owner)s thay đổi kế hoạch %(plan)s. Hãy xem phần của đơn vị và trả lời.") % {
            "owner": plan.owner,
            "plan": quoted(plan.title),
        }
    answers = dict(amendment.change_answers.values_list("unit", "pk"))
    notices = [
        Notice(
            to_id=user,
            key=f"plans.amended:{amendment.pk}:{unit}",
            text=text,
            url=reverse("plans:unit_changes", args=[answers[unit]]),
        )
        for unit, user in recipients(answers)
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=2_000)
