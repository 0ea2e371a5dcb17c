"""Giving tasks of a plan to many units in one act.

The rows are written by one INSERT … SELECT a batch: 40 tasks × 3,000 units are 120,000 rows, which
the ORM would carry to Python and back. Doing it twice is harmless: who has a task keeps it as it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from phongtrao.audit.models import Entry
from phongtrao.audit.services import record
from phongtrao.base.http import addresses_of
from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_number
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import department_of
from phongtrao.plans import tasks as jobs
from phongtrao.plans.access import plans as access
from phongtrao.plans.models import Assignment, Plan, Task, TaskParty
from phongtrao.plans.queries.cascade import (
    IssueCount,
    Pair,
    count_issue,
    deed_of,
    due_dates,
    issuable_units,
    ordered_units,
)
from phongtrao.plans.queries.people import recipients
from phongtrao.web.models import Work
from phongtrao.web.work import advance, finish, running, start_work

Mode = Assignment.Mode
AT_ONCE = 500  # rows; more runs in a job, so that nobody waits before a blank page
SAID = (
    "task_id",
    "due_on",
    "unit_id",
    "mode",
    "part",
    "sent_at",
)  # by the act; the rest is default
BATCH = 20_000  # rows a transaction of the job


@dataclass(frozen=True, slots=True)
class Issue:
    """Tasks of one plan for units. ``mode`` empty: each unit's default (queries.default_mode).

    ``units`` get every task; ``named`` only those that name them as lead or coordinator.
    """

    plan: Plan
    tasks: list[Task]
    units: list[int]
    mode: str = ""
    named: list[int] = field(default_factory=list)

    @property
    def all_units(self) -> list[int]:
        return list(dict.fromkeys([*self.units, *self.named]))


@dataclass(frozen=True, slots=True)
class Issued:
    """What an act did: rows written, and rows that were there before."""

    written: int
    existing: int


@transaction.atomic
def issue_tasks(issue: Issue, *, by: AbstractBaseUser) -> Issued:
    """Give the tasks to the units now, in one transaction; tell heads and focal persons once."""
    _check(issue, by)
    rows = len(issue.tasks) * len(issue.units) + len(_named_pairs(issue))
    moment = timezone.now()
    per_unit = _write(issue, issue.tasks, moment)
    written = sum(per_unit.values())
    result = Issued(written, rows - written)
    entry = _record(issue, result, moment, by)
    _tell(issue, per_unit, entry)
    return result


@transaction.atomic
def give_to_named(
    plan: Plan, tasks: list[Task], moment: datetime, *, by: AbstractBaseUser | None
) -> int:
    """Give each task to the units it names, as an amendment takes effect; whoever calls tells them.

    Returns how many rows were written. Of names outside the reach of the owner nothing comes.
    """
    named = TaskParty.objects.filter(task__in=tasks, unit__in=issuable_units(plan.owner))
    issue = Issue(plan, tasks, [], named=list(named.values_list("unit", flat=True).distinct()))
    if not issue.named:
        return 0
    written = sum(_write(issue, tasks, moment).values())
    if written:
        _record(issue, Issued(written, len(_named_pairs(issue)) - written), moment, by)
    return written


@transaction.atomic
def queue_issue(issue: Issue, *, by: AbstractBaseUser) -> Work:
    """Note the act in history and leave the writing to a job; its page is the work's."""
    _check(issue, by)
    count = _count(issue)
    entry = _record(issue, Issued(count.new, count.existing), timezone.now(), by)
    with office_language():
        title = _("%(deed)s %(tasks)s nhiệm vụ, %(units)s đơn vị") % {
            "deed": capfirst(count.deed),
            "tasks": count.tasks,
            "units": format_number(count.all_units),
        }
    work = start_work(title, by=by, total=max(count.rows, 1))
    jobs.carry_out_issue.defer(
        work_id=work.pk,
        plan_id=issue.plan.pk,
        task_ids=[task.pk for task in issue.tasks],
        unit_ids=issue.units,
        named_ids=issue.named,
        mode=issue.mode,
        act=entry,
    )
    return work


def carry_out(work_id: int, issue: Issue, act: int) -> None:
    """The job's side of ``queue_issue``: write batch after batch, then tell the units. Runs twice."""
    moment = datetime.fromisoformat(Entry.objects.get(pk=act).data["moment"])
    with running(work_id) as work:
        for batch, done in _batches(issue):
            with transaction.atomic():
                _write(issue, batch, moment)
            advance(work, min(done, work.total))  # a named unit has not every task of its batch
        # Asked of the table, not added up: a first run that was killed has written some of them.
        per_unit = _written_by(issue, moment)
        with transaction.atomic():
            _tell(issue, per_unit, act)
            finish(work, result_url=_board_of(issue.plan), message=_said(issue, per_unit))


def _check(issue: Issue, by: AbstractBaseUser) -> None:
    access.can_issue(by, issue.plan).enforce()
    if not issue.tasks or not issue.all_units:
        raise BadInput(_("Hãy chọn ít nhất một nhiệm vụ và một đơn vị."))
    if any(task.plan_id != issue.plan.pk or task.local_to_id for task in issue.tasks):
        raise BadInput(_("Có nhiệm vụ không thuộc kế hoạch này. Hãy chọn lại."))
    allowed = issuable_units(issue.plan.owner).filter(pk__in=issue.all_units).count()
    if allowed != len(issue.all_units):
        raise BadInput(_("Có đơn vị không thuộc phạm vi của đơn vị ban hành. Hãy chọn lại."))


def _count(issue: Issue) -> IssueCount:
    units = Unit.objects.filter(pk__in=issue.units)
    pairs = _named_pairs(issue)
    return count_issue(issue.tasks, units, issue.plan.owner, issue.mode, named=pairs)


def _named_pairs(issue: Issue) -> set[Pair]:
    """(task, unit) of the units that get only the tasks that name them."""
    only = set(issue.named) - set(issue.units)
    rows = TaskParty.objects.filter(task__in=issue.tasks, unit__in=only)
    return set(rows.values_list("task_id", "unit_id")) if only else set()


def _batches(issue: Issue) -> Iterator[tuple[list[Task], int]]:
    """Some tasks at a time, with the number of rows done after them."""
    reached = len(issue.all_units)
    step = max(1, BATCH // reached)
    for start in range(0, len(issue.tasks), step):
        batch = issue.tasks[start : start + step]
        yield batch, (start + len(batch)) * reached


def _write(issue: Issue, tasks: list[Task], moment: datetime) -> dict[int, int]:
    """Insert what is missing; answer how many rows each unit got."""
    due = due_dates(tasks)
    constants = _constants()
    columns = ", ".join([*SAID, *constants])
    # Names of columns come from the model, values go in as parameters.
    statement = f"""
        WITH named AS (
            SELECT task_id, unit_id,
                   CASE WHEN bool_or(role = 'lead') THEN 'lead' ELSE 'coordinator' END AS part
            FROM plans_taskparty WHERE task_id = ANY(%s) AND unit_id IS NOT NULL
            GROUP BY task_id, unit_id
        ), written AS (
            INSERT INTO plans_assignment ({columns})
            SELECT task.id, task.due_on, unit.id,
                   coalesce(nullif(%s, ''), CASE
                       WHEN starts_with(unit.admin_path, %s) THEN 'ordered' ELSE 'requested' END),
                   coalesce(named.part, 'lead'), %s, {", ".join(["%s"] * len(constants))}
            FROM unnest(%s::bigint[], %s::date[]) AS task (id, due_on)
            CROSS JOIN orgs_unit AS unit
            LEFT JOIN named ON named.task_id = task.id AND named.unit_id = unit.id
            WHERE unit.id = ANY(%s) AND (unit.id = ANY(%s) OR named.unit_id IS NOT NULL)
            ON CONFLICT (task_id, unit_id) DO NOTHING
            RETURNING unit_id
        )
        SELECT unit_id, count(*) FROM written GROUP BY unit_id
    """  # noqa: S608
    giver = department_of(issue.plan.owner)
    values = [issue.mode, giver.admin_path, moment, *constants.values()]
    whom = [issue.all_units, issue.units]
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(due), *values, list(due), list(due.values()), *whom])
        return dict(cursor.fetchall())


def _written_by(issue: Issue, moment: datetime) -> dict[int, int]:
    """Of the act of that moment, whichever run of the job wrote it."""
    rows = Assignment.objects.filter(task__in=issue.tasks, unit__in=issue.all_units, sent_at=moment)
    return dict(rows.values("unit").annotate(n=Count("pk")).values_list("unit", "n"))


def _constants() -> dict[str, object]:
    """Columns of a new assignment that hold the model's default, so that a new field is not missed."""
    fields = [f for f in Assignment._meta.concrete_fields if f.column not in {"id", *SAID}]  # noqa: SLF001 -- Django's documented name
    return {
        f.column: f.get_db_prep_save(f.get_default(), connection)
        for f in fields
        if f.column and not f.null
    }


def _record(issue: Issue, result: Issued, moment: datetime, by: AbstractBaseUser | None) -> int:
    """One line an act, with counts: 120,000 lines would tell nobody anything.

    Its moment is that of every row written, so that the history of each finds the line.
    """
    return record(
        issue.plan,
        "plans.tasks_issued",
        by=by,
        tasks=len(issue.tasks),
        units=len(issue.all_units),
        written=result.written,
        existing=result.existing,
        mode=issue.mode,
        moment=moment.astimezone(UTC).isoformat(),
    )


def _tell(issue: Issue, per_unit: Mapping[int, int], act: int) -> None:
    """One notice a person and unit for the whole act; a job that runs twice says nothing twice."""
    plan = issue.plan
    ordered = ordered_units(per_unit, plan.owner, issue.mode)
    with office_language():
        orders = _("%(owner)s giao %(count)s nhiệm vụ của kế hoạch “%(plan)s”. Hãy tiếp nhận.")
        requests = _(
            "%(owner)s đề nghị thực hiện %(count)s nhiệm vụ của kế hoạch “%(plan)s”. "
            "Hãy tiếp nhận hoặc trả lời."
        )
    said = {"owner": str(plan.owner), "plan": Truncator(plan.title).chars(90)}
    waiting = f"?viec=cho-tiep-nhan&ke_hoach={plan.pk}"
    work_of = addresses_of("plans:unit_work")
    notices = [
        Notice(
            to_id=user,
            key=f"plans.issued:{act}:{unit}",
            text=(orders if unit in ordered else requests) % {**said, "count": per_unit[unit]},
            url=work_of(unit) + waiting,
        )
        for unit, user in recipients(per_unit)
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def _said(issue: Issue, per_unit: Mapping[int, int]) -> str:
    ordered = ordered_units(per_unit, issue.plan.owner, issue.mode)
    return _("Đã %(deed)s %(rows)s lượt, %(units)s đơn vị.") % {
        "deed": deed_of(len(ordered), len(per_unit) - len(ordered)),
        "rows": format_number(sum(per_unit.values())),
        "units": format_number(len(per_unit)),
    }


def _board_of(plan: Plan) -> str:
    return reverse("plans:board", args=[plan.pk])
