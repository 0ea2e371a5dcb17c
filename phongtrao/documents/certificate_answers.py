"""What can be said of a code: genuine and in force, ended, changed, signed by nobody here. S0-33, S3-54."""

import hmac
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.documents.certificate_keys import public_keys
from phongtrao.documents.models import Certificate
from phongtrao.lib.certified import Content, content_of, different
from phongtrao.lib.numbers import format_date
from phongtrao.lib.seals import (
    BIGINT,
    SIGNATURE,
    BadSeal,
    from_digits,
    is_code_of,
    is_signed,
    split_code,
)
from phongtrao.reader.sealed_pages import Checked, Outcome

S = Certificate.Status


class Verdict(Enum):
    GENUINE = "genuine"  # whether it still holds, its row says
    FORGED = "forged"
    MISSING = "missing"  # signed here, yet not in the register
    UNKNOWN = "unknown"  # no code of ours


@dataclass(frozen=True, slots=True)
class Standing:
    """What everybody may know of a row, and what was signed."""

    status: str
    sealed: bytes
    ended_on: date | None
    ended_by: str
    ended_by_day: date | None
    outdated_on: date | None = None
    newer: tuple[str, date | None] | None = None  # number and day

    @property
    def holds(self) -> bool:
        return self.status == S.ISSUED and self.outdated_on is None


@dataclass(frozen=True, slots=True)
class Found:
    """``content``: what was signed, or what the code claims. ``changed``: fields that differ from the signed ones.

    These are told only to who holds the signature of the true paper: nobody learns of whom a number is by guessing.
    """

    verdict: Verdict
    content: Content | None = None
    standing: Standing | None = None
    changed: tuple[str, ...] = ()
    signed: Content | None = None


def look_up(code: str) -> Found:
    """Of a code typed, scanned, or the whole address in the QR code."""
    said = last_part(code)
    try:
        return _scanned(from_digits(said)) if said.isdecimal() else _typed(said)
    except BadSeal:
        return Found(Verdict.UNKNOWN)


def last_part(code: str) -> str:
    return code.strip().rstrip("/").rsplit("/", 1)[-1]


def is_signed_here(code: str) -> bool:
    """Without asking the register: who holds such a code did not guess it."""
    try:
        return is_signed(from_digits(code), public_keys())
    except BadSeal:
        return False


def told(code: str) -> tuple[Checked, str]:
    """The same for the command line: what it is, and what the register says of it now."""
    found = look_up(code)
    outcome = OUTCOMES[found.verdict]
    if found.standing and not found.standing.holds:
        outcome = Outcome.ENDED
    ended = said_end(found.standing) if found.standing else ""
    return Checked(outcome, content=found.content), ended or str(SAID[found.verdict])


def said_end(row: Standing) -> str:
    """Why it holds no longer, as everybody may know; "" while it does."""
    if row.newer:
        said = _(
            "Giấy này không còn giá trị, đã được cấp lại bằng giấy số %(number)s ngày %(day)s."
        )
        return said % {
            "number": row.newer[0],
            "day": format_date(row.newer[1]) if row.newer[1] else "",
        }
    if row.status == S.ISSUED and row.outdated_on:
        said = _("Nội dung giấy này không còn khớp với sổ từ ngày %(day)s: giấy chờ được cấp lại. Hãy hỏi cơ quan cấp.")  # fmt: skip
        return said % {"day": format_date(row.outdated_on)}
    if row.status != S.REVOKED or row.ended_on is None:
        return ""
    said = _("Giấy này không còn giá trị, đã bị thu hồi từ ngày %(day)s.")
    parts = [said % {"day": format_date(row.ended_on)}]
    if row.ended_by and row.ended_by_day:
        said = _("Theo Quyết định số %(number)s ngày %(day)s.")
        parts.append(said % {"number": row.ended_by, "day": format_date(row.ended_by_day)})
    elif row.ended_by:
        parts.append(_("Theo Quyết định số %s.") % row.ended_by)
    return " ".join(parts)


OUTCOMES = {
    Verdict.GENUINE: Outcome.GOOD,
    Verdict.FORGED: Outcome.FORGED,
    Verdict.MISSING: Outcome.FORGED,
    Verdict.UNKNOWN: Outcome.UNREADABLE,
}
SAID = {
    Verdict.GENUINE: gettext_lazy("Có giá trị."),
    Verdict.UNKNOWN: gettext_lazy(
        "Không có giấy chứng nhận nào mang mã này. Hãy kiểm tra lại từng chữ của mã."
    ),
    Verdict.FORGED: gettext_lazy(
        "Nội dung này không do hệ thống ký: giấy giả hoặc đã bị sửa. Hãy hỏi cơ quan ghi trên giấy."
    ),
    Verdict.MISSING: gettext_lazy(
        "Chữ ký đúng nhưng sổ cấp không có giấy này. Hãy hỏi cơ quan ghi trên giấy."
    ),
}


# ------------------------------------------------------------------ pieces


def _scanned(sealed: bytes) -> Found:
    content = content_of(sealed)
    row = _given(content.key)
    kept = row.sealed if row else b""
    if row and hmac.compare_digest(kept, sealed):
        return _genuine(row)
    if is_signed(sealed, public_keys()):
        return Found(Verdict.MISSING, content)
    if row and hmac.compare_digest(kept[-SIGNATURE:], sealed[-SIGNATURE:]):
        signed = content_of(kept)
        changed = tuple(different(signed, content))
        return Found(Verdict.FORGED, content, changed=changed, signed=signed)
    return Found(Verdict.FORGED, content)


def _typed(said: str) -> Found:
    key, letters = split_code(said)
    row = _given(key)
    if row is None or not is_code_of(letters, row.sealed):
        return Found(Verdict.UNKNOWN)
    return _genuine(row)


def _genuine(row: Standing) -> Found:
    """A row that somebody wrote into the database carries no signature of ours."""
    if not is_signed(row.sealed, public_keys()):
        return Found(Verdict.FORGED, content_of(row.sealed))
    return Found(Verdict.GENUINE, content_of(row.sealed), row)


def _given(key: str) -> Standing | None:
    """One question of few columns; a second only of one that was replaced."""
    if not (key.isascii() and key.isdecimal() and len(key) <= BIGINT):
        return None
    rows = Certificate.objects.filter(pk=int(key), status__in=S.given)
    told = ("status", "sealed", "ended_on", "ended_by", "ended_by_day", "outdated_on")
    for row in rows.values(*told):
        sealed = bytes(row.pop("sealed") or b"")
        newer = _newer(int(key)) if row["status"] == S.REPLACED else None
        return Standing(sealed=sealed, newer=newer, **row)
    return None


def _newer(pk: int) -> tuple[str, date | None] | None:
    rows = Certificate.objects.filter(replaces=pk, status__in=S.given)
    for number, day in rows.values_list("written", "issued_on"):
        return number, day
    return None
