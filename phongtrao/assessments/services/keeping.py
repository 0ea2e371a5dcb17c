"""Totals, levels and counts kept beside the scores of one assessment: written by whoever changes a score."""

from collections.abc import Iterable
from decimal import Decimal

from phongtrao.assessments.levels import Band, level_of
from phongtrao.assessments.models import Assessment, Campaign, Criterion, Edition, Score
from phongtrao.assessments.rows import ONE, ZERO, Way

Totals = dict[str, Decimal]
KEPT = [
    *("answered", "checked", "groups", "lacks", "level", "level_rank"),
    *("self_level", "self_total", "verified_total"),
]


def keep_totals(assessment: Assessment, edition: Edition) -> None:
    """From the stored scores; one query to read, one to write. The caller holds the lock."""
    reckon(assessment, edition, assessment.scores.all())
    assessment.save(update_fields=KEPT)


def reckon(assessment: Assessment, edition: Edition, of: Iterable[Score]) -> None:
    """The same without a database: what is kept of these scores, set on the assessment."""
    scores = {score.criterion_id: score for score in of}
    own = {one.pk: scores[one.pk].points for one in edition.leaves if one.pk in scores}
    given = {one.pk: scores[one.pk].verified_points for one in edition.leaves if one.pk in scores}
    self_totals, totals = _totals(edition, own), _totals(edition, given)
    codes = edition.groups
    assessment.groups = {
        code: [str(self_totals.get(code, ZERO)), str(totals.get(code, ZERO))] for code in codes
    }
    assessment.answered = sum(score.value is not None for score in scores.values())
    assessment.checked = sum(score.verified_value is not None for score in scores.values())
    assessment.self_total = sum(self_totals.values(), ZERO) if assessment.answered else None
    assessment.verified_total = sum(totals.values(), ZERO) if assessment.checked else None
    self_lacks = _lacks(edition.leaves, scores, "value", "points")
    lacks = _lacks(edition.leaves, scores, "verified_value", "verified_points")
    is_judged = assessment.checked == len(edition.leaves)
    # The unit reads them: what verification finds is not its to read before it is finished.
    assessment.lacks = lacks if assessment.status in Assessment.Status.judged else self_lacks
    own_level = level_of(edition.level_rules, self_totals, lacks=len(self_lacks))
    level = level_of(edition.level_rules, totals, lacks=len(lacks)) if is_judged else None
    assessment.self_level = own_level.key if own_level and assessment.answered else ""
    _set_level(assessment, edition, level)


def drop_places(campaign: Campaign) -> None:
    """Points changed, so what a cluster ranked by them no longer holds. The caller holds all assessments."""
    if campaign.cluster_id:
        campaign.assessments.update(place=None, place_reason="")


# ------------------------------------------------------------------ pieces


def _set_level(assessment: Assessment, edition: Edition, level: Band | None) -> None:
    assessment.level = level.key if level else ""
    assessment.level_rank = edition.level_rules.rank(level.key) if level else None


def _totals(edition: Edition, points: dict[int, Decimal | None]) -> Totals:
    found: Totals = dict.fromkeys(edition.groups, ZERO)
    for one in edition.leaves:
        if one.group in found:
            found[one.group] += points.get(one.pk) or ZERO
    return found


def _lacks(
    leaves: Iterable[Criterion], scores: dict[int, Score], value: str, points: str
) -> list[str]:
    """Mandatory criteria that are not met: a condition answered with no, or points below what is asked."""
    asked = ((one, scores.get(one.pk)) for one in leaves if one.is_mandatory)
    return [
        one.code
        for one, score in asked
        if not is_met(one, getattr(score, value, None), getattr(score, points, None))
    ]


def is_met(criterion: Criterion, value: Decimal | None, points: Decimal | None) -> bool:
    """The least is asked in points, whatever is answered: a count of 3 may be 30 of them."""
    if value is None:
        return False
    if criterion.way == Way.CONDITION:
        return value == ONE
    have = points or ZERO
    return have >= criterion.least if criterion.least else have > ZERO
