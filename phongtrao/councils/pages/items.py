"""One item of an agenda: how its vote stands, or what it came to and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.councils.access.dossiers import reads_dossier
from phongtrao.councils.access.sittings import can_direct
from phongtrao.councils.kinds import dossiers_of
from phongtrao.councils.models import Item, Voter
from phongtrao.councils.pages.sittings import item_state
from phongtrao.councils.queries.sittings import (
    Seats,
    quorum_fault,
    seats_before,
    seats_voting,
    written_counts,
)
from phongtrao.councils.queries.votes import NamedVote, Result, named_votes, result_of, who_voted
from phongtrao.councils.rule_choice import rules_for
from phongtrao.councils.tally import voting_rule
from phongtrao.lib.answers import Answer
from phongtrao.web.components import State


@dataclass(frozen=True, slots=True)
class ItemPage:
    """``seats`` only while it can still change; ``voters`` only for who directs, never how they voted."""

    item: Item
    state: State
    dossier_url: str
    seats: Seats | None
    quorum: str
    result: Result | None
    voters: list[Voter]
    votes: list[NamedVote]
    can_direct: Answer
    is_changed: bool

    @classmethod
    def build(cls, item: Item, user: AbstractBaseUser) -> "ItemPage":
        may = can_direct(user, item.sitting)
        seats = seats_of(item)
        dossier = dossiers_of([item.case])[item.case_id]
        is_bound = item.status in {Item.Status.VOTING, Item.Status.COUNTED}
        return cls(
            item=item,
            state=item_state(item),
            dossier_url=dossier.url if reads_dossier(user, item.case) else "",
            seats=seats,
            quorum=quorum_words(item, seats) if seats else "",
            result=result_of(item),
            voters=who_voted(item) if may and item.status == Item.Status.VOTING else [],
            votes=named_votes(item),
            can_direct=may,
            is_changed=is_bound and dossier.hash != item.dossier_hash,
        )

    def sentence(self) -> str:
        item = self.item
        if self.result:
            return _("%(label)s: %(numbers)s.") % {
                "label": self.result.label,
                "numbers": self.result.sentence(),
            }
        if item.status == Item.Status.VOTING and self.seats:
            said = _("%(mode)s, lần %(turn)d: %(handed)d trên %(seats)d thành viên đã bỏ phiếu.")
            return said % {
                "mode": item.get_mode_display(),
                "turn": item.turn,
                "handed": self.seats.handed,
                "seats": self.seats.seats,
            }
        if item.status == Item.Status.WITHDRAWN:
            return ""
        return _("Chưa biểu quyết.")


def seats_of(item: Item) -> Seats | None:
    if item.status == Item.Status.WAITING:
        return seats_before(item.sitting, [item])[item.pk]
    if item.status == Item.Status.VOTING:
        return seats_voting(item.sitting, [item.pk], written_counts([item.pk]))[item.pk]
    return None


def quorum_words(item: Item, seats: Seats) -> str:
    """Whether the sitting is valid for this case, with the numbers."""
    rule = item.rule or _rule_to_come(item)
    if not rule:
        return ""
    quorum = voting_rule(rule).quorum
    numbers = _("có mặt %(there)d trên %(seats)d thành viên, cần ít nhất %(need)d") % {
        "there": seats.there(quorum),
        "seats": seats.counted(quorum),
        "need": quorum.needed(seats.counted(quorum)),
    }
    if fault := quorum_fault(seats, quorum):
        return _("Chưa đủ điều kiện: %s.") % fault
    return _("Đủ điều kiện: %s.") % numbers


def _rule_to_come(item: Item) -> dict[str, Any]:
    """What the vote would be held by, were it opened today without choosing another rule."""
    found = rules_for(item.sitting.council, [item.case], timezone.localdate())
    rule = found[item.case_id]
    return rule.data if rule else {}


def dossier_urls(items: Iterable[Item]) -> dict[int, str]:
    found = dossiers_of([item.case for item in items])
    return {key: dossier.url for key, dossier in found.items()}
