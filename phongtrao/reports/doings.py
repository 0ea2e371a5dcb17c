"""What units did, as lines a report may say: proposed from confirmed activities, kept by whoever writes it. S0-21

>>> plan_lines(plan, period)
["Truyền thông: 12 hoạt động của 8 đơn vị; 1.200 lượt người; 30 ảnh minh chứng. Tiêu biểu: …"]
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Sum, Window
from django.db.models.functions import RowNumber

from phongtrao.activities.models import Activity, ActivityQuerySet, Participation
from phongtrao.indicators.queries.computed import below
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.lib.periods import Period
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Movement, Plan

EXAMPLES = 2  # of a kind, those that reached most people
PICTURE = "image/"


def plan_lines(plan: Plan, period: Period, movement: Movement | None = None) -> list[str]:
    """Of tasks of the plan; of one movement what hangs on its contents or names it."""
    own = _of_tasks(plan=plan)
    if movement:
        hung = _of_tasks(plan=plan, content__movement=movement)
        named = Q(movement=movement)
    else:
        hung, named = own, Q(movement__in=plan.movements.order_by().values("pk"))
    # What was done for a task of another plan stands in the report of that plan.
    meant = hung | named & (Q(task=None) | own)
    return _lines(plan.owner, meant, Q(starts_on__range=(period.start, period.end)))


def _of_tasks(**meant: Any) -> Q:
    """For such a task, or for one of a plan below that was made from it."""
    steps = ("", "derived_from__", "derived_from__derived_from__")  # a Sở, a commune, its school
    said = [Q(**{f"task__{step}{name}": value for name, value in meant.items()}) for step in steps]
    return Q(*said, _connector=Q.OR)


def movement_lines(movement: Movement) -> list[str]:
    """From its first day on: of the movement, and of tasks of its plans."""
    plans = Plan.objects.filter(movements=movement.pk).values("pk")
    meant = Q(movement=movement) | _of_tasks(plan__in=plans)
    return _lines(movement.owner, meant, Q(starts_on__gte=movement.starts_on))


def _lines(owner: Unit, meant: Q, days: Q) -> list[str]:
    inside = Participation.objects.agreed().filter(below(owner, "unit__"), activity=OuterRef("pk"))
    rows = Activity.objects.filter(Exists(inside), meant, days, status=Activity.Status.CONFIRMED)
    return list(_of_kinds(rows, owner))


def _of_kinds(rows: ActivityQuerySet, owner: Unit) -> Iterator[str]:
    """One line a kind, in the order of kinds. Four queries, whatever the number of kinds."""
    grouped = rows.order_by("kind__position", "kind").values("kind", "kind__name", "kind__quantity")
    counts = list(grouped.annotate(n=Count("pk"), people=Sum("people"), quantity=Sum("quantity")))
    parties = Participation.objects.agreed().filter(
        below(owner, "unit__"), activity__in=rows.values("pk")
    )
    units = dict(parties.order_by().values_list("activity__kind").annotate(n=Count("unit", distinct=True)))  # fmt: skip
    pictures = dict(
        rows.filter(evidence__file__media_type__startswith=PICTURE)
        .order_by()
        .values_list("kind")
        .annotate(n=Count("evidence", distinct=True))
    )
    examples = _examples(rows)
    for one in counts:
        yield _line(one, units.get(one["kind"], 0), pictures.get(one["kind"], 0), examples.get(one["kind"], []))  # fmt: skip


def _examples(rows: ActivityQuerySet) -> dict[int, list[Activity]]:
    rank = Window(RowNumber(), partition_by="kind", order_by=("-people", "-starts_on", "pk"))
    shown = rows.annotate(rank=rank).filter(rank__lte=EXAMPLES).select_related("unit")
    found: dict[int, list[Activity]] = {}
    for one in shown.order_by("kind", "rank"):
        found.setdefault(one.kind_id, []).append(one)
    return found


def _line(one: Mapping[str, Any], units: int, pictures: int, examples: list[Activity]) -> str:
    """In Vietnamese whatever the screen speaks: it goes into a paper."""
    number = format_number
    said = [f"{number(one['n'])} hoạt động của {number(units)} đơn vị"]
    if one["kind__quantity"]:
        said.append(f"{one['kind__quantity']}: {number(one['quantity'])}")
    if one["people"]:
        said.append(f"{number(one['people'])} lượt người")
    if pictures:
        said.append(f"{number(pictures)} ảnh minh chứng")
    named = "; ".join(f"{each.title} ({each.unit.name}, {format_date(each.starts_on)})" for each in examples)  # fmt: skip
    return f"{one['kind__name']}: {'; '.join(said)}. Tiêu biểu: {named}."
