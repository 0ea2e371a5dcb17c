"""Doors and answers of roles, of acting for another, and of accounts."""

import re
from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.access.units import By, administers
from phongtrao.orgs.models import DatedQuerySet, Grant, GrantQuerySet, Post, RightsReview, Unit
from phongtrao.orgs.scope import (
    HANDED_OVER,
    covers,
    grants_of,
    grants_today,
    has_role,
    is_at_the_top,
    unit_condition,
    units_of,
)

# Whose password each may have set anew by a printed code.
HELPS = {
    Role.HEAD: frozenset({Role.FOCAL, Role.TEACHER}),
    Role.FOCAL: frozenset({Role.TEACHER}),
}


def reach(user: AbstractBaseUser) -> Q:
    """Accounts an administrator may touch: all their roles and posts lie in the administrator's units.

    So an administrator of one commune cannot give a new password to the director of the Sở. Accounts
    of no unit, such as those of people who left, are kept at the top.
    """
    within = unit_condition(grants_of(user, frozenset({Role.ADMIN})), "unit__")
    roles, posts = Grant.objects.not_over(), Post.objects.not_over().exclude(person__user=None)
    none_outside = ~_tied(roles.exclude(within), posts.exclude(within))
    if keeps_loose(user):
        return none_outside
    return none_outside & _tied(roles.filter(within), posts.filter(within))


def is_clerk(user: AbstractBaseUser) -> bool:
    return has_role(user, *HELPS)


def reach_of_clerk(user: AbstractBaseUser) -> Q:
    """Accounts of one's very unit and its rooms that hold only roles below one's own, and nothing elsewhere.

    So a focal person never gets at the head's account, and nobody at a unit at one of the office. A
    role over one level or kind only is none at the unit itself, as everywhere.
    """
    roles, posts = Grant.objects.not_over(), Post.objects.not_over().exclude(person__user=None)
    reached = Q(pk__in=[])
    whole = [grant for grant in grants_of(user, frozenset(HELPS)) if covers(grant, grant.unit)]
    for grant in whole:
        room = rf"^{re.escape(grant.unit.admin_path)}\d+/$"
        here = Q(unit=grant.unit_id) | Q(unit__kind=Unit.Kind.ROOM, unit__admin_path__regex=room)
        below = here & Q(role__in=HELPS[Role(grant.role)])
        tied = _tied(roles.filter(below), posts.filter(here))
        reached |= tied & ~_tied(roles.exclude(below), posts.exclude(here))
    return reached


def keeps_loose(user: AbstractBaseUser) -> bool:
    """Whether accounts that belong to no unit are this administrator's business."""
    return any(is_at_the_top(grant) for grant in grants_of(user, frozenset({Role.ADMIN})))


def _tied(roles: QuerySet[Grant], posts: QuerySet[Post]) -> Q:
    return Q(pk__in=roles.values("user")) | Q(pk__in=posts.values("person__user"))


def _is_loose(user: AbstractBaseUser) -> bool:
    roles = Grant.objects.not_over().filter(user_id=user.pk)
    return not (roles.exists() or Post.objects.not_over().filter(person__user=user.pk).exists())


def can_give_role(by: By, user: AbstractBaseUser, unit: Unit) -> Answer:
    if by is None:
        return YES
    if not administers(by, unit):
        return no(_("Chỉ quản trị viên phụ trách đơn vị này được phân quyền."))
    if by.pk == user.pk:
        return no(_("Không thể tự phân quyền cho mình. Hãy nhờ quản trị viên khác."))
    if _is_loose(user) and not keeps_loose(by):
        return no(
            _(
                "Tài khoản này chưa thuộc đơn vị nào."
                " Hãy thêm người kèm tài khoản ở đơn vị, hoặc nhờ quản trị viên của Sở."
            )
        )
    return YES


def can_appoint_deputy(by: By, deputy: AbstractBaseUser, grant: Grant) -> Answer:
    """The holder hands a job to a colleague of the same unit; an administrator to anybody in reach."""
    if not (answer := _can_be_lent(grant)):
        return answer
    if deputy.pk == grant.user_id:
        return no(_("Hãy chọn người khác: không ai làm thay cho chính mình."))
    if not deputy.is_active:
        return no(_("Tài khoản của %s đã khóa. Hãy chọn người khác.") % deputy)
    if by is None or by.pk != grant.user_id:
        return _gives(by, deputy, grant)
    return _asks(deputy, grant)


def _asks(deputy: AbstractBaseUser, grant: Grant) -> Answer:
    """What the holder hands over without an administrator."""
    if grant.role == Role.ADMIN:
        return no(_("Quyền quản trị do quản trị viên khác phân. Hãy nhờ quản trị viên cấp trên."))
    if not _works_within(deputy, grant):
        return no(_("%s không công tác trong đơn vị này. Hãy chọn đồng nghiệp.") % deputy)
    return YES


def _can_be_lent(grant: Grant) -> Answer:
    """What one only does in another's place is not passed on: NĐ 30/2020, điều 13 khoản 3."""
    if grant.acts_for_id is not None:
        return no(_("Người làm thay không được nhờ người khác làm thay tiếp (không ủy quyền lại)."))
    if grant.capacity == Grant.Capacity.DELEGATED:
        return no(_("Quyền được ủy quyền không được ủy quyền lại cho người khác."))
    if grant.role not in HANDED_OVER:
        return no(_("Vai trò này gắn với chính người giữ, không nhờ người khác làm thay được."))
    return YES


def hands_over(user: AbstractBaseUser) -> bool:
    """Whether the user has a job another could do, or does another's. No query of its own."""
    return any(g.acts_for_id or g.role in HANDED_OVER for g in grants_today(user))


def get_acting(user: AbstractBaseUser, pk: int) -> Grant:
    """A grant by which somebody does the user's job."""
    rows = Grant.objects.filter(acts_for=user.pk)
    return get_object_or_404(rows.select_related("user", "acts_for", "unit"), pk=pk)


def _gives(by: By, deputy: AbstractBaseUser, grant: Grant) -> Answer:
    if not (answer := can_give_role(by, deputy, grant.unit)):
        return answer
    return can_reach_all(by, grant)


def _works_within(deputy: AbstractBaseUser, grant: Grant) -> bool:
    """At the very unit or in a room below it: a head's job goes to nobody of another unit."""
    rooms = Q(unit__kind__in=(Unit.Kind.ROOM, Unit.Kind.OFFICE))
    here = Q(unit=grant.unit_id) | (rooms & Q(unit__admin_path__startswith=grant.unit.admin_path))
    return (
        Grant.objects.today().filter(here, user=deputy.pk, acts_for=None).exists()
        or Post.objects.today().filter(here, person__user=deputy.pk).exists()
    )


def can_reach_all(by: By, grant: Grant) -> Answer:
    """Nobody gives what they do not have: the other line may lead to units of other administrators."""
    if by is None:
        return YES
    own = units_of(by, frozenset({Role.ADMIN}))
    if Unit.objects.filter(unit_condition([grant])).exclude(own).exists():
        return no(
            _("Trên tuyến này, vai trò phủ cả đơn vị ngoài phạm vi của bạn. Hãy chọn tuyến khác.")
        )
    return YES


def can_end_role(by: By, grant: Grant) -> Answer:
    if by is not None and not (administers(by, grant.unit) or is_principal(by, grant)):
        return no(_("Chỉ quản trị viên phụ trách đơn vị này được thu hồi quyền."))
    if by is not None and by.pk == grant.user_id:
        return no(_("Không thể tự thu hồi quyền của mình. Hãy nhờ quản trị viên khác."))
    if grant.is_over:
        return no(_("Quyền này đã hết hiệu lực."))
    return YES


def is_principal(by: AbstractBaseUser, grant: Grant) -> bool:
    """Whether the grant lets somebody act for this very person, who may take it back at any time."""
    return grant.acts_for_id is not None and grant.acts_for_id == by.pk


def get_grant(user: AbstractBaseUser, pk: int) -> Grant:
    return get_object_or_404(visible_grants(user).select_related("user", "unit", "given_by"), pk=pk)


def endable_grants_of(by: By, users: Iterable[int | None]) -> DatedQuerySet[Grant]:
    """``can_end_role`` of an administrator as a query: roles of these accounts that ``by`` may end.

    ``users`` are keys; None, for a person without account, holds nothing.
    """
    rows = Grant.objects.all() if by is None else visible_grants(by).exclude(user=by.pk)
    accounts = {user for user in users if user is not None}
    return rows.not_over().filter(user__in=accounts).order_by("pk")


def can_review(by: By, unit: Unit) -> Answer:
    if by is None or administers(by, unit):
        return YES
    return no(_("Chỉ quản trị viên phụ trách đơn vị này được ký rà soát quyền."))


def reviewed_grants(by: AbstractBaseUser, unit: Unit) -> QuerySet[Grant]:
    """What is held today or later under the unit, on either line, as far as one administers it."""
    below = Q(unit__admin_path__startswith=unit.admin_path)
    below |= Q(unit__prof_path__startswith=unit.prof_path)
    rows = visible_grants(by).not_over().filter(below)
    return rows.select_related("user", "unit", "acts_for").order_by("unit__sort_key", "pk")


def visible_reviews(user: AbstractBaseUser) -> QuerySet[RightsReview]:
    within = unit_condition(grants_of(user, frozenset({Role.ADMIN})), "unit__")
    return RightsReview.objects.filter(within)


def visible_grants(user: AbstractBaseUser) -> GrantQuerySet:
    """Those over the units one administers, past ones as well."""
    within = unit_condition(grants_of(user, frozenset({Role.ADMIN})), "unit__")
    return Grant.objects.filter(within)
