"""Next year's round from this year's: everything an office worded, a year later; nothing anybody wrote."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.initiatives.access.rounds import can_run
from phongtrao.initiatives.models import InitiativeRound
from phongtrao.lib.errors import BadInput
from phongtrao.lib.periods import parse_period
from phongtrao.plans.years import later_title, move_day

# The council has a term of its own, task and guidance are of one plan: they are chosen anew.
KEPT = (
    "owner", "level", "guide", "line", "kinds", "levels", "check_days", "decide_days", "rubric", "voting",
    "is_blind", "themes", "areas", "tags", "checklist",
)  # fmt: skip


@transaction.atomic
def copy_round(round_: InitiativeRound, *, by: AbstractBaseUser) -> InitiativeRound:
    """A draft for the year after, in the newest version of the same form. BadInput while it is a draft."""
    can_run(by, round_.owner).enforce()
    if round_.status == InitiativeRound.Status.DRAFT:
        raise BadInput(_("Đợt xét này chưa mở. Hãy sửa chính đợt này."))
    copy = InitiativeRound(**{name: getattr(round_, name) for name in KEPT})
    copy.title, copy.year = _next_year(round_)
    copy.opens_on, copy.closes_on = move_day(round_.opens_on, 1), move_day(round_.closes_on, 1)
    copy.form = round_.form.form.versions.issued().order_by("-number")[0]
    copy.created_by_id = by.pk
    copy.full_clean()
    copy.save()
    record(copy, "initiatives.round_copied", by=by, copied_from=round_.pk)
    return copy


def _next_year(round_: InitiativeRound) -> tuple[str, str]:
    """Title and year, both a year on."""
    period = parse_period(round_.year)
    years = (period.start.year, period.start.year + 1)
    return later_title(round_.title, years), period.next().key
