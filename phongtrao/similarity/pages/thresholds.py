"""What holds for a unit, drawn as a bar of zones, and what held before."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.lib.answers import Answer
from phongtrao.orgs.models import Person, Unit
from phongtrao.similarity.access.thresholds import can_set
from phongtrao.similarity.kinds import KINDS
from phongtrao.similarity.models import Threshold, ThresholdLevels
from phongtrao.similarity.queries.checks import shares_since
from phongtrao.similarity.queries.thresholds import Step, Thresholds, thresholds_for
from phongtrao.web.components import State

ALL = 100
YEAR = timedelta(days=365)
SCALE = 4  # of the drawing, for a percent


@dataclass(frozen=True, slots=True)
class Zone:
    """``start`` up to ``end`` percent, which is the next zone's; the last one includes 100."""

    step: Step
    label: str
    words: str
    start: int
    end: int

    @property
    def width(self) -> int:
        return self.end - self.start

    @property
    def x(self) -> int:
        return SCALE * self.start

    @property
    def length(self) -> int:
        return SCALE * self.width

    @property
    def span(self) -> str:
        if self.start == 0:
            return _("Dưới %d%%") % self.end
        if self.end == ALL:
            return _("Từ %d%%") % self.start
        return _("Từ %(start)d%% đến dưới %(end)d%%") % {"start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Edge:
    percent: int
    x: int


@dataclass(frozen=True, slots=True)
class Row:
    """Levels of the unit, and whether they hold, held, or are to come."""

    levels: ThresholdLevels
    state: State
    is_coming: bool


@dataclass(frozen=True, slots=True)
class ThresholdPage:
    unit: Unit
    held: Thresholds
    own: Threshold | None
    rows: list[Row]
    has_own: bool  # today
    fallen: Counter[Step]  # checks of the last year below the unit, by the step of today's levels
    may_set: Answer

    @classmethod
    def build(cls, unit: Unit, user: AbstractBaseUser) -> Self:
        today = timezone.localdate()
        held = thresholds_for(unit, today)
        own = Threshold.objects.filter(owner=unit).first()
        rows = _rows(own, today) if own else []
        return cls(
            unit,
            held,
            own,
            rows,
            held.owner == unit,
            _fallen(unit, held, user),
            can_set(user, unit),
        )

    @property
    def zones(self) -> list[Zone]:
        return [zone for zone in zones_of(self.held) if zone.width > 0]

    @property
    def counted(self) -> list[tuple[Zone, int]]:
        return [(zone, self.fallen[zone.step]) for zone in self.zones]

    @property
    def drawn(self) -> str:
        """The picture in words."""
        return "; ".join(f"{zone.span}: {zone.label}" for zone in self.zones)

    @property
    def edges(self) -> list[Edge]:
        levels = {0, ALL, self.held.look, self.held.ask, self.held.refuse}
        return [Edge(percent, SCALE * percent) for percent in sorted(levels)]


def zones_of(held: Thresholds) -> list[Zone]:
    """Of no width where two levels are the same."""
    nothing = _("Kết quả lưu lại, không nhắc ai.")
    refuse = _("Đề nghị không xét; người có thẩm quyền quyết định, chương trình không tự từ chối.")
    return [
        Zone("", _("Không nêu"), nothing, 0, held.look),
        Zone("look", _("Xem lại"), _("Nhắc người kiểm tra xem."), held.look, held.ask),
        Zone(
            "ask",
            _("Hỏi tác giả"),
            _("Đề nghị hỏi tác giả, câu trả lời được ghi lại."),
            held.ask,
            held.refuse,
        ),
        Zone("refuse", _("Đề nghị không xét"), refuse, held.refuse, ALL),
    ]


def _fallen(unit: Unit, held: Thresholds, user: AbstractBaseUser) -> Counter[Step]:
    """The newest check of each text counts; of none whose share the reader may not learn: one's own, or one
    judged blindly. A unit may have handed in a single text."""
    below = set(
        Unit.objects.filter(
            Q(admin_path__startswith=unit.admin_path) | Q(prof_path__startswith=unit.prof_path)
        ).values_list("pk", flat=True)
    )
    found: Counter[Step] = Counter()
    for key, shares in shares_since(timezone.localdate() - YEAR).items():
        kind = KINDS.get(key)
        units = kind.units(shares.keys()) if kind else {}
        near = {number for number, at in units.items() if at in below}
        if kind and near:
            near -= kind.veiled(user, near)
            own = set(Person.objects.filter(user=user.pk).values_list("pk", flat=True))
            near -= {number for number, makers in kind.makers(near).items() if makers & own}
        found.update(held.step(shares[number]) for number in near)
    return found


def _rows(own: Threshold, today: date) -> list[Row]:
    found, holds = [], _("Đang áp dụng")
    for levels in own.levels.order_by("-holds_from"):
        is_coming = levels.holds_from > today
        if is_coming:
            state = State(_("Sắp áp dụng"), "due")
        elif holds:
            state, holds = State(holds, "done"), ""
        else:
            state = State(_("Đã thay"), "neutral")
        found.append(Row(levels, state, is_coming))
    return found
