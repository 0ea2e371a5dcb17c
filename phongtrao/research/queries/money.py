"""Money of research by field and year, with what goes into “Công nghiệp 4.0”. S0-25"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Func, QuerySet, Sum

from phongtrao.research import catalogue
from phongtrao.research.models import BudgetLine, ResearchTask
from phongtrao.research.models.tasks import ResearchTaskQuerySet

S = ResearchTask.Status
# What was only proposed, or was not chosen, has no money yet.
WITHOUT = (S.PROPOSED, S.SELECTING, S.DROPPED)


@dataclass(frozen=True, slots=True)
class FieldMoney:
    label: str
    years: dict[int, Decimal]

    @property
    def whole(self) -> Decimal:
        return sum(self.years.values(), Decimal(0))


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """A task of several fields stands in each of them; ``total`` and ``industry4`` count it once."""

    years: list[int]
    fields: list[FieldMoney]
    industry4: FieldMoney
    total: FieldMoney


def money_by_field(tasks: ResearchTaskQuerySet) -> MoneyTable:
    """Three queries, whatever the number."""
    keys = tasks.exclude(status__in=WITHOUT).order_by().values("pk")
    lines = BudgetLine.objects.filter(task__in=keys).order_by()
    found: dict[str, dict[int, Decimal]] = {}
    unnested = lines.annotate(field=Func(F("task__fields"), function="unnest"))
    for field, year, money in unnested.values_list("field", "year").annotate(whole=Sum("amount")):
        found.setdefault(field, {})[year] = money
    total = _by_year("", lines)
    rows = [
        FieldMoney(label, found[key])
        for key, label in catalogue.field_labels().items()
        if key in found
    ]
    rows.sort(key=lambda row: -row.whole)
    newest = _by_year("", lines.filter(task__fields__overlap=catalogue.industry4()))
    return MoneyTable(sorted(total.years), rows, newest, total)


def _by_year(label: str, lines: QuerySet[BudgetLine]) -> FieldMoney:
    rows = lines.values_list("year").annotate(whole=Sum("amount"))
    return FieldMoney(label, dict(rows))
