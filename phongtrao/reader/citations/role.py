"""What a cited document is to the plan: its basis, what it carries out, or only a mention."""

import re
from collections.abc import Sequence

from phongtrao.reader.citations.mention import NUMBER, Mention
from phongtrao.reader.text import plain

BASIS, IMPLEMENTS, MENTIONED, SELF = "basis", "implements", "mentioned", "self"
STRENGTH = (MENTIONED, BASIS, IMPLEMENTS, SELF)

_OPENINGS = (
    (re.compile(r"\W*can c\w*\s+(?:vao )?(?:cac van ban\s*:?)?"), BASIS),
    (re.compile(r"\W*(?:de )?(?:trien khai )?(?:thuc hien|trien khai)\s+"), IMPLEMENTS),
)
_CARRIES_OUT = re.compile(r"\(\s*thuc hien\s+|ban hanh ke hoach (?:trien khai )?thuc hien\s+")
# Behind one of these, a document is what another one is about.
_LINKS = re.compile(
    r"\b(?:v[eê] (?!viec thi)|v[eê] viec|thuc hien|ban hanh|phe duyet|quy dinh (?!so)|trien khai|sua doi"
    r"|huong dan (?!so)|tong ket|cap nhat|thi hanh)\b"
)
# “…; trên cơ sở kết quả thí điểm theo Công văn …”: what was done by it, not what is carried out
_ACCORDING = re.compile(r"\b(?:theo|tai|neu trong)\b")


def find_roles(text: str, mentions: Sequence[Mention], *, is_frame: bool) -> list[str]:
    """The role of each of ``mentions`` in ``text``; only the frame of a plan — title, preamble,
    conclusion — can say that it carries something out."""
    folded = plain(text)
    return [_role_at(folded, mention.start, is_frame=is_frame) for mention in mentions]


def _role_at(folded: str, position: int, *, is_frame: bool) -> str:
    if not is_frame:
        return MENTIONED
    for match in _CARRIES_OUT.finditer(folded, 0, position):
        if (
            not _LINKS.search(folded[match.end() : position])
            and ")" not in folded[match.end() : position]
        ):
            return IMPLEMENTS
    clause_start = folded.rfind(";", 0, position) + 1
    role, head_end = _opening(folded[clause_start:])
    is_borrowed = role == MENTIONED
    if is_borrowed:  # a clause without an opening of its own goes on with that of the sentence
        role, head_end = _opening(folded)
        head_end -= clause_start
    before = _without_told(folded[clause_start + max(head_end, 0) : position])
    if is_borrowed and _ACCORDING.search(before):
        return MENTIONED
    if role == MENTIONED or _LINKS.search(before) or "(" in before.replace("(pii)", ""):
        return MENTIONED
    return role


def _without_told(before: str) -> str:
    """“Kế hoạch A về … năm 2026 và ”: what the first is about has ended where the list goes on.

    Not so where what it is about is itself a document: “về thực hiện Quyết định B và ”.
    """
    subject = _LINKS.search(before)
    goes_on = re.search(r"(?: va|,) $", before)
    if subject and goes_on and not NUMBER.search(before[subject.end() :].upper()):
        return ""
    return before


def _opening(folded: str) -> tuple[str, int]:
    for pattern, role in _OPENINGS:
        if match := pattern.match(folded):
            return role, match.end()
    return MENTIONED, 0
