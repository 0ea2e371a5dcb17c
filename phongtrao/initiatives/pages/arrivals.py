"""The last minutes of a round as its office follows them: a sentence and a small picture, drawn anew by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.initiatives.deadline import last_moment
from phongtrao.initiatives.models import InitiativeRound
from phongtrao.initiatives.queries.arrivals import MINUTES, Arrivals, arrivals_of
from phongtrao.lib.numbers import format_number

HEIGHT, STEP, BAR, TOP = 60, 28, 20, 16
NEAR = timedelta(days=1)
OFTEN, SELDOM = 10, 60  # seconds


@dataclass(frozen=True, slots=True)
class Column:
    count: int
    minute: str
    x: int
    y: int
    height: int

    @property
    def middle(self) -> int:
        return self.x + BAR // 2

    @property
    def words_y(self) -> int:
        return self.y - 4


@dataclass(frozen=True, slots=True)
class ArrivalsPage:
    """``every``: seconds until it is asked for again, often on the last day."""

    arrivals: Arrivals
    every: int

    width: int = STEP * MINUTES + STEP // 2  # the last minute's words are broader than its bar
    height: int = TOP + HEIGHT + 18
    floor: int = TOP + HEIGHT + 14
    thickness: int = BAR

    @classmethod
    def build(cls, round_: InitiativeRound) -> "ArrivalsPage | None":
        """None where nothing is to come in: the round is not open."""
        if round_.status != InitiativeRound.Status.OPEN:
            return None
        now = timezone.now()
        is_near = timedelta() <= last_moment(round_.closes_on) - now <= NEAR
        return cls(arrivals_of(round_, now), OFTEN if is_near else SELDOM)

    def sentence(self) -> str:
        total, drafts = self.arrivals.total, self.arrivals.drafts
        came = ngettext("15 phút qua có %s sáng kiến nộp vào.", "15 phút qua có %s sáng kiến nộp vào.", total)  # fmt: skip
        left = ngettext("Còn %s bản nháp.", "Còn %s bản nháp.", drafts)
        came_in = came % format_number(total) if total else _("15 phút qua chưa có ai nộp.")
        open_ = left % format_number(drafts) if drafts else _("Không còn bản nháp nào.")
        return f"{came_in} {open_}"

    def columns(self) -> list[Column]:
        """None while nothing comes in."""
        rows = self.arrivals.by_minute
        most = max(count for _minute, count in rows)
        return [_column(place, row, most) for place, row in enumerate(rows)] if most else []


def _column(place: int, row: tuple[datetime, int], most: int) -> Column:
    minute, count = row
    height = round(HEIGHT * count / most)
    shown = f"{timezone.localtime(minute):%H:%M}" if (place + 1) % 5 == 0 else ""
    return Column(count, shown, place * STEP + (STEP - BAR) // 2, TOP + HEIGHT - height, height)
