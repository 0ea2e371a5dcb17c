"""A nomination comes to nothing: its achievements are free again, and the round below learns it."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import nfc
from phongtrao.nominations.models import AwardRound, Claim, Nomination, Submission
from phongtrao.nominations.services.claims import put_claims, told_by
from phongtrao.nominations.services.locking import lock_nominations
from phongtrao.nominations.services.telling import tell_unit
from phongtrao.nominations.states import NOMINATION, SUBMISSION

N = Nomination.Status
LONGEST_REASON = 500


def end_nomination(
    found: Nomination,
    to: Nomination.Status,
    reason: str,
    *,
    by: AbstractBaseUser,
    **changes: object,
) -> None:
    """``found`` is locked. Its achievements are free for another form again."""
    said = nfc(reason).strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do."))
    move(found, to, NOMINATION, end_reason=said[:LONGEST_REASON], **changes)
    Claim.objects.filter(nomination=found, spends=True).update(spends=False)
    for below in lock_nominations(Nomination.objects.filter(goes_on_as=found, status__in=N.living)):
        _come_back(below, found, by)


def settle_submission(sent: Submission) -> None:
    """Locked. Once nothing of it is left to mend, it is with its receiver again."""
    if sent.status != Submission.Status.RETURNED:
        return
    if not sent.nominations.filter(status__in=N.open_to_unit).exists():
        move(sent, Submission.Status.TAKEN, SUBMISSION)


def tell_of(found: Nomination, said: str, event: str) -> None:
    """The unit that asked, with the page of the nomination; those below from which it came up."""
    url = reverse("nominations:nomination", args=[found.pk])
    tell_unit(found.submission.unit, said, key=f"nomination:{found.pk}:{event}", url=url)
    for below in Nomination.objects.filter(goes_on_as=found).select_related("submission__unit"):
        tell_of(below, said, event)


# ------------------------------------------------------------------ pieces


def _come_back(below: Nomination, above: Nomination, by: AbstractBaseUser) -> None:
    """Withdrawn above, it waits in its own round again, with its achievements; else it is over there, too."""
    runs = below.submission.round.status in AwardRound.Status.running
    if above.status == N.WITHDRAWN and runs:
        put_claims(below, told_by(below))
        record(below, "nominations.came_back", by=by)
        return
    with office_language():
        said = _("Ở đợt “%(round)s”: %(state)s. %(reason)s") % {
            "round": above.submission.round,
            "state": above.get_status_display().lower(),
            "reason": above.end_reason,
        }
    to = N.WITHDRAWN if above.status == N.WITHDRAWN else N.FAILED
    end_nomination(below, to, said, by=by)
    record(below, "nominations.ended_above", by=by)
