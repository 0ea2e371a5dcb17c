"""Annexes announced and not there, there and not announced."""

import re
from collections.abc import Iterator

from phongtrao.lib.words import gettext_noop as _
from phongtrao.reader.lint.model import ERROR, NOTE, Defect, Paper, Rule
from phongtrao.reader.lint.numbering import numeral
from phongtrao.reader.markers import parse_marker
from phongtrao.reader.model import Node, Paragraph
from phongtrao.reader.text import plain

MISSING = Rule(
    "annexes.missing",
    ERROR,
    _("Thiếu phụ lục đã dẫn"),
    _("Văn bản dẫn %(annex)s nhưng không có phụ lục ấy."),
    _("Đơn vị được bảo xem phụ lục mà không có gì để xem."),
    _("Kèm phụ lục, hoặc bỏ câu dẫn."),
)
UNANNOUNCED = Rule(
    "annexes.unannounced",
    NOTE,
    _("Phụ lục không được dẫn"),
    _("Có %(annex)s nhưng trong văn bản không câu nào dẫn tới."),
    _(
        "Nghị định 30/2020/NĐ-CP, Phụ lục I: văn bản có phụ lục thì trong văn bản phải có chỉ dẫn về phụ lục đó."
    ),
    _("Thêm “(Chi tiết tại %(annex)s)” ở mục có liên quan."),
)
ATTACHMENT = Rule(
    "annexes.attachment",
    NOTE,
    _("Có chữ “đính kèm” mà không kèm gì"),
    _("Văn bản ghi “%(words)s” nhưng tệp không có phụ lục hay bảng nào như vậy."),
    _("Nơi nhận không có phần được nhắc tới, phải hỏi lại."),
    _("Kèm tài liệu ấy vào văn bản; nếu gửi riêng, ghi rõ gửi bằng cách nào."),
)  # fmt: skip
RULES = (MISSING, UNANNOUNCED, ATTACHMENT)

_CITED = re.compile(
    r"\bphu luc\s*(?:so\s*)?(\d{1,2}|[ivx]{1,4})\b(?!\s*(?:nghi dinh|thong tu|quyet dinh|ban hanh|cua|kem theo nghi|,? ?(?:nghi dinh|thong tu)))"
)
_ANY = re.compile(r"\b(?:cac )?phu luc\b(?!\s*(?:[ivx\d]|luat))")
_ATTACHED = re.compile(r"\(([^()]*(?:đính kèm|kèm theo|gửi kèm))\)")
_OF_OTHERS = re.compile(r"nghi dinh|thong tu|quyet dinh|luat|cong van|huong dan so")
# “Bãi bỏ … Phụ lục 2”, “Thay thế Phụ lục 1”: of the plan that is amended.
_AMENDS = re.compile(r"\W*(?:bai bo|thay the|sua doi|bo sung|huy bo)\b")
_ABOUT_ANNEX = re.compile(r"phụ lục|biểu|danh sách|mẫu|bảng", re.IGNORECASE)


def check_annexes(paper: Paper) -> Iterator[Defect]:
    """Annexes that are there against those the text names; “Phụ lục 1, Thông tư …” belongs to another paper."""
    annexes = [node for node in paper.outline.roots if _is_annex(node)]
    named = _named(paper, annexes)
    there = {number for node in annexes if (number := _number(node))}
    for number, (words, paragraph) in named.items():
        if number not in there and not (number == 1 and annexes and not there):
            yield paper.defect(MISSING, words, paragraph, annex=words)
    if not _names_annexes_at_large(paper, annexes):
        for node in annexes:
            number = _number(node)
            if (number and number not in named) or (not number and not named):
                words = f"Phụ lục {node.marker.ordinal}".strip() if node.marker else "Phụ lục"
                yield paper.defect(UNANNOUNCED, words, node.paragraph, annex=words)


def check_attachments(paper: Paper) -> Iterator[Defect]:
    """“(số lượng phân bổ đính kèm)” in a paper that has nothing behind its signature."""
    if any(_is_annex(node) for node in paper.outline.roots) or _has_tail(paper):
        return
    for paragraph in paper.paragraphs:
        for match in _ATTACHED.finditer(paragraph.text):
            words = match[1].strip()
            if not _OF_OTHERS.search(plain(words)):
                yield paper.defect(ATTACHMENT, words, paragraph, words=words)


# ------------------------------------------------------------------ pieces


def _is_annex(node: Node) -> bool:
    return node.marker is not None and node.marker.kind == "annex"


def _number(node: Node) -> int | None:
    return numeral(node.marker) if node.marker else None


def _body(paper: Paper, annexes: list[Node]) -> Iterator[Paragraph]:
    """The text up to the first annex: an annex does not announce itself."""
    first = min((node.paragraph.first for node in annexes), default=len(paper.blocks))
    return (p for p in paper.paragraphs if p.first < first)


def _named(paper: Paper, annexes: list[Node]) -> dict[int, tuple[str, Paragraph]]:
    found: dict[int, tuple[str, Paragraph]] = {}
    for paragraph in _body(paper, annexes):
        folded = plain(paragraph.text)
        if _AMENDS.match(folded):
            continue
        for match in _CITED.finditer(folded):
            if _OF_OTHERS.search(folded[match.end() : match.end() + 40]):
                continue
            words = paragraph.text[match.start() : match.end()]
            marker, _rest = parse_marker(f"Phụ lục {match[1].upper()}")
            number = numeral(marker) if marker else None
            if number:
                found.setdefault(number, (words, paragraph))
    return found


def _names_annexes_at_large(paper: Paper, annexes: list[Node]) -> bool:
    """“(Phụ lục kèm theo)”, “các phụ lục”: every annex is meant."""
    return any(_ANY.search(plain(p.text)) for p in _body(paper, annexes))


def _has_tail(paper: Paper) -> bool:
    """Whether text or a table stands behind the signature, with or without a heading."""
    closing = max((p.last for p in paper.outline.closing), default=0)
    return any(p.first > closing for p in paper.paragraphs)
