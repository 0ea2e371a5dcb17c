"""What a certificate's QR code holds: its printed lines, signed; and the code that is typed instead.

The seal is made once, when the certificate is issued, and kept in its row. Who reads the whole database
can copy a certificate, as with any photograph of it, but make none: that needs the key of the server.
"""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.documents.certificate_keys import signing_key
from phongtrao.documents.certificate_words import FormWords
from phongtrao.documents.models import Certificate
from phongtrao.lib.certified import Content
from phongtrao.lib.errors import BadInput
from phongtrao.lib.seals import seal, short_code, to_digits


def seal_certificates(form: FormWords, certificates: Iterable[Certificate]) -> None:
    """Numbered and dated before; saved by whoever calls. BadInput for one with too many words."""
    key = signing_key()
    for one in certificates:
        try:
            one.sealed = seal(content_of_row(form, one).texts(), key)
        except ValueError:
            said = _("Giấy của %s có quá nhiều chữ nên không vừa mã QR. Hãy rút gọn nội dung.")
            raise BadInput(said % one.name) from None


def content_of_row(form: FormWords, one: Certificate) -> Content:
    return Content(
        key=str(one.pk),
        number=one.written,
        title=form.title,
        certifies=form.certifies,
        superior=form.superior,
        issuer=form.issuer,
        name=one.name,
        unit=one.workplace,
        role=one.role,
        about=one.about,
        basis=one.basis,
        day=one.issued_on.isoformat() if one.issued_on else "",
        place=form.place,
        capacity=form.capacity,
        position=form.position,
        signer=form.signer,
        honour=one.honour.upper(),
        golden=str(one.golden or ""),
    )


def code_of(one: Certificate) -> str:
    """“17-ABCD-EFGH-IJKL”: what may be typed. Only of one that was issued."""
    return short_code(str(one.pk), _sealed(one))


def check_url(one: Certificate) -> str:
    """The address in the QR code, with everything the paper says."""
    return check_place() + to_digits(_sealed(one)) + "/"


def check_place() -> str:
    """Where codes are checked, with the name of the server as everybody reaches it."""
    return settings.SITE_URL.rstrip("/") + reverse("certificates:check_form")


def _sealed(one: Certificate) -> bytes:
    if one.sealed is None:
        raise ValueError(f"certificate {one.pk} was not issued yet")
    return bytes(one.sealed)
