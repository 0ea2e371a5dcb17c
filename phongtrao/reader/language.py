"""Is this Vietnamese, and has it kept its marks?"""

from phongtrao.lib.errors import BadFile
from phongtrao.lib.text import has_lost_marks, looks_vietnamese
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _

NOT_VIETNAMESE = gettext_noop(
    "Văn bản không viết bằng tiếng Việt. Hãy tải lên kế hoạch bản tiếng Việt."
)
EMPTY = gettext_noop("Tệp không có chữ nào. Hãy kiểm tra lại tệp rồi tải lên lần nữa.")
# Share of possible syllables: plans 0.98, a bad scan 0.6, English 0.1 to 0.45.
_INTACT_FROM, _FOREIGN_BELOW = 0.95, 0.55
_SAMPLE_WORDS = 150


def require_vietnamese(text: str) -> bool:
    """Raise BadFile unless the text is Vietnamese; return whether it has kept its marks."""
    sample = _sample(text)
    if not any(char.isalpha() for char in sample):
        raise BadFile(_(EMPTY))
    share = looks_vietnamese(sample)
    if share >= _INTACT_FROM:
        return True
    has_lost = has_lost_marks(sample)
    if share < _FOREIGN_BELOW and not has_lost:
        raise BadFile(_(NOT_VIETNAMESE))
    return not has_lost


def _sample(text: str) -> str:
    """Some hundred and fifty words from all over the document: enough to know a language by."""
    words = text.split()
    step = max(len(words) // _SAMPLE_WORDS, 1)
    return " ".join(words[::step])
