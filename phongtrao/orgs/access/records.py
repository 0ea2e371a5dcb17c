"""Doors and answers of one's own record and of personal data."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.access.roles import keeps_loose
from phongtrao.orgs.access.units import KEEPS_PEOPLE, can_keep_people
from phongtrao.orgs.models import Correction, Person, Post, Retention
from phongtrao.orgs.scope import (
    ACTS_FOR_UNIT,
    at_units,
    grants_of,
    holds_at,
    unit_condition,
)


def get_own_person(user: AbstractBaseUser) -> Person:
    """The person behind the account; 404 for accounts that belong to nobody."""
    return get_object_or_404(Person.objects.select_related("user"), user=user.pk)


def retentions_with_history(user: AbstractBaseUser) -> QuerySet[Retention]:
    return Retention.objects.all() if can_keep_data(user) else Retention.objects.none()


def visible_corrections(user: AbstractBaseUser) -> QuerySet[Correction]:
    """One's own, and those one may answer: of the very unit one acts for, of units whose people one keeps."""
    kept = at_units(user, ACTS_FOR_UNIT, "unit__")
    kept |= unit_condition(grants_of(user, KEEPS_PEOPLE), "unit__")
    rows = Correction.objects.filter(Q(person__user=user.pk) | kept)
    return rows.select_related("person__user", "unit", "answered_by")


def get_correction(user: AbstractBaseUser, pk: int) -> Correction:
    return get_object_or_404(visible_corrections(user), pk=pk)


def can_ask_correction(by: AbstractBaseUser, person: Person) -> Answer:
    if person.user_id != by.pk:
        return no(_("Mỗi người chỉ đề nghị sửa hồ sơ của chính mình."))
    return YES


def can_answer_correction(by: AbstractBaseUser, correction: Correction) -> Answer:
    """Nobody answers themselves: for a head the administrator above does."""
    if correction.person.user_id == by.pk:
        return no(_("Đề nghị của chính bạn do người khác trả lời."))
    acts = holds_at(by, correction.unit, *ACTS_FOR_UNIT)
    if not (acts or can_keep_people(by, correction.unit)):
        return no(_("Chỉ đơn vị đang giữ hồ sơ được trả lời."))
    if correction.status != Correction.Status.ASKED:
        return no(_("Đề nghị này đã được trả lời hoặc đã rút."))
    return YES


def can_withdraw_correction(by: AbstractBaseUser, correction: Correction) -> Answer:
    if correction.person.user_id != by.pk:
        return no(_("Chỉ người đề nghị được rút."))
    if correction.status != Correction.Status.ASKED:
        return no(_("Đề nghị này đã được trả lời hoặc đã rút."))
    return YES


def can_keep_data(by: AbstractBaseUser) -> Answer:
    """Whoever keeps what belongs to no unit also answers for the personal data of all."""
    if keeps_loose(by):
        return YES
    return no(_("Chỉ quản trị viên của Sở được quản lý dữ liệu cá nhân."))


def people_with_data(user: AbstractBaseUser) -> QuerySet[Person]:
    """Those whose personal data the user may give out or erase."""
    return Person.objects.all() if can_keep_data(user) else Person.objects.none()


def can_give_data(by: AbstractBaseUser, person: Person) -> Answer:
    return YES if person.user_id == by.pk else can_keep_data(by)


def can_erase(by: AbstractBaseUser, person: Person) -> Answer:
    """Not while the person works: the law makes the employer keep the record. Nor oneself."""
    if not (may := can_keep_data(by)):
        return may
    if person.user_id == by.pk:
        return no(_("Không thể tự xóa dữ liệu của mình. Hãy nhờ quản trị viên khác."))
    if Post.objects.not_over().filter(person=person).exists():
        return no(_("%s còn vị trí công tác. Hãy kết thúc vị trí trước khi xóa.") % person)
    return YES
