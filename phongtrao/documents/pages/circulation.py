"""Pages of sending and receiving: what each shows, asked in few queries."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from phongtrao.documents.access import circulation as access
from phongtrao.documents.forms.circulation import FinishForm
from phongtrao.documents.incoming_uses import Made, uses
from phongtrao.documents.models import (
    Delivery,
    Incoming,
    OfficialDocument,
    Purpose,
    RecipientGroup,
)
from phongtrao.documents.pages.signatures import SignaturePanel
from phongtrao.documents.pages.text import PaperText
from phongtrao.documents.queries.deliveries import (
    SendCount,
    Standing,
    count_send,
    remindable,
    standing_of,
    with_people,
)
from phongtrao.documents.queries.recipients import (
    Addressed,
    addressed_of,
    named_above,
    print_block,
    resolve_group,
)
from phongtrao.documents.queries.unknown import Unknown, unknown_names
from phongtrao.lib.answers import Answer
from phongtrao.orgs.models import Unit

MOST_SHOWN = 30  # units named in a preview


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with how many it reaches today."""

    group: RecipientGroup
    count: int
    members: tuple[str, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class GroupsPage:
    unit: Unit
    rows: list[GroupRow]

    @classmethod
    def build(cls, unit: Unit) -> "GroupsPage":
        """Two or three queries a group: an office has a dozen."""
        groups = list(RecipientGroup.objects.filter(owner=unit).select_related("owner"))
        rows = []
        for place, group in enumerate(groups):
            found = resolve_group(group)
            members = tuple(
                member.user.full_name if member.user else str(member)
                for member in group.members.select_related("unit", "user")[:8]
            )
            last = place == len(groups) - 1
            rows.append(GroupRow(group, found.count, members, place == 0, last))
        return cls(unit, rows)


@dataclass(frozen=True, slots=True)
class SendPage:
    """What sending would do, before it is done."""

    count: SendCount
    lines: Sequence[Addressed]
    block: list[str]
    above: list[str]  # whom “Như trên” of the block stands for
    outside: list[str]
    unknown: list[Unknown]  # to be confirmed one by one
    units: list[Unit]
    most_shown: int = MOST_SHOWN

    @classmethod
    def build(
        cls,
        document: OfficialDocument,
        lines: Sequence[Addressed],
        owner: Unit,
        ticked: Container[str] = frozenset(),
    ) -> "SendPage":
        """``ticked``: unknown names that were confirmed as outside; the others are not counted."""
        pks = [pk for line in lines for pk in line.units]
        units = Unit.objects.filter(pk__in=pks).order_by("sort_key", "pk")[:MOST_SHOWN]
        reaching = [line for line in lines if line.count]
        unknown = unknown_names(lines, owner)
        doubted = {one.name for one in unknown}
        left = {name for name in doubted if name not in ticked}
        return cls(
            count=count_send(document, [_without(line, left) for line in lines]),
            lines=lines,
            block=print_block(
                [(line.said, line.purpose) for line in reaching],
                document.kind,
                addressed_of(document),
            ),
            above=named_above(document),
            outside=[name for name in _to_post(lines) if name not in doubted],
            unknown=unknown,
            units=list(units),
        )

    def unticked(self, ticked: Container[str]) -> list[str]:
        """Unknown names that nobody has confirmed."""
        return [one.name for one in self.unknown if one.name not in ticked]

    @property
    def unknown_names(self) -> list[str]:
        return [one.name for one in self.unknown]

    @property
    def empty(self) -> list[str]:
        """Groups that reach nobody today."""
        return [line.said for line in self.lines if not line.count]


def _without(line: Addressed, names: Container[str]) -> Addressed:
    return replace(line, outside=tuple(name for name in line.outside if name not in names))


def _to_post(lines: Sequence[Addressed]) -> list[str]:
    """Names outside the system; what is only filed (“Lưu: VT”) goes nowhere."""
    sent = [line for line in lines if line.purpose != Purpose.KEEP]
    return [name for line in sent for name in line.outside]


@dataclass(frozen=True, slots=True)
class RemindPage:
    """Whom a reminder would reach; those without anybody to tell are named apart."""

    told: list[Delivery]
    told_count: int
    mute: list[Delivery]
    mute_count: int
    already: int
    most_shown: int = MOST_SHOWN

    @classmethod
    def build(cls, document: OfficialDocument, today: date) -> "RemindPage":
        rows = remindable(document, today)
        told = with_people(rows)
        mute = rows.exclude(pk__in=told.values("pk"))
        already = standing_of(document).waiting - rows.count()
        return cls(_shown(told), told.count(), _shown(mute), mute.count(), already)


def _shown(rows: "QuerySet[Delivery]") -> list[Delivery]:
    ordered = rows.select_related("unit", "user").order_by("unit__sort_key", "pk")
    return list(ordered[:MOST_SHOWN])


@dataclass(frozen=True, slots=True)
class Received:
    """One of the reader's own deliveries of the paper at hand."""

    delivery: Delivery
    can_acknowledge: Answer
    incoming: int | None


@dataclass(frozen=True, slots=True)
class CirculationPart:
    """On the page of a document: what the reader has to acknowledge, and how far the paper has come."""

    received: list[Received]
    standing: Standing | None
    can_send: Answer
    text: PaperText | None  # of a paper sent to the reader
    is_unread: bool  # to be read before it is acknowledged; afterwards the text is folded

    @classmethod
    def build(
        cls, document: OfficialDocument, user: AbstractBaseUser, own: list[Delivery]
    ) -> "CirculationPart":
        arrived = Incoming.objects.filter(delivery__in=own).values_list("delivery", "pk")
        places = dict(arrived) if own else {}
        reads = access.reads_deliveries(user, document)
        return cls(
            received=[
                Received(row, access.can_acknowledge(user, row), places.get(row.pk)) for row in own
            ],
            standing=standing_of(document) if reads else None,
            can_send=access.can_distribute(user, document),
            text=PaperText.first_page(document.file) if own and document.file else None,
            is_unread=any(row.acknowledged_at is None for row in own),
        )


@dataclass(frozen=True, slots=True)
class UseLink:
    label: str | Promise
    icon: str
    url: str
    posts: bool


@dataclass(frozen=True, slots=True)
class IncomingPage:
    """A paper that came in: what can be done with it, and what has become of it. S0-20."""

    incoming: Incoming
    can_acknowledge: Answer | None
    can_hand: Answer
    can_finish: Answer
    links: list[UseLink]
    made: list[Made]
    finish: FinishForm
    text: PaperText | None
    signatures: SignaturePanel | None
    is_unread: bool  # by the unit, or by whoever works on it; otherwise the text is folded

    @classmethod
    def build(cls, incoming: Incoming, user: AbstractBaseUser) -> "IncomingPage":
        delivery = incoming.delivery
        return cls(
            incoming=incoming,
            can_acknowledge=access.can_acknowledge(user, delivery) if delivery else None,
            can_hand=access.can_hand(user, incoming),
            can_finish=access.can_finish(user, incoming),
            links=[
                UseLink(use.label, use.icon, reverse(use.url_name, args=[incoming.pk]), use.posts)
                for use in uses()
                if use.may(user, incoming)
            ],
            made=[made for use in uses() for made in use.made(user, incoming)],
            finish=FinishForm(),
            text=PaperText.first_page(incoming.file) if incoming.file else None,
            signatures=SignaturePanel.of(incoming.file),
            is_unread=incoming.status in {Incoming.Status.NEW, Incoming.Status.HANDED},
        )
