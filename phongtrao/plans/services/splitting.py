"""A unit splits a task of its own into parts with persons and days: several hand-overs in one act."""

from collections.abc import Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadInput
from phongtrao.plans.access.handovers import can_hand_over
from phongtrao.plans.models import Assignment, HandOver
from phongtrao.plans.services.handovers import Handing, hand_over

FEWEST, MOST = 2, 8  # parts; a unit's people are told of each by itself


@transaction.atomic
def split_work(
    assignment: Assignment, parts: Sequence[Handing], *, by: AbstractBaseUser
) -> list[HandOver]:
    """Hand on all the parts or none; BadInput names the part that cannot be. S2-10"""
    can_hand_over(by, assignment).enforce()
    if not FEWEST <= len(parts) <= MOST:
        raise BadInput(_("Hãy chia thành hai đến %s phần.") % MOST)
    if not all(part.note.strip() for part in parts):
        raise BadInput(_("Hãy ghi phần việc của từng phần."))
    return [_hand_over(assignment, n, part, by) for n, part in enumerate(parts, start=1)]


def _hand_over(
    assignment: Assignment, number: int, part: Handing, by: AbstractBaseUser
) -> HandOver:
    try:
        return hand_over(assignment, part, by=by)
    except BadInput as error:
        words = _("Phần %(n)s: %(why)s") % {"n": number, "why": error}
        raise BadInput(words) from error
