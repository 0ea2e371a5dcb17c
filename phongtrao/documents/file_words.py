"""The words of stored files."""

import shutil
from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory

from phongtrao.documents.content import usual_ending
from phongtrao.documents.models import FileWords, StoredFile
from phongtrao.documents.services.files import open_file
from phongtrao.lib.errors import BadFile
from phongtrao.reader.words import read_words


def kept_words(keys: Collection[int]) -> dict[int, str]:
    """By key of the file, each read the first time it is asked for; those without words are left out: a picture, a
    workbook, a broken file, a paper with a stamp of secrecy."""
    found = dict(FileWords.objects.filter(pk__in=keys).values_list("pk", "words"))
    for file in StoredFile.objects.filter(pk__in=set(keys) - found.keys()).order_by("pk"):
        found[file.pk] = _words(file)
        FileWords.objects.get_or_create(file=file, defaults={"words": found[file.pk]})
    return {key: words for key, words in found.items() if words}


def _words(file: StoredFile) -> str:
    if file.name.lower().endswith(".csv"):  # stored as plain text
        return ""
    try:
        return words_of(file)
    except BadFile:
        return ""


def words_of(file: StoredFile) -> str:
    """As ``reader.words.read_words``, which says what it raises; a long PDF takes some seconds."""
    with TemporaryDirectory(prefix="phongtrao-") as folder, open_file(file) as stored:
        path = Path(folder) / f"van-ban.{usual_ending(file.media_type)}"
        with path.open("wb") as copy:
            shutil.copyfileobj(stored, copy)
        return read_words(path)
