"""How many each unit may ask for: the same for many at once, another number for one. S3-43"""

from collections.abc import Collection, Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.nominations.access.rounds import can_run
from phongtrao.nominations.models import AwardRound, Quota
from phongtrao.nominations.queries.quotas import over_their_quota, units_below, units_within
from phongtrao.nominations.services.locking import lock_places, lock_round
from phongtrao.orgs.models import is_of_kinds, is_of_levels

BATCH = 2_000
Numbers = Mapping[tuple[int, str], int | None]  # (unit, category): most; none: no quota


@transaction.atomic
def allot(
    found: AwardRound,
    most: Mapping[str, int],
    *,
    kinds: Collection[str] = (),
    levels: Collection[str] = (),
    keeps: bool,
    by: AbstractBaseUser,
) -> int:
    """The same numbers by category for every unit below of these kinds and levels; how many units.

    ``keeps``: numbers that stand already stay.
    """
    _lock(found, by)
    narrowed = (is_of_kinds(kinds) if kinds else Q()) & (is_of_levels(levels) if levels else Q())
    units = list(units_below(found).filter(narrowed).order_by().values_list("pk", flat=True))
    if not units:
        raise BadInput(_("Không có đơn vị nào thuộc loại đã chọn. Hãy chọn lại."))
    if not most:
        raise BadInput(_("Hãy nhập số cho cá nhân, cho tập thể, hoặc cả hai."))
    rows = [
        Quota(round=found, unit_id=unit, category=category, most=number)
        for category, number in most.items()
        for unit in units
    ]
    _write(found, rows, keeps=keeps)
    record(found, "nominations.quotas_set", by=by, units=len(units), most=dict(most))
    return len(units)


@transaction.atomic
def set_quotas(found: AwardRound, numbers: Numbers, *, by: AbstractBaseUser) -> int:
    """Other numbers for single units; how many changed."""
    _lock(found, by)
    units = {unit for unit, _category in numbers}
    known = set(units_within(found).filter(pk__in=units).values_list("pk", flat=True))
    if units - known:
        raise BadInput(_("Có đơn vị không thuộc phạm vi của đợt. Hãy tải lại trang."))
    kept = {(row.unit_id, row.category): row.most for row in found.quotas.filter(unit__in=units)}
    changed = {key: most for key, most in numbers.items() if kept.get(key) != most}
    gone = Q(pk__in=[])
    for (unit, category), most in changed.items():
        if most is None:
            gone |= Q(unit=unit, category=category)
    found.quotas.filter(gone).delete()
    rows = [
        Quota(round=found, unit_id=unit, category=category, most=most)
        for (unit, category), most in changed.items()
        if most is not None
    ]
    _write(found, rows, keeps=False)
    if changed:
        record(found, "nominations.quotas_set", by=by, units=len({unit for unit, _c in changed}))
    return len(changed)


def _lock(found: AwardRound, by: AbstractBaseUser) -> None:
    """The round, then its places and rows in the order clerks take them: who takes a place waits, or we wait."""
    can_run(by, found).enforce()
    kept = lock_round(found.pk)
    if kept.status == AwardRound.Status.ENDED:
        raise WrongState(_("Đợt đã kết thúc nên không sửa chỉ tiêu được nữa."))
    lock_places(found.pk)
    list(found.quotas.select_for_update().order_by("unit", "category").values_list("pk"))


def _write(found: AwardRound, rows: list[Quota], *, keeps: bool) -> None:
    how = (
        {"ignore_conflicts": True}
        if keeps
        else {
            "update_conflicts": True,
            "update_fields": ["most"],
            "unique_fields": ["round", "unit", "category"],
        }
    )
    Quota.objects.bulk_create(rows, batch_size=BATCH, **how)
    over = list(over_their_quota(found).order_by("sort_key")[:3])
    if over:
        said = _("%(unit)s (%(people)s cá nhân, %(units)s tập thể)")
        names = ", ".join(
            said % {"unit": one, "people": one.taken_people, "units": one.taken_units}
            for one in over
        )
        refusal = _("Có đơn vị đã đề nghị nhiều hơn số mới: %s. Hãy đặt số không thấp hơn, hoặc đề nghị đơn vị rút bớt trước.")  # fmt: skip
        raise BadInput(refusal % names)
