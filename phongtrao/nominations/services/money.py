"""The base salary as the top office keeps it."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from phongtrao.audit.services import changes, record
from phongtrao.lib.text import nfc
from phongtrao.nominations.access.decisions import can_set_base_salary
from phongtrao.nominations.models import BaseSalary


@dataclass(frozen=True, slots=True)
class Salary:
    since: date
    amount: int
    rounding: int
    basis: str = ""
    needs_check: bool = False


@transaction.atomic
def keep_base_salary(found: BaseSalary | None, said: Salary, *, by: AbstractBaseUser) -> BaseSalary:
    """A new one, or one corrected; decisions of its days are then paid by it."""
    can_set_base_salary(by).enforce()
    row = found or BaseSalary()
    new = {
        "since": said.since,
        "amount": said.amount,
        "rounding": said.rounding,
        "basis": nfc(said.basis).strip(),
        "needs_check": said.needs_check,
    }
    before, after = changes(row, new)
    for name, value in after.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    record(
        row, "nominations.base_salary_kept", by=by, before=before if found else None, after=after
    )
    return row
