"""Finding text with and without marks in columns that keep no search form of their own."""

import unicodedata
from typing import Any

from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Lower

from phongtrao.lib.text import strip_marks
from phongtrao.lib.text.marks import TONES

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"


def _marked() -> dict[str, str]:
    """Every marked letter of Vietnamese → its bare letter."""
    found = {"đ": "d"}
    for letter in LETTERS:
        for tone in ("", *TONES):
            whole = unicodedata.normalize("NFC", letter + tone)
            bare = unicodedata.normalize("NFD", whole)[0]
            if len(whole) == 1 and whole != bare and letter != "đ":
                found[whole] = bare
    return found


MARKED = _marked()


class Unmarked(Func):
    """Lower case without marks, as ``lib.text.strip_marks(text).lower()`` gives it.

    >>> Task.objects.annotate(bare=Unmarked("text")).filter(bare__contains="sang kien")
    """

    function = "translate"
    output_field = TextField()

    def __init__(self, column: str, **extra: Any) -> None:
        letters, bare = "".join(MARKED), "".join(MARKED.values())
        super().__init__(Lower(F(column)), Value(letters), Value(bare), **extra)


def with_words(rows: QuerySet[Any], column: str, words: str) -> QuerySet[Any]:
    """Rows whose column holds the words, whatever their marks, capitals and spaces."""
    bare = strip_marks(" ".join(words.split())).lower()
    found: QuerySet[Any] = rows.alias(bare=Unmarked(column)).filter(bare__contains=bare)
    return found
