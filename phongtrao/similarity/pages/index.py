"""The state of the index, kind by kind, and the texts that could not be read."""

from dataclasses import dataclass
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser

from phongtrao.similarity.kinds import KINDS
from phongtrao.similarity.models import CommonPhrases, IndexedText
from phongtrao.similarity.queries.common import newest_common
from phongtrao.similarity.queries.index import KindCount, counts, failed_texts, is_read_again

SHOWN = 50  # of those that failed, the newest


@dataclass(frozen=True, slots=True)
class Failed:
    text: IndexedText
    label: str
    title: str  # empty for who may not open it
    url: str


@dataclass(frozen=True, slots=True)
class IndexPage:
    rows: list[tuple[str, KindCount]]
    total: KindCount
    failed: list[Failed]
    common: CommonPhrases | None
    is_read_again: bool

    @classmethod
    def build(cls, user: AbstractBaseUser) -> Self:
        found = counts()
        common = newest_common()
        total = KindCount(
            "",
            sum(one.waiting for one in found),
            sum(one.done for one in found),
            sum(one.failed for one in found),
        )
        rows = [(label_of(one.kind), one) for one in found]
        return cls(rows, total, _failed(user), common, is_read_again(common))

    @property
    def grown(self) -> int:
        """So many texts more than when the phrases were learned."""
        return max(0, self.total.done - self.common.among) if self.common else 0


def label_of(kind: str) -> str:
    return str(KINDS[kind].label) if kind in KINDS else kind


def _failed(user: AbstractBaseUser) -> list[Failed]:
    texts = list(failed_texts()[:SHOWN])
    open_to: dict[tuple[str, int], tuple[str, str]] = {}
    for key, kind in KINDS.items():
        sights = kind.sights(user, [one.number for one in texts if one.kind == key])
        titles = kind.titles(sights.keys())
        for number, sight in sights.items():
            open_to[key, number] = (titles.get(number, ""), sight.url)
    return [
        Failed(one, label_of(one.kind), *open_to.get((one.kind, one.number), ("", "")))
        for one in texts
    ]
