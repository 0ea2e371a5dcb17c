"""Evidence is added once by a unit and cited by as many claims as need it."""

from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import changes, record
from phongtrao.documents import evidence_writers
from phongtrao.documents.access import can_add_evidence
from phongtrao.documents.content import PDF, SHEET, TEXT, WORD
from phongtrao.documents.models import Evidence, StoredFile
from phongtrao.documents.services.files import clean_name, store_file
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import nfc
from phongtrao.orgs.models import Unit

K = Evidence.Kind
_KINDS = {
    PDF: K.DOCUMENT,
    WORD: K.DOCUMENT,
    "application/vnd.oasis.opendocument.text": K.DOCUMENT,
    TEXT: K.DOCUMENT,
    SHEET: K.TABLE,
    "application/vnd.ms-excel": K.TABLE,
    "application/vnd.oasis.opendocument.spreadsheet": K.TABLE,
}


@transaction.atomic
def add_evidence(
    unit: Unit,
    title: str = "",
    *,
    by: AbstractBaseUser,
    file: "File[Any] | None" = None,
    url: str = "",
    valid_until: date | None = None,
) -> Evidence:
    """Add a file or an address to the unit's evidence; a file it already has gives that evidence.

    Without a title the file's name as this unit sent it, or the address, is the title. Raises BadFile for what may not be
    stored, BadInput for neither or both of file and address.
    """
    if not evidence_writers.may_add(by, unit):
        can_add_evidence(by, unit).enforce()
    url = url.strip()
    if bool(file) == bool(url):
        raise BadInput(
            _("Minh chứng là một tệp hoặc một địa chỉ trên mạng. Hãy chọn đúng một loại.")
        )
    if url and not url.lower().startswith(("http://", "https://")):
        raise BadInput(
            _("Địa chỉ phải bắt đầu bằng http:// hoặc https://. Hãy chép lại cả địa chỉ.")
        )
    stored = store_file(file, by=by) if file else None
    if stored and (known := Evidence.objects.filter(unit=unit, file=stored).first()):
        return known
    name = clean_name(file.name or "") if file else ""
    evidence = Evidence(
        title=(nfc(title).strip() or name or url)[:200],
        kind=_kind(stored),
        file=stored,
        file_name=name,
        url=url,
        unit=unit,
        valid_until=valid_until,
        added_by_id=by.pk,
    )
    evidence.full_clean()
    evidence.save()
    said = {"title": evidence.title}
    record(evidence, "documents.evidence_added", by=by, after=said, unit=unit.name)
    return evidence


@transaction.atomic
def change_evidence(
    evidence: Evidence, *, title: str, valid_until: date | None, by: AbstractBaseUser
) -> Evidence:
    """Rename it, or say until when it is valid; the content never changes."""
    can_add_evidence(by, evidence.unit).enforce()
    before, after = changes(evidence, {"title": nfc(title).strip(), "valid_until": valid_until})
    for name, value in after.items():
        setattr(evidence, name, value)
    evidence.full_clean()
    evidence.save()
    if after:
        record(evidence, "documents.evidence_changed", by=by, before=before, after=after)
    return evidence


def _kind(stored: StoredFile | None) -> Evidence.Kind:
    if stored is None:
        return K.LINK
    if stored.media_type.startswith("image/"):
        return K.IMAGE
    return _KINDS.get(stored.media_type, K.OTHER)
