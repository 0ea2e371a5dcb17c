"""An office sets its thresholds for a day to come, or drops what it set before that day is there."""

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


@transaction.atomic
def set_thresholds(
    owner: Unit, levels: Levels, holds_from: date, *, by: AbstractBaseUser
) -> ThresholdLevels:
    """Hold for the unit and all below without nearer ones, from the day on; for the same day anew.

    Never before tomorrow: what was checked today keeps what held today.
    """
    can_set(by, owner).enforce()
    if holds_from <= timezone.localdate():
        raise WrongState(
            _("Hãy chọn từ ngày mai trở đi: kết quả đối chiếu đến hôm nay giữ mức đang có.")
        )
    # Locked: of two people who set them for the same new day the second changes what the first has set.
    threshold, _made = Threshold.objects.select_for_update().get_or_create(owner=owner)
    row = ThresholdLevels.objects.filter(threshold=threshold, holds_from=holds_from).first()
    row = row or ThresholdLevels(threshold=threshold, holds_from=holds_from)
    before = _said(row) if row.pk else {}
    for name, value in asdict(levels).items():
        setattr(row, name, value)
    row.full_clean(validate_unique=False)
    row.save()
    record(threshold, "similarity.thresholds_set", by=by, before=before, after=_said(row))
    return row


@transaction.atomic
def drop_levels(row: ThresholdLevels, *, by: AbstractBaseUser) -> None:
    """What was to hold from a day to come will not."""
    can_set(by, row.threshold.owner).enforce()
    coming = ThresholdLevels.objects.filter(pk=row.pk, holds_from__gt=timezone.localdate())
    if not coming.delete()[0]:
        raise WrongState(_("Mức này đã áp dụng. Hãy đặt mức mới cho một ngày sắp tới."))
    record(row.threshold, "similarity.thresholds_dropped", by=by, before=_said(row))


def _said(row: ThresholdLevels) -> dict[str, str | int]:
    numbers = ("look", "ask", "refuse", "drafts_a_day", "linked")
    return {"holds_from": format_date(row.holds_from)} | {
        name: getattr(row, name) for name in numbers
    }
