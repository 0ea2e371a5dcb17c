"""The road of a creation to many units: proposed, on the short list, asked of all by a paper."""

from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.errors import BadInput
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Unit
from phongtrao.recognition.access import can_adopt, can_consider_replication
from phongtrao.recognition.models import Creation, Replication
from phongtrao.recognition.queries.people import authors_of

R = Replication.Status
TRANSITIONS: Mapping[R, frozenset[R]] = {
    R.PROPOSED: frozenset({R.SHORTLISTED, R.DROPPED}),
    R.SHORTLISTED: frozenset({R.PROPOSED, R.REPLICATED, R.DROPPED}),
    R.REPLICATED: frozenset(),
    R.DROPPED: frozenset({R.PROPOSED}),
}


@transaction.atomic
def propose_replication(
    creation: Creation, owner: Unit, reason: str, *, by: AbstractBaseUser
) -> Replication:
    """Put it before the office that may ask all units to use it; once more, if it was dropped."""
    if not reason.strip():
        raise BadInput(_("Hãy ghi vì sao nên nhân rộng."))
    can_adopt(by, creation.unit).enforce()
    dropped = Replication.objects.filter(creation=creation, status=R.DROPPED).first()
    if dropped:
        row, said = dropped, {"reason": reason.strip(), "owner": owner, "drop_reason": ""}
        move(row, R.PROPOSED, TRANSITIONS, **said)
    else:
        row = Replication(
            creation=creation, owner=owner, reason=reason.strip(), proposed_by_id=by.pk
        )
        row.full_clean()
        row.save()
    record(row, "recognition.replication_proposed", by=by)
    return row


@transaction.atomic
def shortlist(row: Replication, *, by: AbstractBaseUser) -> Replication:
    can_consider_replication(by, row.owner).enforce()
    move(row, R.SHORTLISTED, TRANSITIONS)
    record(row, "recognition.shortlisted", by=by)
    return row


@transaction.atomic
def take_off_shortlist(row: Replication, *, by: AbstractBaseUser) -> Replication:
    """Back among the proposals."""
    can_consider_replication(by, row.owner).enforce()
    move(row, R.PROPOSED, TRANSITIONS)
    record(row, "recognition.off_shortlist", by=by)
    return row


@transaction.atomic
def replicate(row: Replication, document: OfficialDocument, *, by: AbstractBaseUser) -> Replication:
    """A paper asks units to use it; its authors are told."""
    can_consider_replication(by, row.owner).enforce()
    move(row, R.REPLICATED, TRANSITIONS, document=document)
    record(row, "recognition.replicated", by=by)
    with office_language():
        said = _("Công trình “%s” của bạn được nhân rộng.") % row.creation.title
    notify(
        authors_of(row.creation),
        said,
        key=f"creation:{row.creation_id}:replicated",
        url=reverse("recognition:creation", args=[row.creation_id]),
    )
    return row


@transaction.atomic
def drop_replication(row: Replication, reason: str, *, by: AbstractBaseUser) -> Replication:
    can_consider_replication(by, row.owner).enforce()
    if not reason.strip():
        raise BadInput(_("Không nhân rộng thì phải ghi lý do."))
    move(row, R.DROPPED, TRANSITIONS, drop_reason=reason.strip())
    record(row, "recognition.replication_dropped", by=by, reason=reason.strip())
    return row
