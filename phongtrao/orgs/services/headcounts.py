"""Numbers a unit declares of a day: staff, of them frontline, learners."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import Line, record_many
from phongtrao.lib.errors import BadInput, Conflict
from phongtrao.orgs import access
from phongtrao.orgs.models import Headcount, Unit
from phongtrao.orgs.queries.headcounts import Counted, count_posts

NUMBERS = ("staff", "frontline", "learners", "reason")
KEPT = (*NUMBERS, "counted_staff", "counted_frontline", "declared_by", "declared_at")


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a unit declares; ``learners`` None: not a unit with learners."""

    unit: Unit
    staff: int
    frontline: int
    learners: int | None = None
    reason: str = ""  # why this is not what the posts say


@transaction.atomic
def declare_headcounts(
    day: date, numbers: Collection[Numbers], *, by: AbstractBaseUser | None
) -> list[Headcount]:
    """Declare the numbers of many units for one day; a day declared again is corrected.

    Raises BadInput for a day to come and for the first number that cannot be, with its unit: more
    frontline than staff, or other numbers than the posts say without a reason.
    """
    if day > timezone.localdate():
        raise BadInput(_("Ngày tính số người không thể ở tương lai. Hãy sửa lại ngày."))
    for one in numbers:
        access.can_declare(by, one.unit).enforce()
    units = [one.unit.pk for one in numbers]
    counted = count_posts(units, day)
    locked = Headcount.objects.select_for_update().filter(unit__in=units, day=day)
    standing = {row.unit_id: row for row in locked}
    before = {pk: _said(row) for pk, row in standing.items()}
    rows = [_filled(standing.get(one.unit.pk), one, day, counted[one.unit.pk]) for one in numbers]
    for row in rows:
        row.declared_by_id = by.pk if by else None
        _check(row)
    _write(rows)
    lines = (Line(row.unit, before=before.get(row.unit_id), after=_said(row)) for row in rows)
    record_many(lines, "orgs.headcount_declared", by=by)
    return rows


def _filled(row: Headcount | None, said: Numbers, day: date, counted: Counted) -> Headcount:
    row = row or Headcount(day=day)
    row.unit = said.unit
    row.staff, row.frontline, row.learners = said.staff, said.frontline, said.learners
    row.counted_staff, row.counted_frontline = counted.staff, counted.frontline
    row.reason = said.reason.strip()
    row.declared_at = timezone.now()
    return row


def _check(row: Headcount) -> None:
    """What the constraints say of one row, without asking the database about each."""
    try:
        row.clean_fields(exclude=["unit", "declared_by"])
    except ValidationError as error:
        raise BadInput(f"{row.unit}: {' '.join(error.messages)}") from error
    if row.frontline > row.staff:
        said = _("“%s”: số người trực tiếp làm chuyên môn không thể lớn hơn số người.")
        raise BadInput(said % row.unit)
    same = (row.staff, row.frontline) == (row.counted_staff, row.counted_frontline)
    if not same and not row.reason:
        said = _(
            "“%(unit)s”: vị trí công tác cho %(staff)d người, %(frontline)d trực tiếp làm"
            " chuyên môn. Hãy ghi lý do số khai khác."
        )
        count = {"staff": row.counted_staff, "frontline": row.counted_frontline}
        raise BadInput(said % {"unit": row.unit, **count})


def _write(rows: list[Headcount]) -> None:
    try:
        with transaction.atomic():
            Headcount.objects.bulk_create([row for row in rows if row.pk is None], batch_size=5_000)
            old = [row for row in rows if row.pk is not None]
            Headcount.objects.bulk_update(old, KEPT, batch_size=1_000)
    except IntegrityError as error:
        raise Conflict from error


def _said(row: Headcount) -> dict[str, object]:
    values = {name: getattr(row, name) for name in ("day", *NUMBERS)}
    return {name: value for name, value in values.items() if value not in ("", None)}
