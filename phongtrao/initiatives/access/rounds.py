"""Who sees a round, and who runs it: the office or head of the unit that holds it."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F, Q, QuerySet, Value
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.initiatives.models import InitiativeRound
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Line, Post, Unit, is_of_kinds, is_of_levels
from phongtrao.orgs.queries.kinds import basic_levels
from phongtrao.orgs.scope import (
    at_offices,
    grants_of,
    has_role,
    holds_at_office,
    read_units,
    unit_condition,
)
from phongtrao.plans.models import Plan, Task

RUNS = frozenset({Role.OFFICE, Role.HEAD})
MEETS = RUNS | {Role.TEACHER, Role.FOCAL, Role.LEADER, Role.AUDITOR}
S = InitiativeRound.Status


def units_of(round_: InitiativeRound) -> QuerySet[Unit]:
    """Whose people may submit, as of today."""
    rows = Unit.objects.standing().under(round_.owner, round_.line)
    if round_.kinds:
        rows = rows.filter(is_of_kinds(round_.kinds))
    if round_.levels:
        rows = rows.filter(is_of_levels(round_.levels) | Q(level=""))
    return rows


def rounds_for(unit: Unit) -> QuerySet[InitiativeRound]:
    """Rounds that take in initiatives of this unit today: above it on their line, and of its kind."""
    today = timezone.localdate()
    rows = InitiativeRound.objects.filter(status=S.OPEN, opens_on__lte=today)
    above = Q(pk__in=[])
    for line in Line:
        field = line.path_field
        under = rows.alias(mine=Value(getattr(unit, field))).filter(
            line=line, mine__startswith=F(f"owner__{field}")
        )
        above |= Q(pk__in=under.values("pk"))
    kinds = Q(kinds=[]) | Q(kinds__overlap=[unit.kind, unit.type_id or ""])
    taught = [unit.level, *basic_levels([unit.level])]
    levels = Q(levels=[]) | Q(levels__overlap=taught) if unit.level else Q()
    return rows.filter(above & kinds & levels).select_related("owner", "form")


def tasks_offered(user: AbstractBaseUser, round_: InitiativeRound | None) -> QuerySet[Task]:
    """Tasks about initiatives in running plans of the units whose rounds one runs, and the round's own. S4-44"""
    owners = running_owners(user).order_by().values("pk")
    about = Q(
        plan__owner__in=owners, plan__status=Plan.Status.PUBLISHED, text__icontains="sáng kiến"
    )
    kept = Q(pk=round_.task_id) if round_ else Q(pk__in=[])
    rows = Task.objects.filter(kept | Q(pk__in=Task.objects.standing().filter(about).values("pk")))
    return rows.select_related("plan").order_by("plan", "position")


def visible_rounds(user: AbstractBaseUser) -> QuerySet[InitiativeRound]:
    """Those one's office holds, drafts too; once open, those of units one reads or works under."""
    mine = at_offices(user, RUNS | {Role.LEADER}, "owner__")
    read = read_units(user, "owner__")
    above = Q(pk__in=[])
    for grant in grants_of(user):
        for line in Line:
            parts = getattr(grant.unit, line.path_field).strip("/").split("/")
            above |= Q(owner__in=[int(part) for part in parts if part], line=line)
    inspected = unit_condition(grants_of(user, frozenset({Role.AUDITOR})), "owner__")
    opened = (read | above | inspected) & ~Q(status=S.DRAFT)
    return InitiativeRound.objects.filter(mine | opened).select_related("owner", "form").distinct()


def get_visible_round(user: AbstractBaseUser, pk: int) -> InitiativeRound:
    return get_object_or_404(visible_rounds(user), pk=pk)


def rounds_for_person(user: AbstractBaseUser) -> list[tuple[Unit, InitiativeRound]]:
    """(unit one works at, round that takes in its initiatives today): a person has a post or two."""
    posts = Post.objects.today().filter(person__user=user.pk).select_related("unit")
    units = {post.unit_id: post.unit for post in posts}
    return [(unit, round_) for unit in units.values() for round_ in rounds_for(unit)]


def running_owners(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units whose rounds the user may hold; rooms hold none of their own."""
    rows = Unit.objects.standing().with_account().filter(at_offices(user, RUNS, ""))
    return rows.highest_first()


def works_with(user: AbstractBaseUser) -> bool:
    """Whether initiatives stand in one's menu; no query."""
    return has_role(user, *MEETS)


def runs_rounds(user: AbstractBaseUser) -> bool:
    return has_role(user, *RUNS)


def can_run(user: AbstractBaseUser, owner: Unit) -> Answer:
    """Whether the user may hold rounds of the unit: open them, check what comes in, bring it to a council."""
    if holds_at_office(user, owner, *RUNS):
        return YES
    return no(
        _("Chỉ văn phòng hoặc thủ trưởng của %(unit)s được tổ chức đợt xét.") % {"unit": owner}
    )
