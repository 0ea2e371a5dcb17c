"""Counting: boxes are opened, votes summed, the rule asked, and the outcome written for good.

Everything is done for any number of items in a fixed number of statements, but one for each different
outcome. A turn that can no longer be counted is voided on the way, visibly; where only the quorum is lost
nothing is voided: the numbers are said, and the secretary decides.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Count, Func, JSONField, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from phongtrao.audit.services import Line, record, record_many
from phongtrao.base.workflow import move_all
from phongtrao.councils import ballots
from phongtrao.councils.access.sittings import can_direct, seat_at
from phongtrao.councils.models import BallotBox, Case, Item, PaperCount, Sitting, Voter
from phongtrao.councils.queries.sittings import (
    Seats,
    quorum_fault,
    seats_voting,
    tied_members,
    votes_of_turn,
    written_counts,
)
from phongtrao.councils.services.cases import TRANSITIONS as CASES
from phongtrao.councils.services.sittings import ITEMS
from phongtrao.councils.services.voting import (
    changed_dossiers,
    context_of,
    keys_of,
    lock_items,
    void_turn,
)
from phongtrao.councils.services.voting_reminders import end_reminders
from phongtrao.councils.tally import Outcome, Rule, Tally, decide, voting_rule
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState

Stage, M, C = Item.Status, Item.Mode, Case.Status
TELLERS = 2
Halves = tuple[str, str]


@dataclass(slots=True)
class Counted:
    """What became of each item: ``held`` says why it is not counted yet."""

    counted: list[Item] = field(default_factory=list)
    voided: list[Item] = field(default_factory=list)
    held: list[tuple[Item, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PaperTally:
    """What one counter found in the wooden box of one item."""

    counts: Mapping[str, int]
    spoilt: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values()) + self.spoilt


@dataclass(frozen=True, slots=True, eq=False)
class _Vote:
    """An item that is being counted, with what decides it. ``named``: open votes and written opinions."""

    item: Item
    rule: Rule
    seats: Seats
    named: Mapping[str, int]

    def tally(self, counts: Mapping[str, int], spoilt: int) -> Tally:
        return Tally(
            seats=self.seats.counted(self.rule.quorum),
            present=self.seats.present,
            written=self.seats.written,
            counts={key: counts.get(key, 0) + self.named.get(key, 0) for key in self.rule.keys},
            spoilt=spoilt,
        )


@transaction.atomic
def enter_paper_count(item: Item, found: PaperTally, *, by: AbstractBaseUser) -> PaperCount:
    """One of the two counters says what was counted, without seeing what the other said.

    May be said again until the vote is counted.
    """
    seat = seat_at(by, item.sitting)
    (locked,) = lock_items(item.sitting, [item.pk], Stage.VOTING)
    if seat is None or not locked.tellers.filter(pk=seat.member_id).exists():
        raise NotAllowed(_("Chỉ hai kiểm phiếu viên nhập kết quả đếm phiếu."))
    if found.counts.keys() != set(keys_of(locked)) or min(found.counts.values()) < 0:
        raise BadInput(_("Hãy nhập số phiếu cho từng lựa chọn, không có thì ghi 0."))
    seats = seats_voting(locked.sitting, [locked.pk], written_counts([locked.pk]))[locked.pk]
    if found.total > seats.present:
        said = _("Tổng %(n)d phiếu nhiều hơn %(people)d người có mặt. Hãy đếm lại.")
        raise BadInput(said % {"n": found.total, "people": seats.present})
    count, _is_new = PaperCount.objects.update_or_create(
        item=locked,
        turn=locked.turn,
        teller=seat.member,
        defaults={"counts": dict(found.counts), "spoilt": found.spoilt},
    )
    record(locked.case, "councils.paper_counted", by=by)
    return count


@sensitive_variables("halves")
@transaction.atomic
def count_votes(
    sitting: Sitting, keys: Collection[int], *, by: AbstractBaseUser, halves: Halves | None = None
) -> Counted:
    """Close these votes and count them; a secret one needs both halves of its key.

    WrongHalf for a key that is not this vote's; WrongState where nothing could be counted or voided,
    with the numbers.
    """
    can_direct(by, sitting).enforce()
    items = lock_items(sitting, keys, Stage.VOTING)
    done = Counted()
    items = _void_changed(items, done, by=by)
    items = _void_tied(items, done, by=by)
    votes = _hold_without_quorum(_votes_on(sitting, items), done)
    found = _tallies(votes, halves, done)
    if found:
        _write(found, by=by)
    done.counted = [vote.item for vote in found]
    end_reminders(sitting)
    if done.held and not done.counted and not done.voided:
        raise WrongState(" ".join(f"“{item.case}”: {why}." for item, why in done.held[:3]))
    return done


# ------------------------------------------------------------------ what cannot be counted


def _void_changed(items: list[Item], done: Counted, *, by: AbstractBaseUser) -> list[Item]:
    changed = changed_dossiers(items)
    return _void(items, changed, _("Hồ sơ đã thay đổi trong khi biểu quyết."), done, by=by)


def _void_tied(items: list[Item], done: Counted, *, by: AbstractBaseUser) -> list[Item]:
    """A conflict that came to light after the vote was opened takes the seat out; a ballot that is
    already in cannot be taken out of the box, so that turn is void.
    """
    tied = tied_members(item.case_id for item in items)
    by_case = {item.case_id: item for item in items}
    late = Voter.objects.filter(item__in=items, is_recused=False, member__in=_all(tied))
    spent, out = set(), []
    for voter in late.select_related("item"):
        if voter.member_id in tied.get(voter.item.case_id, ()):
            out.append(voter.pk)
            if voter.has_voted:
                spent.add(voter.item_id)
    Voter.objects.filter(pk__in=out, has_voted=False).update(is_recused=True)
    broken = [item for item in by_case.values() if item.pk in spent]
    why = _("Một thành viên đã bỏ phiếu nhưng không được tham gia xét hồ sơ này.")
    return _void(items, broken, why, done, by=by)


def _all(tied: Mapping[int, set[int]]) -> set[int]:
    return set().union(*tied.values())


def _void(
    items: list[Item],
    broken: Sequence[Item],
    why: str,
    done: Counted,
    *,
    by: AbstractBaseUser,
) -> list[Item]:
    if broken:
        void_turn(broken, why, by=by)
        done.voided += broken
    gone = {item.pk for item in broken}
    return [item for item in items if item.pk not in gone]


def _hold_without_quorum(votes: list[_Vote], done: Counted) -> list[_Vote]:
    ready = []
    for vote in votes:
        if fault := quorum_fault(vote.seats, vote.rule.quorum):
            done.held.append((vote.item, fault))
        else:
            ready.append(vote)
    return ready


# ------------------------------------------------------------------ what was counted


def _votes_on(sitting: Sitting, items: list[Item]) -> list[_Vote]:
    keys = [item.pk for item in items]
    named: dict[int, Counter[str]] = defaultdict(Counter)
    wrote: Counter[int] = Counter()
    # Open votes and written opinions: one aggregate query, whatever the number.
    rows = votes_of_turn(keys).values_list("item", "choice", "is_written")
    for item, choice, is_written, n in rows.annotate(n=Count("pk")).order_by():
        named[item][choice] += n
        wrote[item] += n * is_written
    seats = seats_voting(sitting, keys, wrote)
    return [_Vote(item, _rule_of(item), seats[item.pk], named[item.pk]) for item in items]


@sensitive_variables("halves")
def _tallies(votes: list[_Vote], halves: Halves | None, done: Counted) -> dict[_Vote, Tally]:
    found = {}
    for mode, count in _COUNTERS.items():
        mine = [vote for vote in votes if vote.item.mode == mode]
        for vote, (counts, spoilt) in count(mine, halves, done).items() if mine else ():
            found[vote] = vote.tally(counts, spoilt)
    return found


Found = dict[_Vote, tuple[Mapping[str, int], int]]


def _count_open(votes: list[_Vote], _halves: Halves | None, _done: Counted) -> Found:
    return {vote: ({}, 0) for vote in votes}


@sensitive_variables("halves")
def _count_secret(votes: list[_Vote], halves: Halves | None, _done: Counted) -> Found:
    """Open the boxes in memory and empty them. As many ballots as seats that voted, or none is read."""
    if halves is None:
        raise BadInput(_("Hãy nhập cả hai nửa khóa của hòm phiếu."))
    items = [vote.item for vote in votes]
    boxes = {box.item_id: box for box in BallotBox.objects.filter(item__in=items)}
    found: Found = {}
    for vote in votes:
        box = boxes[vote.item.pk]
        sealed = ballots.Vote(bytes(box.public_key), context_of(vote.item), vote.rule.keys)
        counts = ballots.count(map(bytes, box.sealed), sealed, halves)
        if len(box.sealed) != vote.seats.handed - vote.seats.written:
            raise ballots.BoxBroken
        found[vote] = counts, 0
    BallotBox.objects.filter(item__in=items).delete()
    return found


def _count_paper(votes: list[_Vote], _halves: Halves | None, done: Counted) -> Found:
    """Both counters must say the same."""
    said: dict[int, list[PaperCount]] = defaultdict(list)
    items = [vote.item for vote in votes]
    for count in PaperCount.objects.filter(item__in=items).order_by("pk"):
        said[count.item_id].append(count)
    found: Found = {}
    for vote in votes:
        counts = [count for count in said[vote.item.pk] if count.turn == vote.item.turn]
        if len(counts) < TELLERS:
            done.held.append((vote.item, _("chưa đủ kết quả của hai kiểm phiếu viên")))
        elif (counts[0].counts, counts[0].spoilt) != (counts[1].counts, counts[1].spoilt):
            done.held.append((vote.item, _("hai kiểm phiếu viên đếm khác nhau, hãy đếm lại")))
        else:
            found[vote] = counts[0].counts, counts[0].spoilt
    return found


_COUNTERS: dict[str, Callable[..., Found]] = {
    M.OPEN: _count_open,
    M.SECRET: _count_secret,
    M.PAPER: _count_paper,
}


def _write(found: Mapping[_Vote, Tally], *, by: AbstractBaseUser) -> None:
    now = timezone.now()
    plain = {vote.item.pk: _plain(tally) for vote, tally in found.items()}
    # Each row takes its own out of one map: one statement, whatever was counted.
    own = Func(Value(plain, JSONField()), Cast("pk", TextField()), function="jsonb_extract_path")
    rows = Item.objects.filter(pk__any_of=plain)
    move_all(rows, Stage.VOTING, Stage.COUNTED, ITEMS, tally=own, counted_at=now)
    outcomes = {vote.item.case: outcome for vote, outcome in _outcomes(found)}
    for outcome, cases in _grouped(outcomes):
        _decide(outcome, cases, now)
    # A line for each case, not one for the sitting: who keeps away from one of them reads the others'.
    lines = (Line(case, data={"outcome_label": one.label}) for case, one in outcomes.items())
    record_many(lines, "councils.vote_counted", by=by)


def _outcomes(found: Mapping[_Vote, Tally]) -> Iterator[tuple[_Vote, Outcome]]:
    """The same tally under the same rule is decided once."""
    known: dict[tuple[int, str], Outcome] = {}
    for vote, tally in found.items():
        key = id(vote.rule), repr(tally)
        if key not in known:
            known[key] = decide(tally, vote.rule).outcome
        yield vote, known[key]


def _decide(outcome: Outcome, cases: list[int], now: datetime) -> None:
    moved = move_all(
        Case.objects.filter(pk__any_of=cases),
        C.LISTED,
        C.DECIDED,
        CASES,
        outcome=outcome.key,
        outcome_label=outcome.label,
        passes=outcome.passes,
        decided_at=now,
    )
    if moved != len(cases):
        raise WrongState(_("Có hồ sơ không còn trong chương trình họp. Hãy tải lại trang."))


def _grouped(outcomes: Mapping[Case, Outcome]) -> list[tuple[Outcome, list[int]]]:
    """With the keys of the cases that came to it."""
    groups: dict[tuple[str, str, bool], tuple[Outcome, list[int]]] = {}
    for case, one in outcomes.items():
        groups.setdefault((one.key, one.label, one.passes), (one, []))[1].append(case.pk)
    return list(groups.values())


def _plain(tally: Tally) -> dict[str, Any]:
    return {
        "seats": tally.seats,
        "present": tally.present,
        "written": tally.written,
        "counts": dict(tally.counts),
        "spoilt": tally.spoilt,
    }


def _rule_of(item: Item) -> Rule:
    return _read_rule(json.dumps(item.rule))


@lru_cache(maxsize=64)  # hundreds of items are counted by one rule
def _read_rule(written: str) -> Rule:
    return voting_rule(json.loads(written))
