"""What a certificate says, as its seal carries it, and the words of a page held against it."""

import re
import unicodedata
from dataclasses import astuple, dataclass, fields
from datetime import date

from phongtrao.lib.seals import BadSeal, opened
from phongtrao.lib.words import gettext_noop

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
ASKS_TO_CHECK = "Quét mã để kiểm tra, hoặc nhập mã tại"


@dataclass(frozen=True, slots=True)
class Content:
    """Every printed line, in the order of the seal: a new one goes to the end, none is ever taken out."""

    key: str  # of the row, for who asks the register
    number: str
    title: str
    certifies: str
    superior: str
    issuer: str
    name: str
    unit: str
    role: str
    about: str
    basis: str
    day: str  # 2026-05-22
    place: str
    capacity: str
    position: str
    signer: str
    honour: str = ""
    golden: str = ""

    def texts(self) -> list[str]:
        """Without the empty ones at the end."""
        said = list(astuple(self))
        while said and not said[-1]:
            said.pop()
        return said

    @property
    def is_award(self) -> bool:
        """Set by the form of awards: what is given stands on it, its issuer and the role do not."""
        return bool(self.honour)

    @property
    def printed_day(self) -> str:
        day = date.fromisoformat(self.day) if self.day else None
        said = (
            f"ngày {day.day:02} tháng {day.month:02} năm {day.year}"
            if day
            else "ngày … tháng … năm …"
        )
        return f"{self.place}, {said}" if self.place else said

    @property
    def printed_number(self) -> str:
        return f"Số: {self.number}"

    @property
    def printed_golden(self) -> str:
        return f"Số sổ vàng: {self.golden}" if self.golden else ""


LABELS = {
    "number": gettext_noop("Số"),
    "title": gettext_noop("Tên giấy"),
    "certifies": gettext_noop("Người chứng nhận, tặng"),
    "honour": gettext_noop("Danh hiệu, hình thức"),
    "superior": gettext_noop("Cơ quan cấp trên"),
    "issuer": gettext_noop("Cơ quan cấp"),
    "name": gettext_noop("Cấp cho"),
    "unit": gettext_noop("Đơn vị"),
    "role": gettext_noop("Vai trò"),
    "about": gettext_noop("Nội dung"),
    "basis": gettext_noop("Căn cứ"),
    "golden": gettext_noop("Số sổ vàng"),
    "day": gettext_noop("Địa danh, ngày cấp"),
    "capacity": gettext_noop("Thẩm quyền ký"),
    "position": gettext_noop("Chức vụ người ký"),
    "signer": gettext_noop("Người ký"),
}


def content_of(sealed: bytes) -> Content:
    """Raises BadSeal for what is no certificate."""
    texts = opened(sealed)
    names = [one.name for one in fields(Content)]
    needed = names.index("honour")
    texts += [""] * (needed - len(texts))
    try:
        found = Content(*texts[: len(names)])
        date.fromisoformat(found.day)
    except (TypeError, ValueError):
        raise BadSeal from None
    return found


def facts(content: Content) -> dict[str, str]:
    """Field → what was signed, for who holds the paper against it; empty ones left out."""
    told = {name: str(getattr(content, name)) for name in LABELS} | {"day": content.printed_day}
    return {name: said for name, said in told.items() if said}


def printed(content: Content) -> dict[str, str]:
    """Field → how it stands on the page; what the page of this form does not print is left out."""
    hidden = {"superior", "issuer", "role"} if content.is_award else {"honour", "golden"}
    said = facts(content) | {
        "number": content.printed_number,
        "golden": content.printed_golden,
    }
    return {name: text for name, text in said.items() if text and name not in hidden}


def different(ours: Content, theirs: Content) -> list[str]:
    """Names of the fields in which they differ."""
    return [name for name in LABELS if getattr(ours, name) != getattr(theirs, name)]


def squeezed(text: str) -> str:
    """Without blanks and with one way to write each letter: a page breaks its lines where it likes."""
    return re.sub(r"[\s\u00ad\u200b\ufeff\ufffe]+", "", unicodedata.normalize("NFKC", text))


def faults_of_page(content: Content, text: str, *also: str) -> tuple[list[str], str]:
    """Fields that the words of a page do not say, and words that nothing accounts for.

    ``also``: what else the page prints, the address and the code to type.
    """
    left = squeezed(text)
    missing = []
    said = printed(content)
    for name in sorted(said, key=lambda name: -len(said[name])):  # a name may stand inside a title
        for part in said[name].splitlines():
            before, found, after = left.partition(squeezed(part))
            if not found:
                missing.append(name)
                break
            left = f"{before}\n{after}"
    for usual in (*also, STATE, MOTTO, ASKS_TO_CHECK, "“", "”"):
        left = left.replace(squeezed(usual), "\n", 1)
    return missing, " ".join(left.split())
