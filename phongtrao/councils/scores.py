"""What the sheets of cases come to, for pages and papers: frozen, from a fixed number of queries.

Only final sheets of the dossier as it stands are counted. Who may read them is asked before
(``access.sheets.scored_cases``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef

from phongtrao.councils.kinds import Dossier, dossiers_of
from phongtrao.councils.models import Case, Conflict, RubricVersion, ScoreSheet
from phongtrao.councils.rubrics import (
    ZERO,
    Cap,
    Result,
    Rubric,
    Scores,
    read_rubric,
    result,
    weighed_by,
)


@dataclass(frozen=True, slots=True)
class CaseScores:
    """Of one case. ``result`` is None before the first sheet is final."""

    rubric: Rubric | None
    sheets: tuple[ScoreSheet, ...]  # final, and of the dossier as it stands
    waiting: tuple[
        ScoreSheet, ...
    ]  # assigned, being written, or of a dossier that has changed since
    result: Result | None
    facts: Mapping[str, Decimal]

    @property
    def caps(self) -> tuple[Cap, ...]:
        """Those in force: the case has reached the share they name."""
        found = self.rubric.caps if self.rubric else ()
        return tuple(cap for cap in found if self.facts.get(cap.fact, ZERO) >= cap.since)

    @property
    def is_whole(self) -> bool:
        return bool(self.sheets) and not self.waiting

    @property
    def mean(self) -> Decimal | None:
        totals = self.result.totals if self.result else ()
        return sum(totals, ZERO) / len(totals) if totals else None

    def apart(self, sheet: ScoreSheet) -> Decimal | None:
        """How far the sheet lies from the mean of the others; None when there are no others."""
        others = [one.total for one in self.sheets if one.pk != sheet.pk and one.total is not None]
        if sheet.total is None or not others:
            return None
        return sheet.total - sum(others, ZERO) / len(others)


def scores_of(cases: Iterable[Case]) -> dict[int, CaseScores]:
    """By key of the case; one query for sheets beside those of the kinds of case."""
    asked = list(cases)
    dossiers = dossiers_of(asked)
    by_case: dict[int, list[ScoreSheet]] = {case.pk: [] for case in asked}
    standing = Conflict.objects.filter(
        case=OuterRef("case"), member=OuterRef("member"), status=Conflict.Status.STANDING
    )
    # Whoever was recused a moment ago counts no more, even before the sheet is void.
    rows = ScoreSheet.objects.living().filter(~Exists(standing), case__in=by_case)
    for sheet in rows.select_related("member__person", "rubric__rubric").order_by("pk"):
        by_case[sheet.case_id].append(sheet)
    return {pk: _scores(sheets, dossiers[pk]) for pk, sheets in by_case.items()}


def given_scores(sheet: ScoreSheet) -> Scores:
    """As numbers; a sheet keeps them as text, so that nothing is rounded on the way."""
    return {key: Decimal(points) for key, points in sheet.scores.items()}


def weight_name(rubric: Rubric, dossier: Dossier) -> str:
    """By which name of the case its sheets are weighed: its field before its level."""
    return weighed_by(rubric, dossier.area, dossier.level)


def is_final(sheet: ScoreSheet, dossier: Dossier) -> bool:
    return sheet.status == ScoreSheet.Status.FINAL and sheet.dossier_hash == dossier.hash


def _scores(sheets: list[ScoreSheet], dossier: Dossier) -> CaseScores:
    counted = tuple(sheet for sheet in sheets if is_final(sheet, dossier))
    rubric = _rubric_of(sheets)
    facts = _shares(dossier.facts)
    found = None
    if rubric and counted:
        of = weight_name(rubric, dossier)
        found = result(rubric, [given_scores(sheet) for sheet in counted], facts, of)
    waiting = tuple(sheet for sheet in sheets if not is_final(sheet, dossier))
    return CaseScores(rubric, counted, waiting, found, facts)


def _rubric_of(sheets: list[ScoreSheet]) -> Rubric | None:
    """All sheets of a case are scored by one version: who is asked later gets that of the first."""
    version: RubricVersion | None = sheets[0].rubric if sheets else None
    return read_rubric(version.data) if version else None


def _shares(facts: Mapping[str, Any]) -> dict[str, Decimal]:
    return {name: Decimal(str(value)) for name, value in facts.items()}
