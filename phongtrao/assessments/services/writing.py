"""Self-assessment: written box by box, proved, handed in, taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.assessments.access import assessments as access
from phongtrao.assessments.access.verifiers import checkers_of
from phongtrao.assessments.models import Assessment, Criterion, Score, ScoreProof
from phongtrao.assessments.rows import points_of
from phongtrao.assessments.services.campaigns import ASSESSMENT_TRANSITIONS
from phongtrao.assessments.services.keeping import keep_totals
from phongtrao.assessments.services.locking import lock_assessment
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.documents.models import Evidence
from phongtrao.documents.services import add_evidence
from phongtrao.lib.errors import BadInput, Conflict
from phongtrao.lib.marks import mark_of
from phongtrao.lib.text import nfc
from phongtrao.notifications.services import notify

S = Assessment.Status


@dataclass(frozen=True, slots=True)
class Given:
    """The answer to one criterion."""

    value: Decimal | None = None
    note: str = ""


class Faulty(BadInput):
    """What keeps it from being handed in, by key of the criterion."""

    def __init__(self, faults: Mapping[int, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = faults


def own_mark(assessment: Assessment) -> str:
    """What a page carries to say which answers it showed."""
    rows = assessment.scores.values_list("criterion", "value", "note")
    return mark_of({str(pk): [value, note] for pk, value, note in rows})


@transaction.atomic
def save_answers(
    assessment: Assessment,
    given: Mapping[int, Given],
    *,
    by: AbstractBaseUser,
    as_read: str = "",
) -> Assessment:
    """Keep what is written so far, by key of the criterion. No line of history: a draft is not a deed.

    Conflict where somebody else wrote since ``as_read``; Faulty for an answer outside its bounds.
    """
    locked = _writable(assessment, by)
    leaves = {one.pk: one for one in locked.campaign.edition.leaves}
    if given.keys() - leaves.keys():
        raise Conflict(_("Bộ chỉ số của đợt vừa đổi phiên bản. Hãy chép phần vừa gõ rồi tải lại."))
    if as_read and as_read != own_mark(locked):
        raise Conflict(
            _("Người khác của đơn vị vừa viết bản này. Hãy chép phần vừa gõ rồi tải lại trang.")
        )
    rows, faults = [], {}
    for pk, answer in given.items():
        try:
            rows.append(_score(locked, leaves[pk], answer))
        except BadInput as error:
            faults[pk] = str(error)
    if faults:
        raise Faulty(faults)
    Score.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["assessment", "criterion"],
        update_fields=["value", "points", "note"],
    )
    keep_totals(locked, locked.campaign.edition)
    return locked


@transaction.atomic
def attach_proof(
    assessment: Assessment,
    criterion: Criterion,
    *,
    by: AbstractBaseUser,
    file: "File[Any]",
) -> Evidence:
    """A file for one criterion. BadFile for what may not be stored."""
    locked = _writable(assessment, by)
    if criterion.edition_id != locked.campaign.edition_id:
        raise Conflict(_("Bộ chỉ số của đợt vừa đổi phiên bản. Hãy tải lại trang."))
    evidence = add_evidence(locked.unit, file=file, by=by)
    score, _is_new = Score.objects.get_or_create(assessment=locked, criterion=criterion)
    ScoreProof.objects.get_or_create(score=score, evidence=evidence)
    after = {"evidence": evidence.title, "criterion": criterion.code}
    record(locked, "assessments.proof_added", by=by, after=after)
    return evidence


@transaction.atomic
def detach_proof(proof: ScoreProof, *, by: AbstractBaseUser) -> None:
    """The evidence itself stays with the unit."""
    locked = _writable(proof.score.assessment, by)
    before = {"evidence": str(proof.evidence), "criterion": proof.score.criterion.code}
    proof.delete()
    record(locked, "assessments.proof_dropped", by=by, before=before)


@transaction.atomic
def submit_assessment(assessment: Assessment, *, by: AbstractBaseUser) -> Assessment:
    """Hand it in: every criterion has its answer, and its evidence where that is asked for what was claimed."""
    locked = _writable(assessment, by)
    if faults := missing(locked):
        raise Faulty(faults)
    moment = timezone.now()
    # Verification begins anew where it was returned: what was found of the answers that stand is kept.
    move(
        locked,
        S.SUBMITTED,
        ASSESSMENT_TRANSITIONS,
        submitted_by=by.pk,
        submitted_at=moment,
        return_reason="",
    )
    record(locked, "assessments.submitted", by=by)
    _tell_checkers(locked)
    return locked


@transaction.atomic
def withdraw_assessment(assessment: Assessment, *, by: AbstractBaseUser) -> Assessment:
    locked = lock_assessment(assessment)
    access.can_withdraw(by, locked).enforce()
    move(locked, S.DRAFT, ASSESSMENT_TRANSITIONS)
    record(locked, "assessments.withdrawn", by=by)
    return locked


def missing(assessment: Assessment) -> dict[int, str]:
    """What a last look finds, by key of the criterion."""
    scores = {score.criterion_id: score for score in assessment.scores.prefetch_related("proofs")}
    faults = {}
    for one in assessment.campaign.edition.leaves:
        score = scores.get(one.pk)
        if score is None or score.value is None:
            faults[one.pk] = _("Tiêu chí %s chưa tự chấm.") % one.code
        elif one.evidence and score.value and not (score.proofs.all() or score.note.strip()):
            faults[one.pk] = _("Tiêu chí %s cần minh chứng hoặc lời giải trình.") % one.code
    return faults


# ------------------------------------------------------------------ pieces


def _writable(assessment: Assessment, by: AbstractBaseUser) -> Assessment:
    """Locked, so that nobody hands it in or writes it meanwhile."""
    locked = lock_assessment(assessment)
    access.can_write(by, locked).enforce()
    return locked


def _score(assessment: Assessment, criterion: Criterion, given: Given) -> Score:
    points = None if given.value is None else points_of(criterion, given.value)
    return Score(
        assessment=assessment,
        criterion=criterion,
        value=given.value,
        points=points,
        note=nfc(given.note).strip(),
    )


def _tell_checkers(assessment: Assessment) -> None:
    if assessment.campaign.cluster_id:
        with office_language():
            text = _("Chờ đơn vị bạn chấm chéo: %s.") % assessment.unit
        url = reverse("assessments:verify", args=[assessment.pk])
        key = f"assessment:{assessment.pk}:check:{assessment.submitted_at}"
        notify(checkers_of(assessment), text, key=key, url=url)
        return
    # One notice a campaign: of six hundred schools on the last day nobody reads six hundred.
    campaign = assessment.campaign
    with office_language():
        text = _("Có đơn vị nộp bản tự đánh giá “%s”.") % campaign.title
    url = reverse("assessments:campaign", args=[campaign.pk])
    notify(checkers_of(assessment), text, key=f"campaign:{campaign.pk}:handed", url=url)
