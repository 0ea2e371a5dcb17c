"""The register of official documents, and what they say of each other."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import changes, record
from phongtrao.documents.access import (
    can_change_document,
    can_correct,
    can_draft,
    can_register,
    visible_documents,
)
from phongtrao.documents.models import Citation, DocumentKind, OfficialDocument, StoredFile
from phongtrao.documents.queries import is_other_date, same_number, unit_named
from phongtrao.documents.services.books import enter_if_open, refuse_given
from phongtrao.documents.services.drafts import S, keep_version
from phongtrao.documents.services.files import store_file
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import document_number, fold, nfc
from phongtrao.orgs.models import Unit

UNKNOWN_ISSUER = "Chưa rõ cơ quan ban hành"


@dataclass(frozen=True, slots=True)
class DocumentData:
    """What stands on a document. Without a number it is a draft, and then of a unit of ours."""

    kind: str
    abstract: str
    number: str = ""
    issued_on: date | None = None
    issuer: Unit | None = None
    issuer_name: str = ""
    signer: str = ""
    signer_title: str = ""
    capacity: str = ""
    file: StoredFile | None = None

    def values(self) -> dict[str, Any]:
        """Field → value as stored: NFC, the issuer's name of today where it is a unit."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        found = {k: nfc(v).strip() if isinstance(v, str) else v for k, v in found.items()}
        if self.issuer and not found["issuer_name"]:
            found["issuer_name"] = self.issuer.name
        return found


@transaction.atomic
def register_document(
    data: DocumentData, *, by: AbstractBaseUser | None, is_cited_only: bool = False
) -> OfficialDocument:
    """Enter a document; with a number it is issued, without one a draft. ``by`` None: the program."""
    if by is not None and not is_cited_only:
        may = can_register if data.number or data.issuer is None else can_draft
        may(by, data.issuer).enforce()
    document = OfficialDocument(
        **data.values(),
        status=S.ISSUED if data.number or is_cited_only else S.DRAFT,
        is_cited_only=is_cited_only,
        registered_by_id=by.pk if by else None,
    )
    _prepare(document)
    refuse_given(document)
    document.save()
    action = "documents.registered" if document.status == S.ISSUED else "documents.drafted"
    record(document, action, by=by, after=_said(document))
    _keep_up(document, by=by)
    return document


@transaction.atomic
def change_document(
    document: OfficialDocument, data: DocumentData, *, by: AbstractBaseUser
) -> OfficialDocument:
    """Correct an entry, or the words of a draft; a draft gets its number from the book only. S2-33."""
    can_change_document(by, document).enforce()
    may = can_register if document.status == S.ISSUED else can_draft
    may(by, data.issuer).enforce()
    if document.status == S.ISSUED and not data.number and not document.is_cited_only:
        raise BadInput(_("Văn bản đã ban hành phải có số, ký hiệu. Hãy nhập số."))
    can_correct(document).enforce()
    if document.status == S.DRAFT and data.number:
        raise BadInput(
            _("Dự thảo chưa được duyệt nên chưa có số. Hãy trình ký, rồi cấp số từ sổ văn bản đi.")
        )
    before, after = changes(document, data.values())
    for name, value in after.items():
        setattr(document, name, value)
    document.is_cited_only = document.is_cited_only and not data.number
    _prepare(document)
    refuse_given(document)
    document.save()
    if after:
        action = "changed" if document.status == S.ISSUED else "draft_changed"
        said = {"before": _plain(before), "after": _plain(after)}
        record(document, f"documents.{action}", by=by, **said)
        _keep_up(document, by=by)
    return document


@transaction.atomic
def cite(
    source: OfficialDocument,
    target: OfficialDocument,
    role: Citation.Role,
    passage: str = "",
    *,
    by: AbstractBaseUser | None,
) -> Citation:
    """Note that ``source`` names ``target``; the same role again keeps the first passage."""
    if by is not None:
        can_change_document(by, source).enforce()
    citation = Citation(source=source, target=target, role=role, passage=nfc(passage).strip())
    known = Citation.objects.filter(source=source, target=target, role=role).first()
    if known:
        return known
    citation.full_clean()
    citation.save()
    action = "cited" if source.status == S.ISSUED else "draft_cited"
    record(source, f"documents.{action}", by=by, target=str(target), role=role)
    return citation


@transaction.atomic
def remove_citation(citation: Citation, *, by: AbstractBaseUser) -> None:
    can_change_document(by, citation.source).enforce()
    is_issued = citation.source.status == S.ISSUED
    record(
        citation.source,
        "documents.citation_removed" if is_issued else "documents.draft_citation_removed",
        by=by,
        target=str(citation.target),
        role=citation.role,
    )
    citation.delete()


@transaction.atomic
def find_or_register_cited(
    number: str,
    kind: str,
    issuer_name: str,
    *,
    issuer: Unit | None = None,
    issued_on: date | None = None,
    abstract: str = "",
    by: AbstractBaseUser | None,
) -> OfficialDocument:
    """The document another one names, as far as ``by`` may know of it; entered when it is not.

    ``issuer``: the unit itself where the caller knows it; its name alone may be another's as well.
    Numbers begin again each year, so one number with two dates is two entries, each of which warns of
    the other (SX-01). A law is cited by name and date only: then the abstract and the date decide.
    """
    found = _named(number, "" if issuer else issuer_name, abstract)
    if issuer:
        found = [row for row in found if row.issuer_id == issuer.pk]
    named = _known_to(by, found)
    if known := _fitting(named, issued_on):
        return known
    data = DocumentData(
        kind=kind if kind in DocumentKind.values else DocumentKind.OTHER,
        number=number,
        issued_on=issued_on,
        issuer=issuer or unit_named(issuer_name),
        issuer_name=issuer_name or UNKNOWN_ISSUER,
        abstract=abstract or number,
    )
    return register_document(data, by=by, is_cited_only=True)


@transaction.atomic
def attach_paper(
    document: OfficialDocument, upload: "File[Any]", *, by: AbstractBaseUser
) -> OfficialDocument:
    """Give an entry that was only named its file, sent along by the unit whose paper it is.

    Whether ``by`` acts for the unit the caller has asked; what the register keeps already stays.
    """
    if document.file_id or not document.is_cited_only:
        raise BadInput(
            _("Sổ văn bản đã có “%s”. Hãy chỉ ghi số, không cần gửi tệp.") % document.number
        )
    document.is_cited_only = False
    refuse_given(document)
    document.file = store_file(upload, by=by)
    document.registered_by_id = by.pk
    document.save(update_fields=["file", "is_cited_only", "registered_by"])
    record(document, "documents.registered", by=by, after=_said(document))
    enter_if_open(document)
    return document


# ------------------------------------------------------------------ pieces


def _named(number: str, issuer_name: str, abstract: str) -> list[OfficialDocument]:
    """By the number, whatever its date; a law by its name."""
    if number:
        return same_number(number, issuer_name)
    rows = OfficialDocument.objects.filter(number="", status=S.ISSUED)
    wanted = fold(abstract)
    return [row for row in rows if fold(row.abstract) == wanted]


def _known_to(by: AbstractBaseUser | None, found: list[OfficialDocument]) -> list[OfficialDocument]:
    """Nobody learns by citing a number whether another unit has such a paper."""
    if by is None or not found:
        return found
    rows = visible_documents(by).filter(pk__in=[row.pk for row in found])
    seen = set(rows.values_list("pk", flat=True))
    return [row for row in found if row.pk in seen]


def _fitting(found: list[OfficialDocument], issued_on: date | None) -> OfficialDocument | None:
    """The one with the very date first, then the one known in full."""
    fitting = [row for row in found if not is_other_date(row.issued_on, issued_on)]
    fitting.sort(key=lambda row: (row.issued_on != issued_on, row.is_cited_only, row.pk))
    return fitting[0] if fitting else None


def _keep_up(document: OfficialDocument, *, by: AbstractBaseUser | None) -> None:
    """A draft's file is its newest version; a paper numbered by hand takes its line in the book."""
    if document.status == S.ISSUED:
        enter_if_open(document)
    elif document.file and not document.versions.filter(file=document.file).exists():
        keep_version(document, document.file, "", by=by)


def _prepare(document: OfficialDocument) -> None:
    """Keys for matching and searching, then every rule of the model."""
    document.number_key = document_number(document.number)
    document.search_text = fold(
        f"{document.number} {document.get_kind_display()} {document.abstract} "
        f"{document.issuer_name} {document.signer}"
    )
    document.full_clean()


def _said(document: OfficialDocument) -> dict[str, Any]:
    names = ("kind", "number", "issuer_name", "issued_on", "abstract", "signer", "file")
    return _plain({name: getattr(document, name) for name in names if getattr(document, name)})


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: str(value) if isinstance(value, Unit | StoredFile) else value
        for name, value in values.items()
    }
