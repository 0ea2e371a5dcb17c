"""The approved PDF goes to an outside signer and comes back signed."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.documents.access import can_take_signed
from phongtrao.documents.content import PDF
from phongtrao.documents.models import Approval, Incoming, OfficialDocument, SignedCopy
from phongtrao.documents.services.checking import check_signatures
from phongtrao.documents.services.drafts import S, lock
from phongtrao.documents.services.files import read_file, store_file
from phongtrao.documents.signatures import verify_signed
from phongtrao.lib.errors import BadFile, WrongState


@transaction.atomic
def take_signed_copy(
    document: OfficialDocument, upload: "File[Any]", *, by: AbstractBaseUser
) -> SignedCopy:
    """Keep the signed PDF after holding it against the approved one; raises BadFile with the reason.

    From then on it is what the others are given: at once when the paper is issued, else at issue.
    """
    document = lock(document)
    can_take_signed(by, document).enforce()
    rows = Approval.objects.filter(document=document).in_force()
    approval = rows.select_related("version__file").first()
    if approval is None:
        raise WrongState
    if approval.version.file.media_type != PDF:
        raise BadFile(
            _("Bản đã duyệt là tệp Word nên không đối chiếu được. Muốn ký số, hãy trình bản PDF.")
        )
    file = store_file(upload, by=by)
    found = verify_signed(read_file(file), read_file(approval.version.file))
    copy = SignedCopy(
        approval=approval,
        file=file,
        signers=[signature.as_json() for signature in found],
        is_trusted=all(signature.is_trusted for signature in found),
        added_by_id=by.pk,
    )
    copy.full_clean()
    copy.save()
    check_signatures(file)
    if document.status == S.ISSUED:
        OfficialDocument.objects.filter(pk=document.pk).update(file=file)
        # Who has received it reads the same: the entry of its book follows.
        Incoming.objects.filter(document=document, delivery__isnull=False).update(file=file)
    record(
        document,
        "documents.signed_copy_added",
        by=by,
        sha256=file.sha256,
        signatures=len(found),
        trusted=copy.is_trusted,
    )
    return copy
