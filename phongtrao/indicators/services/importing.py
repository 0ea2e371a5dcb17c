"""The filled form of one unit into its draft; the table of a whole round goes by ``round_sheets``."""

from collections.abc import Collection, Mapping, Sequence
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
from phongtrao.indicators.splits import all_parts, names_of
from phongtrao.lib.sheets import CellError, open_workbook, read_rows


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
    result = read_rows(book.rows(book.names[0]), unit_columns(indicators, names))
    labels = all_parts(names)
    by_code = {one.code: one.pk for one in indicators}
    errors = list(result.errors)
    values = dict(report.values)
    for row, line in zip(result.rows, result.lines, strict=True):
        if (pk := by_code.get(row["code"])) is None:
            said = _("Đợt này không hỏi chỉ số “%s”. Hãy dùng biểu tải về từ đợt.") % row["code"]
            errors.append(CellError(line, _("Mã"), said))
            continue
        kept = values.get(str(pk)) or {}
        values[str(pk)] = {**kept, **_number(row, result.told), "note": row["note"] or ""}
        for part, label in labels.items():
            if part in names[pk]:
                kept = values.get(f"{pk}:{part}") or {}
                values[f"{pk}:{part}"] = {**kept, **_number(row, result.told, f":{part}")}
            elif row[f"n:{part}"] is not None:
                said = _("Chỉ số này không tách theo phần ấy. Hãy để trống ô.")
                errors.append(CellError(line, label, said))
    if errors:
        return Imported(errors=errors)
    save_report(report, values, by=by)
    return Imported(numbers=sum(1 for row in result.rows if row["n"] is not None))


def _number(row: Mapping[str, Any], told: Collection[str], of: str = "") -> dict[str, str | None]:
    """Above and below the line, each if the sheet has a column for it: what has none is not wiped."""
    said = {key: row[f"{key}{of}"] for key in ("n", "d") if f"{key}{of}" in told}
    return {key: None if value is None else str(value) for key, value in said.items()}
