"""Works of the library a reader of this one may want to see next.

Not a check for copies: what is alike is the theme, the field, the tags, and the words of title and summary,
the rarer the more. Words are taken two syllables at a time, as most are written in Vietnamese.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from phongtrao.lib.text import fold
from phongtrao.recognition.models import Creation

SHOWN = 5
POOL = (
    400  # looked at more closely: first those that share a theme, a field or a tag, then the newest
)
READ = 1_000  # letters of a summary
LEAST = 0.12
# What sharing each is worth beside the words, whose likeness is between 0 and 1.
THEME, AREA, TAG = 0.1, 0.1, 0.1

_SYLLABLE = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Row:
    pk: int
    theme: str
    area: str
    tags: frozenset[str]
    words: frozenset[tuple[str, str]]


def alike(creation: Creation, seen: QuerySet[Creation]) -> list[Creation]:
    """At most five of those ``seen``, the likest first; two queries, whatever the library holds."""
    others = seen.filter(is_listed=True).exclude(pk=creation.pk)
    nearest = others.annotate(same=_shared(creation)).order_by("-same", "-year", "-pk")
    told = nearest.select_related(None).only("title", "summary", "theme", "area", "tags")
    pool, mine = [_row(one) for one in told[:POOL]], _row(creation)
    held = Counter(word for row in [mine, *pool] for word in row.words)
    weights = {word: log((len(pool) + 1) / times) for word, times in held.items()}
    scores = {row.pk: _score(mine, row, weights) for row in pool}
    best = sorted((pk for pk in scores if scores[pk] >= LEAST), key=lambda pk: (-scores[pk], -pk))
    found = others.in_bulk(best[:SHOWN])
    return [found[pk] for pk in best[:SHOWN]]


def _shared(creation: Creation) -> Combinable:
    """Of theme, field and tags, how many are the same."""
    same = [
        *([Q(theme=creation.theme)] if creation.theme else []),
        *([Q(area=creation.area)] if creation.area else []),
        *([Q(tags__overlap=creation.tags)] if creation.tags else []),
    ]
    count: Combinable = Value(0)
    for condition in same:
        count += Case(When(condition, then=1), default=0, output_field=IntegerField())
    return count


def _row(creation: Creation) -> _Row:
    told = (creation.title, creation.summary[:READ])
    words = {pair for text in told for pair in pairwise(_SYLLABLE.findall(fold(text)))}
    tags = frozenset(creation.tags)
    return _Row(creation.pk, creation.theme, creation.area, tags, frozenset(words))


def _score(mine: _Row, other: _Row, weights: dict[tuple[str, str], float]) -> float:
    score = _likeness(mine.words, other.words, weights)
    score += THEME * (mine.theme == other.theme != "") + AREA * (mine.area == other.area != "")
    return score + TAG * len(mine.tags & other.tags)


def _likeness(
    mine: frozenset[tuple[str, str]],
    others: frozenset[tuple[str, str]],
    weights: dict[tuple[str, str], float],
) -> float:
    """The cosine of the two, each word weighing as much as it is rare."""
    size = sqrt(_weight(mine, weights) * _weight(others, weights))
    return _weight(mine & others, weights) / size if size else 0.0


def _weight(words: Iterable[tuple[str, str]], weights: dict[tuple[str, str], float]) -> float:
    return sum(weights[word] for word in words)
