"""A report cell by cell: what is typed, what is known, what is wrong with it. A fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from phongtrao.indicators.checks import Finding, Given, Number, check, unexplained
from phongtrao.indicators.models import Indicator, Measurement, UnitReport
from phongtrao.indicators.queries.asked import Asked, traits_of
from phongtrao.indicators.queries.known import Key, denominators, numbers_before, rule_of
from phongtrao.indicators.splits import names_of


@dataclass(frozen=True, slots=True)
class Cell:
    """One indicator in a report. ``whole`` None: nothing typed yet. ``known``: a denominator nobody types."""

    indicator: Indicator
    whole: Number | None
    parts: Mapping[str, Number]
    names: Mapping[str, str]  # of the parts
    before: Number | None
    known: Decimal | None
    evidence: int | None
    findings: tuple[Finding, ...]
    note: str = ""  # also of a number that cannot be told: why

    @property
    def key(self) -> str:
        return str(self.indicator.pk)

    @property
    def is_typed_below(self) -> bool:
        """Whether the unit types the denominator itself."""
        return self.indicator.denominator_source == Indicator.Denominator.TYPED

    @property
    def blocking(self) -> list[Finding]:
        return unexplained(self.findings, self.note)


def cells_of(report: UnitReport, values: Mapping[str, Any] | None = None) -> list[Cell]:
    """Of the draft, or of other values in its shape (a form, a workbook)."""
    indicators = asked_indicators(report)
    known = denominators([report.unit_id], indicators, report.round.period)
    return _cells(report, report.values if values is None else values, indicators, known)


def handed_cells(report: UnitReport) -> list[Cell]:
    """What was handed in, with the same questions beside it; below the line stands what will count,
    whatever the headcount is by now."""
    return _cells(report, handed_values(report), asked_indicators(report), {})


def _cells(
    report: UnitReport,
    typed: Mapping[str, Any],
    indicators: Sequence[Indicator],
    known: Mapping[Key, Decimal],
) -> list[Cell]:
    unit = report.unit_id
    before = numbers_before([unit], [one.pk for one in indicators], report.round.period)
    names = names_of(indicators)
    found = []
    for one in indicators:
        key = (unit, one.pk)
        context = (names[one.pk], before.get(key), known.get(key))
        found.append(_cell(one, typed, context))
    return found


def asked_indicators(report: UnitReport) -> list[Indicator]:
    """Of the round, those meant for units of this sort."""
    indicators = list(report.round.indicators.order_by("sort_key", "pk"))
    asked, traits = Asked.of(indicators), traits_of(report.unit)
    return [one for one in indicators if asked.asks(one, traits)]


def handed_values(report: UnitReport) -> dict[str, Any]:
    """The rows of the report in the shape of a draft, and why others are missing. One query."""
    rows = Measurement.objects.filter(report=report)
    return _reasons(report) | {
        f"{row.indicator_id}:{row.part}" if row.part else str(row.indicator_id): {
            "n": str(row.numerator),
            "d": None if row.denominator is None else str(row.denominator),
            "note": row.note,
            "evidence": row.evidence_id,
        }
        for row in rows
    }


def _reasons(report: UnitReport) -> dict[str, Any]:
    """The notes of what was handed in; where a number was told, its row has it too."""
    if report.status not in UnitReport.Status.handed or not report.submitted_at:
        return {}
    return {
        key: {"note": note}
        for key, said in report.values.items()
        if ":" not in key and (note := said.get("note"))
    }


def _cell(
    indicator: Indicator,
    typed: Mapping[str, Any],
    context: tuple[Mapping[str, str], Number | None, Decimal | None],
) -> Cell:
    names, before, known = context
    key = str(indicator.pk)
    said = typed.get(key) or {}
    whole = number_of(said, known)
    found = {part: number_of(typed.get(f"{key}:{part}"), None) for part in names}
    parts = {part: number for part, number in found.items() if number is not None}
    findings = check(rule_of(indicator), Given(whole, parts, before)) if whole else []
    return Cell(
        indicator=indicator,
        whole=whole,
        parts=parts,
        names=names,
        before=before,
        known=known,
        evidence=said.get("evidence"),
        findings=tuple(findings),
        note=str(said.get("note") or ""),
    )


def number_of(said: Mapping[str, Any] | None, known: Decimal | None) -> Number | None:
    """A value of a draft; None while nothing stands there. A known denominator wins over a typed one."""
    if not said or said.get("n") in {None, ""}:
        return None
    below = known if known is not None else _decimal(said.get("d"))
    n = _decimal(said["n"])
    return None if n is None else Number(n, below, str(said.get("note") or ""))


def _decimal(value: Any) -> Decimal | None:
    if value in {None, ""}:
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None
