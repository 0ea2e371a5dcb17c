"""The words behind a fact."""

from phongtrao.reader.marks.source import moved
from phongtrao.reader.model import Block, MendedWord, Passage


def make_passage(blocks: tuple[Block, ...], first: int, last: int) -> Passage:
    """The passage from block ``first`` to block ``last``, both inclusive, a line for each."""
    lines: list[str] = []
    mended: list[MendedWord] = []
    length = 0
    for block in blocks[first : last + 1]:
        line = block.text.strip()
        indent = len(block.text) - len(block.text.lstrip())
        mended += [moved(word, length - indent) for word in block.mended]
        lines.append(line)
        length += len(line) + 1
    start = blocks[first]
    return Passage(first, last, start.page, start.line, "\n".join(lines), tuple(mended))
