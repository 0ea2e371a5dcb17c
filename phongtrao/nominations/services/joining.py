"""Two units that become one while each has a dossier, or places, in the same round: one is left. Undone exactly.

For the socket ``orgs.reorganisation``: what is remembered is plain JSON.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.nominations.models import Nomination, Quota, Submission

S, N = Submission.Status, Nomination.Status
SENDING = ("status", "first_sent_at", "sent_at", "sent_by", "is_late")


def join_submissions(former: Submission, heirs: Submission) -> dict[str, Any]:
    """Whom the former asked for is asked for by the heir, after its own; the empty one stays with what it sent."""
    living = former.nominations.filter(status__in=N.living)
    moved = list(living.order_by("pk").values_list("pk", flat=True))
    status = _joint(former.status, heirs.status)
    before = {
        "heir": heirs.pk,
        "moved": moved,
        "status": former.status,
        "heir_status": heirs.status,
    }
    before |= {"joint": status, "note": heirs.return_note}
    Nomination.objects.filter(pk__in=moved).update(submission=heirs)
    Submission.objects.filter(pk=former.pk).update(status=S.JOINED)
    Submission.objects.filter(pk=heirs.pk).update(
        status=status, return_note=_note(former, heirs, status)
    )
    record(former, "nominations.submission_joined", by=None)
    record(heirs, "nominations.submission_took_in", by=None, count=len(moved))
    return before


def part_submissions(former: Submission, before: Mapping[str, Any]) -> None:
    """As it was; where the heir sent it meanwhile, what goes back was sent with it."""
    heirs = Submission.objects.get(pk=before["heir"])
    back = Nomination.objects.filter(pk__in=before["moved"], submission=heirs)
    back.update(submission=former)
    is_sent = heirs.status != before["joint"] and heirs.status not in S.open_to_unit
    was_open = before["status"] in S.open_to_unit
    if is_sent and was_open and former.nominations.exclude(status__in=N.open_to_unit).exists():
        changes = {name: getattr(heirs, name) for name in SENDING}
    else:
        changes = {"status": before["status"]}
    Submission.objects.filter(pk=former.pk).update(**changes)
    same = Submission.objects.filter(pk=heirs.pk, status=before["joint"])
    same.update(status=before["heir_status"], return_note=before["note"])
    record(former, "nominations.submission_parted", by=None)
    record(heirs, "nominations.submission_parted", by=None)


def join_quotas(former: Quota, heirs: Quota) -> dict[str, Any]:
    """The heir may ask for as many as both."""
    Quota.objects.filter(pk=heirs.pk).update(most=F("most") + former.most)
    Quota.objects.filter(pk=former.pk).update(most=0)
    return {"heir": heirs.pk, "most": former.most}


def part_quotas(former: Quota, before: Mapping[str, Any]) -> None:
    """Not below nothing, should the office have set another number meanwhile."""
    less = Greatest(F("most") - before["most"], 0)
    Quota.objects.filter(pk=before["heir"]).update(most=less)
    Quota.objects.filter(pk=former.pk).update(most=before["most"])


# ------------------------------------------------------------------ pieces


def _joint(one: str, other: str) -> str:
    """Where one of them is the unit's to write, the whole is; what was handed in is not hidden again."""
    both = {one, other}
    if len(both) == 1:
        return one
    return S.RETURNED if both & S.open_to_unit else S.SENT


def _note(former: Submission, heirs: Submission, status: str) -> str:
    if status != S.RETURNED or heirs.status == S.RETURNED:
        return heirs.return_note
    with office_language():
        said = _(
            "Hồ sơ của %s nhập vào đây khi sắp xếp đơn vị. Hãy xem lại danh sách, tờ trình rồi gửi."
        )
        return said % former.unit
