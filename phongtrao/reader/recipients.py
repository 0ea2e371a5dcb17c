"""“Nơi nhận”: the list of those who receive a plan, apart from the signature printed beside it.

Some offices set a dash before each, some only a semicolon behind it; in extracted text the signature
stands in the middle of the list, and a name runs into the rest of a recipient.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from phongtrao.reader.markers import parse_marker
from phongtrao.reader.model import Finding, Paragraph
from phongtrao.reader.text import bare, is_upper, plain, starts_upper
from phongtrao.reader.units import starts_like_unit

_HEADS = ("noi nhan", "noti nhan")
_PURPOSE = re.compile(r"\s*\(([^()]*)\)\s*$")
_ARCHIVE = re.compile(r"l[uư]u\s*[:;]?\s+", re.IGNORECASE)
_SIGNED = re.compile(r"\W*(?:da )?ky\b")  # “(Đã ký)”
_NAME_WORDS = range(2, 7)


def read_recipients(closing: Sequence[Paragraph]) -> list[Finding]:
    """Items {name, purpose} of “Nơi nhận”, one for each line."""
    listed, _others = split_closing(closing)
    return [Finding(_recipient(line.text), line.first, line.last) for line in listed]


def split_closing(closing: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The recipients, each whole, and the lines of the signature."""
    has_dashes = any(paragraph.marker and paragraph.marker.is_bullet for paragraph in closing)
    listed: list[Paragraph] = []
    others: list[Paragraph] = []
    for paragraph in _spread(closing, has_dashes=has_dashes):
        is_open = bool(listed) and _is_open(listed[-1])
        name, rest = _split_name(paragraph) if is_open else (None, paragraph)
        others += [name] if name else []
        if rest.marker:
            listed += [rest] if rest.marker.is_bullet else []
        elif _signs(rest):
            others.append(rest)
        elif is_open and (has_dashes or not starts_upper(rest.text)):
            listed[-1] = _joined(listed[-1], rest)
        else:
            (others if has_dashes or _is_ended(listed) else listed).append(rest)
    return listed, others


def is_name(text: str) -> bool:
    """Whether a line of the closing is a person's name: two to six words, each with a capital."""
    words = text.split()
    return len(words) in _NAME_WORDS and not is_upper(text) and all(map(starts_upper, words))


def _spread(closing: Sequence[Paragraph], *, has_dashes: bool) -> Iterator[Paragraph]:
    """The lines one by one; what stands behind “Nơi nhận:” is cut at its semicolons."""
    for paragraph in closing:
        if not plain(paragraph.text).startswith(_HEADS):
            yield paragraph
            continue
        for part in filter(None, map(bare, paragraph.text.partition(":")[2].split(";"))):
            marker, text = parse_marker(part)
            if marker or not has_dashes:
                yield Paragraph(f"{text};", paragraph.first, paragraph.last, marker)


def _split_name(paragraph: Paragraph) -> tuple[Paragraph | None, Paragraph]:
    """“Mạc Thị Đào thuộc Sở (thực hiện);” → the signer, and the rest of the recipient above."""
    name = " ".join(takewhile(starts_upper, paragraph.text.split()))
    rest = paragraph.text[len(name) :].strip()
    if paragraph.marker or not rest or not is_name(name) or starts_like_unit(name):
        return None, paragraph
    first, last = paragraph.first, paragraph.last
    return Paragraph(name, first, last), Paragraph(rest, first, last)


def _signs(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if _ARCHIVE.match(text):
        return False
    return is_upper(text) or is_name(text) or bool(_SIGNED.match(plain(text)))


def _is_open(paragraph: Paragraph) -> bool:
    """The archive line ends the list; a semicolon ends a recipient."""
    return not _ARCHIVE.match(paragraph.text) and not paragraph.text.endswith((";", "."))


def _is_ended(listed: Sequence[Paragraph]) -> bool:
    return bool(listed) and bool(_ARCHIVE.match(listed[-1].text))


def _joined(above: Paragraph, below: Paragraph) -> Paragraph:
    return Paragraph(f"{above.text} {below.text}", above.first, below.last, above.marker)


def _recipient(text: str) -> dict[str, str | None]:
    text = bare(text)
    archive = _ARCHIVE.match(text)
    if archive:
        return {"name": text[archive.end() :].strip(), "purpose": "Lưu"}
    purpose = _PURPOSE.search(text)
    if purpose and purpose.start():
        return {"name": bare(text[: purpose.start()]), "purpose": purpose.group(1).strip()}
    return {"name": text, "purpose": None}
