"""Calling a sitting, its agenda, who is there, who leads it, and its end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from phongtrao.audit.services import Line, record, record_many
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move, move_many
from phongtrao.councils.access.councils import can_run
from phongtrao.councils.access.sittings import can_direct
from phongtrao.councils.models import Case, Council, Item, Member, Presence, Sitting
from phongtrao.councils.queries.sittings import members_on
from phongtrao.councils.services.cases import TRANSITIONS as CASES
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import nfc
from phongtrao.notifications.services import notify

S, Stage, C = Sitting.Status, Item.Status, Case.Status
TRANSITIONS: Transitions[Sitting.Status] = {
    S.PLANNED: frozenset({S.OPEN, S.CANCELLED}),
    S.OPEN: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
    S.CANCELLED: frozenset(),
}
ITEMS: Transitions[Item.Status] = {
    Stage.WAITING: frozenset({Stage.VOTING, Stage.LEFT, Stage.WITHDRAWN}),
    Stage.VOTING: frozenset(
        {Stage.COUNTED, Stage.WAITING}
    ),  # back: the turn is void, a new one is asked for
    Stage.COUNTED: frozenset(),
    Stage.LEFT: frozenset(),
    Stage.WITHDRAWN: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Call:
    """When and where a sitting is held."""

    starts_at: datetime
    place: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """One line of the roll."""

    kind: str  # Presence.Kind
    reason: str = ""


@transaction.atomic
def plan_sitting(
    council: Council, call: Call, cases: Sequence[Case], *, by: AbstractBaseUser
) -> Sitting:
    """Call a sitting with its agenda, in the order given; every member is invited."""
    can_run(by, council).enforce()
    locked = Council.objects.select_for_update().get(pk=council.pk)  # numbers without gaps
    last = locked.sittings.aggregate(last=Max("number"))["last"] or 0
    sitting = Sitting(council=locked, number=last + 1, starts_at=call.starts_at, place=call.place)
    sitting.full_clean()
    sitting.save()
    can_direct(by, sitting).enforce()
    record(sitting, "councils.sitting_planned", by=by)
    put_on_agenda(sitting, cases, by=by)
    _invite(sitting)
    return sitting


@transaction.atomic
def change_sitting(sitting: Sitting, call: Call, *, by: AbstractBaseUser) -> Sitting:
    """Another hour or place, while it has not begun; members are told."""
    can_direct(by, sitting).enforce()
    if sitting.status != S.PLANNED:
        raise WrongState(_("Phiên họp đã bắt đầu hoặc đã hủy, không đổi lịch được."))
    before = {"starts_at": sitting.starts_at, "place": sitting.place}
    sitting.starts_at, sitting.place = call.starts_at, call.place
    sitting.full_clean()
    sitting.save(update_fields=["starts_at", "place"])
    after = {"starts_at": sitting.starts_at, "place": sitting.place}
    record(sitting, "councils.sitting_changed", by=by, before=before, after=after)
    _invite(sitting)
    return sitting


@transaction.atomic
def put_on_agenda(sitting: Sitting, cases: Sequence[Case], *, by: AbstractBaseUser) -> list[Item]:
    """More cases at the end of the agenda. Each stands on one agenda at a time, and waits for it."""
    can_direct(by, sitting).enforce()
    if sitting.status not in {S.PLANNED, S.OPEN}:
        raise WrongState(_("Phiên họp đã kết thúc, không thêm nội dung được."))
    keys = [case.pk for case in cases]
    rows = Case.objects.filter(pk__in=keys, council=sitting.council_id)
    moved = move_many(rows, C.OPEN, C.LISTED, CASES)
    if len(moved) != len(set(keys)):
        said = _("%d hồ sơ đã có kết quả, đã rút hoặc đang ở phiên họp khác. Hãy chọn lại.")
        raise WrongState(said % (len(set(keys)) - len(moved)))
    sitting.items.filter(
        case__in=keys, status=Stage.LEFT
    ).delete()  # left out before, now wanted again
    last = sitting.items.aggregate(last=Max("position"))["last"] or 0
    items = Item.objects.bulk_create(
        Item(sitting=sitting, case_id=key, position=last + place)
        for place, key in enumerate(dict.fromkeys(keys), start=1)
    )
    # A line of the case, not of the sitting: who keeps away from it must not read that it came.
    record_many((Line(case) for case in cases), "councils.case_listed", by=by)
    return items


@transaction.atomic
def order_agenda(sitting: Sitting, keys: Sequence[int], *, by: AbstractBaseUser) -> None:
    """Put the items in this order; those not named follow as they stood."""
    can_direct(by, sitting).enforce()
    if sitting.status not in {S.PLANNED, S.OPEN}:
        raise WrongState(_("Phiên họp đã kết thúc, không xếp lại được."))
    items = {item.pk: item for item in sitting.items.order_by("position", "pk")}
    wanted = [key for key in dict.fromkeys(keys) if key in items]
    for place, key in enumerate([*wanted, *(key for key in items if key not in wanted)], start=1):
        items[key].position = place
    Item.objects.bulk_update(items.values(), ["position"])
    record(sitting, "councils.agenda_ordered", by=by)


@transaction.atomic
def take_off_agenda(sitting: Sitting, items: Iterable[int], *, by: AbstractBaseUser) -> int:
    """Leave waiting items to another sitting; their cases wait again. Returns how many."""
    can_direct(by, sitting).enforce()
    return len(_leave(sitting, list(items), by=by))


@transaction.atomic
def open_sitting(sitting: Sitting, *, by: AbstractBaseUser) -> Sitting:
    """Begin: every seat of the day stands on the roll, absent until somebody saw the member."""
    can_direct(by, sitting).enforce()
    members = list(members_on(sitting))
    if not members:
        raise WrongState(_("Hội đồng không có thành viên nào vào ngày họp."))
    one = {member.role: member for member in members}
    move(
        sitting,
        S.OPEN,
        TRANSITIONS,
        opened_at=timezone.now(),
        chair=one.get(Member.Role.CHAIR),
        secretary=one.get(Member.Role.SECRETARY),
    )
    Presence.objects.bulk_create(Presence(sitting=sitting, member=member) for member in members)
    record(sitting, "councils.sitting_opened", by=by)
    return sitting


@transaction.atomic
def take_roll(sitting: Sitting, roll: Mapping[int, Seen], *, by: AbstractBaseUser) -> Sitting:
    """Write down who is there, by key of the member; may be done again while the sitting runs."""
    can_direct(by, sitting).enforce()
    locked = _running(sitting)
    seats = {seat.member_id: seat for seat in locked.presences.select_for_update()}
    if roll.keys() - seats.keys():
        raise BadInput(_("Có người không phải thành viên của phiên họp. Hãy tải lại trang."))
    for member, seen in roll.items():
        is_absent = seen.kind != Presence.Kind.PRESENT
        seats[member].kind = Presence.Kind(seen.kind)
        seats[member].reason = nfc(seen.reason).strip()[:200] if is_absent else ""
    Presence.objects.bulk_update(seats.values(), ["kind", "reason"])
    record(locked, "councils.roll_taken", by=by)
    return locked


@transaction.atomic
def hand_over_chair(sitting: Sitting, member: Member, *, by: AbstractBaseUser) -> Sitting:
    """Let another member who is present lead the sitting."""
    can_direct(by, sitting).enforce()
    locked = _running(sitting)
    there = locked.presences.filter(member=member, kind=Presence.Kind.PRESENT)
    if not there.exists():
        raise WrongState(_("Người chủ trì phải là thành viên có mặt. Hãy điểm danh trước."))
    Sitting.objects.filter(pk=locked.pk).update(chair=member)
    sitting.refresh_from_db()
    record(sitting, "councils.chair_handed", by=by, role=member.role)
    return sitting


@transaction.atomic
def write_course(sitting: Sitting, note: str, *, by: AbstractBaseUser) -> Sitting:
    """What was said, for the minutes; until the sitting is closed."""
    can_direct(by, sitting).enforce()
    locked = _running(sitting)
    Sitting.objects.filter(pk=locked.pk).update(note=nfc(note).strip())
    record(locked, "councils.course_written", by=by)
    sitting.refresh_from_db()
    return sitting


@transaction.atomic
def close_sitting(sitting: Sitting, *, by: AbstractBaseUser) -> Sitting:
    """End it; what was not voted on waits for another sitting. Refused while a vote is open."""
    can_direct(by, sitting).enforce()
    locked = _running(sitting)
    under_vote = locked.items.filter(status=Stage.VOTING).count()
    if under_vote:
        said = _("Còn %d nội dung đang biểu quyết. Hãy kiểm phiếu hoặc hủy lần biểu quyết trước.")
        raise WrongState(said % under_vote)
    _leave(locked, None, by=by)
    move(sitting, S.CLOSED, TRANSITIONS, closed_at=timezone.now())
    record(sitting, "councils.sitting_closed", by=by)
    return sitting


@transaction.atomic
def cancel_sitting(sitting: Sitting, reason: str, *, by: AbstractBaseUser) -> Sitting:
    """Call off a sitting that has not begun; its cases wait again, its members are told why."""
    can_direct(by, sitting).enforce()
    said = nfc(reason).strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do hủy để thành viên được biết."))
    move(sitting, S.CANCELLED, TRANSITIONS)
    _leave(sitting, None, by=by)
    record(sitting, "councils.sitting_cancelled", by=by, reason=said)
    with office_language():
        words = _("Hủy phiên họp %(when)s của %(council)s. Lý do: %(why)s")
        text = words % (named(sitting) | {"why": said})
    _tell(sitting, text, "cancelled")
    return sitting


# ------------------------------------------------------------------ pieces


def _running(sitting: Sitting) -> Sitting:
    """The row, locked: nobody closes it meanwhile."""
    locked = Sitting.objects.select_for_update().get(pk=sitting.pk)
    if locked.status != S.OPEN:
        raise WrongState(_("Phiên họp chưa khai mạc hoặc đã bế mạc."))
    return locked


def _leave(sitting: Sitting, keys: list[int] | None, *, by: AbstractBaseUser) -> list[int]:
    rows = Item.objects.filter(sitting=sitting)
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    left = move_many(rows, Stage.WAITING, Stage.LEFT, ITEMS)
    cases = Case.objects.filter(items__in=left)
    moved = move_many(cases, C.LISTED, C.OPEN, CASES)
    lines = (Line(case) for case in Case.objects.filter(pk__in=moved).order_by("pk"))
    record_many(lines, "councils.case_left", by=by)
    return left


def named(sitting: Sitting) -> dict[str, str]:
    when = timezone.localtime(sitting.starts_at)
    return {"when": date_format(when, "H:i d/m/Y"), "council": str(sitting.council)}


def _invite(sitting: Sitting) -> None:
    """The same words for everybody: a number of cases would differ for who keeps away from one."""
    with office_language():
        words = _(
            "Mời họp %(council)s lúc %(when)s%(place)s. Chương trình xem tại trang phiên họp."
        )
        place = _(", tại %s") % sitting.place if sitting.place else ""
        text = words % (named(sitting) | {"place": place})
    _tell(sitting, text, f"called:{sitting.starts_at.isoformat()}:{sitting.place}"[:60])


def _tell(sitting: Sitting, text: str, what: str) -> None:
    people = [seat.person.user for seat in members_on(sitting) if seat.person.user]
    url = reverse("councils:sitting", args=[sitting.pk])
    notify(people, text, key=f"sitting:{sitting.pk}:{what}", url=url)
