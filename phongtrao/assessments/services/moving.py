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
    Edition,
    Objection,
    Score,
)
from phongtrao.assessments.rows import points_of
from phongtrao.assessments.services.campaigns import ASSESSMENT_TRANSITIONS
from phongtrao.assessments.services.keeping import KEPT, drop_places, reckon
from phongtrao.assessments.services.locking import lock_assessments, lock_campaign
from phongtrao.audit.services import record
from phongtrao.base.workflow import move_many
from phongtrao.lib.errors import BadInput, Conflict, DomainError, WrongState

A = Assessment.Status
BATCH = 1_000


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
    campaign: Campaign,
    edition: Edition,
    pairs: Mapping[int, int],
    *,
    read: int,
    by: AbstractBaseUser,
) -> int:
    """Scores go with their criteria (``pairs``: old key → new key); others are dropped. Returns how many went.

    A score that its new criterion cannot hold refuses the whole. What was verified is verified anew where
    the edition asks something that nobody has looked at yet. ``read``: the edition that was shown.
    """
    lock_campaign(campaign)
    before = {"edition": campaign.edition.number}
    if campaign.edition_id != read:
        raise Conflict(_("Đợt vừa được đổi phiên bản. Hãy tải lại trang."))
    access.can_move_edition(by, campaign).enforce()
    lock_assessments(campaign)  # whoever is writing finishes first, or writes by the new edition
    _check(campaign, edition, pairs)
    moved = _move_scores(campaign, {one.pk: one for one in edition.leaves}, pairs)
    _move_objections(campaign, pairs)
    Campaign.objects.filter(pk=campaign.pk).update(edition=edition)
    campaign.refresh_from_db()
    _reopen(campaign, edition)
    _reckon(campaign, edition)
    drop_places(campaign)
    after = {"edition": edition.number}
    deed = "assessments.edition_moved"
    record(campaign, deed, by=by, before=before, after=after, scores=moved)
    return moved


# ------------------------------------------------------------------ pieces


def _check(campaign: Campaign, edition: Edition, pairs: Mapping[int, int]) -> None:
    if edition.index_set_id != campaign.edition.index_set_id or edition.pk == campaign.edition_id:
        raise BadInput(_("Chỉ đổi sang phiên bản khác của cùng bộ chỉ số."))
    if edition.status != Edition.Status.ISSUED:
        raise BadInput(_("Phiên bản mới chưa ban hành hoặc đã thôi dùng."))
    if campaign.assessments.filter(status=A.OBJECTED).exists():
        raise WrongState(_("Còn ý kiến chưa trả lời. Hãy trả lời hết rồi đổi phiên bản."))
    if len(set(pairs.values())) < len(pairs):
        raise BadInput(_("Hai tiêu chí cũ cùng chuyển vào một tiêu chí mới. Hãy chọn lại."))
    known = {one.pk for one in campaign.edition.leaves}, {one.pk for one in edition.leaves}
    if pairs.keys() - known[0] or set(pairs.values()) - known[1]:
        raise Conflict(_("Bộ chỉ số vừa đổi. Hãy tải lại trang."))


def _move_scores(campaign: Campaign, new: Mapping[int, Criterion], pairs: Mapping[int, int]) -> int:
    rows = list(Score.objects.filter(assessment__campaign=campaign))
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
    Score.objects.bulk_update(kept, fields, batch_size=BATCH)
    return len(kept)


def _move_objections(campaign: Campaign, pairs: Mapping[int, int]) -> None:
    """Answered ones are read beside their criterion; those of a criterion that is gone stay where they were."""
    rows = list(Objection.objects.filter(assessment__campaign=campaign, criterion__in=pairs))
    for one in rows:
        one.criterion_id = pairs[one.criterion_id]
    Objection.objects.bulk_update(rows, ["criterion"], batch_size=BATCH)


def _reopen(campaign: Campaign, edition: Edition) -> None:
    """A handed-in assessment has a row for every criterion, so that verification finds the new ones."""
    handed = campaign.assessments.filter(status__in=A.handed).values_list("pk", flat=True)
    rows = Score.objects.filter(assessment__in=handed)
    have = set(rows.values_list("assessment", "criterion"))
    new = [
        Score(assessment_id=pk, criterion=one)
        for pk in handed
        for one in edition.leaves
        if (pk, one.pk) not in have
    ]
    Score.objects.bulk_create(new, batch_size=BATCH)
    unseen = campaign.assessments.filter(scores__verified_value=None)
    move_many(unseen, A.VERIFIED, A.SUBMITTED, ASSESSMENT_TRANSITIONS)


def _reckon(campaign: Campaign, edition: Edition) -> None:
    rows = list(campaign.assessments.prefetch_related("scores"))
    for one in rows:
        reckon(one, edition, one.scores.all())
    Assessment.objects.bulk_update(rows, KEPT, batch_size=BATCH)
