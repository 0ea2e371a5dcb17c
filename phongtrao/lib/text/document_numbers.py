"""Numbers of official documents: 57-NQ/TW, 4400/KH-SGDĐT, 152/2025/NĐ-CP.

Decree 30/2020 writes number/kind-issuer, the Party number-kind/issuer; typists add spaces,
long dashes and leading zeros. Stored as written, matched by the normal form.
"""

import re

from phongtrao.lib.text.marks import nfc

_DASHES = re.compile("[‐‑‒–—―−]")
_BEFORE = re.compile(r"^(?:.*\W)?s\s*ố\b\s*[:.]?", re.IGNORECASE | re.DOTALL)
_AFTER = re.compile(r"\s+ngày\b.*$", re.IGNORECASE | re.DOTALL)
# A number may carry a letter (57a) and, in legal documents, the year of issue.
_NUMBER = re.compile(r"\d+[^\W\d_]?(?:/(?:19|20)\d\d)?(?=[-/]|$)")


def document_number(text: str) -> str:
    """Return the normal form for matching: “Số: 05 – NQ/TW” → “5-NQ/TW”.

    Upper case, no spaces, plain hyphens, no leading zeros. Đ and D stay apart, and so do
    03/NQ-CP and 03-NQ/CP, which may be two documents of two issuers.
    """
    return re.sub(r"^0+(?=\d)", "", _bare(text)).upper()


def loose_document_number(text: str) -> str:
    """Return a form that also forgives the mistakes of typists and scanners.

    Every separator is “-”, Đ is D: 03/NQ-CP and 03-NQ/CP meet, QD-TTg and QĐ-TTg too. Use it to
    *propose* a match to a person, not to decide one.
    """
    parts = re.split(r"[-/]+", document_number(text).replace("Đ", "D").replace("Ð", "D"))
    return "-".join(part for part in parts if part)


def split_document_number(text: str) -> tuple[str, str]:
    """Return (number, symbol) as written: “4400 /KH-SGDĐT” → (“4400”, “KH-SGDĐT”).

    152/2025/NĐ-CP → (“152/2025”, “NĐ-CP”). Either may be "": drafts have no number yet.
    """
    bare = _bare(text)
    found = _NUMBER.match(bare)
    number = found.group() if found else ""
    return number, bare[len(number) :].lstrip("-/")


def _bare(text: str) -> str:
    """Only the number and symbol: no “Kế hoạch số” before, no date after, no spaces inside."""
    text = _AFTER.sub("", _BEFORE.sub("", _DASHES.sub("-", nfc(text))))
    return "".join(text.split()).strip(".,;:")
