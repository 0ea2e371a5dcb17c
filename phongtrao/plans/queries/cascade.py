"""Which units an issue reaches, and what it would write: asked before anything is written."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_number
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Line, Unit, is_in_clusters, is_of_kinds, is_of_levels
from phongtrao.orgs.queries import department_of
from phongtrao.plans.models import Assignment, Plan, Task, TaskParty
from phongtrao.plans.queries.parties import borne_names
from phongtrao.plans.timings import due_on, when_of

Mode = Assignment.Mode
Pair = tuple[int, int]  # primary keys of a task and of a unit


@dataclass(frozen=True, slots=True)
class Audience:
    """Units by kind × level × area under the owner on a line, plus some, minus some (primary keys).

    Without a kind only the units picked one by one and those of the clusters of this year. No levels, areas or communes: all of them.
    """

    line: str = Line.PROF
    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    communes: tuple[int, ...] = ()
    clusters: tuple[int, ...] = ()
    picked: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueCount:
    """“40 nhiệm vụ × 312 đơn vị = 12.480 lượt giao; 35 đơn vị đã có.”

    ``units`` get every task; ``named_units`` besides them only the tasks that name them.
    """

    tasks: int
    units: int
    ordered: int  # units to which the work is ordered; the others are requested
    existing: int  # pairs of task and unit that are there already
    units_with_all: int  # units that already have every one of the tasks
    units_with_some: int
    overdue_tasks: int
    named_units: int = 0
    named_rows: int = 0

    @property
    def broad_rows(self) -> int:
        return self.tasks * self.units

    @property
    def rows(self) -> int:
        return self.broad_rows + self.named_rows

    @property
    def all_units(self) -> int:
        return self.units + self.named_units

    @property
    def new(self) -> int:
        return self.rows - self.existing

    @property
    def requested(self) -> int:
        return self.all_units - self.ordered

    @property
    def deed(self) -> str:
        return deed_of(self.ordered, self.requested)

    @property
    def button(self) -> str:
        """“Giao 532 lượt”, “Đề nghị 532 lượt”"""
        said = {"deed": capfirst(self.deed), "n": format_number(self.new)}
        return _("%(deed)s %(n)s lượt") % said


def deed_of(ordered: int, requested: int) -> str:
    """The word for an act that orders to so many units and requests of so many: one word everywhere."""
    if not requested:
        return pgettext("deed", "giao")
    return pgettext("deed", "giao và đề nghị") if ordered else pgettext("deed", "đề nghị")


def issuable_units(owner: Unit) -> QuerySet[Unit]:
    """Units with an account under the owner (or its Sở) on one line or the other, without itself."""
    giver = department_of(owner)
    below = Q(admin_path__startswith=giver.admin_path) | Q(prof_path__startswith=giver.prof_path)
    standing = Unit.objects.standing().with_account()
    return standing.filter(below).exclude(pk__in={owner.pk, giver.pk})


def units_in(audience: Audience, owner: Unit) -> QuerySet[Unit]:
    """The units an issue of a plan of the owner reaches."""
    chosen = Q(pk__in=audience.picked)
    if audience.clusters:
        chosen |= is_in_clusters(list(audience.clusters))
    if audience.kinds:
        field = Line(audience.line).path_field
        below = Q(**{f"{field}__startswith": getattr(department_of(owner), field)})
        chosen |= below & is_of_kinds(audience.kinds) & _narrowing(audience)
    return issuable_units(owner).filter(chosen).exclude(pk__in=audience.excluded)


def _narrowing(audience: Audience) -> Q:
    narrowing = Q()
    if audience.levels:
        narrowing &= is_of_levels(audience.levels)
    if audience.areas:
        narrowing &= Q(area__in=audience.areas)
    if audience.communes:
        narrowing &= _within(Unit.objects.filter(pk__in=audience.communes))
    return narrowing


def _within(communes: Iterable[Unit]) -> Q:
    condition = Q(pk__in=[])
    for commune in communes:
        condition |= Q(admin_path__startswith=commune.admin_path)
    return condition


def default_mode(unit: Unit, owner: Unit) -> Mode:
    """S1-89: ordered to what stands under the owner administratively, requested from the others."""
    if unit.admin_path.startswith(department_of(owner).admin_path):
        return Mode.ORDERED
    return Mode.REQUESTED


def issuable_tasks(plan: Plan) -> QuerySet[Task]:
    return plan.tasks.standing().select_related("phase").order_by("position", "pk")


def offered_tasks(plan: Plan) -> QuerySet[Any, Any]:
    """The same with their parties, and to how many units each is given already (``given``)."""
    rows = issuable_tasks(plan).prefetch_related("parties__unit")
    return rows.annotate(given=Count("assignments"))


def free_tasks(plan: Plan) -> list[Task]:
    """What is ticked at first: given to nobody yet, and not led by the owner's own house alone."""
    house = _house_of(department_of(plan.owner))
    names = {name for unit in house for name in borne_names(unit)}
    keys = {unit.pk for unit in house}
    free = offered_tasks(plan).filter(given=0)
    return [task for task in free if not _is_own_work(task, keys, names)]


def _house_of(giver: Unit) -> list[Unit]:
    """The unit itself and its rooms."""
    rooms = Unit.objects.standing().filter(kind__in=(Unit.Kind.OFFICE, Unit.Kind.ROOM))
    beneath = rooms.filter(admin_path__startswith=giver.admin_path)
    return [giver, *beneath]


def _is_own_work(task: Task, keys: set[int], names: set[str]) -> bool:
    """Whether every lead is of the house: by unit, or, unresolved, by a name that begins as its own."""
    leads = [party for party in task.parties.all() if party.role == TaskParty.Role.LEAD]
    return bool(leads) and all(
        party.unit_id in keys if party.unit_id else _begins_with(fold(party.name), names)
        for party in leads
    )


def _begins_with(name: str, names: set[str]) -> bool:
    """“Văn phòng Sở GDĐT” is the “Văn phòng Sở”; “Sở GDĐT, các trường” are not the Sở alone."""
    if "," in name or ";" in name:
        return False
    return any(name == own or name.startswith(f"{own} ") for own in names)


def due_dates(tasks: Iterable[Task], today: date | None = None) -> dict[int, date | None]:
    """The due date of each task if given out today."""
    today = today or timezone.localdate()
    return {task.pk: due_on(when_of(task), today) for task in tasks}


def count_issue(
    tasks: list[Task],
    units: QuerySet[Unit],
    owner: Unit,
    mode: str = "",
    *,
    named: Collection[Pair] = (),
) -> IssueCount:
    """What giving the tasks to the units, and each named unit its own, would do; six queries."""
    if not tasks:
        raise BadInput(_("Hãy chọn ít nhất một nhiệm vụ."))
    chosen = set(units.values_list("pk", flat=True))
    extra = {pair for pair in named if pair[1] not in chosen}
    expected = dict.fromkeys(chosen, len(tasks)) | Counter(unit for _task, unit in extra)
    there = _pairs_per_unit(tasks, units) | _named_pairs_there(extra)
    today = timezone.localdate()
    return IssueCount(
        tasks=len(tasks),
        units=len(chosen),
        ordered=len(ordered_units(list(expected), owner, mode)),
        existing=sum(there.values()),
        units_with_all=sum(n == expected[unit] for unit, n in there.items()),
        units_with_some=sum(n < expected[unit] for unit, n in there.items()),
        overdue_tasks=sum(day is not None and day < today for day in due_dates(tasks).values()),
        named_units=len(expected) - len(chosen),
        named_rows=len(extra),
    )


def ordered_units(units: Collection[int], owner: Unit, mode: str) -> set[int]:
    """The units to which the work would be ordered; of the others it is requested."""
    if mode:
        return set(units) if mode == Mode.ORDERED else set()
    path = department_of(owner).admin_path
    beneath = Unit.objects.filter(pk__in=units, admin_path__startswith=path)
    return set(beneath.values_list("pk", flat=True))


def acts_behind(assignment: str) -> list[int]:
    """The line of history of the act that gave the work out: it names the moment the row keeps."""
    row = Assignment.objects.filter(pk=assignment).values_list("task__plan", "sent_at").first()
    if row is None:
        return []
    plan, moment = row
    lines = Entry.objects.filter(subject_type="plans.plan", subject_id=str(plan))
    acts = lines.filter(
        action="plans.tasks_issued", data__moment=moment.astimezone(UTC).isoformat()
    )
    return list(acts.values_list("pk", flat=True))


def _pairs_per_unit(tasks: list[Task], units: QuerySet[Unit]) -> dict[int, int]:
    """How many of the tasks each unit has, for the units that have any."""
    rows = Assignment.objects.filter(task__in=tasks, unit__in=units.values("pk"))
    return dict(rows.values("unit").annotate(n=Count("pk")).values_list("unit", "n"))


def _named_pairs_there(named: set[Pair]) -> dict[int, int]:
    """The same for the pairs of named units."""
    tasks, units = {task for task, _unit in named}, {unit for _task, unit in named}
    rows = Assignment.objects.filter(task__in=tasks, unit__in=units)
    found = named & set(rows.values_list("task_id", "unit_id"))
    return dict(Counter(unit for _task, unit in found))
