"""Certificates as PDF, one a page: words frozen in rows, set by Typst, with a QR code that holds them signed."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.base.words import office_language
from phongtrao.documents.certificate_kinds import certificate_kind
from phongtrao.documents.certificate_seals import check_place, check_url, code_of, content_of_row
from phongtrao.documents.certificate_words import FormWords
from phongtrao.documents.models import Certificate, CertificateBatch
from phongtrao.documents.template_keys import TEMPLATES
from phongtrao.lib.certified import ASKS_TO_CHECK, MOTTO, STATE
from phongtrao.lib.qr import qr_picture
from phongtrao.lib.typeset import joined, typeset

TEMPLATE = TEMPLATES / "certificate.typ"
DOT, SMALLEST, LARGEST = 0.45, 30.0, 52.0  # millimetres
AT_ONCE = 500  # pages: ten thousand would take gigabytes


def batch_pdf(batch: CertificateBatch, certificates: Iterable[Certificate]) -> bytes:
    """Those of one batch, in the given order, on the page of its kind. Nothing asks the database."""
    form = FormWords.from_json(batch.said)
    return certificates_pdf(form, certificates, is_award=certificate_kind(batch.kind).is_award)


def certificates_pdf(
    form: FormWords, certificates: Iterable[Certificate], *, is_award: bool = False
) -> bytes:
    rows = list(certificates)
    if len(rows) > AT_ONCE:
        pieces = (rows[n : n + AT_ONCE] for n in range(0, len(rows), AT_ONCE))
        return joined(certificates_pdf(form, piece, is_award=is_award) for piece in pieces)
    with office_language():
        said = {
            "form": _form(form) | {"page": "award" if is_award else "certificate"},
            "certificates": [printed(form, certificate) for certificate in rows],
        }
    return typeset(TEMPLATE, said)


def printed(form: FormWords, certificate: Certificate) -> dict[str, Any]:
    """What the template prints of one. Before it has a number it says that it is no certificate yet."""
    is_given = certificate.sealed is not None
    said = content_of_row(form, certificate)
    picture = qr_picture(check_url(certificate)) if is_given else BLANK
    return {
        "name": said.name,
        "unit": said.unit,
        "role": said.role,
        "work": said.about,
        "honour": said.honour,
        "basis": said.basis.splitlines(),
        "number": said.printed_number if is_given else f"{said.printed_number}…",
        "golden": said.printed_golden,
        "code": code_of(certificate) if is_given else "",
        "qr": list(picture),
        "side": min(LARGEST, max(SMALLEST, _dots(picture) * DOT)),
        "place_and_day": said.printed_day,
        "note": "" if is_given else _("BẢN XEM TRƯỚC, CHƯA CÓ GIÁ TRỊ"),
    }


def file_name(certificate: Certificate) -> str:
    """“12-2026-GCN-THCSHS.pdf”: a name would tell of whom it is, wherever the file lies."""
    return f"{(certificate.written or str(certificate.pk)).replace('/', '-')}.pdf"


# ------------------------------------------------------------------ pieces

# A white dot.
BLANK = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010100000000376ef924"
    "0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
)


def _dots(picture: bytes) -> int:
    return int.from_bytes(picture[16:20], "big")  # width of a PNG


def _form(form: FormWords) -> dict[str, Any]:
    signing: Sequence[str] = [line for line in (form.capacity, form.position) if line]
    return {
        "state": STATE,
        "motto": MOTTO,
        "title": form.title,
        "certifies": form.certifies,
        "superior": form.superior,
        "issuer": form.issuer,
        "signing": signing,
        "signer": form.signer,
        "check": [ASKS_TO_CHECK, check_place()],
    }
