"""Opening a vote, casting, written opinions, and voiding a turn.

Every deed here takes the items in the order of their keys and locks them first: a vote that arrives while
another person counts waits, and then finds the vote over. Of a secret vote no line of history is written
when a ballot is cast, and no moment is kept (docs/decisions/0012-secret-ballot.md).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from phongtrao.audit.services import Line, record_many
from phongtrao.base.workflow import move_many
from phongtrao.councils import ballots
from phongtrao.councils.access.sittings import ballots_of, can_direct, can_vote, seat_at
from phongtrao.councils.kinds import dossiers_of
from phongtrao.councils.models import (
    BallotBox,
    Conflict,
    CouncilRule,
    Item,
    Member,
    PaperCount,
    Presence,
    Sitting,
    Vote,
    Voter,
)
from phongtrao.councils.queries.sittings import (
    quorum_fault,
    seats_before,
    tied_members,
)
from phongtrao.councils.rule_choice import rules_for
from phongtrao.councils.services.sittings import ITEMS
from phongtrao.councils.services.voting_reminders import end_reminders
from phongtrao.councils.tally import voting_rule
from phongtrao.documents.services.files import store_file
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.lib.text import nfc

Stage, M, K = Item.Status, Item.Mode, Presence.Kind
TELLERS = 2
MOST_NAMED = 3  # items named in one refusal


@dataclass(frozen=True, slots=True)
class Opening:
    """How the vote is held. Without ``rule`` each kind of case takes its own; tellers: none or two."""

    mode: str  # Item.Mode
    rule: CouncilRule | None = None
    tellers: Sequence[Member] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """The opinion of somebody absent, as it came in."""

    choice: str
    words: str = ""
    upload: "File[bytes] | None" = None


@dataclass(slots=True)
class _Vote:
    """What is opened together: the sitting, its items with their cases, and how."""

    sitting: Sitting
    items: list[Item]
    how: Opening
    tied: dict[int, set[int]] = field(default_factory=dict)


@transaction.atomic
def open_votes(
    sitting: Sitting, keys: Collection[int], how: Opening, *, by: AbstractBaseUser
) -> tuple[str, str] | None:
    """Open the vote on these items; of a secret one return the two halves of the key, for the only time.

    One key serves all items opened together: each ballot is bound to its own item. Raises WrongState
    with the numbers where a quorum is not met.
    """
    can_direct(by, sitting).enforce()
    running = _led(sitting)
    vote = _Vote(running, lock_items(running, keys, Stage.WAITING), how)
    vote.tied = tied_members(item.case_id for item in vote.items)
    _check_tellers(vote)
    _bind(vote)
    _seat_voters(vote)
    halves = _set_up_boxes(vote)
    lines = [Line(item.case, data={"mode": how.mode}) for item in vote.items]
    record_many(lines, "councils.vote_opened", by=by)
    return halves


@sensitive_variables()
@transaction.atomic
def cast_votes(sitting: Sitting, choices: Mapping[int, str], *, by: AbstractBaseUser) -> int:
    """Vote on the items, by key; all or none. Who is absent and writes votes by name.

    Returns how many. Raises WrongState for a vote that is over, was cast, or is not this member's.
    """
    seat = seat_at(by, sitting)
    can_vote(seat).enforce()
    if seat is None or not choices:
        raise BadInput(_("Hãy chọn ý kiến cho ít nhất một nội dung."))
    mine = list(ballots_of(seat).filter(pk__in=choices).values_list("pk", flat=True))
    items = lock_items(sitting, mine, Stage.VOTING) if len(mine) == len(choices) else []
    if len(items) != len(choices):
        raise WrongState(
            _("Có nội dung đã kiểm phiếu, đã bỏ phiếu hoặc bạn không tham gia. Hãy tải lại trang.")
        )
    _check_choices(items, choices)
    _check_dossiers(items)
    _mark_voted(items, seat.member_id)
    if seat.kind == K.WROTE:
        _keep_votes(items, seat.member, choices, is_written=True)
    else:
        _drop_in([item for item in items if item.mode == M.SECRET], choices)
        named = [item for item in items if item.mode == M.OPEN]
        _keep_votes(named, seat.member, choices, is_written=False)
        record_many((Line(item.case) for item in named), "councils.vote_cast", by=by)
    return len(items)


@transaction.atomic
def write_opinion(item: Item, member: Member, opinion: Written, *, by: AbstractBaseUser) -> Vote:
    """The secretary enters the written opinion of somebody absent, before the vote is counted."""
    can_direct(by, item.sitting).enforce()
    seat = item.sitting.presences.filter(member=member, kind=K.WROTE).first()
    if seat is None:
        raise WrongState(
            _("%s không được ghi là gửi ý kiến bằng văn bản. Hãy điểm danh lại.") % member
        )
    (found,) = lock_items(item.sitting, [item.pk], Stage.VOTING)
    _check_choices([found], {found.pk: opinion.choice})
    _check_dossiers([found])
    _mark_voted([found], member.pk)
    file = store_file(opinion.upload, by=by) if opinion.upload else None
    vote = _keep_votes([found], member, {found.pk: opinion.choice}, is_written=True)[0]
    vote.words, vote.file = nfc(opinion.words).strip(), file
    vote.save(update_fields=["words", "file"])
    record_many([Line(found.case)], "councils.opinion_written", by=by)
    return vote


@transaction.atomic
def void_votes(
    sitting: Sitting, keys: Collection[int], reason: str, *, by: AbstractBaseUser
) -> int:
    """End the turn uncounted: the box is emptied unread, and a new vote is asked for."""
    can_direct(by, sitting).enforce()
    said = nfc(reason).strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do bỏ phiếu lại; lý do được ghi vào biên bản."))
    items = lock_items(sitting, keys, Stage.VOTING)
    void_turn(items, said, by=by)
    return len(items)


# ------------------------------------------------------------------ for the services of votes


def lock_items(sitting: Sitting, keys: Collection[int], status: Item.Status) -> list[Item]:
    """Those in that state, locked until the transaction ends, with their cases. None: WrongState."""
    rows = Item.objects.select_for_update(of=("self",)).select_related("case")
    items = list(rows.filter(sitting=sitting, pk__any_of=keys, status=status).order_by("pk"))
    if not items:
        raise WrongState(_("Các nội dung này vừa được người khác xử lý. Hãy tải lại trang."))
    for item in items:
        item.sitting = sitting  # hundreds of items share it
    return items


def void_turn(items: Sequence[Item], reason: str, *, by: AbstractBaseUser | None) -> None:
    """Back to waiting. Open votes and opinions stay as rows of their turn, which no longer counts."""
    keys = [item.pk for item in items]
    BallotBox.objects.filter(item__in=keys).delete()
    Voter.objects.filter(item__in=keys).delete()
    PaperCount.objects.filter(item__in=keys, turn=F("item__turn")).delete()
    rows = Item.objects.filter(pk__in=keys)
    move_many(rows, Stage.VOTING, Stage.WAITING, ITEMS, void_reason=reason[:200])
    lines = (Line(item.case, data={"reason": reason}) for item in items)
    record_many(lines, "councils.vote_voided", by=by)
    for sitting in {item.sitting for item in items}:
        end_reminders(sitting)


def changed_dossiers(items: Iterable[Item]) -> list[Item]:
    """Items whose dossier is no longer the version the vote is bound to."""
    found = list(items)
    now = dossiers_of([item.case for item in found])
    return [item for item in found if now[item.case_id].hash != item.dossier_hash]


def context_of(item: Item) -> str:
    """What a ballot is bound to."""
    return f"item:{item.pk}:{item.turn}:{item.dossier_hash}"


def keys_of(item: Item) -> tuple[str, ...]:
    return tuple(choice["key"] for choice in item.rule["choices"])


# ------------------------------------------------------------------ opening


def _led(sitting: Sitting) -> Sitting:
    """The sitting, running and with somebody in the chair."""
    locked = Sitting.objects.select_for_update().get(pk=sitting.pk)
    if locked.status != Sitting.Status.OPEN:
        raise WrongState(_("Phiên họp chưa khai mạc hoặc đã bế mạc."))
    in_chair = locked.presences.filter(member=locked.chair_id, kind=K.PRESENT)
    if locked.chair_id is None or not in_chair.exists():
        raise WrongState(
            _("Người chủ trì vắng mặt. Hãy điểm danh rồi giao quyền chủ trì cho thành viên có mặt.")
        )
    return locked


def _check_tellers(vote: _Vote) -> None:
    if vote.how.mode == M.OPEN:
        return
    tellers = {member.pk for member in vote.how.tellers}
    if len(tellers) != TELLERS:
        raise BadInput(_("Hãy chọn hai kiểm phiếu viên khác nhau."))
    there = vote.sitting.presences.filter(member__in=tellers, kind=K.PRESENT)
    if there.count() != TELLERS or any(tellers & tied for tied in vote.tied.values()):
        raise BadInput(
            _("Kiểm phiếu viên phải có mặt và tham gia xét mọi nội dung. Hãy chọn người khác.")
        )


def _bind(vote: _Vote) -> None:
    """Rule and dossier are frozen into the item; where the quorum fails nothing is opened."""
    rules = _rules_of(vote)
    seats = seats_before(vote.sitting, vote.items)
    faults = []
    for item in vote.items:
        quorum = voting_rule(rules[item.case_id].data).quorum
        if fault := quorum_fault(seats[item.pk], quorum):
            faults.append(f"“{item.case}”: {fault}")
    if faults:
        said = _("Chưa đủ điều kiện biểu quyết. %s.")
        raise WrongState(said % "; ".join(faults[:MOST_NAMED]))
    now = dossiers_of([item.case for item in vote.items])
    for item in vote.items:
        item.dossier_hash = now[item.case_id].hash
    Item.objects.bulk_update(vote.items, ["dossier_hash"])
    for rule in {rule.pk: rule for rule in rules.values()}.values():
        mine = [item.pk for item in vote.items if rules[item.case_id] == rule]
        _begin_turn(mine, rule, vote.how)
    for item in vote.items:
        item.turn += 1
    members = [(item.pk, teller.pk) for item in vote.items for teller in vote.how.tellers]
    through = Item.tellers.through
    through.objects.filter(item__in=[item.pk for item in vote.items]).delete()
    through.objects.bulk_create(through(item_id=item, member_id=one) for item, one in members)


def _rules_of(vote: _Vote) -> dict[int, CouncilRule]:
    """By key of the case: the one chosen for this vote before what its office or its kind names."""
    cases = [item.case for item in vote.items]
    if vote.how.rule:
        return {case.pk: vote.how.rule for case in cases}
    found = rules_for(vote.sitting.council, cases, timezone.localdate())
    named = {key: rule for key, rule in found.items() if rule}
    if len(named) < len(found):
        raise WrongState(_("Chưa có quy tắc biểu quyết. Hãy chọn một quy tắc."))
    return named


def _begin_turn(keys: list[int], rule: CouncilRule, how: Opening) -> None:
    move_many(
        Item.objects.filter(pk__in=keys),
        Stage.WAITING,
        Stage.VOTING,
        ITEMS,
        mode=M(how.mode),
        rule=rule.data,
        rule_title=rule.title,
        turn=F("turn") + 1,
        opened_at=timezone.now(),
    )


def _seat_voters(vote: _Vote) -> None:
    """A row for every seat of every item, absent ones too: who comes late may still vote."""
    seats = list(vote.sitting.presences.values_list("member", flat=True))
    Voter.objects.bulk_create(
        Voter(item=item, member_id=member, is_recused=member in vote.tied.get(item.case_id, ()))
        for item in vote.items
        for member in seats
    )


def _set_up_boxes(vote: _Vote) -> tuple[str, str] | None:
    if vote.how.mode != M.SECRET:
        return None
    opened = ballots.open_box()
    BallotBox.objects.bulk_create(
        BallotBox(item=item, turn=item.turn, public_key=opened.public) for item in vote.items
    )
    return opened.halves


# ------------------------------------------------------------------ casting


@sensitive_variables()
def _check_choices(items: Iterable[Item], choices: Mapping[int, str]) -> None:
    if any(choices[item.pk] not in keys_of(item) for item in items):
        raise BadInput(_("Có ý kiến không thuộc các lựa chọn. Hãy tải lại trang và chọn lại."))


def _check_dossiers(items: Sequence[Item]) -> None:
    if changed := changed_dossiers(items):
        said = _("“%s” đã thay đổi sau khi mở biểu quyết. Hãy báo thư ký để biểu quyết lại.")
        raise WrongState(said % changed[0].case)


def _mark_voted(items: Sequence[Item], member: int) -> None:
    """The one place where a vote is spent; a conflict that came to light meanwhile stops it as well."""
    tied = Conflict.objects.filter(
        case=OuterRef("item__case"), member=member, status=Conflict.Status.STANDING
    )
    free = Voter.objects.filter(
        item__in=items, member=member, member__days__contains=timezone.localdate()
    ).exclude(Exists(tied))
    keys = list(free.values_list("pk", flat=True))
    unspent = Voter.objects.filter(pk__in=keys, has_voted=False, is_recused=False)
    if unspent.update(has_voted=True) != len(items):
        raise NotAllowed(
            _("Thành viên này đã bỏ phiếu, không tham gia xét hoặc không còn trong hội đồng.")
        )


@sensitive_variables()
def _drop_in(items: Sequence[Item], choices: Mapping[int, str]) -> None:
    """Every box is written back whole and in random order."""
    boxes = {
        box.item_id: box
        for box in BallotBox.objects.select_for_update().filter(item__in=items).order_by("pk")
    }
    for item in items:
        box = boxes[item.pk]
        vote = ballots.Vote(bytes(box.public_key), context_of(item), keys_of(item))
        sealed = [bytes(ballot) for ballot in box.sealed]
        box.sealed = ballots.drop_in(sealed, ballots.seal(choices[item.pk], vote))
    BallotBox.objects.bulk_update(boxes.values(), ["sealed"])


@sensitive_variables()
def _keep_votes(
    items: Sequence[Item], member: Member, choices: Mapping[int, str], *, is_written: bool
) -> list[Vote]:
    return Vote.objects.bulk_create(
        Vote(
            item=item,
            member=member,
            turn=item.turn,
            choice=choices[item.pk],
            dossier_hash=item.dossier_hash,
            is_written=is_written,
        )
        for item in items
    )
