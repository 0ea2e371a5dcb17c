"""Authors as old lists write them: “Lê An (60%); Trần Bình (GV012) 40%”, or each in a row of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadInput

_BETWEEN = re.compile(r"[;\n]|\s+và\s+|,(?!\s*\d)")  # the comma of 33,34 is none
_SHARE = re.compile(r"[\s:–-]*\(?\s*(\d{1,3}(?:[.,]\d+)?)\s*%\s*\)?\s*$")
_CODE = re.compile(r"\(\s*([^()]+?)\s*\)\s*$")
_NUMBER = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%?")
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Named:
    """One author; ``code``: a code or an address; ``share`` in percent where the list tells it."""

    name: str
    code: str = ""
    share: Decimal | None = None


def read_authors(names: str, codes: str, shares: str) -> list[Named]:
    """The authors of one row. BadInput where codes or shares are more or fewer than names.

    >>> read_authors("Lê An (60%); Trần Bình (GV012) 40%", "", "")
    [Named(name='Lê An', code='', share=Decimal('60')), Named(name='Trần Bình', code='GV012', share=Decimal('40'))]
    """
    told = [_one(part) for part in _parts(names)]
    told_codes, told_shares = list(_parts(codes)), [_share(part) for part in _apart(shares)]
    if not told:
        told = [Named("") for _part in told_codes]
    for label, given in ((_("mã"), told_codes), (_("tỷ lệ"), told_shares)):
        if given and len(given) != len(told):
            said = _(
                "có %(people)s tác giả nhưng %(given)s %(label)s. Hãy ghi đủ theo đúng thứ tự."
            )
            words = {"people": len(told), "given": len(given), "label": label}
            raise BadInput(said % words)
    if told_codes:
        told = [replace(one, code=code) for one, code in zip(told, told_codes, strict=True)]
    if told_shares:
        told = [replace(one, share=share) for one, share in zip(told, told_shares, strict=True)]
    return told


def in_percent(shares: Sequence[Decimal | None]) -> list[Decimal | None]:
    """A cell shown as 60 % holds 0.6: shares that sum to one are parts of it."""
    told = [share for share in shares if share is not None]
    if len(told) == len(shares) and sum(told) == 1:
        return [share * WHOLE for share in told]
    return list(shares)


def _parts(text: str) -> Iterator[str]:
    return (part.strip(" .,") for part in _BETWEEN.split(text) if part.strip(" .,"))


def _apart(text: str) -> Iterator[str]:
    """Shares: between them a comma may be that of a number."""
    return (part.strip() for part in re.split(r"[;\n/]", text) if part.strip())


def _one(text: str) -> Named:
    share = code = None
    if found := _SHARE.search(text):
        share, text = _decimal(found[1]), text[: found.start()]
    if found := _CODE.search(text):
        code, text = found[1], text[: found.start()]
    if "@" in text and " " not in text.strip():
        code, text = text.strip(), ""
    return Named(" ".join(text.split()), code or "", share)


def _share(text: str) -> Decimal:
    if found := _NUMBER.fullmatch(text):
        return _decimal(found[1])
    raise BadInput(_("“%s” không phải tỷ lệ. Hãy ghi số phần trăm, ví dụ 60 hoặc 33,34.") % text)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
