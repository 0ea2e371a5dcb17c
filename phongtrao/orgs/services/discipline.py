"""Cases of discipline. Their values stand in the history of the case, which no history page shows:
it is read on the page of discipline only, and every reading is logged."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils.translation import gettext as _

from phongtrao.audit.services import log_reads, record
from phongtrao.lib.errors import BadInput, Conflict
from phongtrao.lib.marks import mark_of
from phongtrao.orgs import access
from phongtrao.orgs.kinds import discipline_forms, discipline_forms_of_units
from phongtrao.orgs.models import Discipline, Person, Unit

KEPT = ("person_id", "unit_id", "form", "decision", "decided_on", "reason", "days")
DISCIPLINE = "orgs.discipline"  # what the log of sensitive reads calls it


@dataclass(frozen=True, slots=True)
class Case:
    """``form`` empty: still being considered, then without decision. ``until``: last day under it."""

    since: date
    until: date | None = None
    form: str = ""
    decision: str = ""
    decided_on: date | None = None
    reason: str = ""


@transaction.atomic
def open_case(
    person: Person | None, unit: Unit, case: Case, *, by: AbstractBaseUser | None
) -> Discipline:
    """Write down a case, decided or being considered; without a person, against the unit as a whole.

    Raises BadInput, ValidationError, NotAllowed.
    """
    access.can_keep_discipline(by, person or unit).enforce()
    row = Discipline(person=person, unit=unit)
    _fill(row, case)
    row.full_clean()
    row.save()
    record(row, "orgs.discipline_kept", by=by, after=_said(row))
    return row


@transaction.atomic
def correct_case(
    row: Discipline, case: Case, *, by: AbstractBaseUser | None, as_read: str = ""
) -> Discipline:
    """Decide what was considered, end it earlier, mend a slip; what stood before stays in the history.

    ``as_read``: the ``case_mark`` of the page that was filled in; empty, the case is as in ``row``.
    Raises BadInput, ValidationError, NotAllowed, Conflict when it was changed meanwhile.
    """
    access.can_keep_discipline(by, row.subject).enforce()
    _refuse_changed(row, as_read)
    before = _said(row)
    _fill(row, case)
    row.full_clean()
    row.save()
    record(row, "orgs.discipline_corrected", by=by, before=before, after=_said(row))
    return row


@transaction.atomic
def read_cases(subject: Person | Unit, *, by: AbstractBaseUser, why: str) -> list[Discipline]:
    """Cases against a person or a unit, the latest first.

    The only way to them on screens: reading is logged first.
    """
    access.can_keep_discipline(by, subject).enforce()
    log_reads([subject], DISCIPLINE, by=by, why=why)
    whose = Q(person=subject) if isinstance(subject, Person) else Q(person=None, unit=subject)
    return list(Discipline.objects.filter(whose).select_related("unit").order_by("-days", "-pk"))


def case_mark(row: Discipline) -> str:
    """What a page carries to say which state of the case it shows."""
    return mark_of({name: getattr(row, name) for name in KEPT})


def _refuse_changed(row: Discipline, as_read: str) -> None:
    """Locks the row: two who correct one case wait for each other, and the second is told."""
    now = Discipline.objects.select_for_update().filter(pk=row.pk).first()
    if now is None or {as_read, case_mark(row)} - {"", case_mark(now)}:
        raise Conflict


def _fill(row: Discipline, case: Case) -> None:
    known = discipline_forms() if row.person_id else discipline_forms_of_units()
    if case.form and case.form not in known:
        raise BadInput(_("Chưa có hình thức kỷ luật “%s”. Hãy chọn trong danh sách.") % case.form)
    if case.until and case.until < case.since:
        raise BadInput(_("Ngày cuối phải từ ngày bắt đầu trở đi. Hãy sửa lại ngày."))
    row.form = case.form
    row.severity = discipline_forms()[case.form].severity if case.form else 0
    row.decision, row.decided_on, row.reason = case.decision, case.decided_on, case.reason
    row.days = DateRange(case.since, case.until and case.until + timedelta(days=1))


def _said(row: Discipline) -> dict[str, object]:
    values = {
        "form": discipline_forms()[row.form].name if row.form else "",
        "decision": row.decision,
        "decided_on": row.decided_on,
        "since": row.days.lower,
        "until": row.days.upper,
        "reason": row.reason,
    }
    return {name: value for name, value in values.items() if value not in ("", None)}
