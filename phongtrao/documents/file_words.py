"""The words of a stored file."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from phongtrao.documents.content import usual_ending
from phongtrao.documents.models import StoredFile
from phongtrao.documents.services.files import open_file
from phongtrao.reader.words import read_words


def words_of(file: StoredFile) -> str:
    """As ``reader.words.read_words``, which says what it raises; a long PDF takes some seconds."""
    with TemporaryDirectory(prefix="phongtrao-") as folder, open_file(file) as stored:
        path = Path(folder) / f"van-ban.{usual_ending(file.media_type)}"
        with path.open("wb") as copy:
            shutil.copyfileobj(stored, copy)
        return read_words(path)
