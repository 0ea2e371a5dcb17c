"""Money for tasks: planned, spent, paid on a day. S2-25, S4-18."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import changes, record
from phongtrao.lib.errors import BadInput
from phongtrao.plans.access import arranging as access
from phongtrao.plans.models import BudgetLine, Task
from phongtrao.plans.queries.meanings import Names, settled_units
from phongtrao.plans.services.movements import clean


@dataclass(frozen=True, slots=True)
class Money:
    """One line, in đồng. ``payer`` as written; the unit it names is found."""

    source: str
    payer: str
    planned: Decimal
    spent: Decimal = Decimal(0)
    paid_on: date | None = None
    note: str = ""


@transaction.atomic
def add_budget_line(task: Task, money: Money, *, by: AbstractBaseUser) -> BudgetLine:
    access.can_arrange_task(by, task).enforce()
    line = BudgetLine(task=task)
    _write(line, money)
    record(line, "plans.budget_added", by=by, after=asdict(money))
    return line


@transaction.atomic
def edit_budget_line(line: BudgetLine, money: Money, *, by: AbstractBaseUser) -> BudgetLine:
    access.can_arrange_task(by, line.task).enforce()
    before, after = changes(line, asdict(money))
    _write(line, money)
    record(line, "plans.budget_edited", by=by, before=before, after=after)
    return line


@transaction.atomic
def drop_budget_line(line: BudgetLine, *, by: AbstractBaseUser) -> None:
    access.can_arrange_task(by, line.task).enforce()
    if line.spent:
        raise BadInput(_("Dòng kinh phí đã chi nên không bỏ được. Hãy sửa số đã chi trước."))
    before = {"source": line.source, "payer": line.payer, "planned": line.planned}
    record(line, "plans.budget_dropped", by=by, before=before)
    line.delete()


def _write(line: BudgetLine, money: Money) -> None:
    if money.paid_on and money.paid_on > timezone.localdate():
        raise BadInput(_("Ngày chi chưa tới. Hãy ghi khi đã chi."))
    for name, value in asdict(money).items():
        setattr(line, name, value)
    named = settled_units([money.payer], Names.of_plan(line.task.plan))
    line.payer_unit = named.get(money.payer)
    clean(line)
    line.save()
