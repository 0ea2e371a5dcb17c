"""Numbers of sections and of list items: repeated, skipped, under the wrong head; headings said twice."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from phongtrao.lib.words import gettext_noop as _
from phongtrao.reader.lint.model import ERROR, NOTE, Defect, Paper, Rule
from phongtrao.reader.markers import LETTER, label
from phongtrao.reader.model import Marker, Node, Paragraph
from phongtrao.reader.text import bare, plain

REPEATED = Rule(
    "numbering.repeated",
    ERROR,
    _("Số mục trùng"),
    _("Mục “%(heading)s” mang số %(number)s đã dùng cho “%(other)s”."),
    _(
        "Khi dẫn “mục %(number)s” không biết là mục nào; số mục phải liên tục (Nghị định 30/2020/NĐ-CP, Phụ lục I)."
    ),
    _("Đánh lại số từ mục này trở đi."),
)
SKIPPED = Rule(
    "numbering.skipped",
    ERROR,
    _("Số mục nhảy cóc"),
    _("Từ %(before)s sang thẳng %(number)s ở mục “%(heading)s”."),
    _(
        "Người đọc tưởng văn bản thiếu một mục; số mục phải liên tục (Nghị định 30/2020/NĐ-CP, Phụ lục I)."
    ),
    _("Bổ sung mục còn thiếu hoặc đánh lại số."),
)
WRONG_HEAD = Rule(
    "numbering.wrong_head",
    ERROR,
    _("Số mục con không theo mục cha"),
    _("Mục %(number)s đứng dưới mục %(head)s."),
    _("Số của mục con phải bắt đầu bằng số của mục chứa nó."),
    _("Đánh lại số mục con, hoặc chuyển về đúng mục."),
)
SKIPPED_LEVEL = Rule(
    "numbering.skipped_level",
    NOTE,
    _("Thiếu một cấp đánh số"),
    _("Mục “%(heading)s” đánh %(first)s ngay, trong khi các mục cùng cấp đánh 1., 2. trước."),
    _(
        "Cùng một văn bản nên cùng một cách chia: mục – khoản – điểm (Nghị định 30/2020/NĐ-CP, Phụ lục I)."
    ),
    _("Đánh 1., 2. thay cho a), b), hoặc thêm khoản chứa các điểm này."),
)
LIST_BROKEN = Rule(
    "numbering.list",
    ERROR,
    _("Danh sách đánh số sai"),
    _("Danh sách trong câu đánh số %(numbers)s."),
    _("Khi giao việc hoặc báo cáo theo số, một số chỉ hai ý hoặc thiếu một ý."),
    _("Đánh lại số các ý theo thứ tự."),
)
SAME_TITLE = Rule(
    "numbering.same_title",
    ERROR,
    _("Hai mục cùng tên"),
    _("Mục %(number)s và mục %(other)s cùng tên “%(title)s”."),
    _("Thường do chép mục trên rồi quên sửa tên; nội dung của mục không còn đúng với tên."),
    _("Xem lại tên của mục %(number)s."),
)
RULES = (REPEATED, SKIPPED, WRONG_HEAD, SKIPPED_LEVEL, LIST_BROKEN, SAME_TITLE)

_ROMAN = {"I": 1, "V": 5, "X": 10}
_OPTIONAL = "ăâđêôơưfjwz"  # letters a list may leave out
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_INLINE = re.compile(r"(?<![\w)])\((\d{1,2})\)\s*(?=[^\W\d])")
_HEADING_WORDS = range(2, 26)
_SHORT = 70


def check_sections(paper: Paper) -> Iterator[Defect]:
    """Every run of siblings with the same kind of number."""
    for siblings in _families(paper):
        for kind in dict.fromkeys(n.marker.kind for n in siblings if n.marker):
            numbered = [n for n in siblings if n.marker and n.marker.kind == kind]
            yield from _sequence(paper, numbered)


def check_heads(paper: Paper) -> Iterator[Defect]:
    """“3.1” under “2.”."""
    for node in paper.outline.nodes():
        head = node.parent.marker if node.parent else None
        marker = node.marker
        if not marker or marker.kind != "decimal" or not head:
            continue
        if head.kind not in ("arabic", "decimal") or not _is_first_under_head(node):
            continue
        if not marker.ordinal.startswith(f"{head.ordinal}."):
            yield paper.defect(
                WRONG_HEAD,
                node.text[:_SHORT],
                node.paragraph,
                number=marker.ordinal,
                head=head.ordinal,
            )


def check_levels(paper: Paper) -> Iterator[Defect]:
    """a) as a head right under III. where two other sections have 1., 2.; a plain list a), b) is none."""
    sections = [node for node in paper.outline.roots if node.marker and node.marker.kind == "roman"]
    firsts = [(node, _first_marked(node)) for node in sections]
    usual = sum(1 for _node, child in firsts if _kind(child) == "arabic")
    for node, child in firsts:
        if usual >= 2 and child and child.children and _kind(child) == "letter":  # noqa: PLR2004
            yield paper.defect(
                SKIPPED_LEVEL,
                bare(node.text),
                node.paragraph,
                heading=_heading(node),
                first=label(child.marker).strip(),
            )


def check_inline_lists(paper: Paper) -> Iterator[Defect]:
    """“(1) …; (2) …; (3) …; (3) …” inside one paragraph; what does not begin with (1) is no list."""
    for paragraph in paper.paragraphs:
        text = _with_number(paragraph)
        found = list(_INLINE.finditer(text))
        numbers = [int(match[1]) for match in found]
        if len(numbers) < 2 or numbers[0] != 1 or numbers.count(1) > 1:  # noqa: PLR2004
            continue
        wrong = next((i for i, (a, b) in enumerate(pairwise(numbers), 1) if b != a + 1), None)
        if wrong is not None:
            quote = text[found[wrong].start() : found[wrong].start() + _SHORT]
            said = "".join(f"({number})" for number in numbers)
            yield paper.defect(LIST_BROKEN, quote, paragraph, numbers=said)


def _with_number(paragraph: Paragraph) -> str:
    """The words of a paragraph with the “(1)” it opens with."""
    marker = paragraph.marker
    if marker is None or marker.kind != "paren":
        return paragraph.text
    return f"({marker.ordinal}) {paragraph.text}"


def check_titles(paper: Paper) -> Iterator[Defect]:
    """Headings of one family, and heading rows of one table, with the same words."""
    for siblings in _families(paper):
        heads = [n for n in siblings if n.marker and n.marker.rank < LETTER and _is_title(n.text)]
        titles = [(label(n.marker).strip(" ."), bare(n.text), n) for n in heads]
        for (number, title, node), other in _doubles(titles):
            facts = {"number": number, "other": other, "title": title}
            yield paper.defect(SAME_TITLE, title, node.paragraph, **facts)


def numeral(marker: Marker) -> int | None:
    """The place a marker counts: “IV” 4, “3” 3, “2.10” 10; None for bullets, letters and unread ones."""
    if marker.kind in ("roman", "annex"):
        return int(marker.ordinal) if marker.ordinal.isdigit() else _roman(marker.ordinal)
    if marker.kind in ("arabic", "decimal"):
        last = marker.ordinal.rpartition(".")[2]
        return int(last) if last.isdigit() else None
    return None


# ------------------------------------------------------------------ pieces


def _families(paper: Paper) -> Iterator[Sequence[Node]]:
    yield paper.outline.roots
    for node in paper.outline.nodes():
        if node.children:
            yield node.children


def _sequence(paper: Paper, nodes: Sequence[Node]) -> Iterator[Defect]:
    for before, node in pairwise(nodes):
        if before.marker is None or node.marker is None or _stem(before) != _stem(node):
            continue
        step = _step(before.marker, node.marker)
        if step is None or step == 1 or _begins_anew(node.marker):
            continue
        facts = {"number": node.marker.ordinal, "heading": _heading(node)}
        if step > 1:
            facts["before"] = before.marker.ordinal
            yield paper.defect(SKIPPED, node.text[:_SHORT], node.paragraph, **facts)
        elif other := _same_number(nodes, node):
            facts["other"] = _heading(other)
            yield paper.defect(REPEATED, node.text[:_SHORT], node.paragraph, **facts)


def _step(before: Marker, after: Marker) -> int | None:
    if before.kind == "letter":
        return _letter_step(before.ordinal, after.ordinal)
    first, second = numeral(before), numeral(after)
    return second - first if first and second else None


def _letter_step(before: str, after: str) -> int | None:
    """1 for the next letter of a list; letters lists leave out (đ, f, w …) do not count."""
    if before not in _LETTERS or after not in _LETTERS:
        return None
    first, second = _LETTERS.index(before), _LETTERS.index(after)
    if second <= first:
        return second - first
    return 1 + sum(letter not in _OPTIONAL for letter in _LETTERS[first + 1 : second])


def _begins_anew(marker: Marker) -> bool:
    """1., a), 2.1 open another list; that is custom, not a slip. A second section I is one."""
    return marker.ordinal == "a" or (marker.kind in ("arabic", "decimal") and numeral(marker) == 1)


def _same_number(nodes: Sequence[Node], node: Node) -> Node | None:
    earlier = nodes[: list(nodes).index(node)]
    return next((n for n in earlier if n.marker and n.marker.ordinal == node.marker.ordinal), None)  # type: ignore[union-attr]


def _stem(node: Node) -> str:
    """What stands before the last number: 3.1 and 3.2 are one list, 3.1 and 4.1 are two."""
    return node.marker.ordinal.rpartition(".")[0] if node.marker else ""


def _is_first_under_head(node: Node) -> bool:
    family = node.parent.children if node.parent else []
    return next((n for n in family if n.marker and n.marker.kind == "decimal"), None) is node


def _first_marked(node: Node) -> Node | None:
    return next((n for n in node.children if n.marker and not n.marker.is_bullet), None)


def _kind(node: Node | None) -> str:
    return node.marker.kind if node and node.marker else ""


def _heading(node: Node) -> str:
    words = label(node.marker) + bare(node.text)
    return words if len(words) <= _SHORT else words[:_SHORT].rsplit(" ", 1)[0] + " …"


def _is_title(text: str) -> bool:
    return len(bare(text).split()) in _HEADING_WORDS


def _doubles(
    titles: Sequence[tuple[str, str, Node]],
) -> Iterator[tuple[tuple[str, str, Node], str]]:
    by_words = sorted(titles, key=lambda entry: plain(entry[1]))
    for _words, group in groupby(by_words, key=lambda entry: plain(entry[1])):
        same = list(group)
        for entry in same[1:]:
            if entry[0] != same[0][0]:
                yield entry, same[0][0]


def _roman(text: str) -> int | None:
    values = [_ROMAN.get(char, 0) for char in text]
    if not values or 0 in values:
        return None
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)
