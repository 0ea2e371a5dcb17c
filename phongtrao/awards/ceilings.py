"""What a movement may bring at most, by who launched it, how long it lasts and which review is held.

The rows are a dated table offices edit (``awards.law``); shipped is packs/awards/ceilings.yaml, from articles 25, 26,
42–44 and 73–75 of the law of 2022. S1-62 … S1-67
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from phongtrao.lib.words import say as _


class Launched(StrEnum):
    """By whom: a unit, a ministry or province, the President or the Prime Minister."""

    UNIT = "unit"
    PROVINCE = "province"
    STATE = "state"


class Review(StrEnum):
    RUNNING = "running"  # while it runs: none is held
    INTERIM = "interim"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Allowed:
    """One honour a movement may come to: for whom, in the law's words. ``honour``: its key."""

    honour: str
    subjects: frozenset[str]  # values of lib.facts.Subject
    by: dict[str, int]
    reviews: frozenset[str]
    sentence: str
    article: str
    needs_check: bool

    def why_not(self, launched: str, years: int, review: str) -> str:
        """Empty: it may. Else what the movement lacks."""
        if launched not in self.by:
            return _("Cấp phát động không mở hình thức này.")
        if years < self.by[launched]:
            return _("Phong trào phải kéo dài từ %s năm trở lên.") % self.by[launched]
        if review not in self.reviews:
            return _("Chỉ xét khi tổng kết.") if self.reviews == {Review.FINAL} else _("Chỉ xét khi sơ kết, tổng kết.")  # fmt: skip
        return ""


def ceiling(
    table: Iterable[Allowed], launched: str, years: int, review: str
) -> tuple[Allowed, ...]:
    """What may be given, the lowest first. ``years``: whole years it is to last, 0 where that is not said.

    ValueError for a word that is neither in ``Launched`` nor in ``Review``.
    """
    launched, review = Launched(launched), Review(review)
    return tuple(one for one in table if not one.why_not(launched, years, review))
