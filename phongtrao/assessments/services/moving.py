"""A running campaign changes to another edition of its set: what goes where is said first, then done whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from phongtrao.assessments.access import campaigns as access
from phongtrao.assessments.models import (
    Assessment,
    Campaign,
    Criterion,
    CriterionMove,
    Edition,
    Score,
)
from phongtrao.assessments.rows import points_of
from phongtrao.assessments.services.keeping import keep_totals
from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, Conflict, DomainError

A = Assessment.Status


@dataclass(frozen=True, slots=True)
class Step:
    """One criterion of the old edition: where its scores go (None: nowhere), and how many there are."""

    old: Criterion
    new: Criterion | None
    scores: int


def same_codes(old: Edition, new: Edition) -> dict[int, int]:
    """What is offered first: criteria that kept their code and their way of counting."""
    by_code = {(one.code, one.way): one.pk for one in new.leaves}
    pairs = {one.pk: by_code.get((one.code, one.way)) for one in old.leaves}
    return {old_pk: new_pk for old_pk, new_pk in pairs.items() if new_pk}


def steps_of(campaign: Campaign, edition: Edition, pairs: Mapping[int, int]) -> list[Step]:
    """What the move would do; two queries besides the trees."""
    rows = Score.objects.filter(assessment__campaign=campaign).values("criterion")
    counts = dict(rows.annotate(n=Count("pk")).values_list("criterion", "n"))
    new = {one.pk: one for one in edition.leaves}
    return [
        Step(one, new.get(pairs.get(one.pk, 0)), counts.get(one.pk, 0))
        for one in campaign.edition.leaves
    ]


@transaction.atomic
def move_campaign(
    campaign: Campaign, edition: Edition, pairs: Mapping[int, int], *, by: AbstractBaseUser
) -> int:
    """Scores go with their criteria (``pairs``: old key → new key); others are dropped. Returns how many went.

    A score that its new criterion cannot hold refuses the whole. What was verified is verified anew where
    the edition asks something that nobody has looked at yet.
    """
    access.can_move_edition(by, campaign).enforce()
    _check(campaign, edition, pairs)
    locked = (
        Campaign.objects.select_for_update(of=("self",))
        .select_related("edition")
        .get(pk=campaign.pk)
    )
    if locked.edition_id != campaign.edition_id:
        raise Conflict(_("Đợt vừa được đổi phiên bản. Hãy tải lại trang."))
    new = {one.pk: one for one in edition.leaves}
    moved = _move_scores(locked, new, pairs)
    CriterionMove.objects.filter(edition=edition).delete()
    CriterionMove.objects.bulk_create(
        CriterionMove(edition=edition, old_id=old, new_id=to) for old, to in pairs.items()
    )
    Campaign.objects.filter(pk=locked.pk).update(edition=edition)
    _reckon(locked, edition)
    before, after = {"edition": locked.edition.number}, {"edition": edition.number}
    deed = "assessments.edition_moved"
    record(campaign, deed, by=by, before=before, after=after, scores=moved)
    campaign.refresh_from_db()
    return moved


# ------------------------------------------------------------------ pieces


def _check(campaign: Campaign, edition: Edition, pairs: Mapping[int, int]) -> None:
    if edition.index_set_id != campaign.edition.index_set_id or edition.pk == campaign.edition_id:
        raise BadInput(_("Chỉ đổi sang phiên bản khác của cùng bộ chỉ số."))
    if edition.status != Edition.Status.ISSUED:
        raise BadInput(_("Phiên bản mới chưa ban hành hoặc đã thôi dùng."))
    if len(set(pairs.values())) < len(pairs):
        raise BadInput(_("Hai tiêu chí cũ cùng chuyển vào một tiêu chí mới. Hãy chọn lại."))
    known = {one.pk for one in campaign.edition.leaves}, {one.pk for one in edition.leaves}
    if pairs.keys() - known[0] or set(pairs.values()) - known[1]:
        raise Conflict(_("Bộ chỉ số vừa đổi. Hãy tải lại trang."))


def _move_scores(campaign: Campaign, new: Mapping[int, Criterion], pairs: Mapping[int, int]) -> int:
    rows = list(Score.objects.filter(assessment__campaign=campaign).select_for_update())
    kept, dropped = [], []
    for score in rows:
        to = new.get(pairs.get(score.criterion_id, 0))
        if to is None:
            dropped.append(score.pk)
            continue
        try:
            score.points = None if score.value is None else points_of(to, score.value)
            found = score.verified_value
            score.verified_points = None if found is None else points_of(to, found)
        except DomainError as error:
            said = _("Không chuyển được: điểm đã chấm không vừa tiêu chí mới %(code)s. %(why)s")
            raise BadInput(said % {"code": to.code, "why": error}) from error
        score.criterion = to
        kept.append(score)
    Score.objects.filter(pk__in=dropped).delete()
    fields = ["criterion", "points", "verified_points"]
    Score.objects.bulk_update(kept, fields, batch_size=1_000)
    return len(kept)


def _reckon(campaign: Campaign, edition: Edition) -> None:
    """A handed-in assessment has a row for every criterion, so that verification finds the new ones."""
    for assessment in campaign.assessments.select_for_update():
        if assessment.status in A.handed:
            have = set(assessment.scores.values_list("criterion", flat=True))
            Score.objects.bulk_create(
                Score(assessment=assessment, criterion=one)
                for one in edition.leaves
                if one.pk not in have
            )
        keep_totals(assessment, edition)
        if assessment.status == A.VERIFIED and assessment.checked < len(edition.leaves):
            Assessment.objects.filter(pk=assessment.pk).update(status=A.SUBMITTED)
