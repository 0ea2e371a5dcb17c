"""A PDF that comes back from an outside signer: is it what was approved, and are its signatures whole?
Of a signed PDF from elsewhere: who signed, when, and whether it is still what was signed.

Three things must hold. The file begins with the very bytes approved; what was appended adds signatures
and nothing else a reader would see; every signature is intact and the last one covers the file to its
end. Whether a certificate leads to a root the office trusts is told, not demanded: SIGNATURE_ROOTS may
be empty. pyHanko's own comparison of revisions starts from a signature, so the appended part before the
first one is looked at here.
"""

from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.generic import IndirectObject, Reference
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import ValueErrorWithMessage
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from phongtrao.lib.errors import BadFile

# What a signing program may write anew: where signatures hang, and what describes the file.
_ROOT_MAY = frozenset({"/AcroForm", "/DSS", "/Extensions", "/Perms", "/Metadata", "/Version"})
_PAGE_MAY = frozenset({"/Annots"})
# What may follow a signature: later signatures are filled fields, long-term data is added to them.
_HARMLESS = frozenset(
    {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING}
)
_MARK = b"/ByteRange"  # every signed PDF says which bytes were signed
_FORM_MAY = frozenset({"/Fields", "/SigFlags", "/DR", "/DA"})
# A file made to break a reader breaks it in many ways.
_UNREADABLE = (PdfError, ValueErrorWithMessage, ValueError, KeyError, IndexError, TypeError)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, as the certificate says; ``at`` (ISO) is what the signer's machine claims, or ""."""

    name: str
    at: str
    issuer: str
    is_trusted: bool

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def verify_signed(signed: bytes, approved: bytes) -> list[Signature]:
    """The signatures of ``signed``, first signer first; BadFile with a sentence when it is refused."""
    if not signed.startswith(approved):
        raise BadFile(
            _(
                "Nội dung tệp đã ký khác bản được duyệt. Hãy tải đúng bản PDF đã duyệt về ký,"
                " không in lại hay lưu lại bằng chương trình khác."
            )
        )
    try:
        reader = PdfFileReader(BytesIO(signed))
        _refuse_additions(reader, PdfFileReader(BytesIO(approved)))
        found = [_checked(signature) for signature in reader.embedded_regular_signatures]
    except _UNREADABLE as error:
        raise BadFile(_("Không đọc được chữ ký trong tệp. Hãy ký lại bản đã duyệt.")) from error
    if not found:
        raise BadFile(_("Tệp chưa có chữ ký số. Hãy ký rồi tải lên lần nữa."))
    if found[-1].coverage != SignatureCoverageLevel.ENTIRE_FILE:
        raise BadFile(
            _("Chữ ký không phủ hết tệp: có phần thêm vào sau khi ký. Hãy ký lại bản đã duyệt.")
        )
    return [_said(status) for status in found]


@dataclass(frozen=True, slots=True)
class Seen:
    """A signature of a PDF from outside. ``is_whole``: intact, and nothing but signatures came after it."""

    name: str
    at: str
    issuer: str
    is_whole: bool
    is_trusted: bool

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def inspect_signed(content: bytes) -> list[Seen]:
    """The signatures of any PDF, first signer first; empty where nobody signed. BadFile: unreadable.

    Unlike ``verify_signed`` there is no approved file to hold it against: what is told is whether the file
    is the one that was signed, and whether the certificate leads to a root the office trusts.
    """
    if _MARK not in content:  # most files: not worth parsing twice
        return []
    try:
        reader = PdfFileReader(BytesIO(content))
        found = [_status(signature) for signature in reader.embedded_regular_signatures]
    except _UNREADABLE as error:
        raise BadFile(_("Tệp có chữ ký số nhưng không đọc được chữ ký ấy.")) from error
    return [_seen(status) for status in found]


def has_roots() -> bool:
    """Whether the office has said whose certificates it trusts."""
    return bool(_roots())


# ------------------------------------------------------------------ signatures


def _seen(status: PdfSignatureStatus) -> Seen:
    said = _said(status)
    level = status.modification_level
    is_whole = status.intact and status.valid and level in _HARMLESS
    return Seen(said.name, said.at, said.issuer, bool(is_whole), said.is_trusted)


def _status(signature: Any) -> PdfSignatureStatus:
    """Nothing is fetched from the network: revocation is the signing service's business."""
    context = ValidationContext(trust_roots=_roots(), allow_fetching=False)
    return validate_pdf_signature(signature, context)


def _checked(signature: Any) -> PdfSignatureStatus:
    status = _status(signature)
    if not (status.intact and status.valid):
        raise BadFile(_("Chữ ký số không còn nguyên vẹn. Hãy ký lại bản đã duyệt."))
    return status


def _roots() -> list[Any]:
    folder = settings.SIGNATURE_ROOTS
    if not folder:
        return []
    paths = [str(path) for path in sorted(Path(folder).iterdir()) if path.is_file()]
    return list(load_certs_from_pemder(paths))  # type: ignore[no-untyped-call]


def _said(status: PdfSignatureStatus) -> Signature:
    subject = status.signing_cert.subject
    at = status.signer_reported_dt
    return Signature(
        name=str(subject.native.get("common_name") or subject.human_friendly),
        at=at.isoformat() if at else "",
        issuer=str(status.signing_cert.issuer.native.get("common_name") or ""),
        is_trusted=bool(status.trusted),
    )


# ------------------------------------------------------------------ what was appended


def _refuse_additions(new: PdfFileReader, old: PdfFileReader) -> None:
    """Of the objects approved, only the places where signatures hang may have been written again."""
    base = old.xrefs.total_revisions
    known = {ref for n in range(base) for ref in old.xrefs.explicit_refs_in_revision(n)}
    later = range(base, new.xrefs.total_revisions)
    if any(known & new.xrefs.refs_freed_in_revision(n) for n in later):
        raise _added()
    touched = {ref for n in later for ref in new.xrefs.explicit_refs_in_revision(n)}
    for ref in touched & known:
        if not _may_differ(ref, new, old):
            raise _added()
    _refuse_notes(new, known)


def _may_differ(ref: Reference, new: PdfFileReader, old: PdfFileReader) -> bool:
    before, after = _object(old, ref), _object(new, ref)
    if before == after or ref == _info_of(old):
        return True
    if isinstance(before, list) and isinstance(after, list):
        return list(after[: len(before)]) == list(before)  # fields or annotations, some more
    if not isinstance(before, dict) or not isinstance(after, dict):
        return False
    if ref == old.root_ref:
        allowed = _ROOT_MAY
    elif before.get("/Type") == "/Page":
        allowed = _PAGE_MAY
    else:
        allowed = _FORM_MAY if "/Fields" in before else frozenset()
    return _without(before, allowed) == _without(after, allowed)


def _object(reader: PdfFileReader, ref: Reference) -> Any:
    return reader.get_object(ref)  # type: ignore[no-untyped-call]  # pyHanko's own is untyped


def _info_of(reader: PdfFileReader) -> Reference | None:
    """Who made the file and when: told in no page, and signing programs write it anew."""
    found: IndirectObject | None = (
        reader.trailer.raw_get("/Info") if "/Info" in reader.trailer else None
    )
    return found.reference if found else None


def _refuse_notes(new: PdfFileReader, known: set[Reference]) -> None:
    """A note or a form field laid over the text would be signed with it: only signatures hang there."""
    for number in range(int(new.root["/Pages"]["/Count"])):
        page = new.find_page_for_modification(number)[0].get_object()  # type: ignore[no-untyped-call]
        for note in page.get("/Annots", None) or ():
            if getattr(note, "reference", None) not in known and not _is_signature(note):
                raise _added()


def _is_signature(note: Any) -> bool:
    found: Any = note
    if isinstance(note, IndirectObject):
        found = note.get_object()  # type: ignore[no-untyped-call]
    field = found if "/FT" in found else found.get("/Parent", {})
    return bool(found.get("/Subtype") == "/Widget" and field.get("/FT") == "/Sig")


def _without(found: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in dict.items(found) if name not in names}


def _added() -> BadFile:
    return BadFile(
        _("Tệp đã ký có nội dung thêm vào ngoài chữ ký. Hãy tải đúng bản đã duyệt về và ký lại.")
    )
