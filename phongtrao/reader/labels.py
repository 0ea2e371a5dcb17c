"""The labels plans put before who, when and what: “Đơn vị chủ trì: …”, “Thời gian: …”."""

import re

from phongtrao.reader.columns import CONTENT, LEAD, RESULT, SUPPORT, TIME
from phongtrao.reader.text import bare, plain

_WHO = r"(?:co quan|don vi|bo phan|phong|ca nhan|nguoi)(?:/(?:ca nhan|don vi|bo phan))?"
# Label → field, in the words plans use (unmarked); longest first.
LABELS = (
    (SUPPORT, rf"(?:{_WHO})?\s*(?:phoi hop|cung thuc hien)(?: thuc hien)?"),
    (LEAD, rf"(?:{_WHO})?\s*(?:chu tri|dau moi)(?: thuc hien)?|{_WHO} (?:thuc hien|phu trach|chiu trach nhiem(?: chinh)?)|giao|phu trach"),
    (TIME, r"thoi gian(?: thuc hien| hoan thanh| trien khai)?|thoi han(?: hoan thanh| thuc hien)?|tien do(?: thuc hien| hoan thanh)?|han hoan thanh|hoan thanh|han cuoi|thoi diem(?: hoan thanh)?"),
    (RESULT, r"ket qua(?: thuc hien| dat duoc| du kien| dau ra| can dat)?|san pham(?: dau ra| du kien| can dat)?|dau ra"),
    (CONTENT, r"noi dung(?: thuc hien| nhiem vu| cong viec)?|nhiem vu(?: cu the)?|cong viec"),
)  # fmt: skip
_NAMED = "|".join(f"(?P<{name}>{pattern})" for name, pattern in LABELS)
_LABEL = re.compile(rf"\W*(?:{_NAMED})\s*:\s*")
# Inside a paragraph a label opens a sentence or a part of one.
_INSIDE = re.compile(rf"(?:(?<=[.;,)]) |^)[-–+*(]?\s?(?:{_NAMED}) ?: ")


def read_label(text: str) -> tuple[str, str]:
    """Field and words of “Thời gian: quý II”; two empty texts … the first empty where no label opens it."""
    match = _LABEL.match(plain(text))
    return (match.lastgroup or "", text[match.end() :].strip()) if match else ("", text)


def cut_labels(text: str) -> tuple[str, dict[str, str]]:
    """A paragraph with labels inside: what stands before them, and the words behind each."""
    found = list(_INSIDE.finditer(plain(text)))
    if not found:
        return text, {}
    ends = [match.start() for match in found[1:]] + [len(text)]
    fields: dict[str, str] = {}
    for match, end in zip(found, ends, strict=True):
        fields.setdefault(match.lastgroup or "", bare(text[match.end() : end]))
    return text[: found[0].start()].strip(), fields
