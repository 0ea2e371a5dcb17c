"""Who sees a round, who runs it, and for which units one hands in. S0-49 S0-56 S3-44"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role, User
from phongtrao.documents.access import visible_documents
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.nominations.models import AwardRound
from phongtrao.orgs.models import Grant, Unit
from phongtrao.orgs.scope import at_offices, has_role, holds_at_office, units_above

RUNS = frozenset({Role.OFFICE, Role.HEAD})
READS = RUNS | {Role.LEADER}
ASKS = frozenset({Role.OFFICE, Role.HEAD, Role.FOCAL})  # who prepares what a unit hands in
MEETS = READS | {Role.FOCAL}


def meets_rounds(user: AbstractBaseUser) -> bool:
    """Whether rounds stand in one's menu; no query."""
    return has_role(user, *MEETS)


def asks_awards(user: AbstractBaseUser) -> bool:
    """Whether one prepares what a unit hands in; no query."""
    return has_role(user, *ASKS)


def running_owners(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Offices and schools whose rounds one runs, the highest first."""
    return Unit.objects.standing().with_account().filter(at_offices(user, RUNS)).highest_first()


def visible_rounds(user: AbstractBaseUser) -> QuerySet[AwardRound]:
    """One's own unit's whatever their state; those of units above once they are open."""
    own = at_offices(user, READS, "owner__")
    above = Q(owner__in=units_above(user, MEETS)) & ~Q(status=AwardRound.Status.DRAFT)
    return AwardRound.objects.filter(own | above).select_related("owner", "movement")


def get_round(user: AbstractBaseUser, pk: int) -> AwardRound:
    return get_object_or_404(visible_rounds(user), pk=pk)


def can_run(user: AbstractBaseUser, found: AwardRound) -> Answer:
    if holds_at_office(user, found.owner, *RUNS):
        return YES
    return no(_("Chỉ văn phòng hoặc thủ trưởng của %s làm được việc này.") % found.owner)


def is_open_to_change(found: AwardRound) -> Answer:
    """What it asks for: while nobody below has seen it."""
    if found.status == AwardRound.Status.DRAFT:
        return YES
    return no(_("Đợt đã mở. Chỉ gia hạn được và sửa được chỉ tiêu, không sửa các mục khác."))


def can_found(user: AbstractBaseUser, owner: Unit) -> Answer:
    if holds_at_office(user, owner, *RUNS):
        return YES
    return no(_("Chỉ văn phòng hoặc thủ trưởng của %s tổ chức được đợt khen thưởng.") % owner)


def get_run_round(user: AbstractBaseUser, pk: int) -> AwardRound:
    """404 for whoever does not run it."""
    rows = visible_rounds(user).filter(at_offices(user, RUNS, "owner__"))
    return get_object_or_404(rows, pk=pk)


def asking_units(user: AbstractBaseUser, found: AwardRound) -> QuerySet[Unit]:
    """Units below (or the owner itself) for which one hands in; with quotas, those that have one first asked."""
    below = Q(admin_path__startswith=found.owner.admin_path)
    below |= Q(prof_path__startswith=found.owner.prof_path)
    rows = Unit.objects.standing().with_account().filter(below, at_offices(user, ASKS))
    return rows.highest_first()


def rounds_to_answer(user: AbstractBaseUser) -> QuerySet[AwardRound]:
    """Open rounds in which a unit of one's may hand in."""
    mine = Unit.objects.standing().filter(at_offices(user, ASKS))
    below = Q(Exists(mine.filter(admin_path__startswith=OuterRef("owner__admin_path"))))
    below |= Q(Exists(mine.filter(prof_path__startswith=OuterRef("owner__prof_path"))))
    return visible_rounds(user).filter(below, status=AwardRound.Status.OPEN)


def rounds_run(user: AbstractBaseUser) -> QuerySet[AwardRound]:
    """Open ones of one's own offices."""
    own = visible_rounds(user).filter(at_offices(user, RUNS, "owner__"))
    return own.filter(status=AwardRound.Status.OPEN)


def runs_rounds(user: AbstractBaseUser) -> bool:
    return has_role(user, *RUNS)


def receivers_for(user: AbstractBaseUser) -> QuerySet[User]:
    """Who may be named as receiver: office and head of the units whose rounds one runs."""
    held = Grant.objects.today().filter(unit__in=running_owners(user).order_by(), role__in=RUNS)
    whole = held.filter(kind="", level="")
    return User.objects.filter(pk__in=whole.values("user"), is_active=True).order_by("full_name")


def rounds_above(user: AbstractBaseUser) -> QuerySet[AwardRound]:
    """Open rounds of units above those one runs: what goes beyond one's own right is sent on there."""
    own = {unit.pk for unit in running_owners(user)}
    above = units_above(user, RUNS) - own if len(own) == 1 else units_above(user, RUNS)
    rows = AwardRound.objects.filter(owner__in=above, status=AwardRound.Status.OPEN)
    return rows.exclude(occasion=AwardRound.Occasion.SUDDEN).select_related("owner")


def guidance_for(user: AbstractBaseUser) -> QuerySet[OfficialDocument]:
    """Issued papers of one's unit and those above it, the newest first."""
    rows = visible_documents(user).filter(
        issuer__in=units_above(user, RUNS), status=OfficialDocument.Status.ISSUED
    )
    return rows.order_by("-issued_on", "-pk")
