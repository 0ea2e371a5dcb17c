"""The unit's meeting that chose, and its vote on each nominee. S3-42"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.nominations.access.submissions import can_change, can_prepare
from phongtrao.nominations.models import Mark, Nomination, Submission
from phongtrao.nominations.services.locking import lock_submission


@dataclass(frozen=True, slots=True)
class Meeting:
    met_on: date
    met_at: str
    chair: str
    secretary: str
    present: int
    absent: int
    discussion: str = ""


@dataclass(frozen=True, slots=True)
class Votes:
    ayes: int
    noes: int = 0
    invalid: int = 0

    @property
    def cast(self) -> int:
        return self.ayes + self.noes + self.invalid


@transaction.atomic
def hold_meeting(
    sent: Submission, meeting: Meeting, votes: Mapping[int, Votes], *, by: AbstractBaseUser
) -> None:
    """``votes`` by the key of the nomination. BadInput where more voted than were there."""
    sent = lock_submission(sent.pk)
    can_prepare(by, sent).enforce()
    if meeting.met_on > timezone.localdate():
        raise BadInput(_("Ngày họp chưa tới. Hãy ghi sau khi họp."))
    living = sent.nominations.filter(status__in=Nomination.Status.living, pk__in=votes)
    for found in living.select_related("submission__unit", "submission__round"):
        can_change(by, found).enforce()
        _keep_votes(found, votes[found.pk], meeting.present)
    _refuse_other_meeting(sent, meeting)
    for name in Meeting.__slots__:
        setattr(sent, name, getattr(meeting, name))
    sent.full_clean(exclude=["letter_facts"])  # may be empty
    sent.save(update_fields=Meeting.__slots__)
    record(sent, "nominations.meeting_held", by=by)


def _refuse_other_meeting(sent: Submission, meeting: Meeting) -> None:
    """What was handed in stays, unless its place is marked or there is somebody new, whom another meeting chose."""
    if sent.status != Submission.Status.RETURNED or sent.met_on is None:
        return
    marked = Mark.objects.filter(nomination__submission=sent, part="minutes", mended_at=None)
    if marked.exists() or sent.nominations.filter(status=Nomination.Status.DRAFT).exists():
        return
    if any(getattr(sent, name) != getattr(meeting, name) for name in Meeting.__slots__):
        raise WrongState(_("Nơi nhận không đòi sửa biên bản họp: chỉ ghi được phiếu của đề nghị bị trả lại."))  # fmt: skip


def _keep_votes(found: Nomination, one: Votes, present: int) -> None:
    if one.cast > present:
        said = _(
            "%(who)s: %(cast)s phiếu nhưng chỉ có %(present)s người dự. Hãy sửa số phiếu hoặc số người dự."
        )
        raise BadInput(said % {"who": found.name, "cast": one.cast, "present": present})
    counted = {"ayes": one.ayes, "noes": one.noes, "invalid": one.invalid}
    Nomination.objects.filter(pk=found.pk).update(**counted)
