"""Certificates for the authors a decision names."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from phongtrao.documents.models import Certificate, CertificateBatch
from phongtrao.documents.services.certificates import Holder, prepare_batch
from phongtrao.lib.errors import WrongState
from phongtrao.recognition.certificates import printed_basis, printed_role
from phongtrao.recognition.models import (
    CreationShare,
    RecognitionDecision,
    ScopeRecognition,
    ShareCertificate,
)


@transaction.atomic
def prepare_certificates(
    decision: RecognitionDecision, *, by: AbstractBaseUser
) -> CertificateBatch:
    """One certificate for each author of the decision who has none by it, in the order of the annex."""
    locked = RecognitionDecision.objects.select_for_update(of=("self",))
    decision = locked.select_related("unit", "document").get(pk=decision.pk)
    if not decision.is_issued:
        raise WrongState(_("Quyết định chưa ban hành. Hãy cấp số quyết định trước."))
    shares = list(shares_without(decision))
    basis = printed_basis(decision)
    holders = [
        Holder(one.person, one.unit, one.creation.title, printed_role(one), basis) for one in shares
    ]
    kind = f"recognition.{decision.kind}"
    batch = prepare_batch(decision.unit, kind, decision.document, holders, by=by)
    made = batch.certificates.order_by("position")
    ShareCertificate.objects.bulk_create(
        ShareCertificate(share=share, certificate=certificate)
        for share, certificate in zip(shares, made, strict=True)
    )
    return batch


def shares_without(decision: RecognitionDecision) -> QuerySet[CreationShare]:
    """Authors of what the decision recognises and still stands, who got no certificate by it."""
    named = {
        "creation__scopes__decision_line__decision": decision,
        "creation__scopes__revoked_on": None,
    }
    rows = CreationShare.objects.filter(**named).exclude(
        certificates__certificate__batch__document=decision.document
    )
    rows = rows.select_related("person", "unit", "creation")
    order = ("creation__unit__sort_key", "creation__sort_key", "creation", "-is_first", "-share")
    return rows.order_by(*order, "pk")


def certificates_by(row: ScopeRecognition) -> QuerySet[Certificate]:
    """What its authors hold by this decision, or will: one issued again stands in the place of the first."""
    first = Certificate.objects.filter(
        creation_share__share__creation=row.creation_id,
        batch__document=row.document_id,
        batch=OuterRef("batch"),
        position=OuterRef("position"),
    )
    living = (Certificate.Status.READY, Certificate.Status.ISSUED)
    return Certificate.objects.filter(Exists(first), status__in=living)
