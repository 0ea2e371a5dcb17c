"""Certificates as PDF, one a page: words frozen in rows, set by Typst, with a QR code that leads to their check."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.base.words import office_language
from phongtrao.documents.certificate_codes import check_url, code_of
from phongtrao.documents.certificate_words import MOTTO, STATE, FormWords
from phongtrao.documents.models import Certificate
from phongtrao.documents.template_keys import TEMPLATES
from phongtrao.lib.qr import qr_drawing
from phongtrao.lib.typeset import typeset

TEMPLATE = TEMPLATES / "certificate.typ"


def certificates_pdf(form: FormWords, certificates: Iterable[Certificate]) -> bytes:
    """The PDF of certificates of one form, in the given order. Nothing asks the database."""
    with office_language():
        said = {
            "form": _form(form),
            "certificates": [printed(form, certificate) for certificate in certificates],
        }
    return typeset(TEMPLATE, said)


def printed(form: FormWords, certificate: Certificate) -> dict[str, Any]:
    """What the template prints of one. Before it has a number it says that it is no certificate yet."""
    is_given = certificate.number is not None
    code = code_of(certificate.pk) if is_given else ""
    return {
        "name": certificate.name,
        "unit": certificate.workplace,
        "role": certificate.role,
        "work": certificate.about,
        "basis": certificate.basis.splitlines(),
        "number": _("Số: %s") % (certificate.written or "…"),
        "code": code,
        "qr": qr_drawing(check_url(code)) if is_given else BLANK,
        "place_and_day": _place_and_day(form.place, certificate.issued_on),
        "note": "" if is_given else _("BẢN XEM TRƯỚC, CHƯA CÓ GIÁ TRỊ"),
    }


def file_name(certificate: Certificate) -> str:
    """“12-2026-GCN-THCSHS.pdf”: a name would tell of whom it is, wherever the file lies."""
    return f"{(certificate.written or str(certificate.pk)).replace('/', '-')}.pdf"


# ------------------------------------------------------------------ pieces

BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def _form(form: FormWords) -> dict[str, Any]:
    where = check_url("-").removesuffix("-/")
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
        "check": [_("Quét mã để kiểm tra, hoặc nhập mã tại"), where],
    }


def _place_and_day(place: str, day: date | None) -> str:
    said = (
        f"ngày {day.day:02} tháng {day.month:02} năm {day.year}" if day else "ngày … tháng … năm …"
    )
    return f"{place}, {said}" if place else said
