"""Numbers that do not come through a report: corrected, entered by the office, computed by the system."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.indicators.access import definitions, rounds
from phongtrao.indicators.checks import Given, Number, check
from phongtrao.indicators.models import Correction, Indicator, Measurement
from phongtrao.indicators.queries.known import rule_of
from phongtrao.indicators.services.blocks import remember
from phongtrao.indicators.splits import part_names
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.lib.text import nfc
from phongtrao.orgs.models import Unit
from phongtrao.plans.periods import read_period

BATCH = 5_000
O = Measurement.Origin  # noqa: E741 -- as every enum here is shortened


@dataclass(frozen=True, slots=True)
class Measured:
    """What a computation says of one unit."""

    unit: int
    numerator: Decimal
    denominator: Decimal | None = None


@transaction.atomic
def correct_measurement(
    measurement: Measurement,
    number: Number,
    reason: str,
    parts: Mapping[str, Number] | None = None,
    *,
    by: AbstractBaseUser,
) -> Measurement:
    """Change an accepted whole and its ``parts`` together, which must add up; a part not named stays. What was
    there before stays with who, when and why. A locked period too."""
    rows = Measurement.objects.select_for_update(of=("self",))
    row = rows.select_related("report__round__owner", "indicator__owner").get(pk=measurement.pk)
    _may_correct(by, row)
    said = nfc(reason).strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do đính chính."))
    told = parts_of(row)
    named = dict(parts or {})
    kept = {key: Number(one.numerator, one.denominator) for key, one in told.items()}
    _refuse_impossible(row.indicator, Given(number, kept | named))
    old = row.numerator
    _correct(row, number, said, by)
    for key, part in named.items():
        if key not in told:
            _add_part(row, key, part)
        elif kept[key] != part:
            _correct(told[key], part, said, by)
    remember([row.unit_id], [row.period])
    before, after = {"value": str(old)}, {"value": str(number.n), "reason": said}
    record(row.report or row.indicator, "indicators.corrected", by=by, before=before, after=after)
    return row


def parts_of(whole: Measurement) -> dict[str, Measurement]:
    """Beside an accepted whole, by key."""
    rows = Measurement.objects.filter(
        indicator=whole.indicator_id, unit=whole.unit_id, period=whole.period, is_accepted=True
    )
    return {row.part: row for row in rows.exclude(part="")}


@transaction.atomic
def enter_value(
    indicator: Indicator,
    unit: Unit,
    period: str,
    number: Number,
    *,
    by: AbstractBaseUser,
) -> Measurement:
    """A yearly value the office types itself: of an index somebody else publishes. S2-01."""
    definitions.can_define(by, indicator.owner).enforce()
    read_period(period)
    if not indicator.is_external:
        raise BadInput(_("Chỉ số này thu từ đơn vị qua đợt thu số liệu, không nhập tay ở đây."))
    _refuse_impossible(indicator, Given(number))
    row = Measurement.objects.filter(indicator=indicator, unit=unit, period=period, part="").first()
    if row is not None:
        return correct_measurement(row, number, number.note, by=by)
    made = Measurement(
        indicator=indicator,
        unit=unit,
        period=period,
        numerator=number.n,
        denominator=number.d,
        note=number.note,
        origin=O.OFFICE,
        is_accepted=True,
    )
    made.full_clean()
    made.save()
    remember([unit.pk], [period])
    after = {"period": period, "value": str(number.n)}
    record(indicator, "indicators.value_entered", by=by, after=after)
    return made


@transaction.atomic
def write_measurements(
    indicator: Indicator,
    period: str,
    rows: Iterable[Measured],
    *,
    among: Collection[int],
    by: AbstractBaseUser | None,
) -> int:
    """What an app above computed for many units (a published campaign): counted at once; how many.

    ``among``: all units the computation looked at; one that it says nothing of any more loses its number.
    Safe to run twice: numbers of the same origin are written anew, those units reported are left alone.
    """
    read_period(period)
    made = [
        Measurement(
            indicator=indicator,
            unit_id=row.unit,
            period=period,
            numerator=row.numerator,
            denominator=row.denominator,
            origin=O.SYSTEM,
            is_accepted=True,
        )
        for row in rows
    ]
    units = {*among, *(row.unit_id for row in made)}
    computed = Measurement.objects.filter(
        indicator=indicator, period=period, part="", origin=O.SYSTEM, unit__in=units
    )
    computed.delete()
    Measurement.objects.bulk_create(made, batch_size=BATCH, ignore_conflicts=True)
    remember(units, [period])
    written = computed.count()
    record(indicator, "indicators.computed", by=by, period=period, units=written)
    return written


def corrections_of(measurements: Sequence[int]) -> dict[int, list[Correction]]:
    """The history of cells, the newest first. One query."""
    found: dict[int, list[Correction]] = {}
    rows = Correction.objects.filter(measurement__in=measurements).select_related("corrected_by")
    for row in rows:
        found.setdefault(row.measurement_id, []).append(row)
    return found


def _may_correct(by: AbstractBaseUser, row: Measurement) -> None:
    if row.origin == O.SYSTEM and row.indicator.computed_from:
        raise NotAllowed(
            _("Số này do hệ thống tính nên không sửa tay. Hãy sửa ở nơi nó được tính.")
        )
    if row.part:
        raise NotAllowed(_("Hãy đính chính phần này cùng với số chung của nó."))
    if not row.is_accepted:
        raise NotAllowed(_("Số liệu chưa duyệt nên đơn vị tự sửa được, không cần đính chính."))
    if row.report:
        rounds.can_correct(by, row.report).enforce()
    else:
        definitions.can_define(by, row.indicator.owner).enforce()


def _correct(row: Measurement, number: Number, reason: str, by: AbstractBaseUser) -> None:
    made = Correction(
        measurement=row,
        old_numerator=row.numerator,
        old_denominator=row.denominator,
        new_numerator=number.n,
        new_denominator=number.d,
        reason=reason,
        corrected_by_id=by.pk,
    )
    made.full_clean()
    made.save()
    row.numerator, row.denominator = number.n, number.d
    row.full_clean()
    row.save(update_fields=["numerator", "denominator", "changed_at"])


def _add_part(whole: Measurement, key: str, number: Number) -> None:
    """Nobody had told it; the history of the report says when it came."""
    if key not in part_names(whole.indicator):
        raise BadInput(_("Chỉ số này không tách theo phần ấy. Hãy để trống ô."))
    made = Measurement(
        indicator=whole.indicator,
        unit_id=whole.unit_id,
        period=whole.period,
        part=key,
        numerator=number.n,
        denominator=number.d,
        origin=whole.origin,
        report=whole.report,
        is_accepted=True,
    )
    made.full_clean()
    made.save()


def _refuse_impossible(indicator: Indicator, given: Given) -> None:
    wrong = [one for one in check(rule_of(indicator), given) if one.is_refused]
    if wrong and not (indicator.is_external and given.whole.d is None and indicator.is_ratio):
        raise BadInput(wrong[0].sentence)
