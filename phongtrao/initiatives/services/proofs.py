"""The card of use (phiếu xác nhận áp dụng): asked by an author, answered for another unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.initiatives.access.proofs import ANSWERS, can_answer_proof, can_ask_proof
from phongtrao.initiatives.models import Initiative, UseProof
from phongtrao.initiatives.services.telling import tell_authors
from phongtrao.lib.errors import BadInput
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Grant, Unit

P = UseProof.Status
MOST = 20
TRANSITIONS: Mapping[P, frozenset[P]] = {
    P.ASKED: frozenset({P.CONFIRMED, P.DECLINED}),
    P.CONFIRMED: frozenset(),
    P.DECLINED: frozenset({P.ASKED}),  # asked again, once it says what was missing
}


@dataclass(frozen=True, slots=True)
class Use:
    """What the unit says of its use; ``until`` is None while it goes on."""

    since: date
    effect: str
    until: date | None = None


@transaction.atomic
def ask_proof(initiative: Initiative, unit: Unit, *, by: AbstractBaseUser) -> UseProof:
    """Ask the unit to confirm; one that refused may be asked once more after mending."""
    can_ask_proof(by, initiative).enforce()
    if unit.pk == initiative.unit_id:
        raise BadInput(_("Đây là đơn vị của tác giả. Hãy ghi một đơn vị khác đã áp dụng."))
    if initiative.use_proofs.count() >= MOST:
        raise BadInput(_("Mỗi sáng kiến xin tối đa %d đơn vị xác nhận.") % MOST)
    proof = initiative.use_proofs.filter(unit=unit, status=P.DECLINED).first()
    if proof:
        move(proof, P.ASKED, TRANSITIONS, reason="", answered_by=None, answered_at=None)
    else:
        proof = UseProof(initiative=initiative, unit=unit, asked_by_id=by.pk)
        proof.full_clean()
        proof.save()
    record(initiative, "initiatives.proof_asked", by=by, unit=unit.pk)
    with office_language():
        said = _("Tác giả xin %(unit)s xác nhận đã áp dụng sáng kiến “%(title)s”.")
    words = {"unit": unit, "title": initiative.title}
    url = reverse("initiatives:proof", args=[proof.pk])
    stamp = f"{timezone.now():%Y%m%d%H%M%S}"
    notify(_answering(unit), said % words, key=f"proof:{proof.pk}:{stamp}", url=url)
    return proof


@transaction.atomic
def confirm_proof(proof: UseProof, use: Use, *, by: AbstractBaseUser) -> UseProof:
    """The unit answers for it: from now on it is evidence of use in the dossier."""
    can_answer_proof(by, proof).enforce()
    if use.since > timezone.localdate():
        raise BadInput(_("Ngày bắt đầu áp dụng chưa đến. Hãy ghi ngày đã áp dụng."))
    if use.until and use.until < use.since:
        raise BadInput(_("Ngày kết thúc phải sau ngày bắt đầu áp dụng."))
    if not use.effect.strip():
        raise BadInput(_("Hãy ghi hiệu quả tại đơn vị, có số liệu càng tốt."))
    changes = {"since": use.since, "until": use.until, "effect": use.effect.strip()}
    _answer(proof, P.CONFIRMED, changes, by)
    record(proof.initiative, "initiatives.proof_confirmed", by=by, unit=proof.unit_id)
    with office_language():
        said = _("%(unit)s đã xác nhận áp dụng sáng kiến “%%s”.") % {"unit": proof.unit}
    tell_authors(proof.initiative, said, f"proof-confirmed-{proof.pk}")
    return proof


@transaction.atomic
def decline_proof(proof: UseProof, reason: str, *, by: AbstractBaseUser) -> UseProof:
    can_answer_proof(by, proof).enforce()
    if not reason.strip():
        raise BadInput(_("Hãy ghi vì sao đơn vị không xác nhận, để tác giả biết."))
    _answer(proof, P.DECLINED, {"reason": reason.strip()}, by)
    record(proof.initiative, "initiatives.proof_declined", by=by, unit=proof.unit_id)
    with office_language():
        said = _("%(unit)s không xác nhận áp dụng sáng kiến “%%s”.") % {"unit": proof.unit}
    tell_authors(proof.initiative, said, f"proof-declined-{proof.pk}-{proof.answered_at}")
    return proof


def _answer(proof: UseProof, to: P, changes: Mapping[str, object], by: AbstractBaseUser) -> None:
    move(proof, to, TRANSITIONS, answered_by=by.pk, answered_at=timezone.now(), **changes)


def _answering(unit: Unit) -> list[User]:
    grants = Grant.objects.today().filter(unit=unit, role__in=ANSWERS, kind="", level="")
    return list(User.objects.filter(pk__in=grants.values("user"), is_active=True))
