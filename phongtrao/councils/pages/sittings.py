"""What the page of a sitting shows: where it stands, what comes next, who is there, the agenda."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.councils.access.sittings import (
    ballots_of,
    can_direct,
    can_vote,
    counts_of,
    seat_at,
    visible_items,
)
from phongtrao.councils.forms.sittings import SittingFilter
from phongtrao.councils.models import Item, Member, Presence, Sitting, SittingPaper
from phongtrao.councils.queries.votes import result_of
from phongtrao.lib.answers import Answer
from phongtrao.web.components import State, StateKind
from phongtrao.web.tables import BulkAction, Column, Empty, Table

S, Stage, K = Sitting.Status, Item.Status, Presence.Kind
SITTING_KINDS: dict[str, StateKind] = {
    S.PLANNED: "due",
    S.OPEN: "running",
    S.CLOSED: "done",
    S.CANCELLED: "refused",
}
ITEM_KINDS: dict[str, StateKind] = {
    Stage.WAITING: "neutral",
    Stage.VOTING: "running",
    Stage.COUNTED: "done",
    Stage.LEFT: "neutral",
    Stage.WITHDRAWN: "refused",
}


def sitting_state(sitting: Sitting) -> State:
    return State(sitting.get_status_display(), SITTING_KINDS[sitting.status])


def item_state(item: Item) -> State:
    label = item.get_status_display()
    if item.status == Stage.WAITING and item.turn:
        return State(_("Chờ biểu quyết lại"), "late", why=item.void_reason)
    return State(label, ITEM_KINDS[item.status], why=item.void_reason)


def sitting_name(sitting: Sitting) -> str:
    return _("Phiên %d") % sitting.number


def held_at(sitting: Sitting) -> str:
    return date_format(timezone.localtime(sitting.starts_at), "H:i d/m/Y")


SITTINGS = Table(
    key="sittings",
    title=gettext_lazy("Phiên họp"),
    order="-when",
    filter=SittingFilter,
    columns=(
        Column("number", gettext_lazy("Phiên"), value=sitting_name, sort="number", card="title"),
        Column("when", gettext_lazy("Họp lúc"), value=held_at, sort=("starts_at", "pk")),
        Column("place", gettext_lazy("Địa điểm")),
        Column("state", gettext_lazy("Tình trạng"), value=sitting_state, sort="status"),
    ),
    row_url="councils:sitting",
    empty=Empty(
        gettext_lazy("Hội đồng chưa có phiên họp nào."),
        gettext_lazy("Lên lịch phiên họp, chọn hồ sơ đưa ra xét; thành viên được mời ngay."),
    ),
    file_name="phien-hop",
)


def agenda_table(sitting: Sitting, *, may_direct: bool) -> Table:
    """In the order of the agenda. Positions are not shown: a gap would tell of a case one must not know."""
    is_live = sitting.status in {S.PLANNED, S.OPEN}
    first = BulkAction(
        gettext_lazy("Đưa lên đầu"), "councils:agenda_first", "chevron-up", args=(sitting.pk,)
    )
    leave = BulkAction(
        gettext_lazy("Chuyển phiên sau"), "councils:agenda_leave", "archive", args=(sitting.pk,)
    )
    return Table(
        key="agenda",
        title=gettext_lazy("Chương trình"),
        order="case",
        columns=(
            Column(
                "case",
                gettext_lazy("Nội dung"),
                value="case.title",
                sort=("position", "pk"),
                card="title",
            ),
            Column("mode", gettext_lazy("Hình thức"), value=_mode),
            Column("handed", gettext_lazy("Đã bỏ phiếu"), value=_handed, align="end"),
            Column("state", gettext_lazy("Tình trạng"), value=item_state, sort="status"),
            Column("result", gettext_lazy("Kết quả"), value=_result),
        ),
        row_url=lambda item: reverse("councils:sitting_item", args=[sitting.pk, item.pk]),
        bulk=(first, leave) if may_direct and is_live else (),
        empty=Empty(
            gettext_lazy("Chương trình chưa có nội dung nào."),
            gettext_lazy("Đưa hồ sơ đang chờ xét vào chương trình, từng hồ sơ hoặc tất cả."),
        ),
        file_name="chuong-trinh",
    )


def _mode(item: Item) -> str:
    return str(item.get_mode_display()) if item.turn else ""


def _handed(item: Any) -> str:
    return f"{item.handed}/{item.free}" if item.status == Stage.VOTING else ""


def _result(item: Item) -> str:
    result = result_of(item)
    return f"{result.label} ({result.sentence()})" if result else ""


@dataclass(frozen=True, slots=True)
class SittingPage:
    """A sitting as this user may know it; every number is of the items this user sees."""

    sitting: Sitting
    state: State
    when: str
    roll: list[Presence]
    waiting: int
    voting: int
    counted: int
    pending: int
    to_vote: int
    to_count: int
    may_direct: Answer
    may_vote: Answer
    papers: list[SittingPaper]

    @classmethod
    def build(cls, sitting: Sitting, user: AbstractBaseUser) -> "SittingPage":
        seat, may = seat_at(user, sitting), can_direct(user, sitting)
        numbers = (
            visible_items(user, sitting)
            .order_by()
            .aggregate(
                waiting=Count("pk", filter=Q(status=Stage.WAITING)),
                voting=Count("pk", filter=Q(status=Stage.VOTING)),
                counted=Count("pk", filter=Q(status=Stage.COUNTED)),
                pending=Count("pk", filter=Q(status=Stage.COUNTED, case__status="decided")),
            )
        )
        papers = sitting.papers.select_related("paper").order_by("pk") if may else []
        return cls(
            sitting=sitting,
            state=sitting_state(sitting),
            when=held_at(sitting),
            roll=roll_of(sitting),
            to_vote=ballots_of(seat).count() if seat and can_vote(seat) else 0,
            to_count=counts_of(seat).count() if seat else 0,
            may_direct=may,
            may_vote=can_vote(seat),
            papers=list(papers),
            **numbers,
        )

    @property
    def is_due(self) -> bool:
        """Its day has come: opening it is the next step, and cannot be taken back."""
        return timezone.localdate(self.sitting.starts_at) <= timezone.localdate()

    @property
    def there(self) -> int:
        return sum(seat.kind == K.PRESENT for seat in self.roll)

    @property
    def wrote(self) -> int:
        return sum(seat.kind == K.WROTE for seat in self.roll)

    @property
    def has_roll(self) -> bool:
        return any(seat.kind != K.ABSENT for seat in self.roll)

    @property
    def is_chair_there(self) -> bool:
        chair = self.sitting.chair_id
        return any(seat.member_id == chair and seat.kind == K.PRESENT for seat in self.roll)

    def sentence(self) -> str:
        """“Có mặt 6 trên 7 thành viên; 2 nội dung đang biểu quyết, 3 chờ, 1 đã kiểm phiếu.”"""
        if self.sitting.status == S.PLANNED:
            place = self.sitting.place or _("chưa ghi địa điểm")
            said = _("Họp lúc %(when)s, %(place)s; chương trình có %(n)d nội dung.")
            return said % {"when": self.when, "place": place, "n": self.waiting}
        if self.sitting.status == S.CLOSED:
            said = _(
                "Họp lúc %(when)s, có mặt %(there)d trên %(seats)d thành viên, kiểm phiếu %(n)d nội dung."
            )
            numbers = {"there": self.there, "seats": len(self.roll), "n": self.counted}
            return said % {"when": self.when, **numbers}
        said = _(
            "Có mặt %(there)d trên %(seats)d thành viên; %(voting)d nội dung đang biểu quyết, "
        )
        said += _("%(waiting)d chờ, %(counted)d đã kiểm phiếu.")
        return said % {
            "there": self.there,
            "seats": len(self.roll),
            "voting": self.voting,
            "waiting": self.waiting,
            "counted": self.counted,
        }

    def facts(self) -> list[tuple[str, Any]]:
        sitting = self.sitting
        return [
            (_("Hội đồng"), sitting.council),
            (_("Họp lúc"), self.when),
            (_("Địa điểm"), sitting.place),
            (_("Chủ trì"), sitting.chair or ""),
            (_("Thư ký"), sitting.secretary or ""),
        ]


def roll_of(sitting: Sitting) -> list[Presence]:
    """The roll in the order of the council: chair first."""
    rows = sitting.presences.select_related("member__person")
    order = list(Member.Role.values)
    return sorted(
        rows, key=lambda seat: (order.index(seat.member.role), seat.member.person.sort_key)
    )
