"""Verification beside the self score: kept box by box, returned, finished; objections and their answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.assessments.access import assessments as access
from phongtrao.assessments.access.verifiers import checkers_of
from phongtrao.assessments.models import Assessment, Criterion, Objection, Score
from phongtrao.assessments.rows import points_of
from phongtrao.assessments.services.campaigns import ASSESSMENT_TRANSITIONS
from phongtrao.assessments.services.keeping import drop_places, keep_totals
from phongtrao.assessments.services.locking import lock_assessment, lock_assessments
from phongtrao.assessments.services.writing import Faulty
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.lib.errors import BadInput, Conflict
from phongtrao.lib.marks import mark_of
from phongtrao.lib.text import nfc
from phongtrao.notifications.services import notify
from phongtrao.plans.queries.people import people_at

S = Assessment.Status


@dataclass(frozen=True, slots=True)
class Found:
    """What verification found of one criterion; ``reason`` where it differs from the self score."""

    value: Decimal | None = None
    reason: str = ""


def found_mark(assessment: Assessment) -> str:
    """What a page carries to say which findings it showed."""
    rows = assessment.scores.values_list("criterion", "verified_value", "reason")
    return mark_of({str(pk): [value, reason] for pk, value, reason in rows})


@transaction.atomic
def save_findings(
    assessment: Assessment,
    found: Mapping[int, Found],
    *,
    by: AbstractBaseUser,
    as_read: str = "",
) -> Assessment:
    """Keep what was found so far. Two verifiers at once: the second is told who was first (Conflict)."""
    locked = _checkable(assessment, by)
    scores = {s.criterion_id: s for s in locked.scores.select_related("criterion", "verified_by")}
    if as_read and as_read != found_mark(locked):
        raise Conflict(_who_was_first(scores.values()))
    changed, faults = [], {}
    moment = timezone.now()
    for pk, one in found.items():
        if pk not in scores:
            raise Conflict(_("Bộ chỉ số của đợt vừa đổi phiên bản. Hãy tải lại trang."))
        score = scores[pk]
        try:
            points = None if one.value is None else points_of(score.criterion, one.value)
        except BadInput as error:
            faults[pk] = str(error)
            continue
        reason = nfc(one.reason).strip()
        if (score.verified_value, score.reason) == (one.value, reason):
            continue
        score.verified_value, score.verified_points, score.reason = one.value, points, reason
        score.verified_by_id, score.verified_at = by.pk, moment
        changed.append(score)
    if faults:
        raise Faulty(faults)
    fields = ["verified_value", "verified_points", "reason", "verified_by", "verified_at"]
    Score.objects.bulk_update(changed, fields)
    keep_totals(locked, locked.campaign.edition)
    return locked


@transaction.atomic
def finish_verification(assessment: Assessment, *, by: AbstractBaseUser) -> Assessment:
    """Every criterion was looked at, and wherever the score differs the reason is said."""
    locked = _checkable(assessment, by)
    if faults := unfounded(locked):
        raise Faulty(faults)
    move(locked, S.VERIFIED, ASSESSMENT_TRANSITIONS, verified_at=timezone.now())
    keep_totals(locked, locked.campaign.edition)
    record(locked, "assessments.verified", by=by, total=locked.verified_total, reached=locked.level)
    _tell_unit(locked, _("Đã thẩm định bản tự đánh giá “%s”."), "verified")
    return locked


def unfounded(assessment: Assessment) -> dict[int, str]:
    faults = {}
    for score in assessment.scores.select_related("criterion"):
        if score.verified_value is None:
            faults[score.criterion_id] = _("Tiêu chí %s chưa thẩm định.") % score.criterion.code
        elif score.verified_value != score.value and not score.reason:
            said = _("Tiêu chí %s khác điểm tự chấm: hãy ghi lý do.")
            faults[score.criterion_id] = said % score.criterion.code
    return faults


@transaction.atomic
def return_assessment(assessment: Assessment, reason: str, *, by: AbstractBaseUser) -> Assessment:
    """Back to the unit, with what is to be mended."""
    locked = _checkable(assessment, by)
    if not reason.strip():
        raise BadInput(_("Hãy ghi đơn vị cần bổ sung gì."))
    move(locked, S.RETURNED, ASSESSMENT_TRANSITIONS, return_reason=nfc(reason).strip())
    record(locked, "assessments.returned", by=by)
    _tell_unit(locked, _("Bản tự đánh giá “%s” bị trả lại để bổ sung."), "returned")
    return locked


# ------------------------------------------------------------------ objections


@transaction.atomic
def object_to(
    assessment: Assessment, criterion: Criterion, text: str, *, by: AbstractBaseUser
) -> Objection:
    """The unit does not agree with what one criterion was given."""
    locked = lock_assessment(assessment)
    access.can_object(by, locked).enforce()
    if not text.strip():
        raise BadInput(_("Hãy ghi vì sao đơn vị không đồng ý."))
    if criterion.edition_id != locked.campaign.edition_id:
        raise Conflict(_("Bộ chỉ số của đợt vừa đổi phiên bản. Hãy tải lại trang."))
    made = Objection(
        assessment=locked, criterion=criterion, text=nfc(text).strip(), raised_by_id=by.pk
    )
    made.full_clean()
    made.save()
    if locked.status == S.VERIFIED:
        move(locked, S.OBJECTED, ASSESSMENT_TRANSITIONS)
    record(locked, "assessments.objected", by=by, criterion=criterion.code)
    _tell_checkers(locked)
    return made


@transaction.atomic
def answer_objection(
    objection: Objection, answer: str, value: Decimal | None = None, *, by: AbstractBaseUser
) -> Objection:
    """``value``: what the criterion is given now; None leaves it. The last answer closes the matter."""
    if objection.assessment.campaign.cluster_id:
        lock_assessments(objection.assessment.campaign)  # their places may go with the points
    objection.assessment = locked = lock_assessment(objection.assessment)
    access.can_reply(by, objection).enforce()
    if not answer.strip():
        raise BadInput(_("Hãy ghi câu trả lời để đơn vị biết vì sao."))
    rows = Objection.objects.filter(pk=objection.pk, answered_at=None)
    score = locked.scores.select_related("criterion").get(criterion=objection.criterion_id)
    is_changed = value is not None and value != score.verified_value
    said = nfc(answer).strip()
    done = {"answered_by": by.pk, "answered_at": timezone.now()}
    if not rows.update(answer=said, is_changed=is_changed, **done):
        raise Conflict(_("Ý kiến này vừa được người khác trả lời. Hãy tải lại trang."))
    if is_changed and value is not None:
        score.verified_value, score.verified_points = value, points_of(score.criterion, value)
        score.reason, score.verified_by_id = said, by.pk
        score.verified_at = timezone.now()
        score.save()
        drop_places(locked.campaign)
    keep_totals(locked, locked.campaign.edition)
    record(locked, "assessments.objection_answered", by=by, criterion=score.criterion.code)
    if not locked.objections.filter(answered_at=None).exists():
        move(locked, S.VERIFIED, ASSESSMENT_TRANSITIONS)
        _tell_unit(locked, _("Đã trả lời ý kiến của đơn vị về “%s”."), "answered")
    objection.refresh_from_db()
    return objection


# ------------------------------------------------------------------ pieces


def _checkable(assessment: Assessment, by: AbstractBaseUser) -> Assessment:
    locked = lock_assessment(assessment)
    access.can_verify(by, locked).enforce()
    return locked


def _who_was_first(scores: Iterable[Score]) -> str:
    known = [(score.verified_at, score) for score in scores if score.verified_at]
    last = max(known, key=itemgetter(0), default=(None, None))[1]
    if last is None:
        return _("Người khác vừa sửa phần thẩm định này. Hãy tải lại trang.")
    said = _("%(who)s vừa thẩm định đơn vị này. Hãy chép phần vừa gõ rồi tải lại trang để xem.")
    return said % {"who": last.verified_by}


def _tell_unit(assessment: Assessment, words: str, what: str) -> None:
    with office_language():
        text = words % assessment.campaign.title
    url = reverse("assessments:assessment", args=[assessment.pk])
    key = f"assessment:{assessment.pk}:{what}:{timezone.now():%Y%m%d%H%M}"
    notify(people_at(assessment.unit), text, key=key, url=url)


def _tell_checkers(assessment: Assessment) -> None:
    with office_language():
        said = _("%(unit)s có ý kiến về kết quả thẩm định “%(title)s”.")
        text = said % {"unit": assessment.unit, "title": assessment.campaign.title}
    url = reverse("assessments:assessment", args=[assessment.pk])
    key = f"assessment:{assessment.pk}:objected:{timezone.now():%Y%m%d%H}"
    notify(checkers_of(assessment), text, key=key, url=url)
