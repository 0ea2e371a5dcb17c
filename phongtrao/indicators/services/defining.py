"""An office says what it measures, and what is to be reached. S4-25 to S4-31."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import changes, record
from phongtrao.indicators.access import definitions as access
from phongtrao.indicators.models import Indicator, Target
from phongtrao.indicators.services.computing import refuse_while_asked
from phongtrao.indicators.services.from_tasks import compute
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import nfc
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Plan, Task

# Changing these changes what the numbers mean: not once there are some.
Comparator = Target.Comparator
FROZEN = (
    "rolling",
    "denominator_source",
    "measure",
    "is_cumulative",
    "is_external",
    "computed_from",
)


@dataclass(frozen=True, slots=True)
class Links:
    """Plans and tasks an indicator belongs to."""

    plans: Sequence[Plan] = ()
    tasks: Sequence[Task] = ()


@transaction.atomic
def create_indicator(
    owner: Unit, said: Mapping[str, Any], links: Links = Links(), *, by: AbstractBaseUser
) -> Indicator:
    """``said``: fields of the model by name."""
    access.can_define(by, owner).enforce()
    indicator = Indicator(owner=owner)
    _write(indicator, said)
    indicator.plans.set(links.plans)
    indicator.tasks.set(links.tasks)
    record(indicator, "indicators.created", by=by, after={"name": indicator.name})
    _compute_now(indicator)
    return indicator


@transaction.atomic
def change_indicator(
    indicator: Indicator,
    said: Mapping[str, Any],
    links: Links | None = None,
    *,
    by: AbstractBaseUser,
) -> Indicator:
    """WrongState where numbers are there and their meaning would change, or units are asked for it now."""
    access.can_define(by, indicator.owner).enforce()
    locked = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    before, after = changes(locked, dict(said))
    if any(name in after for name in FROZEN) and locked.measurements.exists():
        raise WrongState(
            _(
                "Chỉ số đã có số liệu nên không đổi được cách gộp, mẫu số, đơn vị tính. Hãy lập chỉ số mới."
            )
        )
    if after.get("computed_from") or after.get("is_external"):
        refuse_while_asked(locked)
    _write(locked, said)
    if links is not None:
        locked.plans.set(links.plans)
        locked.tasks.set(links.tasks)
    record(locked, "indicators.changed", by=by, before=before, after=after)
    _compute_now(locked)
    return locked


@transaction.atomic
def end_indicator(indicator: Indicator, *, by: AbstractBaseUser) -> Indicator:
    """No round asks for it any more; what was measured stays."""
    access.can_define(by, indicator.owner).enforce()
    rows = Indicator.objects.filter(pk=indicator.pk, ended_on=None)
    if not rows.update(ended_on=timezone.localdate()):
        raise WrongState
    indicator.refresh_from_db()
    record(indicator, "indicators.ended", by=by)
    return indicator


# ------------------------------------------------------------------ targets


@transaction.atomic
def set_target(
    indicator: Indicator,
    unit: Unit,
    said: Mapping[str, Any],
    *,
    by: AbstractBaseUser,
    target: Target | None = None,
) -> Target:
    """A new target, or ``target`` with other words; of the unit, or of what stands below it."""
    access.can_set_target(by, unit).enforce()
    if target and target.derived_from:
        _keep_to(target.derived_from, said)
    made = target or Target(indicator=indicator, unit=unit)
    before, after = changes(made, dict(said)) if target else ({}, {"value": said["value"]})
    write_target(made, said)
    event = "indicators.target_changed" if target else "indicators.target_set"
    record(made, event, by=by, before=before, after=after)
    return made


@transaction.atomic
def drop_target(target: Target, *, by: AbstractBaseUser) -> None:
    access.can_set_target(by, target.unit).enforce()
    if target.derived.exists():
        raise WrongState(_("Có đơn vị đã nhận chỉ tiêu này làm của mình nên không bỏ được."))
    record(target.indicator, "indicators.target_dropped", by=by, before=_said(target))
    target.delete()


@transaction.atomic
def localise_target(target: Target, unit: Unit, value: Decimal, *, by: AbstractBaseUser) -> Target:
    """A unit takes a target from above as its own, perhaps a stricter one; never an easier one."""
    access.can_set_target(by, unit).enforce()
    if unit.pk == target.unit_id or not _stands_under(unit, target.unit):
        raise BadInput(_("Đơn vị không thuộc phạm vi của chỉ tiêu này. Hãy chọn đơn vị khác."))
    _refuse_easier(target, value)
    made = Target(
        indicator_id=target.indicator_id,
        unit=unit,
        derived_from=target,
        line=target.line,
        kinds=target.kinds,
        levels=target.levels,
        areas=target.areas,
    )
    said = {
        "year": target.year,
        "comparator": target.comparator,
        "value": value,
        "scope": target.scope,
        "written": target.written,
    }
    write_target(made, said)
    record(made, "indicators.target_localised", by=by, after={"value": value})
    return made


def write_target(target: Target, said: Mapping[str, Any]) -> None:
    for name, value in said.items():
        setattr(target, name, nfc(value).strip() if isinstance(value, str) else value)
    target.full_clean()
    target.save()


def _write(indicator: Indicator, said: Mapping[str, Any]) -> None:
    for name, value in said.items():
        setattr(indicator, name, nfc(value).strip() if isinstance(value, str) else value)
    if indicator.computed_from in Indicator.Computed:
        indicator.rolling, indicator.measure = Indicator.Rolling.RATIO, "%"
        indicator.denominator_source = Indicator.Denominator.COMPUTED
        indicator.is_external, indicator.splits = False, []
    elif not indicator.is_ratio or indicator.denominator_source == Indicator.Denominator.COMPUTED:
        indicator.denominator_source = ""
    indicator.search_keys()
    indicator.full_clean()
    indicator.save()


def _compute_now(indicator: Indicator) -> None:
    """Whoever defines a computed indicator sees its numbers at once, not only after the night."""
    if indicator.computed_from in Indicator.Computed and not indicator.ended_on:
        compute(indicator, timezone.localdate())


def _stands_under(unit: Unit, above: Unit) -> bool:
    own, over = (unit.admin_path, unit.prof_path), (above.admin_path, above.prof_path)
    return any(mine.startswith(theirs) for mine, theirs in zip(own, over, strict=True))


def _keep_to(above: Target, said: Mapping[str, Any]) -> None:
    """What was taken over from above is not made another target by editing it."""
    words = {"year": above.year, "comparator": above.comparator, "scope": above.scope}
    asked = {name: said.get(name, known) for name, known in words.items()}
    if asked | {"scope": nfc(asked["scope"]).strip()} != words:
        raise BadInput(
            _("Chỉ tiêu nhận từ cấp trên giữ nguyên năm, cách so sánh và đối tượng; chỉ sửa mức.")
        )
    if "value" in said:
        _refuse_easier(above, said["value"])


def _refuse_easier(target: Target, value: Decimal) -> None:
    if _is_easier(target, value):
        raise BadInput(_("Mức của đơn vị không được thấp hơn yêu cầu của cấp trên. Hãy nhập lại."))


def _is_easier(target: Target, value: Decimal) -> bool:
    asked: Decimal = target.value
    higher = target.comparator in {Comparator.MORE, Comparator.AT_LEAST, Comparator.EQUAL}
    is_easier: bool = value < asked if higher else value > asked
    return is_easier


def _said(target: Target) -> dict[str, Any]:
    return {"year": target.year, "value": str(target.value), "scope": target.scope}
