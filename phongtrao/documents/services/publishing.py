"""Opening an issued paper to everybody, and taking it back. S1-90."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.documents.access.publishing import can_publish, can_unpublish
from phongtrao.documents.models import OfficialDocument
from phongtrao.documents.services.drafts import lock
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import nfc


@transaction.atomic
def publish_document(document: OfficialDocument, *, by: AbstractBaseUser) -> OfficialDocument:
    """From today on the paper and its file are read by everybody, without signing in."""
    document = lock(document)
    can_publish(by, document).enforce()
    document.public_from, document.public_by_id = timezone.localdate(), by.pk
    document.save(update_fields=["public_from", "public_by"])
    record(document, "documents.published", by=by, day=document.public_from)
    return document


@transaction.atomic
def unpublish_document(
    document: OfficialDocument, reason: str, *, by: AbstractBaseUser
) -> OfficialDocument:
    """Who has saved the file keeps it: the reason stays in the history."""
    document = lock(document)
    can_unpublish(by, document).enforce()
    if not (said := nfc(reason).strip()):
        raise BadInput(_("Hãy ghi lý do thôi công khai."))
    document.public_from = document.public_by = None
    document.save(update_fields=["public_from", "public_by"])
    record(document, "documents.unpublished", by=by, after={"reason": said})
    return document
