"""An office takes indicators of a pack as its own; from then on it may change them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.indicators.access import definitions as access
from phongtrao.indicators.models import Indicator, Target
from phongtrao.indicators.packs import Pack
from phongtrao.indicators.services.defining import write_target
from phongtrao.indicators.services.from_activities import set_feed
from phongtrao.indicators.services.from_tasks import compute
from phongtrao.lib.errors import WrongState
from phongtrao.orgs.models import Unit

FIELDS = (
    "code", "name", "measure", "direction", "rolling", "is_cumulative", "numerator", "denominator",
    "denominator_source", "splits", "jump_percent", "is_external", "computed_from", "source", "basis",
)  # fmt: skip
NUMBERS = ("baseline", "lowest", "highest")


@transaction.atomic
def adopt_pack(pack: Pack, owner: Unit, *, by: AbstractBaseUser) -> list[Indicator]:
    """What the owner has already (by code) is left as it is; WrongState where that is everything."""
    access.can_define(by, owner).enforce()
    Unit.objects.select_for_update().get(pk=owner.pk)
    there = {row.code: row for row in Indicator.objects.filter(owner=owner)}
    made = []
    for item in pack.items:
        if item["code"] not in there:
            above = there.get(item.get("part_of", ""))
            there[item["code"]] = _adopt(pack, item, owner, above)
            made.append(there[item["code"]])
    if not made:
        raise WrongState(_("Đơn vị đã có mọi chỉ số của gói này."))
    for indicator in made:
        record(indicator, "indicators.pack_adopted", by=by, after={"name": indicator.name})
        if feed := pack.feed_of(indicator.code):
            set_feed(indicator, feed, by=by)
        if indicator.computed_from in Indicator.Computed:
            compute(indicator, timezone.localdate())
    return made


def _adopt(pack: Pack, item: Mapping[str, Any], owner: Unit, above: Indicator | None) -> Indicator:
    said: dict[str, Any] = {"basis": pack.basis, "source": pack.source}
    said |= {name: item[name] for name in FIELDS if name in item}
    said |= {name: Decimal(str(item[name])) for name in NUMBERS if name in item}
    check = item.get("check", pack.check)
    indicator = Indicator(owner=owner, part_of=above, needs_check=check, **said)
    indicator.search_keys()
    indicator.full_clean()
    indicator.save()
    for position, one in enumerate(item.get("targets", ())):
        target = Target(
            indicator=indicator,
            unit=owner,
            position=position,
            kinds=one.get("kinds", []),
            levels=one.get("levels", []),
            areas=one.get("areas", []),
            needs_check=check,
        )
        value = Decimal(str(one["value"]))
        names = ("year", "comparator", "scope", "written")
        write_target(target, {"value": value, **{n: one[n] for n in names if n in one}})
    return indicator
