"""Doors and answers of handing over."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role, User
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.access.roles import endable_grants_of
from phongtrao.orgs.access.units import administers, get_unit_where
from phongtrao.orgs.models import Grant, Post, Takeover, Unit
from phongtrao.orgs.scope import at_units, grants_of, holds_at, unit_condition


def can_hand_over(by: AbstractBaseUser, unit: Unit) -> Answer:
    if administers(by, unit) or holds_at(by, unit, Role.HEAD):
        return YES
    return no(_("Chỉ thủ trưởng đơn vị hoặc quản trị viên được lập bàn giao."))


def hands_over_at(user: AbstractBaseUser, unit: Unit) -> bool:
    return bool(can_hand_over(user, unit))


def get_handed_unit(user: AbstractBaseUser, pk: int) -> Unit:
    return get_unit_where(can_hand_over, user, pk)


def people_to_hand_over(unit: Unit) -> QuerySet[User]:
    """Accounts that belong to the unit, or did: who left may still have open work there."""
    roles, posts = Grant.objects.filter(unit=unit), Post.objects.filter(unit=unit)
    tied = Q(pk__in=roles.values("user")) | Q(pk__in=posts.values("person__user"))
    return User.objects.filter(tied).order_by("sort_key", "pk")


def can_take_over(receiver: User, unit: Unit) -> Answer:
    here = Grant.objects.today().filter(unit=unit, user=receiver)
    works = Post.objects.today().filter(unit=unit, person__user=receiver)
    if receiver.is_active and (here.exists() or works.exists()):
        return YES
    return no(_("%s không thuộc đơn vị này. Hãy chọn người của đơn vị.") % receiver)


def passable_grants(by: AbstractBaseUser, giver: AbstractBaseUser, unit: Unit) -> QuerySet[Grant]:
    """Roles of the giver at the unit that ``by`` may end and give anew: only an administrator's.

    What is done in another's place is not the giver's to pass on.
    """
    return endable_grants_of(by, [giver.pk]).today().filter(unit=unit, acts_for=None)


def held_at(user: User, unit: Unit) -> QuerySet[Grant]:
    """Roles the account holds at the unit today."""
    return Grant.objects.today().filter(user=user, unit=unit).order_by("role", "pk")


def visible_takeovers(user: AbstractBaseUser) -> QuerySet[Takeover]:
    """One's own, and those of units one heads or administers."""
    kept = at_units(user, frozenset({Role.HEAD}), "unit__")
    kept |= unit_condition(grants_of(user, frozenset({Role.ADMIN})), "unit__")
    rows = Takeover.objects.filter(Q(giver=user.pk) | Q(receiver=user.pk) | kept)
    return rows.select_related("unit", "giver", "receiver", "made_by")


def get_takeover(user: AbstractBaseUser, pk: int) -> Takeover:
    return get_object_or_404(visible_takeovers(user), pk=pk)


def can_receive(by: AbstractBaseUser, takeover: Takeover) -> Answer:
    if takeover.receiver_id != by.pk:
        return no(_("Chỉ bên nhận được ký nhận."))
    if takeover.status != Takeover.Status.GIVEN:
        return no(_("Bàn giao này đã được ký nhận."))
    return YES
