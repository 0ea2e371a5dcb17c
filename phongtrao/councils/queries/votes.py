"""What may be said of votes: how many have voted while one runs, everything once it is counted."""

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from phongtrao.councils.models import Conflict, Item, Member, Presence, Vote, Voter
from phongtrao.councils.queries.sittings import votes_of_turn
from phongtrao.councils.tally import Base, Decision, Reason, Tally, decide, voting_rule
from phongtrao.lib.numbers import format_number


@dataclass(frozen=True, slots=True)
class Result:
    """A counted vote: each choice with its number and share, the conclusion and how it came about."""

    tally: Tally
    decision: Decision
    lines: list[tuple[str, int, str]]  # label, number, share of ballots

    @property
    def label(self) -> str:
        return self.decision.outcome.label

    @property
    def passes(self) -> bool:
        return self.decision.outcome.passes

    def sentence(self) -> str:
        """“Đồng ý 5, Không đồng ý 1”."""
        return ", ".join(f"{label} {n}" for label, n, _share in self.lines)

    def reasons(self) -> list[str]:
        return [reason_words(reason) for reason in self.decision.reasons]


def result_of(item: Item) -> Result | None:
    """None until it is counted."""
    if item.tally is None:
        return None
    tally, rule = Tally(**item.tally), voting_rule(item.rule)
    lines = [
        (choice.label, tally.counts[choice.key], percent_of(tally.counts[choice.key], tally.cast))
        for choice in rule.choices
    ]
    if tally.spoilt:
        share = percent_of(tally.spoilt, tally.cast)
        lines.append((_("Phiếu không hợp lệ"), tally.spoilt, share))
    return Result(tally, decide(tally, rule), lines)


def percent_of(part: int, whole: int) -> str:
    """“83,3%”; a dash of nothing."""
    if not whole:
        return "–"
    return f"{format_number(float(Fraction(part * 100, whole)), 1)}%"


def reason_words(reason: Reason) -> str:
    """One clause as a sentence: what it asked, what there was."""
    of = {
        Base.SEATS: _("tổng số thành viên"),
        Base.PRESENT: _("số người có mặt và gửi ý kiến"),
        Base.CAST: _("số phiếu"),
    }[reason.clause.of]
    limit = _("nhiều nhất") if reason.clause.most else _("ít nhất")
    verdict = _("đạt") if reason.holds else _("không đạt")
    said = _(
        "“%(outcome)s” cần %(limit)s %(needed)d phiếu trên %(base)d (%(of)s); có %(have)d: %(verdict)s."
    )
    return said % {
        "outcome": reason.outcome.label,
        "limit": limit,
        "needed": reason.needed,
        "base": reason.base,
        "of": of,
        "have": reason.have,
        "verdict": verdict,
    }


def with_turnout(items: QuerySet[Item]) -> QuerySet[Item]:
    """``handed`` and ``free``: how many have voted, of how many that may."""
    free = Count("voters", filter=Q(voters__is_recused=False))
    return items.annotate(handed=Count("voters", filter=Q(voters__has_voted=True)), free=free)


def open_ballots() -> QuerySet[Voter]:
    """Ballots that may still be cast on the screen, of who sits in the council today: of who is there, or writes."""
    tied = Conflict.objects.filter(
        case=OuterRef("item__case"), member=OuterRef("member"), status=Conflict.Status.STANDING
    )
    seat = Presence.objects.filter(sitting=OuterRef("item__sitting"), member=OuterRef("member"))
    there = Exists(seat.filter(kind=Presence.Kind.PRESENT)) & ~Q(item__mode=Item.Mode.PAPER)
    rows = Voter.objects.filter(
        member__in=Member.objects.today().values("pk"),
        item__status=Item.Status.VOTING,
        is_recused=False,
        has_voted=False,
    )
    return rows.filter(there | Exists(seat.filter(kind=Presence.Kind.WROTE))).exclude(Exists(tied))


def ballots_missing(items: QuerySet[Item]) -> int:
    """Ballots at the screen that would be lost if these votes were counted now: of who is there or writes."""
    seat = Presence.objects.filter(sitting=OuterRef("item__sitting"), member=OuterRef("member"))
    voters = Voter.objects.filter(item__in=items.order_by().values("pk"), is_recused=False)
    waiting = voters.filter(has_voted=False).exclude(item__mode=Item.Mode.PAPER)
    return waiting.filter(Exists(seat.exclude(kind=Presence.Kind.ABSENT))).count()


def who_voted(item: Item) -> list[Voter]:
    """Of an open or a paper vote, by role and name; of a secret one nobody is told but the number."""
    if item.mode == Item.Mode.SECRET:
        return []
    rows = Voter.objects.filter(item=item).select_related("member__person")
    return list(rows.order_by("-has_voted", "member__person__sort_key", "pk"))


@dataclass(frozen=True, slots=True)
class NamedVote:
    """An open vote or a written opinion with the words of its choice."""

    vote: Vote
    label: str


def named_votes(item: Item) -> list[NamedVote]:
    """Open votes and written opinions, once they are counted; before that nobody reads them."""
    if item.status != Item.Status.COUNTED:
        return []
    labels = {choice.key: choice.label for choice in voting_rule(item.rule).choices}
    rows = votes_of_turn([item.pk]).select_related("member__person", "file")
    ordered = rows.order_by("member__person__sort_key", "pk")
    return [NamedVote(vote, labels[vote.choice]) for vote in ordered]
