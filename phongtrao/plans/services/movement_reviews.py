"""The review of every year: written down beside the steps, for it moves the movement nowhere. S0-17."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.plans.access import movements as access
from phongtrao.plans.models import Movement, YearlyReview
from phongtrao.plans.queries.movement_reviews import open_years
from phongtrao.plans.services.movements import clean


@dataclass(frozen=True, slots=True)
class YearHeld:
    """What the review of a year brought."""

    year: int
    held_on: date
    paper: OfficialDocument | None = None
    lessons: str = ""


@transaction.atomic
def review_year(movement: Movement, held: YearHeld, *, by: AbstractBaseUser) -> YearlyReview:
    """Write down that the review of a year was held; it is due no more, and the story tells it."""
    access.can_review_year(by, movement).enforce()
    today = timezone.localdate()
    # Two people at once: the second waits here, and finds it written.
    Movement.objects.select_for_update(of=("self",)).get(pk=movement.pk)
    if movement.yearly_reviews.filter(year=held.year).exists():
        raise WrongState(_("Năm %s đã ghi sơ kết. Hãy tải lại trang.") % held.year)
    if held.year not in {review.year for review in open_years(movement, today)}:
        raise BadInput(
            _("Năm %s không có sơ kết của phong trào này. Hãy chọn lại năm.") % held.year
        )
    refuse_wrong_day(movement, held.held_on)
    review = YearlyReview(
        movement=movement,
        year=held.year,
        held_on=held.held_on,
        paper=held.paper,
        lessons=held.lessons,
    )
    clean(review)
    review.save()
    said = {"lessons": held.lessons, "held_on": held.held_on.isoformat()}
    record(movement, "plans.year_reviewed", by=by, after=said, year=held.year)
    return review


def refuse_wrong_day(movement: Movement, held_on: date) -> None:
    """A review is held once the movement has begun, and written down afterwards."""
    if held_on > timezone.localdate():
        raise BadInput(_("Ngày sơ kết, tổng kết chưa tới. Hãy ghi sau khi đã tổ chức."))
    if held_on < movement.starts_on:
        raise BadInput(
            _("Ngày sơ kết, tổng kết trước khi phong trào bắt đầu (%s). Hãy xem lại ngày.")
            % f"{movement.starts_on:%d/%m/%Y}"
        )
