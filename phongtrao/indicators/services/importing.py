"""The filled form of one unit into its draft; the table of a whole round goes by ``round_sheets``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.indicators.access import rounds as access
from phongtrao.indicators.models import UnitReport
from phongtrao.indicators.queries.reports import asked_indicators
from phongtrao.indicators.services.reporting import save_report
from phongtrao.indicators.sheets import unit_columns
from phongtrao.indicators.splits import Names, all_parts, names_of
from phongtrao.lib.sheets import CellError, Workbook, open_workbook, read_rows, to_text
from phongtrao.lib.text import fold

HEAD = 25  # lines looked at for the header


@dataclass(frozen=True, slots=True)
class Imported:
    """What the workbook brought: nothing where ``errors`` says anything."""

    numbers: int = 0
    errors: Sequence[CellError] = ()


@transaction.atomic
def import_report(
    report: UnitReport, content: bytes, name: str, *, by: AbstractBaseUser
) -> Imported:
    """Evidence stays, and so do rows and parts the form does not tell."""
    access.can_write(by, report).enforce()
    book = open_workbook(content, name)
    indicators = asked_indicators(report)
    names = names_of(indicators)
    told = _parts_told(book, names)
    result = read_rows(book.rows(book.names[0]), unit_columns(indicators, names))
    by_code = {one.code: one.pk for one in indicators}
    errors = list(result.errors)
    values = dict(report.values)
    for row, line in zip(result.rows, result.lines, strict=True):
        if (pk := by_code.get(row["code"])) is None:
            said = _("Đợt này không hỏi chỉ số “%s”. Hãy dùng biểu tải về từ đợt.") % row["code"]
            errors.append(CellError(line, _("Mã"), said))
            continue
        kept = values.get(str(pk)) or {}
        values[str(pk)] = {**kept, **_number(row), "note": row["note"] or ""}
        for part in told:
            if part in names[pk]:
                values[f"{pk}:{part}"] = _number(row, f":{part}")
            elif row[f"n:{part}"] is not None:
                said = _("Chỉ số này không tách theo phần ấy. Hãy để trống ô.")
                errors.append(CellError(line, told[part], said))
    if errors:
        return Imported(errors=errors)
    save_report(report, values, by=by)
    return Imported(numbers=sum(1 for row in result.rows if row["n"] is not None))


def _number(row: Mapping[str, Any], of: str = "") -> dict[str, str | None]:
    said = {key: row.get(f"{key}{of}") for key in ("n", "d")}
    return {key: None if value is None else str(value) for key, value in said.items()}


def _parts_told(book: Workbook, names: Names) -> dict[str, str]:
    """Parts with a column in the sheet, by key with its label: of others nothing is wiped."""
    head = zip(range(HEAD), book.rows(book.names[0]), strict=False)
    labels = {fold(to_text(cell)) for _place, row in head for cell in row}
    return {key: name for key, name in all_parts(names).items() if fold(name) in labels}
