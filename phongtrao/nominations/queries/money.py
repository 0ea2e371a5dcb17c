"""Money that goes with a commendation: multiples of the base salary of the day, in whole đồng. S0-49 S3-55"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil

from django.db.models import BigIntegerField, Case, Count, Q, QuerySet, Value, When

from phongtrao.awards.authority import may_sign
from phongtrao.awards.models import Honour
from phongtrao.awards.queries.law import law_on
from phongtrao.nominations.models import (
    AwardDecision,
    AwardRound,
    BaseSalary,
    DecisionLine,
    Nomination,
)
from phongtrao.nominations.queries.going_up import stays
from phongtrao.orgs.models import Unit

# (honour, of a person)
Sort = tuple[int, bool]


@dataclass(frozen=True, slots=True)
class Budget:
    """Of one office and honour in a year: what is asked for and not decided yet, and what was decided."""

    unit: Unit
    honour: Honour
    planned: int
    planned_money: int
    spent: int
    spent_money: int


def salary_on(day: date) -> BaseSalary | None:
    """The one in force; None before the first we know."""
    return BaseSalary.objects.filter(since__lte=day).order_by("-since").first()


def money_for(multiple: Decimal | None, salary: BaseSalary | None) -> int:
    """Rounded up to the whole number of đồng that the law pays in; 0 where no money goes with it."""
    if not multiple or salary is None:
        return 0
    whole = ceil(multiple * salary.amount)  # exact until here: a decimal
    return -(-whole // salary.rounding) * salary.rounding


def paid_for(honour: Honour, salary: BaseSalary | None, *, is_person: bool) -> int:
    return money_for(honour.multiple if is_person else honour.unit_multiple, salary)


def lines_with_money(decision: AwardDecision, salary: BaseSalary | None) -> QuerySet[DecisionLine]:
    """``amount`` of each line, by the one definition above, for what the register says was given.

    An award that was revoked, or whose correction was found wrong, is paid nothing.
    """
    given = "nomination__award__honour"
    kinds = decision.lines.values_list(given, flat=True).distinct().order_by()
    cases = [
        When(
            nomination__award__honour=honour,
            nomination__award__person__isnull=not is_person,
            then=Value(paid_for(honour, salary, is_person=is_person)),
        )
        for honour in Honour.objects.filter(pk__in=kinds)
        for is_person in (True, False)
    ]
    gone = When(nomination__award__status__in=("revoked", "refused"), then=Value(0))
    amount = Case(gone, *cases, default=Value(0), output_field=BigIntegerField())
    rows = decision.lines.annotate(amount=amount)
    return rows.select_related(given, "nomination__form__honour", "nomination__unit")


def budget(units: QuerySet[Unit], year: int, today: date) -> list[Budget]:
    """By office and honour. Only what an office decides about is paid by it."""
    planned, spent = _planned(units, year), _spent(units, year)
    owners = {
        unit.pk: unit for unit in Unit.objects.filter(pk__in={k[0] for k in [*planned, *spent]})
    }
    honours = Honour.objects.select_related("owner").in_bulk({k[1] for k in [*planned, *spent]})
    salaries, law, found = list(BaseSalary.objects.order_by("-since")), law_on(today), []
    salary = _of_day(salaries, today)
    for unit, honour in sorted(
        {*planned, *spent}, key=lambda key: (owners[key[0]].sort_key, -honours[key[1]].rank, key)
    ):
        signed = may_sign(owners[unit], honours[honour], today, law=law)
        asked = planned.get((unit, honour), {}) if signed else {}
        paid = spent.get((unit, honour), [])
        row = Budget(
            owners[unit],
            honours[honour],
            sum(asked.values()),
            sum(n * paid_for(honours[honour], salary, is_person=who) for who, n in asked.items()),
            sum(n for _who, _day, n in paid),
            sum(
                n * paid_for(honours[honour], _of_day(salaries, day), is_person=who)
                for who, day, n in paid
            ),
        )
        if row.planned or row.spent:
            found.append(row)
    return found


# ------------------------------------------------------------------ pieces


def _of_day(salaries: Sequence[BaseSalary], day: date) -> BaseSalary | None:
    """``salary_on`` of many days: the newest first."""
    return next((one for one in salaries if one.since <= day), None)


def _planned(units: QuerySet[Unit], year: int) -> dict[tuple[int, int], dict[bool, int]]:
    living = Nomination.Status.living - {"awarded"}
    rows = Nomination.objects.filter(
        stays(),
        submission__round__owner__in=units.values("pk"),
        submission__round__opens_on__year=year,
        submission__round__status__in=AwardRound.Status.running,
        status__in=living,
    )
    counted = (
        rows.order_by()
        .annotate(of_person=Q(person__isnull=False))
        .values_list("submission__round__owner", "form__honour", "of_person")
        .annotate(count=Count("pk"))
    )
    found: dict[tuple[int, int], dict[bool, int]] = {}
    for unit, honour, who, count in counted:
        found.setdefault((unit, honour), {})[who] = count
    return found


def _spent(units: QuerySet[Unit], year: int) -> dict[tuple[int, int], list[tuple[bool, date, int]]]:
    """By the days of the decisions: each is paid by the salary of its day. What was revoked is not."""
    rows = DecisionLine.objects.filter(
        decision__unit__in=units.values("pk"),
        decision__document__status="issued",
        decision__document__issued_on__year=year,
        nomination__award__status__in=("confirmed", "waiting"),  # corrected, not checked yet
    )
    counted = (
        rows.order_by()
        .annotate(of_person=Q(nomination__award__person__isnull=False))
        .values_list(
            "decision__unit",
            "nomination__award__honour",
            "of_person",
            "decision__document__issued_on",
        )
        .annotate(count=Count("pk"))
    )
    found: dict[tuple[int, int], list[tuple[bool, date, int]]] = {}
    for unit, honour, who, day, count in counted:
        found.setdefault((unit, honour), []).append((who, day, count))
    return found
