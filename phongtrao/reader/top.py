"""The first lines of a paper as a person sees them: letterhead, number, and any stamp beside them.

Boxes drawn over the page and cells of tables count as lines of their own, for that is where stamps
stand. Nothing is judged here; a file that cannot be read has no lines.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from lxml import etree

from phongtrao.lib.archives import DAMAGED
from phongtrao.lib.errors import BadFile
from phongtrao.reader.load.pdf import PDFIUM, open_pdf
from phongtrao.reader.load.txt import load_txt

MOST = 60  # lines; a letterhead has ten to fifteen
PAGES = 2
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH_END = re.compile("[\r\x07\x0b\x0c]")
_RTF_LETTER = re.compile(r"\\u(-?\d{1,5}) ?\??")
_RTF_END = re.compile(r"\\(?:par|line|cell|row)\b")
_RTF_SIGN = re.compile(r"\\\*?[a-z]+-?\d* ?|[{}\r\n]")
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def first_lines(path: Path) -> list[str]:
    """At most 60 lines with words, from the top; none for a scan, a picture, a broken file.

    ``path`` ends as its format does, and was found harmless before.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        return []
    try:
        return list(islice((line.strip() for line in reader(path) if line.strip()), MOST))
    except (*DAMAGED, BadFile, KeyError, etree.XMLSyntaxError):
        return []


def _word(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        heads = sorted(name for name in archive.namelist() if name.startswith("word/header"))
        for name in [*heads, "word/document.xml"]:
            for paragraph in _parse(archive.read(name)).iter(f"{_W}p"):
                yield "".join(_own_words(paragraph))


def _own_words(paragraph: etree._Element) -> Iterator[str]:
    """Without those of boxes inside it, which are paragraphs themselves."""
    for words in paragraph.iter(f"{_W}t"):
        holder = next(words.iterancestors(f"{_W}p"), None)
        if holder is paragraph:
            yield words.text or ""


def _writer(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        for paragraph in _parse(archive.read("content.xml")).iter(f"{_TEXT}p", f"{_TEXT}h"):
            yield "".join(str(words) for words in paragraph.itertext())


def _pdf(path: Path) -> Iterator[str]:
    with PDFIUM:
        pdf = open_pdf(path)
        try:
            for page in islice(pdf, PAGES):
                yield from page.get_textpage().get_text_range().splitlines()
        finally:
            pdf.close()


def _text(path: Path) -> Iterator[str]:
    yield from (block.text for block in load_txt(path).blocks)


def _old_word(path: Path) -> Iterator[str]:
    """Its text stands in the file as UTF-16, among other things that are no lines of words."""
    yield from _PARAGRAPH_END.split(path.read_bytes().decode("utf-16-le", "ignore"))


def _rich(path: Path) -> Iterator[str]:
    text = _RTF_LETTER.sub(lambda code: chr(int(code[1]) % 0x10000), path.read_text("latin-1"))
    yield from (_RTF_SIGN.sub("", line) for line in _RTF_END.split(text))


_READERS: dict[str, Callable[[Path], Iterator[str]]] = {
    ".docx": _word,
    ".dotx": _word,
    ".odt": _writer,
    ".pdf": _pdf,
    ".txt": _text,
    ".md": _text,
    ".markdown": _text,
    ".doc": _old_word,
    ".rtf": _rich,
}


def _parse(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
