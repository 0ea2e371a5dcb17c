"""Certificates for those a unit confirmed by a decision. Numbers, printing and check are documents' own. S0-33"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from phongtrao.documents.models import CertificateBatch, OfficialDocument
from phongtrao.documents.services.certificates import Holder, prepare_batch
from phongtrao.lib.errors import WrongState
from phongtrao.literacy.certificates import KEY, ROLE, printed_basis, printed_work
from phongtrao.literacy.models import Confirmation, ConfirmationCertificate
from phongtrao.orgs.models import Unit


@transaction.atomic
def prepare_certificates(
    unit: Unit, document: OfficialDocument, *, by: AbstractBaseUser
) -> CertificateBatch:
    """One certificate for each valid confirmation by this decision that has none."""
    # Locked before it is asked who has none: of two officers at once the second finds nobody left.
    held = Confirmation.objects.filter(unit=unit, document=document).order_by("pk")
    list(held.select_for_update().values_list("pk"))
    rows = list(confirmed_without(unit, document))
    if not rows:
        raise WrongState(_("Mọi người được xác nhận theo văn bản này đã có giấy chứng nhận."))
    holders = [
        Holder(
            one.completion.person, one.completion.unit, printed_work(one), ROLE, printed_basis(one)
        )
        for one in rows
    ]
    batch = prepare_batch(unit, KEY, document, holders, by=by)
    made = batch.certificates.order_by("position")
    ConfirmationCertificate.objects.bulk_create(
        ConfirmationCertificate(confirmation=one, certificate=certificate)
        for one, certificate in zip(rows, made, strict=True)
    )
    return batch


def confirmed_without(unit: Unit, document: OfficialDocument) -> QuerySet[Confirmation]:
    rows = Confirmation.objects.filter(
        unit=unit, document=document, status=Confirmation.Status.VALID, certificate_link=None
    )
    related = ("completion__person", "completion__unit", "completion__version__framework")
    return rows.select_related(*related, "document", "unit").order_by(
        "completion__person__sort_key", "pk"
    )
