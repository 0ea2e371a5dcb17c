"""Targets of a plan written here, while it is a draft. S0-53."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Max

from phongtrao.audit.services import record
from phongtrao.plans.access.own_plans import can_take_targets
from phongtrao.plans.intake.values import say_targets
from phongtrao.plans.models import Plan, PlanTarget
from phongtrao.plans.services.plans import lock_draft


@transaction.atomic
def add_target(plan: Plan, value: dict[str, Any], *, by: AbstractBaseUser) -> PlanTarget:
    """Append a target; ``value``: an item of “indicators” in the reader's schema."""
    can_take_targets(by, plan).enforce()
    lock_draft(plan)
    last = plan.targets.aggregate(last=Max("position"))["last"] or 0
    target = PlanTarget.objects.create(plan=plan, position=last + 1, value=value)
    record(plan, "plans.target_added", by=by, after={"target": _words(value)})
    return target


@transaction.atomic
def edit_target(target: PlanTarget, value: dict[str, Any], *, by: AbstractBaseUser) -> PlanTarget:
    """Where it comes from stays."""
    can_take_targets(by, target.plan).enforce()
    lock_draft(target.plan)
    before, target.value = target.value, value
    target.save(update_fields=["value"])
    said = {"before": {"target": _words(before)}, "after": {"target": _words(value)}}
    record(target.plan, "plans.target_edited", by=by, **said)
    return target


@transaction.atomic
def drop_target(target: PlanTarget, *, by: AbstractBaseUser) -> None:
    can_take_targets(by, target.plan).enforce()
    lock_draft(target.plan)
    record(target.plan, "plans.target_dropped", by=by, before={"target": _words(target.value)})
    target.delete()


def _words(value: dict[str, Any]) -> str:
    return f"{value['name']}: {'; '.join(say_targets(value['targets']))}"
