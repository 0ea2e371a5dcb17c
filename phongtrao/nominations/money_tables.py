"""Lists of money: of one decision, and the base salaries."""

from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.nominations.decision_tables import LINES, LineFilter, unit_of
from phongtrao.nominations.models import BaseSalary
from phongtrao.web.components import State
from phongtrao.web.tables import Column, Empty, Table

MONEY = Table(
    key="award-money",
    title=gettext_lazy("Tiền thưởng"),
    order="number",
    filter=LineFilter,
    columns=(
        Column("number", gettext_lazy("TT"), value="position", sort="position", align="end"),
        Column("name", gettext_lazy("Họ và tên, tập thể"), value="nomination.name", sort=("nomination__name", "pk"), card="title"),
        Column("unit", gettext_lazy("Đơn vị"), value=unit_of, sort=("nomination__unit__sort_key", "pk")),
        Column("form", gettext_lazy("Hình thức"), value="nomination.award.honour.title", sort=("nomination__form__position", "pk")),
        Column("amount", gettext_lazy("Số tiền (đồng)"), value="amount", sort=("amount", "pk"), align="end", total=Sum("amount")),
    ),
    empty=LINES.empty,
    file_name="tien-thuong",
)  # fmt: skip


def salary_state(row: BaseSalary) -> State | str:
    return State(_("Cần kiểm tra"), "due") if row.needs_check else ""


def salary_table(url: Any) -> Table:
    """``url``: where a row leads, for whoever may change it."""
    return Table(
        key="base-salaries",
        title=gettext_lazy("Lương cơ sở"),
        order="-since",
        columns=(
            Column("since", gettext_lazy("Từ ngày"), sort="since", card="title"),
            Column("amount", gettext_lazy("Lương cơ sở (đồng)"), sort="amount", align="end"),
            Column(
                "rounding", gettext_lazy("Làm tròn lên đến (đồng)"), sort="rounding", align="end"
            ),
            Column("basis", gettext_lazy("Căn cứ")),
            Column("state", gettext_lazy("Kiểm tra"), value=salary_state),
        ),
        row_url=url,
        empty=Empty(
            gettext_lazy("Chưa có mức lương cơ sở nào."),
            gettext_lazy("Tiền thưởng tính theo bội số của mức này."),
        ),
        file_name="luong-co-so",
    )


SALARIES = salary_table("")
OWN_SALARIES = salary_table("nominations:base_salary_edit")
