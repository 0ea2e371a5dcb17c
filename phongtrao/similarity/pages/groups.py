"""One group: its members in the order of their days, and a picture of who shares how much with whom.

The picture stands beside the table that says the same; its dots bear the numbers of the table.
"""

from dataclasses import dataclass
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from phongtrao.lib.answers import Answer
from phongtrao.lib.numbers import format_date
from phongtrao.similarity.kinds import KINDS, Sight
from phongtrao.similarity.models import GroupMember, TextGroup
from phongtrao.similarity.pages.days import day_words
from phongtrao.similarity.queries.thresholds import percent_of
from phongtrao.similarity.seen_groups import can_note

DRAWN = 40  # members; the table has all
COLOURS = 8  # of units, then they begin anew
WIDTH, ROW, TOP, SIDE = 360, 34, 20, 20
BULGE = 9  # of a line for every row it passes, so that lines do not hide each other
LONGEST = 30  # letters of a name beside a dot


@dataclass(frozen=True, slots=True)
class Member:
    """``title`` and ``by`` are empty for who may not know them; ``most``: (number of another, percent)."""

    number: int
    member: GroupMember
    title: str
    by: str
    url: str
    label: str
    colour: int
    is_first: bool
    most: tuple[int, int] | None

    @property
    def day(self) -> str:
        return day_words(self.member.day)


@dataclass(frozen=True, slots=True)
class Dot:
    member: Member
    x: int
    y: int

    @property
    def text_y(self) -> int:
        return self.y + 4

    @property
    def is_left(self) -> bool:
        return self.x < WIDTH / 2

    @property
    def label_x(self) -> int:
        return self.x + 16 if self.is_left else self.x - 16

    @property
    def label(self) -> str:
        words = self.member.label
        return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


@dataclass(frozen=True, slots=True)
class Curve:
    path: str
    width: float
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    dots: list[Dot]
    curves: list[Curve]
    height: int
    first: str
    last: str

    width: int = WIDTH

    @property
    def axis_y(self) -> int:
        return self.height - 22

    @property
    def words_y(self) -> int:
        return self.height - 6

    @property
    def end(self) -> int:
        return WIDTH - SIDE


@dataclass(frozen=True, slots=True)
class GroupPage:
    group: TextGroup
    members: list[Member]
    picture: Picture
    may_note: Answer

    @classmethod
    def build(cls, group: TextGroup, user: AbstractBaseUser) -> Self:
        may_note = can_note(user, group)
        members = _members(group, user, reads_titles=bool(may_note))
        return cls(group, members, draw(group, members[:DRAWN]), may_note)

    @property
    def percent(self) -> int:
        return percent_of(self.group.share)

    @property
    def legend(self) -> list[tuple[int, str]]:
        """Colour and name of each unit in the picture, once."""
        drawn = self.members[:DRAWN]
        return list({one.label: (one.colour, one.label) for one in drawn}.values())

    @property
    def is_cut(self) -> bool:
        return len(self.members) > DRAWN

    @property
    def described(self) -> str:
        """The picture in words; the table tells the rest."""
        return _(
            "Hình theo thời gian: %(size)d văn bản của %(units)d đơn vị, từ %(first)s đến %(last)s;"
            " trùng nhiều nhất %(percent)d%%. Bảng bên dưới ghi từng văn bản."
        ) % {
            "size": len(self.members),
            "units": self.group.units,
            "first": format_date(self.group.first_day),
            "last": format_date(self.group.last_day),
            "percent": self.percent,
        }


def _members(group: TextGroup, user: AbstractBaseUser, *, reads_titles: bool) -> list[Member]:
    rows = list(group.members.select_related("unit").order_by("place"))
    sights = _sights(rows, user)
    most = _most(group)
    colours: dict[int | None, int] = {}
    found = []
    for row in rows:
        sight = sights.get((row.kind, row.number))
        may_name = bool(sight) or (reads_titles and not row.is_source)
        unit = row.unit.name if row.unit else ""
        found.append(
            Member(
                number=row.place + 1,
                member=row,
                title=row.title if may_name else "",
                by=sight.by if sight else unit if not row.is_source else "",
                url=sight.url if sight else "",
                label=unit if unit and (sight or not row.is_source) else _("Nguồn tham chiếu"),
                colour=colours.setdefault(row.unit_id, len(colours) % COLOURS),
                is_first=row.day == group.first_day,
                most=most.get(row.place),
            )
        )
    return found


def _sights(rows: list[GroupMember], user: AbstractBaseUser) -> dict[tuple[str, int], Sight]:
    return {
        (key, number): sight
        for key, kind in KINDS.items()
        if (numbers := [row.number for row in rows if row.kind == key])
        for number, sight in kind.sights(user, numbers).items()
    }


def _most(group: TextGroup) -> dict[int, tuple[int, int]]:
    """For each place the number of the other with which it shares the most, and the percent."""
    best: dict[int, tuple[float, int]] = {}
    for one, other, share in group.links:
        for place, partner in ((one, other), (other, one)):
            best[place] = max(best.get(place, (0.0, 0)), (share, partner + 1))
    return {place: (number, percent_of(share)) for place, (share, number) in best.items()}


def draw(group: TextGroup, members: list[Member]) -> Picture:
    """A row for each member, from left to right by day; an undated one stands at the end."""
    span = max(1, (group.last_day - group.first_day).days)
    room = WIDTH - 2 * SIDE
    dots = []
    for row, one in enumerate(members):
        days = (min(one.member.day, group.last_day) - group.first_day).days
        dots.append(Dot(one, SIDE + round(room * days / span), TOP + ROW * row))
    at = {dot.member.member.place: dot for dot in dots}
    curves = [
        _curve(at[one], at[other], share)
        for one, other, share in group.links
        if one in at and other in at
    ]
    height = TOP + ROW * len(dots) + 24
    return Picture(dots, curves, height, format_date(group.first_day), format_date(group.last_day))


def _curve(one: Dot, other: Dot, share: float) -> Curve:
    passed = abs(other.y - one.y) // ROW
    bend = max(2, (one.x + other.x) // 2 - BULGE * passed)
    path = f"M{one.x} {one.y}Q{bend} {(one.y + other.y) // 2} {other.x} {other.y}"
    words = _("%(one)d và %(other)d: trùng %(percent)d%%") % {
        "one": one.member.number,
        "other": other.member.number,
        "percent": percent_of(share),
    }
    return Curve(path, round(1 + 4 * share, 1), words)
