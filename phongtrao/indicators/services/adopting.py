"""Targets of plans become indicators that are measured: an office takes them over, as the table is.

Facts of plans that were taken in wait in ``plans.intake``; targets of plans written here are
``PlanTarget`` rows. Both hold an item of the reader: ordinal, name, targets. What the words leave open
(whom a target is for, how it is measured) is guessed by the list below and marked to be checked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.indicators.access import definitions as access
from phongtrao.indicators.models import Indicator, Target
from phongtrao.indicators.scopes import Population, population_of
from phongtrao.indicators.services.defining import write_target
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import nfc
from phongtrao.plans.intake import socket
from phongtrao.plans.models import IntakeFact, Plan, PlanTarget

APP = "indicators"
R, D = Indicator.Rolling, Indicator.Denominator


@dataclass(frozen=True, slots=True)
class Waiting:
    """One item of a plan that is not measured yet: from a plan taken in, or from one written here."""

    key: str  # “fact:12” or “target:3”, as forms send it back
    value: Mapping[str, Any]
    fact: IntakeFact | None = None
    target: PlanTarget | None = None

    @property
    def name(self) -> str:
        return str(self.value.get("name") or "")

    @property
    def ordinal(self) -> str:
        return str(self.value.get("ordinal") or "")

    @property
    def targets(self) -> list[dict[str, Any]]:
        """Those with a year and a number: the others cannot be measured."""
        found = self.value.get("targets") or []
        return [one for one in found if one.get("year") and one.get("value") is not None]


@dataclass(slots=True)
class Adopted:
    """What became of them."""

    indicators: list[Indicator] = field(default_factory=list)
    targets: int = 0
    left: list[str] = field(
        default_factory=list
    )  # names without a target that has a year and a number


def waiting_items(plan: Plan) -> list[Waiting]:
    """What of the plan nobody measures yet, in its order. Two queries."""
    facts = socket.waiting_facts("indicators").filter(intake__plan=plan)
    found = [Waiting(f"fact:{fact.pk}", fact.value, fact=fact) for fact in facts]
    rows = PlanTarget.objects.filter(plan=plan, adopted=None)
    return [*found, *(Waiting(f"target:{row.pk}", row.value, target=row) for row in rows)]


@transaction.atomic
def adopt_targets(plan: Plan, keys: Sequence[str], *, by: AbstractBaseUser) -> Adopted:
    """Make an indicator of each chosen item, with its targets; all belong to the plan's owner."""
    access.can_define(by, plan.owner).enforce()
    # Two officers at once would make every indicator twice.
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    chosen = [item for item in waiting_items(plan) if item.key in set(keys)]
    if not chosen:
        raise BadInput(_("Chưa chọn chỉ tiêu nào, hoặc đã có người nhận. Hãy tải lại trang."))
    made = Adopted()
    for item in chosen:
        if item.targets:
            _adopt(plan, item, made)
        else:
            made.left.append(item.name)
    for indicator in made.indicators:
        record(indicator, "indicators.adopted", by=by, after={"name": indicator.name}, plan=plan.pk)
    return made


def _adopt(plan: Plan, item: Waiting, made: Adopted) -> None:
    indicator = _indicator_of(plan, item)
    made.indicators.append(indicator)
    whom = population_of(item.name)
    scopes = [_scope(one) for one in item.targets]
    for position, one in enumerate(item.targets):
        said = _scope(one)
        target = Target(
            indicator=indicator,
            unit=plan.owner,
            line=plan.line,
            position=position,
            origin_fact=item.fact,
            origin_target=item.target,
            **_columns(population_of(said) if said else _widest(scopes, whom)),
        )
        write_target(target, _said(one, said))
        made.targets += 1
    if item.fact:
        socket.adopt(item.fact, by_app=APP)


def _indicator_of(plan: Plan, item: Waiting) -> Indicator:
    """Shares of units are yes or no of each; amounts are added. The office looks it over."""
    is_share = any(one.get("unit") == "%" for one in item.targets)
    indicator = Indicator(
        owner=plan.owner,
        code=_free_code(plan, item),
        name=nfc(item.name).strip()[:500],
        measure="%" if is_share else (item.targets[0].get("unit") or _("số lượng"))[:40],
        rolling=R.RATIO if is_share else R.SUM,
        denominator_source=D.ONE if is_share else "",
        numerator=_("Đơn vị đạt") if is_share else _("Số lượng"),
        denominator=_("Đơn vị thuộc đối tượng") if is_share else "",
        # A school that reached it stays so until it says otherwise.
        is_cumulative=is_share,
        basis=str(plan)[:300],
        needs_check=True,
    )
    indicator.search_keys()
    indicator.full_clean()
    indicator.save()
    indicator.plans.add(plan)
    return indicator


def _free_code(plan: Plan, item: Waiting) -> str:
    """“KH7-1”: unique for the owner, and says which plan and which line of its table."""
    wanted = f"KH{plan.pk}-{item.ordinal or item.key.split(':')[1]}"[:24]
    taken = set(
        Indicator.objects.filter(owner=plan.owner, code__startswith=wanted).values_list(
            "code", flat=True
        )
    )
    return next(
        code for code in (wanted, *(f"{wanted}.{n}" for n in range(2, 1000))) if code not in taken
    )


def _scope(one: Mapping[str, Any]) -> str:
    return nfc(str(one.get("scope") or "")).strip()[:300]


def _widest(scopes: Sequence[str], whom: Population) -> Population:
    """“100%” beside rows that name their populations is for all of these together."""
    named = [population_of(scope) for scope in scopes if scope]
    if not named:
        return whom
    both = Population()
    for one in named:
        both = both.joined(one)
    return both


def _columns(population: Population) -> dict[str, Any]:
    return {
        "kinds": list(population.kinds),
        "levels": list(population.levels),
        "needs_check": population.is_guess,
    }


def _said(one: Mapping[str, Any], scope: str) -> dict[str, Any]:
    comparators = set(Target.Comparator.values)
    given = one.get("comparator")
    return {
        "year": int(one["year"]),
        "comparator": given if given in comparators else Target.Comparator.AT_LEAST,
        "value": Decimal(str(one["value"])),
        "scope": scope,
        "written": str(one.get("text") or "")[:500],
    }
