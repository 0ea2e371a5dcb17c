"""Doors of what is kept of people and units by year and day: ratings, numbers, discipline, learners."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.access.people import people_of, reads_people_of
from phongtrao.orgs.access.units import By, get_unit_where
from phongtrao.orgs.models import Discipline, Learner, Person, Unit
from phongtrao.orgs.scope import (
    at_units,
    grants_of,
    has_role,
    holds_at,
    holds_over,
    unit_condition,
    units_of,
)

OVER_UNITS = frozenset({Role.OFFICE, Role.PERSONNEL, Role.ADMIN})
READS_DISCIPLINE = frozenset({Role.PERSONNEL})


# ------------------------------------------------------------------ ratings and numbers
def can_rate_people(by: By, unit: Unit) -> Answer:
    """The unit itself writes down how its people did; those above may as well."""
    if by is None or _writes_for(by, unit):
        return YES
    return no(_("Chỉ “%s” và cấp trên theo dõi đơn vị được ghi xếp loại của người.") % unit)


def can_rate_unit(by: By, unit: Unit) -> Answer:
    """A unit is rated from above, by the superior's written rating (NĐ 152/2025)."""
    if by is None or holds_over(by, unit, *OVER_UNITS):
        return YES
    return no(_("Xếp loại của “%s” do cấp trên ghi.") % unit)


def can_declare(by: By, unit: Unit) -> Answer:
    if by is None or _writes_for(by, unit):
        return YES
    return no(_("Chỉ “%s” và cấp trên theo dõi đơn vị được khai số người.") % unit)


def get_unit_with_people(user: AbstractBaseUser, pk: int) -> Unit:
    """For pages that show who works there and how they did."""
    return get_unit_where(reads_people_of, user, pk)


def get_unit_to_declare(user: AbstractBaseUser, pk: int) -> Unit:
    return get_unit_where(can_declare, user, pk)


def get_unit_to_rate(user: AbstractBaseUser, pk: int) -> Unit:
    return get_unit_where(_rates, user, pk)


def _rates(user: AbstractBaseUser, unit: Unit) -> bool:
    return bool(can_rate_people(user, unit) or can_rate_unit(user, unit))


def _writes_for(user: AbstractBaseUser, unit: Unit) -> bool:
    above = holds_over(user, unit, *OVER_UNITS)
    return above or holds_at(user, unit, Role.HEAD, Role.FOCAL)


# ------------------------------------------------------------------ discipline
def keeps_discipline(user: AbstractBaseUser) -> bool:
    return has_role(user, *READS_DISCIPLINE)


def keeps_discipline_of(user: AbstractBaseUser, unit: Unit) -> bool:
    return holds_over(user, unit, *READS_DISCIPLINE)


def disciplined_within(user: AbstractBaseUser) -> QuerySet[Person]:
    """People whose cases the user may read: whoever is told, is told of the person wherever it was."""
    return people_of(user, READS_DISCIPLINE)


def disciplined_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units whose own cases the user may read: ``keeps_discipline_of`` of them all."""
    return Unit.objects.filter(units_of(user, READS_DISCIPLINE))


def visible_disciplines(user: AbstractBaseUser) -> QuerySet[Discipline]:
    of_units = unit_condition(grants_of(user, READS_DISCIPLINE), "unit__") & Q(person=None)
    return Discipline.objects.filter(Q(person__in=disciplined_within(user)) | of_units)


def get_person_for_discipline(user: AbstractBaseUser, pk: int) -> Person:
    return get_object_or_404(disciplined_within(user), pk=pk)


def get_unit_for_discipline(user: AbstractBaseUser, pk: int) -> Unit:
    return get_unit_where(can_keep_discipline, user, pk)


def get_discipline(user: AbstractBaseUser, pk: int) -> Discipline:
    return get_object_or_404(visible_disciplines(user).select_related("person", "unit"), pk=pk)


def can_keep_discipline(by: By, subject: Person | Unit) -> Answer:
    """Of a person, or of a unit as a whole."""
    if by is None or _is_disciplined_within(by, subject):
        return YES
    return no(_("Chỉ người được giao theo dõi kỷ luật của đơn vị được ghi, sửa hồ sơ này."))


def _is_disciplined_within(user: AbstractBaseUser, subject: Person | Unit) -> bool:
    if isinstance(subject, Unit):
        return keeps_discipline_of(user, subject)
    return disciplined_within(user).filter(pk=subject.pk).exists()


# ------------------------------------------------------------------ learners
def can_keep_learner(by: By, unit: Unit) -> Answer:
    """The school that has the consent in hand, nobody above it."""
    if by is None or holds_at(by, unit, Role.HEAD, Role.FOCAL):
        return YES
    return no(_("Chỉ “%s”, nơi giữ giấy đồng ý, được ghi tên người học.") % unit)


def visible_learners(user: AbstractBaseUser) -> QuerySet[Learner]:
    """The school's own, and those above it who look after nominations."""
    own = at_units(user, frozenset({Role.HEAD, Role.FOCAL}), "unit__")
    above = unit_condition(grants_of(user, frozenset({Role.OFFICE})), "unit__")
    return Learner.objects.filter(own | above)


def reads_learners_of(user: AbstractBaseUser, unit: Unit) -> bool:
    return holds_at(user, unit, Role.HEAD, Role.FOCAL) or holds_over(user, unit, Role.OFFICE)


def get_unit_with_learners(user: AbstractBaseUser, pk: int) -> Unit:
    return get_unit_where(reads_learners_of, user, pk)


def get_unit_to_name_learners(user: AbstractBaseUser, pk: int) -> Unit:
    return get_unit_where(can_keep_learner, user, pk)


def get_learner(user: AbstractBaseUser, pk: int) -> Learner:
    return get_object_or_404(visible_learners(user).select_related("unit"), pk=pk)
