"""Saying of two records that they are two people after all, and taking it back."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from phongtrao.audit.services import record
from phongtrao.orgs import access
from phongtrao.orgs.models import DistinctPair, Person
from phongtrao.orgs.queries.twins import told_apart


@transaction.atomic
def tell_apart(one: Person, other: Person, *, by: AbstractBaseUser | None) -> None:
    """The pair leaves the list of possible duplicates. Said twice, it is said once."""
    access.can_merge(by, one, other).enforce()
    list(Person.objects.select_for_update().filter(pk__in={one.pk, other.pk}).order_by("pk"))
    if told_apart(one, other).exists():
        return
    pair = DistinctPair(first=one, second=other, told_by_id=by.pk if by else None)
    pair.full_clean()
    pair.save()
    record(one, "orgs.persons_told_apart", by=by, other=f"#{other.pk}")
    record(other, "orgs.persons_told_apart", by=by, other=f"#{one.pk}")


@transaction.atomic
def doubt_again(one: Person, other: Person, *, by: AbstractBaseUser | None) -> None:
    """They may be one person: the pair is asked about again."""
    access.can_merge(by, one, other).enforce()
    if told_apart(one, other).delete()[0]:
        record(one, "orgs.persons_doubted", by=by, other=f"#{other.pk}")
        record(other, "orgs.persons_doubted", by=by, other=f"#{one.pk}")
