"""Units' own plans below the main plan of the Sở: issued, being written, late. S1-82, S2-04, S0-53."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.demo.load import Province
from phongtrao.documents.models import DocumentKind, OfficialDocument
from phongtrao.lib.text import document_number, fold
from phongtrao.orgs.models import Line, Unit
from phongtrao.plans.models import Plan, PlanTarget, Task, TaskParty
from phongtrao.plans.queries.upper_plans import own_tasks, targets_of, tasks_for
from phongtrao.plans.services.own_plan_calls import Asked, call_for_plans
from phongtrao.plans.services.own_plans import Taken, draft_own_plan
from phongtrao.plans.services.plans import publish_plan
from phongtrao.plans.services.tasks import TaskDraft, add_task

DUE_DAYS_AGO = 4
MOST = 60  # units whose plans are written here; the others owe theirs
TAKEN = (3, 5, 8)  # how many tasks a unit takes up
KINDS = (Unit.Kind.SCHOOL.value, Unit.Kind.CENTRE.value, Unit.Kind.COMMUNE.value)


def write_own_plans(province: Province, above: Plan, chance: Random) -> None:
    """The eight through the services, the others set by set."""
    today = timezone.localdate()
    asked = Asked(today - timedelta(days=DUE_DAYS_AGO), KINDS)
    call_for_plans(above, asked, by=province.people["vanphong"])
    upper, lower = province.places["upper"], province.places["lower"]
    publish_plan(
        _begin(above, upper, province.people["hieutruong"]), by=province.people["hieutruong"]
    )
    draft = _begin(above, lower, province.people["daumoi"])
    first = own_tasks(above).first()
    words = f"{first.text if first else above.title}, phù hợp điều kiện của trường"
    more = TaskDraft(words, section="Việc của trường", leads=(lower.name,))
    add_task(draft, more, by=province.people["daumoi"])
    known = {upper.pk, lower.pk, province.places["commune"].pk}
    others = [unit for unit in province.units if unit.kind in KINDS and unit.pk not in known]
    _write(above, chance.sample(others, min(MOST, len(others) * 2 // 3)), chance)


def _begin(above: Plan, unit: Unit, by: User) -> Plan:
    """With all that is addressed to the unit but the last task, so that there is something to hold against."""
    rows = tasks_for(above, unit).filter(is_addressed=True).values_list("pk", flat=True)
    keys = list(rows)[:-1] or list(rows)
    targets = [one.key for one in targets_of(above)]
    plan = _plan(above, unit)
    return draft_own_plan(plan, Taken(keys, targets), above.movements.all(), by=by)


def _plan(above: Plan, unit: Unit, **more: object) -> Plan:
    return Plan(
        title=f"{above.title} tại {unit.name}",
        owner=unit,
        parent=above,
        line=Line.ADMIN,
        starts_on=above.starts_on,
        ends_on=above.ends_on,
        **more,
    )


def _write(above: Plan, units: list[Unit], chance: Random) -> None:
    """Three of four in force, some days before or after the day asked for."""
    now = timezone.now()
    plans = []
    for place, unit in enumerate(units):
        then = now - timedelta(days=chance.randint(1, 25))
        is_draft = place % 4 == 3  # noqa: PLR2004 -- every fourth
        state = Plan.Status.DRAFT if is_draft else Plan.Status.PUBLISHED
        plans.append(_plan(above, unit, status=state, published_at=None if is_draft else then))
    _number([plan for plan in plans if plan.published_at])
    Plan.objects.bulk_create(plans)
    serves = Plan.movements.through
    serves.objects.bulk_create(
        serves(plan=plan, movement=movement) for plan in plans for movement in above.movements.all()
    )
    upper, targets = list(own_tasks(above)), targets_of(above)
    tasks = [_task(row, plan, n) for plan in plans for n, row in _some(upper, chance)]
    Task.objects.bulk_create(tasks)
    TaskParty.objects.bulk_create(
        TaskParty(
            task=task, role=TaskParty.Role.LEAD, name=task.plan.owner.name, unit=task.plan.owner
        )
        for task in tasks
    )
    PlanTarget.objects.bulk_create(
        PlanTarget(
            plan=plan,
            position=place,
            value=one.value,
            derived_from=one.target,
            derived_from_fact=one.fact,
        )
        for plan in plans[::2]
        for place, one in enumerate(targets, start=1)
    )


def _number(plans: list[Plan]) -> None:
    """The paper of each, numbered by the unit on the day it was issued."""
    papers = [_paper(plan, place) for place, plan in enumerate(plans, start=1)]
    for plan, paper in zip(plans, OfficialDocument.objects.bulk_create(papers), strict=True):
        plan.document = paper


def _paper(plan: Plan, place: int) -> OfficialDocument:
    number = f"{place * 7 % 60 + 11}/KH-{_symbol(plan.owner)}"
    return OfficialDocument(
        kind=DocumentKind.PLAN,
        status=OfficialDocument.Status.ISSUED,
        number=number,
        number_key=document_number(number),
        issuer=plan.owner,
        issuer_name=plan.owner.name,
        issued_on=timezone.localdate(plan.published_at),
        abstract=plan.title,
        search_text=fold(f"{number} {plan.title} {plan.owner.name}"),
    )


def _symbol(unit: Unit) -> str:
    """“THCSHS” of Trường THCS Hoa Sen; a commune signs as its people's committee."""
    if unit.kind == Unit.Kind.COMMUNE:
        return "UBND"
    words = unit.name.removeprefix("Trường ").split()
    return "".join(word if word.isupper() else word[:1].upper() for word in words if word.isalpha())


def _some(upper: list[Task], chance: Random) -> list[tuple[int, Task]]:
    taken = sorted(chance.sample(range(len(upper)), min(chance.choice(TAKEN), len(upper))))
    return [(n, upper[place]) for n, place in enumerate(taken, start=1)]


def _task(row: Task, plan: Plan, position: int) -> Task:
    return Task(
        plan=plan,
        position=position,
        section=row.section,
        text=row.text,
        timing=row.timing,
        timing_value=row.timing_value,
        timing_text=row.timing_text,
        phase=row.phase,
        deliverable=row.deliverable,
        deliverable_kind=row.deliverable_kind,
        derived_from=row,
    )
