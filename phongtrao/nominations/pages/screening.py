"""What a page shows of a nomination's way: marks, opinions of other bodies, deeds of whoever screens."""

from dataclasses import dataclass, field

from django.contrib.auth.base_user import AbstractBaseUser

from phongtrao.lib.answers import Answer
from phongtrao.nominations.access.notices import visible_objections
from phongtrao.nominations.access.rounds import can_run
from phongtrao.nominations.access.screening import (
    can_accept,
    can_ask_others,
    can_refuse,
    can_return,
    can_take,
    can_withdraw,
    screened_nominations,
)
from phongtrao.nominations.access.submissions import reads_whole
from phongtrao.nominations.models import (
    Mark,
    Nomination,
    Objection,
    Opinion,
    PublicNotice,
    Submission,
)
from phongtrao.nominations.parts import PLACES
from phongtrao.nominations.queries.screening import next_to_screen
from phongtrao.nominations.services.judging import votes_of


@dataclass(frozen=True, slots=True)
class ScreeningCard:
    """For whoever reads a nomination as a whole; ``screens``: for whoever runs the round."""

    nomination: Nomination
    screens: bool
    may_take: Answer
    may_accept: Answer
    may_return: Answer
    may_refuse: Answer
    may_withdraw: Answer
    may_ask: Answer
    next: int | None
    open_marks: list[tuple[str, Mark]] = field(default_factory=list)
    mended: list[tuple[str, Mark]] = field(default_factory=list)
    opinions: list[Opinion] = field(default_factory=list)
    objections: list[Objection] = field(default_factory=list)
    notice: PublicNotice | None = None
    votes: str = ""

    @classmethod
    def build(cls, user: AbstractBaseUser, found: Nomination) -> "ScreeningCard | None":
        """None for those who read only the report."""
        if found.status == Nomination.Status.DRAFT or not reads_whole(user, found):
            return None
        screens = bool(can_run(user, found.submission.round))
        marks = [(str(PLACES.get(one.part, one.part)), one) for one in found.marks.all()]
        rows = screened_nominations(user, found.submission.round)
        return cls(
            nomination=found,
            screens=screens,
            may_take=can_take(user, found.submission),
            may_accept=can_accept(user, found),
            may_return=can_return(user, found),
            may_refuse=can_refuse(user, found),
            may_withdraw=can_withdraw(user, found),
            may_ask=can_ask_others(user, found),
            next=next_to_screen(rows, found) if screens else None,
            open_marks=[row for row in marks if row[1].mended_at is None],
            mended=[row for row in marks if row[1].mended_at],
            opinions=list(found.opinions.select_related("document")),
            objections=list(visible_objections(user).filter(nomination=found)),
            notice=found.notices.order_by("-until_on", "-pk").first(),
            votes=votes_of(found.case) if found.case and found.case.passes is not None else "",
        )


@dataclass(frozen=True, slots=True)
class Receipt:
    """On the page of what a unit handed in: taken by whom and when, what was marked."""

    submission: Submission
    may_take: Answer
    marks: list[tuple[str, Mark]]

    @classmethod
    def build(cls, user: AbstractBaseUser, sent: Submission) -> "Receipt":
        rows = Mark.objects.filter(
            nomination__submission=sent, nomination__status="returned", mended_at=None
        )
        marks = [(str(PLACES.get(one.part, one.part)), one) for one in rows.select_related("nomination")]  # fmt: skip
        return cls(sent, can_take(user, sent), marks)
