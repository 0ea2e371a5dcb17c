"""Certificates checked without a network: the code of each page read, its signature, and the page's words.

Whoever edits a letter of the PDF leaves the code as it was: then page and code say different things.
Whoever makes a new code cannot sign it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import pypdfium2
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from phongtrao.lib.certified import LABELS, Content, content_of, facts, faults_of_page, printed
from phongtrao.lib.errors import BadFile
from phongtrao.lib.seals import BadSeal, from_digits, is_signed, short_code, split_code
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _

SCALES = (2.0, 4.0)  # 144 dots an inch, and finer where that reads nothing


class Outcome(Enum):
    """The worst last."""

    GOOD = gettext_noop("THẬT: chữ ký đúng")
    UNREADABLE = gettext_noop("CHƯA KẾT LUẬN ĐƯỢC")
    ENDED = gettext_noop("ĐÃ HẾT GIÁ TRỊ")
    FORGED = gettext_noop("GIẢ HOẶC ĐÃ BỊ SỬA")


@dataclass(frozen=True, slots=True)
class Checked:
    """``code``: what the register is asked with. ``said``: why it is not good, a sentence each."""

    outcome: Outcome
    said: tuple[str, ...] = ()
    content: Content | None = None
    code: str = ""


def check_code(code: str, keys: Sequence[Ed25519PublicKey]) -> Checked:
    """Of all that a QR code says, or its number alone."""
    digits = code.strip().rstrip("/").rsplit("/", 1)[-1]
    if not digits.isdecimal() and split_code(digits)[0]:
        said = _("Mã ngắn phải hỏi sổ cấp: bỏ --key, hoặc đưa tệp PDF, nội dung mã QR.")
        return Checked(Outcome.UNREADABLE, (said,))
    try:
        sealed = from_digits(digits)
        content = content_of(sealed)
    except BadSeal as error:
        return Checked(Outcome.UNREADABLE, (str(error),))
    if not is_signed(sealed, keys):
        said = _("Chữ ký không khớp khóa công khai: giấy giả hoặc nội dung đã bị sửa.")
        return Checked(Outcome.FORGED, (said,), content, digits)
    return Checked(Outcome.GOOD, (), content, digits)


def check_pdf(path: Path, keys: Sequence[Ed25519PublicKey]) -> Iterator[Checked]:
    """Page by page. Raises BadFile for what is no PDF."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        raise BadFile(_("Tệp này không phải PDF hoặc đã hỏng.")) from None
    with document:
        for page in document:
            yield _check_page(page, keys)


def as_lines(one: Checked) -> list[str]:
    """The verdict, then everything that was signed."""
    signed = facts(one.content) if one.content else {}
    return [
        _(one.outcome.value),
        *(f"  ! {said}" for said in one.said),
        *(f"  {_(LABELS[name])}: {' '.join(said.split())}" for name, said in signed.items()),
    ]


# ------------------------------------------------------------------ pieces


def _check_page(page: Any, keys: Sequence[Ed25519PublicKey]) -> Checked:
    found = [one for one in _codes(page) if one.rstrip("/").rsplit("/", 1)[-1].isdecimal()]
    if not found:
        return Checked(Outcome.UNREADABLE, (_("Không đọc được mã QR trên trang."),))
    if len(set(found)) > 1:
        return Checked(Outcome.FORGED, (_("Trang có hai mã QR khác nhau."),))
    checked = check_code(found[0], keys)
    if checked.outcome is not Outcome.GOOD or checked.content is None:
        return checked
    return _held_against(checked, checked.content, found[0], page.get_textpage().get_text_bounded())


def _held_against(checked: Checked, content: Content, url: str, text: str) -> Checked:
    if not text.strip():
        said = _("Trang là ảnh nên không so được chữ: hãy so từng dòng dưới đây với giấy.")
        return Checked(Outcome.UNREADABLE, (said,), content, checked.code)
    address = url.removesuffix("/").removesuffix(checked.code)
    typed = short_code(content.key, from_digits(checked.code))
    missing, more = faults_of_page(content, text, address, typed)
    differs = _("%(field)s: mã QR ghi “%(signed)s”, trên trang không có đúng như vậy.")
    shown = printed(content)
    faults = [
        differs % {"field": _(LABELS[name]), "signed": " ".join(shown[name].split())}
        for name in missing
    ]
    if more:
        faults.append(_("Trên trang có chữ không nằm trong nội dung đã ký: “%s”.") % more[:200])
    outcome = Outcome.FORGED if faults else Outcome.GOOD
    return Checked(outcome, tuple(faults), content, checked.code)


def _codes(page: Any) -> list[str]:
    for scale in SCALES:
        picture = page.render(scale=scale).to_pil()
        if found := zxingcpp.read_barcodes(picture):
            return [one.text for one in found if one.format == zxingcpp.BarcodeFormat.QRCode]
    return []
