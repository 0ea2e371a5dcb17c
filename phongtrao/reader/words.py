"""The words of a file and nothing else, for those who compare texts."""

import re
from pathlib import Path

from phongtrao.lib.errors import BadFile
from phongtrao.lib.text import nfc
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _
from phongtrao.reader.load import check_file, load_printed
from phongtrao.reader.reading import MAX_CHARACTERS
from phongtrao.reader.stamps import refuse_stamped, refuse_stamped_file

NO_WORDS = gettext_noop(
    "Tệp chỉ có ảnh, không có chữ để đối chiếu. Hãy dùng bản Word, hoặc bản PDF đã nhận dạng chữ."
)
TOO_LONG = gettext_noop("Văn bản dài bất thường (trên hai triệu ký tự). Hãy tách thành nhiều tệp.")
# What a PDF may say of glyphs without a code, and no database keeps.
_NO_LETTERS = re.compile("[\0\ud800-\udfff]")


def read_words(path: Path) -> str:
    """A line for each paragraph, row or printed line, in NFC. Pages that are pictures are left out:
    recognising them takes a second a page.

    Raises BadFile, with a sentence, for what is no text, has none or is too long; SecretPaper for a paper
    with a stamp of secrecy.
    """
    if check_file(path) == "photo":
        raise BadFile(_(NO_WORDS))
    refuse_stamped_file(path)
    blocks = load_printed(path).blocks
    refuse_stamped(blocks)
    words = _NO_LETTERS.sub("", nfc("\n".join(block.text for block in blocks)))
    if not any(letter.isalnum() for letter in words):
        raise BadFile(_(NO_WORDS))
    if len(words) > MAX_CHARACTERS:
        raise BadFile(_(TOO_LONG))
    return words
