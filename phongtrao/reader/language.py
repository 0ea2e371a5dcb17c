"""Is this Vietnamese, and has it kept its marks?"""

from collections.abc import Sequence

from phongtrao.lib.errors import BadFile
from phongtrao.lib.text import has_lost_marks, looks_vietnamese
from phongtrao.reader.model import Block

NOT_VIETNAMESE = "Văn bản không viết bằng tiếng Việt. Hãy tải lên kế hoạch bản tiếng Việt."
EMPTY = "Tệp không có chữ nào. Hãy kiểm tra lại tệp rồi tải lên lần nữa."
_FOREIGN_BELOW = 0.55  # share of possible syllables; English 0.1 to 0.45, plans 0.98
_SAMPLE_BLOCKS = 60


def sample_text(blocks: Sequence[Block]) -> str:
    """Some sixty blocks from all over the document: enough to know a language by."""
    step = max(len(blocks) // _SAMPLE_BLOCKS, 1)
    return "\n".join(block.text for block in blocks[::step])


def require_vietnamese(text: str) -> None:
    """Raise BadFile for a text with no words, or with words that are not Vietnamese."""
    if not any(char.isalpha() for char in text):
        raise BadFile(EMPTY)
    if looks_vietnamese(text) < _FOREIGN_BELOW and not has_lost_marks(text):
        raise BadFile(NOT_VIETNAMESE)
