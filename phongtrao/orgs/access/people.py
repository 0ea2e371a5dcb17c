"""Doors and answers of people and their posts: seen within one's scope."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.access.units import KEEPS_PEOPLE, By, can_keep_people, get_unit_where
from phongtrao.orgs.models import Person, Post, Unit
from phongtrao.orgs.scope import (
    READS_ALL_BELOW,
    at_units,
    grants_of,
    has_role,
    holds_at,
    holds_over,
    unit_condition,
    units_of,
)

READS_PEOPLE_BELOW = READS_ALL_BELOW | KEEPS_PEOPLE
READS_COLLEAGUES = frozenset({Role.FOCAL})


def reads_people(user: AbstractBaseUser) -> bool:
    return has_role(user, *READS_PEOPLE_BELOW, *READS_COLLEAGUES)


def reads_people_of(user: AbstractBaseUser, unit: Unit) -> bool:
    below = holds_over(user, unit, *READS_PEOPLE_BELOW)
    return below or holds_at(user, unit, *READS_COLLEAGUES)


def units_with_people(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units of which the user reads who works there and how they did: ``reads_people_of`` of them all."""
    below = units_of(user, READS_PEOPLE_BELOW)
    return Unit.objects.filter(below | at_units(user, READS_COLLEAGUES))


def visible_people(user: AbstractBaseUser) -> QuerySet[Person]:
    """Those who work today in a unit of one's scope."""
    posts = Post.objects.today().filter(_people_within(user))
    return Person.objects.filter(pk__in=posts.values("person"))


def people_with_page(user: AbstractBaseUser) -> QuerySet[Person]:
    """Also those about to come, and those who left from a unit of one's scope and work nowhere now."""
    return _with_past(_people_within(user))


def people_of(user: AbstractBaseUser, roles: frozenset[Role]) -> QuerySet[Person]:
    """The same, within the grants of these roles only."""
    return _with_past(unit_condition(grants_of(user, roles), "unit__"))


def _with_past(within: Q) -> QuerySet[Person]:
    """``within``: condition on posts."""
    here = Q(pk__in=Post.objects.not_over().filter(within).values("person"))
    left = Q(pk__in=Post.objects.over().filter(within).values("person"))
    elsewhere = Q(pk__in=Post.objects.not_over().values("person"))
    return Person.objects.filter(here | (left & ~elsewhere))


def get_person(user: AbstractBaseUser, pk: int) -> Person:
    return get_object_or_404(people_with_page(user).select_related("user"), pk=pk)


def _people_within(user: AbstractBaseUser) -> Q:
    """Condition on posts."""
    below = unit_condition(grants_of(user, READS_PEOPLE_BELOW), "unit__")
    return below | at_units(user, READS_COLLEAGUES, "unit__")


def can_keep_person(by: By, person: Person) -> Answer:
    """Whoever looks after one of the units where the person works, or last did."""
    if by is None or people_of(by, KEEPS_PEOPLE).filter(pk=person.pk).exists():
        return YES
    return no(_("Chỉ tổ chức cán bộ hoặc quản trị viên phụ trách đơn vị của người này được sửa."))


def get_staffed_unit(user: AbstractBaseUser, pk: int) -> Unit:
    """For pages only those have who say who works there."""
    return get_unit_where(can_keep_people, user, pk)


def get_post(user: AbstractBaseUser, pk: int) -> Post:
    """For the pages that end or move it, which only those have who say who works in the unit."""
    within = units_of(user, KEEPS_PEOPLE)
    posts = Post.objects.filter(unit__in=Unit.objects.filter(within))
    return get_object_or_404(posts.select_related("unit", "person__user"), pk=pk)


def can_end_post(by: By, post: Post) -> Answer:
    if not (answer := can_keep_people(by, post.unit)):
        return answer
    if post.is_over:
        return no(_("Vị trí này đã kết thúc."))
    return YES


def can_correct_post(by: By, post: Post) -> Answer:
    """Also one that is over. What an act of reorganisation wrote is undone with the act."""
    if not (answer := can_keep_people(by, post.unit)):
        return answer
    if post.reorganisation_id or post.continues_id or hasattr(post, "continued"):
        return no(
            _(
                "Vị trí này gắn với một quyết định sắp xếp đơn vị."
                " Hãy hoàn tác lần sắp xếp ấy rồi sửa, hoặc kết thúc vị trí và thêm vị trí đúng."
            )
        )
    return YES


def can_add_person(by: By) -> Answer:
    if by is None or has_role(by, *KEEPS_PEOPLE):
        return YES
    return no(_("Chỉ tổ chức cán bộ hoặc quản trị viên được thêm người."))
