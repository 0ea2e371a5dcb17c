"""The common phrases and telling words of today, as the engine takes them."""

from functools import lru_cache

import numpy as np

from phongtrao.similarity.engine.meaning import NO_WORDS, Words
from phongtrao.similarity.engine.phrases import NOTHING
from phongtrao.similarity.engine.syllables import Codes
from phongtrao.similarity.models import CommonPhrases


def newest_common() -> CommonPhrases | None:
    """None before the first were learned; without their codes."""
    return CommonPhrases.objects.defer("codes", "words").order_by("-pk").first()


def codes_of(common: CommonPhrases | None) -> Codes:
    return _codes(common.pk) if common else NOTHING


def words_of(common: CommonPhrases | None) -> Words:
    return _words(common.pk) if common else NO_WORDS


def forget() -> None:
    """Before working in another database, where the same keys may name others."""
    _codes.cache_clear()
    _words.cache_clear()


@lru_cache(maxsize=2)  # a megabyte; what was learned never changes
def _codes(key: int) -> Codes:
    kept = CommonPhrases.objects.values_list("codes", flat=True).get(pk=key)
    return np.frombuffer(bytes(kept), "<u8")


@lru_cache(maxsize=2)
def _words(key: int) -> Words:
    kept = CommonPhrases.objects.values_list("words", flat=True).get(pk=key)
    return Words.unpacked(bytes(kept))
