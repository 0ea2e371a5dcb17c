"""Questions about who holds what, and who does whose job."""

from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Case, Q, QuerySet, When

from phongtrao.accounts.models import User, UserQuerySet
from phongtrao.orgs.models import DatedQuerySet, Grant, Post, Unit
from phongtrao.orgs.scope import HANDED_OVER


def acting_under(grant: Grant) -> DatedQuerySet[Grant]:
    """What others hold, today or later, to do this very job in the holder's place."""
    if grant.acts_for_id is not None:
        return Grant.objects.none()
    same = {"role": grant.role, "unit": grant.unit_id, "line": grant.line}
    population = {"kind": grant.kind, "level": grant.level}
    rows = Grant.objects.not_over().filter(acts_for=grant.user_id, **same, **population)
    return rows.select_related("user", "unit").order_by("pk")


def acting_under_any(grants: Collection[Grant]) -> dict[Grant, Grant]:
    """``acting_under`` of many: {who acts: the job they do}. One query."""
    jobs = {_job(grant, grant.user_id): grant for grant in grants if grant.acts_for_id is None}
    rows = Grant.objects.not_over().filter(acts_for__in={user for user, *__ in jobs})
    rows = rows.select_related("user", "unit")
    found = {row: jobs.get(_job(row, row.acts_for_id)) for row in rows.order_by("pk")}
    return {row: job for row, job in found.items() if job is not None}


def _job(grant: Grant, holder: int | None) -> tuple[object, ...]:
    return holder, grant.role, grant.unit_id, grant.line, grant.kind, grant.level


def handable_grants(user: AbstractBaseUser) -> DatedQuerySet[Grant]:
    """Roles held in the own right, today or later, that another may take over for some days."""
    rows = Grant.objects.not_over().filter(user=user.pk, acts_for=None, role__in=HANDED_OVER)
    return rows.select_related("unit", "user").order_by("pk")


def possible_deputies(user: AbstractBaseUser) -> UserQuerySet:
    """Colleagues at the very units of the user's own roles and in their rooms."""
    here = Q(pk__in=[])
    for grant in handable_grants(user):
        room = Q(unit__kind__in=(Unit.Kind.ROOM, Unit.Kind.OFFICE))
        below = Q(unit__admin_path__startswith=grant.unit.admin_path)
        here |= Q(unit=grant.unit_id) | (room & below)
    roles = Grant.objects.today().filter(here, acts_for=None).values("user")
    posts = Post.objects.today().filter(here).exclude(person__user=None).values("person__user")
    tied = Q(pk__in=roles) | Q(pk__in=posts)
    return (
        User.objects.get_queryset().active().filter(tied).exclude(pk=user.pk).order_by("sort_key")
    )


def account_by_code(code: str) -> User | None:
    """The account of the person with this very code; capitals count, as codes are written by machines."""
    return User.objects.get_queryset().filter(person__code=code).first()


def has_left(user: AbstractBaseUser) -> bool:
    """Neither a post nor a role any more, and none to come."""
    roles = Grant.objects.not_over().filter(user=user.pk)
    return not (roles.exists() or Post.objects.not_over().filter(person__user=user.pk).exists())


def acting_of(user: AbstractBaseUser) -> QuerySet[Grant]:
    """Who acts for the user (``is_mine``), and for whom the user acts, past ones as well."""
    rows = Grant.objects.exclude(acts_for=None).filter(Q(user=user.pk) | Q(acts_for=user.pk))
    mine = Case(When(acts_for=user.pk, then=True), default=False)
    return rows.annotate(is_mine=mine).select_related("user", "acts_for", "unit", "given_by")
