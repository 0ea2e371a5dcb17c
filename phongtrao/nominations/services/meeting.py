"""The unit's meeting that chose, and its vote on each nominee. S3-42"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput
from phongtrao.nominations.access.submissions import can_prepare
from phongtrao.nominations.models import Nomination, Submission
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
    living = sent.nominations.filter(status__in=Nomination.Status.living)
    for found in living.filter(pk__in=votes):
        _keep_votes(found, votes[found.pk], meeting.present)
    for name in Meeting.__slots__:
        setattr(sent, name, getattr(meeting, name))
    sent.full_clean(exclude=["letter_facts"])  # may be empty
    sent.save(update_fields=Meeting.__slots__)
    record(sent, "nominations.meeting_held", by=by)


def _keep_votes(found: Nomination, one: Votes, present: int) -> None:
    if one.cast > present:
        said = _(
            "%(who)s: %(cast)s phiếu nhưng chỉ có %(present)s người dự. Hãy sửa số phiếu hoặc số người dự."
        )
        raise BadInput(said % {"who": found.name, "cast": one.cast, "present": present})
    counted = {"ayes": one.ayes, "noes": one.noes, "invalid": one.invalid}
    Nomination.objects.filter(pk=found.pk).update(**counted)
