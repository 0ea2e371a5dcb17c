"""Sending what a unit hands in, and calling it back; each sending is a version that never changes. S0-57

The submission is locked first, so that of two who press at once the second reads what the first did.
"""

import json
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move, move_all
from phongtrao.lib.errors import BadInput
from phongtrao.nominations.access.submissions import can_call_back, can_prepare
from phongtrao.nominations.models import Claim, Mark, Nomination, Submission, SubmissionVersion
from phongtrao.nominations.queries.consistency import findings_of
from phongtrao.nominations.queries.dossiers import head_of, listed, minutes_facts, report_facts
from phongtrao.nominations.services.locking import lock_submission
from phongtrao.nominations.states import NOMINATION, SUBMISSION
from phongtrao.nominations.tasks import build_dossier_job
from phongtrao.notifications.services import notify
from phongtrao.web.work import start_work

S, N = Submission.Status, Nomination.Status


@transaction.atomic
def send_submission(sent: Submission, *, by: AbstractBaseUser) -> SubmissionVersion:
    """Hand it in; refused while a part is missing or two of them do not agree."""
    held = lock_submission(sent.pk)
    can_prepare(by, held).enforce()
    hard = [one for one in findings_of(held) if one.is_hard]
    if hard:
        said = _("Còn %(count)d chỗ phải sửa trước khi gửi: %(first)s – %(words)s")
        told = {"count": len(hard), "first": hard[0].where, "words": hard[0].words}
        raise BadInput(said % told)
    at = timezone.now()
    first = held.first_sent_at or at
    late = first > held.round.due_at
    move(held, S.SENT, SUBMISSION, first_sent_at=first, sent_at=at, sent_by=by.pk, is_late=late)
    for before in (N.DRAFT, N.RETURNED):
        move_all(held.nominations.all(), before, N.SENT, NOMINATION)
    Mark.objects.filter(nomination__submission=held, mended_at=None).update(mended_at=at)
    version = _keep_version(held, by=by)
    record(held, "nominations.sent", by=by, version=version.number, late=late)
    _tell_receiver(held, version)
    sent.refresh_from_db()
    return version


@transaction.atomic
def call_back(sent: Submission, *, by: AbstractBaseUser) -> Submission:
    """Take it back to mend it, until somebody has taken it; the version that was sent stays."""
    held = lock_submission(sent.pk)
    can_call_back(by, held).enforce()
    # Never taken, it was not received: whether it is late, its next sending tells.
    anew = {} if held.taken_at else {"first_sent_at": None, "is_late": False}
    move(held, S.WRITING, SUBMISSION, **anew)
    move_all(held.nominations.all(), N.SENT, N.DRAFT, NOMINATION)
    record(held, "nominations.called_back", by=by)
    with office_language():
        said = _("%(unit)s đã rút hồ sơ đề nghị “%(round)s” về để sửa.")
        text = said % {"unit": held.unit, "round": held.round}
    _tell(held, text, f"called-back:{held.versions.count()}")
    sent.refresh_from_db()
    return sent


def frozen(sent: Submission) -> dict[str, Any]:
    """The whole dossier as plain data: list, meeting, letter, reports, claims with their papers, verdicts."""
    rows = list(listed(sent))
    claims: dict[int, list[dict[str, Any]]] = {one.pk: [] for one in rows}
    told = Claim.objects.filter(nomination__in=rows).select_related("evidence")
    for one in told:
        claims[one.nomination_id].append(
            {"words": one.words, "source": one.source, "on": one.on, "evidence": one.evidence_id}
        )
    with office_language():
        head = head_of(sent.unit)
        data = {
            "minutes": minutes_facts(sent, rows),
            "letter": {"document": sent.letter_id, "file": sent.letter.file_id if sent.letter else None},
            "reports": {str(one.pk): report_facts(one, head) for one in rows},
            "claims": {str(key): said for key, said in claims.items()},
            "verdicts": {str(one.pk): one.verdict for one in rows},
        }  # fmt: skip
    plain: dict[str, Any] = json.loads(json.dumps(data, cls=DjangoJSONEncoder))
    return plain


# ------------------------------------------------------------------ pieces


def _keep_version(sent: Submission, *, by: AbstractBaseUser) -> SubmissionVersion:
    """The package is built by a job: its papers take a moment each."""
    version: SubmissionVersion = SubmissionVersion.objects.create(
        submission=sent,
        number=sent.versions.count() + 1,
        data=frozen(sent),
        made_by_id=by.pk,
    )
    with office_language():
        title = _("Đóng gói hồ sơ đề nghị khen thưởng: %s") % sent.round
    work = start_work(title[:250], by=by, total=len(version.data["reports"]) + 2)
    build_dossier_job.defer(version_id=version.pk, work_id=work.pk)
    return version


def _tell_receiver(sent: Submission, version: SubmissionVersion) -> None:
    with office_language():
        said = _("%(unit)s đã gửi hồ sơ đề nghị “%(round)s” (lần %(number)d).")
        told = {"unit": sent.unit, "round": sent.round, "number": version.number}
        text = said % told
    _tell(sent, text, f"sent:{version.number}")


def _tell(sent: Submission, text: str, event: str) -> None:
    if sent.round.receiver:
        url = reverse("nominations:submission", args=[sent.pk])
        notify([sent.round.receiver], text, key=f"award-submission:{sent.pk}:{event}", url=url)
