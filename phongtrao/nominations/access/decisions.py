"""Who drafts a decision of commendation, who reads it, its money, what goes to an authority above."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.documents.access import can_draft, can_edit_draft, visible_documents
from phongtrao.documents.access.certificates import OFFICES
from phongtrao.documents.access.reading import reads_drafts
from phongtrao.documents.models import Certificate, OfficialDocument
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.nominations.access.rounds import READS, RUNS, can_run
from phongtrao.nominations.models import (
    AwardDecision,
    AwardRound,
    BaseSalary,
    DecisionLine,
    HandOver,
)
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import (
    at_offices,
    grants_of,
    has_role,
    is_at_the_top,
    read_units,
    units_of,
)

ISSUED = OfficialDocument.Status.ISSUED
# Certificates of an older decision were made elsewhere, or are not made at all.
ASKED_FOR = timedelta(days=180)


def makes_decisions(user: AbstractBaseUser) -> bool:
    """Whether decisions are a place of theirs; no query."""
    return has_role(user, *READS)


def deciding_rounds(user: AbstractBaseUser) -> QuerySet[AwardRound]:
    """Rounds whose decisions the user drafts."""
    rows = AwardRound.objects.filter(at_offices(user, RUNS, "owner__"))
    return rows.filter(status__in=AwardRound.Status.running).select_related("owner")


def visible_decisions(user: AbstractBaseUser) -> QuerySet[AwardDecision]:
    """Drafts where drafts are read, issued ones where their paper is."""
    issued = Q(document__status=ISSUED, document__in=visible_documents(user).values("pk"))
    return AwardDecision.objects.filter(reads_drafts(user, "document__") | issued)


def papers_of_awards(user: AbstractBaseUser) -> "list[QuerySet[Any, Any]]":
    """Issued papers that name the user, or a collective or somebody of a unit whose papers the user reads."""
    named = "lines__nomination__"
    told = Q(**{f"{named}person__user": user.pk}) | read_units(user, f"{named}unit__")
    return [AwardDecision.objects.filter(told, document__status=ISSUED).values("document")]


def get_visible_decision(user: AbstractBaseUser, pk: int) -> AwardDecision:
    rows = visible_decisions(user).select_related(
        "unit", "round__owner", "document__issuer", "file"
    )
    return get_object_or_404(rows, pk=pk)


def can_make_decision(user: AbstractBaseUser, found: AwardRound) -> Answer:
    if found.status not in AwardRound.Status.running:
        return no(_("Đợt chưa mở hoặc đã kết thúc nên không lập quyết định được."))
    return can_run(user, found) and can_draft(user, found.owner)


def can_change_decision(user: AbstractBaseUser, decision: AwardDecision) -> Answer:
    """Its list and its words, while its paper is a draft nobody is about to sign."""
    if decision.is_issued:
        return no(_("Quyết định đã ban hành nên danh sách không đổi được."))
    return can_run(user, decision.round) and can_edit_draft(user, decision.document)


def without_certificates(user: AbstractBaseUser) -> QuerySet[AwardDecision]:
    """Of the last half year, that name somebody whose award stands and who has no certificate by them yet."""
    given = Certificate.objects.filter(
        award_of__award=OuterRef("nomination__award"),
        batch__document=OuterRef("decision__document"),
    )
    bare = DecisionLine.objects.filter(
        ~Exists(given), decision=OuterRef("pk"), nomination__award__status="confirmed"
    )
    since = timezone.localdate() - ASKED_FOR
    rows = AwardDecision.objects.filter(at_offices(user, OFFICES, "unit__"))
    return rows.filter(Exists(bare), document__status=ISSUED, document__issued_on__gte=since)


# ------------------------------------------------------------------ money


def reads_money(user: AbstractBaseUser, decision: AwardDecision) -> bool:
    """The list for the accountant is of the office that pays, not of everybody who reads the decision."""
    return AwardDecision.objects.filter(at_offices(user, READS, "unit__"), pk=decision.pk).exists()


def paying_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Offices and schools whose award money one reads: one's own, and those below."""
    return Unit.objects.filter(units_of(user, READS) | at_offices(user, READS))


def visible_base_salaries(user: AbstractBaseUser) -> QuerySet[BaseSalary]:
    return BaseSalary.objects.all() if makes_decisions(user) else BaseSalary.objects.none()


def can_set_base_salary(user: AbstractBaseUser) -> Answer:
    if any(is_at_the_top(grant) for grant in grants_of(user, frozenset({Role.OFFICE}))):
        return YES
    return no(_("Chỉ văn phòng của Sở, của tỉnh ghi được lương cơ sở."))


# ------------------------------------------------------------------ to an authority above


def visible_hand_overs(user: AbstractBaseUser) -> QuerySet[HandOver]:
    rows = HandOver.objects.filter(at_offices(user, READS, "round__owner__"))
    return rows.select_related("round__owner", "honour", "package")


def can_hand_over(user: AbstractBaseUser, found: AwardRound) -> Answer:
    if found.status not in AwardRound.Status.running:
        return no(_("Đợt chưa mở hoặc đã kết thúc nên không bàn giao hồ sơ được."))
    return can_run(user, found)


def get_hand_over(user: AbstractBaseUser, pk: int) -> HandOver:
    return get_object_or_404(visible_hand_overs(user), pk=pk)
