"""The code on a certificate: its key and a signature of it. Nothing of it is stored.

Who reads the whole database cannot make the code of a certificate that was never issued: that needs the
secret key of the server (and older ones, SECRET_KEY_FALLBACKS, for what was printed under them).
"""

from django.conf import settings
from django.core.signing import Signer
from django.urls import reverse
from django.utils.crypto import constant_time_compare

SALT = "phongtrao.documents.certificate"
SIGNED = 16  # characters of the signature, 96 bits


def code_of(pk: int) -> str:
    """“17-3fKx…”: what the QR code leads to, and what may be typed instead."""
    return f"{pk}-{_signature(pk, settings.SECRET_KEY)}"


def key_of(code: str) -> int | None:
    """The key of the certificate, where the code is one of ours; whether it was issued is asked later."""
    digits, _dash, signature = code.strip().partition("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 18):  # noqa: PLR2004 -- bigint
        return None
    pk = int(digits)
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    is_ours = [constant_time_compare(signature, _signature(pk, key)) for key in keys]
    return pk if any(is_ours) else None


def check_url(code: str) -> str:
    """The address in the QR code, with the name of the server as everybody reaches it."""
    return settings.SITE_URL.rstrip("/") + reverse("certificates:check", args=[code])


def _signature(pk: int, key: str | bytes) -> str:
    return Signer(key=key, salt=SALT).signature(str(pk))[:SIGNED]
