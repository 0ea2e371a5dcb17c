"""A loaded file whose text lost its marks, with its blocks mended."""

from collections.abc import Sequence
from dataclasses import replace

from phongtrao.reader.marks.mend import MendedLine, mend
from phongtrao.reader.model import Block, MendedWord, Source

_BETWEEN_CELLS = " | "


def mend_source(source: Source) -> Source:
    """The same blocks with Vietnamese marks put back; each says which of its words were changed."""
    texts = [text for block in source.blocks for text in block.cells or (block.text,)]
    mended = iter(mend(texts))
    blocks = [
        _mended(block, [next(mended) for _ in block.cells or (block.text,)])
        for block in source.blocks
    ]
    return replace(source, blocks=tuple(blocks))


def _mended(block: Block, lines: Sequence[MendedLine]) -> Block:
    """Cells stand in the text of their row one after another, empty ones left out."""
    text = ""
    words: list[MendedWord] = []
    for line in lines:
        text += _BETWEEN_CELLS if text and line.text else ""
        words += [moved(word, len(text)) for word in line.words]
        text += line.text.replace("\n", " ")
    cells = tuple(line.text for line in lines) if block.cells else ()
    return replace(block, text=text, cells=cells, mended=tuple(words))


def moved(word: MendedWord, by: int) -> MendedWord:
    """The word in a text that begins ``by`` signs earlier."""
    return replace(word, start=word.start + by, end=word.end + by)
