"""Who sees a sitting, who runs it, and who has a ballot in it.

A sitting is seen by whoever sees its council; its agenda leaves out, for everybody, the cases in which one
has a conflict of interest. Who runs it must see all of it: one with tied hands in any of its cases does not.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.councils.access.councils import can_run, seats_of, visible_cases, visible_councils
from phongtrao.councils.models import (
    Conflict,
    Item,
    Member,
    Presence,
    Sitting,
    SittingPaper,
    Vote,
    Voter,
)
from phongtrao.councils.queries.votes import open_ballots
from phongtrao.documents.models import StoredFile
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit

MOST_ASKED = 5  # a file is cited by one vote; the same scan rarely by more


def visible_sittings(user: AbstractBaseUser) -> QuerySet[Sitting]:
    rows = Sitting.objects.filter(council__in=visible_councils(user).values("pk"))
    return rows.select_related("council__unit", "chair__person", "secretary__person")


def get_visible_sitting(user: AbstractBaseUser, pk: int) -> Sitting:
    return get_object_or_404(visible_sittings(user), pk=pk)


def visible_items(user: AbstractBaseUser, sitting: Sitting) -> QuerySet[Item]:
    """The agenda as this user may know it."""
    cases = visible_cases(user).filter(council=sitting.council_id)
    rows = Item.objects.filter(sitting=sitting, case__in=cases.order_by().values("pk"))
    return rows.select_related("case").order_by("position", "pk")


def get_visible_item(user: AbstractBaseUser, sitting: Sitting, pk: int) -> Item:
    return get_object_or_404(visible_items(user, sitting), pk=pk)


def can_direct(user: AbstractBaseUser, sitting: Sitting) -> Answer:
    """Whether the user may lead the sitting through: roll, votes, counting, papers.

    The refusal names no case: it would tell one with tied hands that there is one.
    """
    if not (answer := can_run(user, sitting.council)):
        return answer
    tied = Conflict.objects.filter(
        case__items__sitting=sitting,
        status=Conflict.Status.STANDING,
        member__person__user=user.pk,
    )
    if tied.exists():
        return no(_("Bạn không điều hành phiên họp này. Hãy nhờ văn phòng hoặc thư ký khác."))
    return YES


def seat_at(user: AbstractBaseUser, sitting: Sitting) -> Presence | None:
    """The user's seat as the roll has it; None for those who do not sit in the council today."""
    today = seats_of(user).filter(council=sitting.council_id)
    rows = Presence.objects.filter(sitting=sitting, member__in=today.values("pk"))
    return rows.select_related("member__person").first()


def can_vote(seat: Presence | None) -> Answer:
    """Whether the seat may cast at all; which items it may vote on is said by ``ballots_of``."""
    if seat is None:
        return no(_("Chỉ thành viên hội đồng có tên trong phiên họp được biểu quyết."))
    if seat.kind == Presence.Kind.ABSENT:
        return no(_("Bạn chưa được ghi có mặt. Hãy báo thư ký điểm danh rồi bỏ phiếu."))
    return YES


def ballots_of(seat: Presence) -> QuerySet[Item]:
    """Items under vote on which the seat may still vote: it has not, and its hands are free.

    Paper ballots are handed in on paper; only who is absent writes here.
    """
    tied = Conflict.objects.filter(
        case=OuterRef("case"), member=seat.member_id, status=Conflict.Status.STANDING
    )
    free = Voter.objects.filter(
        item=OuterRef("pk"), member=seat.member_id, is_recused=False, has_voted=False
    )
    rows = Item.objects.filter(sitting=seat.sitting_id, status=Item.Status.VOTING)
    if seat.kind != Presence.Kind.WROTE:
        rows = rows.exclude(mode=Item.Mode.PAPER)
    return rows.filter(Exists(free)).exclude(Exists(tied)).order_by("position", "pk")


def has_voted(seat: Presence) -> bool:
    """On something that is under vote now."""
    rows = Voter.objects.filter(member=seat.member_id, has_voted=True)
    return rows.filter(item__sitting=seat.sitting_id, item__status=Item.Status.VOTING).exists()


def ballots_waiting(user: AbstractBaseUser) -> QuerySet[Voter]:
    """Ballots the user may still cast, in whatever council: ``ballots_of`` for all seats at once."""
    return open_ballots().filter(member__in=seats_of(user).values("pk"))


def own_sittings(user: AbstractBaseUser) -> QuerySet[Sitting]:
    """Sittings of the councils the user sits in today."""
    return visible_sittings(user).filter(council__in=seats_of(user).values("council"))


def counts_of(seat: Presence) -> QuerySet[Item]:
    """Paper votes whose ballots the seat counts."""
    rows = Item.objects.filter(
        sitting=seat.sitting_id, status=Item.Status.VOTING, mode=Item.Mode.PAPER
    )
    return rows.filter(tellers=seat.member_id).order_by("position", "pk")


def sees_opinion_file(user: AbstractBaseUser, file: StoredFile) -> bool:
    """A written opinion is opened once its vote is counted, by who runs the council and sees the case."""
    counted = Vote.objects.filter(file=file, item__status=Item.Status.COUNTED)
    cases = visible_cases(user).filter(items__votes__in=counted).select_related("council__unit")
    return any(can_run(user, case.council) for case in cases[:MOST_ASKED])


def writes_papers(user: AbstractBaseUser, unit: Unit) -> bool:
    """A council's secretary has its papers written, with or without a post in its unit's office."""
    return seats_of(user).filter(council__unit=unit, role=Member.Role.SECRETARY).exists()


def papers_kept_from(user: AbstractBaseUser) -> QuerySet[SittingPaper, int]:
    """Papers of sittings with a case in which the user has a conflict, whatever else the user is."""
    tied = Conflict.objects.filter(status=Conflict.Status.STANDING, member__person__user=user.pk)
    rows = SittingPaper.objects.filter(sitting__items__case__in=tied.values("case"))
    return rows.values_list("paper", flat=True)
