"""An office sets its thresholds for a day to come, gives them up from such a day on, or drops what it said before that
day is there."""

from dataclasses import asdict
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import WrongState
from phongtrao.lib.numbers import format_date
from phongtrao.orgs.models import Unit
from phongtrao.similarity.access.thresholds import can_set
from phongtrao.similarity.law import Levels
from phongtrao.similarity.models import Threshold, ThresholdLevels

NUMBERS = ("look", "ask", "refuse", "drafts_a_day", "linked")


@transaction.atomic
def set_thresholds(
    owner: Unit, levels: Levels, holds_from: date, *, by: AbstractBaseUser
) -> ThresholdLevels:
    """Hold for the unit and all below without nearer ones, from the day on; for the same day anew.

    Never before tomorrow: what was checked today keeps what held today.
    """
    can_set(by, owner).enforce()
    _refuse_past(holds_from)
    # Locked: of two people who set them for the same new day the second changes what the first has set.
    threshold, _made = Threshold.objects.select_for_update().get_or_create(owner=owner)
    row, before = _row_of(threshold, holds_from)
    for name, value in asdict(levels).items():
        setattr(row, name, value)
    row.is_given_up = False
    row.full_clean(validate_unique=False)
    row.save()
    record(threshold, "similarity.thresholds_set", by=by, before=before, after=_said(row))
    return row


@transaction.atomic
def give_up_thresholds(owner: Unit, from_day: date, *, by: AbstractBaseUser) -> ThresholdLevels:
    """From the day on those of the offices above hold again, until it sets its own for a later day."""
    can_set(by, owner).enforce()
    _refuse_past(from_day)
    threshold = Threshold.objects.select_for_update().filter(owner=owner).first()
    earlier = ThresholdLevels.objects.filter(threshold=threshold, holds_from__lt=from_day)
    last = earlier.order_by("holds_from").last()
    if threshold is None or last is None or last.is_given_up:
        raise WrongState(_("Đến ngày này đơn vị không có ngưỡng riêng để thôi."))
    row, before = _row_of(threshold, from_day)
    for name in NUMBERS:
        setattr(row, name, getattr(last, name))
    row.basis, row.is_given_up = last.basis, True
    row.save()
    after = {"holds_from": format_date(from_day)}
    record(threshold, "similarity.thresholds_given_up", by=by, before=before, after=after)
    return row


def _refuse_past(day: date) -> None:
    if day <= timezone.localdate():
        raise WrongState(
            _("Hãy chọn từ ngày mai trở đi: kết quả đối chiếu đến hôm nay giữ mức đang có.")
        )


def _row_of(threshold: Threshold, day: date) -> tuple[ThresholdLevels, dict[str, str | int]]:
    """What is said for the day, and how it is told in history; a new one if nothing is."""
    row = ThresholdLevels.objects.filter(threshold=threshold, holds_from=day).first()
    return (row, _said(row)) if row else (ThresholdLevels(threshold=threshold, holds_from=day), {})


@transaction.atomic
def drop_levels(row: ThresholdLevels, *, by: AbstractBaseUser) -> None:
    """What was to hold from a day to come will not."""
    can_set(by, row.threshold.owner).enforce()
    coming = ThresholdLevels.objects.filter(pk=row.pk, holds_from__gt=timezone.localdate())
    if not coming.delete()[0]:
        raise WrongState(_("Mức này đã áp dụng. Hãy đặt mức mới cho một ngày sắp tới."))
    record(row.threshold, "similarity.thresholds_dropped", by=by, before=_said(row))


def _said(row: ThresholdLevels) -> dict[str, str | int]:
    numbers = () if row.is_given_up else NUMBERS
    return {"holds_from": format_date(row.holds_from)} | {
        name: getattr(row, name) for name in numbers
    }
