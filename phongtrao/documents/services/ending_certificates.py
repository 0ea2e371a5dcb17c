"""Certificates whose ground goes or changes: what they follow was revoked, is over, or says otherwise now."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from phongtrao.audit.services import record
from phongtrao.documents.models import Certificate, CertificateBatch
from phongtrao.documents.services.certificates import Ending, end_one

S = Certificate.Status


@transaction.atomic
def end_certificates(
    rows: QuerySet[Certificate], why: Ending, *, by: AbstractBaseUser | None
) -> None:
    """What they stand on was revoked, or is over (then by nobody); whether ``by`` may do that is the caller's to ask.

    Those that hold are revoked. One without a number yet goes, and a batch it leaves empty with it.
    """
    batches = _held(rows)
    for certificate in rows.filter(status=S.ISSUED).order_by("pk"):
        end_one(certificate, why, by=by)
    _drop_ready(rows, batches, by=by)


@transaction.atomic
def outdate_certificates(rows: QuerySet[Certificate], *, by: AbstractBaseUser | None) -> None:
    """The register says otherwise now: everybody who checks one is told, until another takes its place."""
    batches, today = _held(rows), timezone.localdate()
    for certificate in rows.filter(status=S.ISSUED, outdated_on=None).order_by("pk"):
        certificate.outdated_on = today
        certificate.save(update_fields=["outdated_on"])
        record(certificate, "documents.certificate_outdated", by=by)
    _drop_ready(rows, batches, by=by)


@transaction.atomic
def renew_certificates(rows: QuerySet[Certificate], *, by: AbstractBaseUser | None) -> None:
    """The register says again what is printed on them; one without a number that would replace such goes."""
    old = list(rows.filter(status=S.ISSUED, outdated_on__isnull=False).order_by("pk"))
    newer = Certificate.objects.filter(replaces__in=old, status=S.READY)
    _drop_ready(newer, _held(newer), by=by)
    for certificate in old:
        certificate.outdated_on = None
        certificate.save(update_fields=["outdated_on"])
        record(certificate, "documents.certificate_renewed", by=by)


# ------------------------------------------------------------------ pieces


def _held(rows: QuerySet[Certificate]) -> list[CertificateBatch]:
    """Their batches, locked: whoever gives numbers meanwhile goes first."""
    keys = list(rows.values_list("batch", flat=True))
    held = CertificateBatch.objects.filter(pk__in=keys).order_by("pk")
    return list(held.select_for_update(of=("self",)))


def _drop_ready(
    rows: QuerySet[Certificate], batches: list[CertificateBatch], *, by: AbstractBaseUser | None
) -> None:
    rows.filter(status=S.READY).delete()
    for batch in batches:
        if not batch.certificates.exists():
            record(batch.document, "documents.certificates_dropped", by=by)
            batch.delete()
