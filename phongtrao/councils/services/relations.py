"""What people declare of themselves: whom they are close to, in which unit they have an interest.

It holds for every council they sit in, and for every case of theirs. No line of history says with whom.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.councils.models import Case, Relation
from phongtrao.councils.services.conflicts import find_conflicts
from phongtrao.lib.errors import NotAllowed, WrongState
from phongtrao.orgs.models import Person, Unit


@transaction.atomic
def declare_relation(
    person: Person, to: Person | Unit, words: str, *, by: AbstractBaseUser
) -> Relation:
    """Each for themselves; cases that wait are looked at anew at once."""
    if person.user_id != by.pk:
        raise NotAllowed(_("Mỗi người tự kê khai quan hệ của mình."))
    relation = Relation(person=person, words=words)
    if isinstance(to, Person):
        relation.other = to
    else:
        relation.unit = to
    relation.full_clean()
    relation.save()
    record(person, "councils.relation_declared", by=by)
    _look_again(relation, by)
    return relation


@transaction.atomic
def end_relation(relation: Relation, *, by: AbstractBaseUser) -> Relation:
    """From today on it holds no more; that it was declared stays."""
    if relation.person.user_id != by.pk:
        raise NotAllowed(_("Mỗi người tự kê khai quan hệ của mình."))
    rows = Relation.objects.filter(pk=relation.pk, ended_on=None)
    if not rows.update(ended_on=timezone.localdate()):
        raise WrongState(_("Quan hệ này đã được ghi là thôi."))
    relation.refresh_from_db()
    record(relation.person, "councils.relation_ended", by=by)
    _look_again(relation, by)
    return relation


def _look_again(relation: Relation, by: AbstractBaseUser) -> None:
    """In the councils where either side sits today."""
    people = [key for key in (relation.person_id, relation.other_id) if key]
    rows = Case.objects.filter(
        council__members__person__in=people,
        council__status="active",
        status__in=Case.Status.waiting,
    )
    find_conflicts(list(rows.distinct()), by=by)
