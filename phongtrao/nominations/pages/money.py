"""What the pages of money show."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.base.words import office_language
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.lib.sheets import Column, SheetContent, write_workbook
from phongtrao.nominations.access.decisions import paying_units
from phongtrao.nominations.models import AwardDecision, DecisionLine
from phongtrao.nominations.money_paper import MoneyFacts, Paid
from phongtrao.nominations.queries.money import Budget, budget, lines_with_money, salary_on
from phongtrao.orgs.queries import superior_name

BACK = 3  # years before this one that can be asked about
SHEET = (
    Column("unit", "Đơn vị", width=44),
    Column("honour", "Danh hiệu, hình thức", width=36),
    Column("planned", "Đang đề nghị", width=14),
    Column("planned_money", "Dự kiến (đồng)", width=18),
    Column("spent", "Đã quyết định", width=14),
    Column("spent_money", "Đã quyết định (đồng)", width=20),
)


@dataclass
class BudgetPage:
    """By year; of one's own office and those below."""

    user: AbstractBaseUser
    year: int
    years: Sequence[int]

    @classmethod
    def build(cls, user: AbstractBaseUser, asked: str | None) -> "BudgetPage":
        now = timezone.localdate().year
        years = range(now, now - BACK - 1, -1)
        year = int(asked) if asked in {str(one) for one in years} else now
        return cls(user, year, years)

    @cached_property
    def rows(self) -> list[Budget]:
        return budget(paying_units(self.user), self.year, timezone.localdate())

    @property
    def labels(self) -> list[str]:
        return [
            _("Đang đề nghị"),
            _("Dự kiến (đồng)"),
            _("Đã quyết định"),
            _("Đã quyết định (đồng)"),
        ]

    @property
    def cells(self) -> list[tuple[Budget, list[tuple[str, int]]]]:
        """Each row with its numbers and what they are called."""
        return [(row, list(zip(self.labels, _numbers(row), strict=True))) for row in self.rows]

    @property
    def planned(self) -> int:
        return sum(row.planned_money for row in self.rows)

    @property
    def spent(self) -> int:
        return sum(row.spent_money for row in self.rows)

    def workbook(self) -> bytes:
        rows = [(one.unit.name, one.honour.title, *_numbers(one)) for one in self.rows]
        sheet = SheetContent("Kinh phí", SHEET, rows)
        return write_workbook([sheet], title=f"Kinh phí khen thưởng năm {self.year}")


def _numbers(row: Budget) -> tuple[int, int, int, int]:
    return row.planned, row.planned_money, row.spent, row.spent_money


def _given(row: DecisionLine) -> str:
    """As the register says it: a correction may have named another form."""
    award = row.nomination.award
    return award.honour.title if award else row.nomination.form.honour.title


def money_facts(decision: AwardDecision) -> MoneyFacts:
    """What the accountant's list says, in the order of the annex. Only of an issued decision."""
    document = decision.document
    salary = salary_on(document.issued_on) if document.issued_on else None
    rows = lines_with_money(decision, salary).order_by("position")
    with office_language():
        day = format_date(document.issued_on) if document.issued_on else "…"
        return MoneyFacts(
            superior=superior_name(decision.unit),
            issuer=decision.unit.name,
            decision=f"Quyết định số {document.number} ngày {day}",
            salary=f"{format_number(salary.amount)} đồng" if salary else "…",
            lines=tuple(
                Paid(
                    row.position,
                    row.nomination.name,
                    row.nomination.unit.name if row.nomination.person_id else "",
                    _given(row),
                    row.amount,  # type: ignore[attr-defined]  # of lines_with_money
                )
                for row in rows
            ),
        )
