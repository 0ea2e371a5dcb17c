"""How the index stands: what waits, what failed, and of how many texts its common phrases were learned."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from phongtrao.similarity.models import CommonPhrases, IndexedText
from phongtrao.similarity.queries.common import newest_common

S = IndexedText.Status
GROWN = 1.2  # by a fifth, and what many share has changed
LEAST = 200  # texts without which nothing common is to be learned


@dataclass(frozen=True, slots=True)
class KindCount:
    """Texts of one kind, by what became of them."""

    kind: str
    waiting: int
    done: int
    failed: int


def counts() -> list[KindCount]:
    rows = IndexedText.objects.exclude(status=S.REPLACED).values("kind").order_by("kind")
    found = rows.annotate(
        waiting=Count("pk", filter=Q(status=S.WAITING)),
        done=Count("pk", filter=Q(status=S.DONE)),
        failed=Count("pk", filter=Q(status=S.FAILED)),
    )
    return [KindCount(**row) for row in found]


def failed_texts() -> QuerySet[IndexedText]:
    return IndexedText.objects.filter(status=S.FAILED).order_by("-pk")


def left_to_read() -> int:
    return IndexedText.objects.filter(status=S.WAITING).count()


def is_read_again(common: CommonPhrases | None) -> bool:
    """Whether texts of before still answer while they wait to be read with the newest phrases."""
    if common is None:
        return False
    same = IndexedText.objects.filter(kind=OuterRef("kind"), number=OuterRef("number"))
    waiting = IndexedText.objects.filter(status=S.WAITING, common=common)
    return waiting.filter(Exists(same.filter(status=S.DONE))).exists()


def has_outgrown() -> bool:
    """Whether common phrases are to be learned anew: none yet among enough texts, or a fifth more since."""
    texts = IndexedText.objects.filter(status=S.DONE).count()
    common = newest_common()
    if common is None:
        return texts >= LEAST
    return not is_read_again(common) and texts >= LEAST and texts >= common.among * GROWN
