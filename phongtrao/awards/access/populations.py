"""Whom a rule is asked of, and of whom what was found is shown: those the asker looks after, and nobody else."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet

from phongtrao.awards.access.rules import ASKS
from phongtrao.awards.models import Evaluation
from phongtrao.awards.populations import Whom
from phongtrao.lib.facts import Population, Subject, these
from phongtrao.orgs.access import disciplined_units, disciplined_within, keeps_discipline
from phongtrao.orgs.access.people import people_of
from phongtrao.orgs.models import Person, Post, Unit
from phongtrao.orgs.scope import units_of


def population_of(user: AbstractBaseUser, whom: Whom) -> Population:
    return these(asked_of(user, whom).order_by("pk").values_list("pk", flat=True))


def asked_of(user: AbstractBaseUser, whom: Whom) -> QuerySet[Person] | QuerySet[Unit]:
    """People in a full post, or units, below the office on the day, of those the user looks after today."""
    if whom.subject == Subject.PERSON:
        posts = Post.objects.filter(is_full=True, days__contains=whom.on)
        posts = posts.filter(_below(whom, "unit__"), unit__in=_mine(user))
        return people_of(user, ASKS).filter(pk__in=posts.values("person"))
    stood = Q(closed_on=None) | Q(closed_on__gt=whom.on)
    rows = _mine(user).filter(_below(whom), stood, opened_on__lte=whom.on)
    return rows.exclude(kind__in=Unit.Kind.silent)


def seen_of(user: AbstractBaseUser, found: Evaluation) -> QuerySet[Person] | QuerySet[Unit]:
    """Of whom the user may see a verdict: who left for another office is no longer among them."""
    if found.kind == Subject.PERSON:
        people = people_of(user, ASKS)
        kept = disciplined_within(user).order_by().values("pk")
        return people.filter(pk__in=kept) if found.with_discipline else people
    units = _mine(user)
    return units.filter(pk__in=disciplined_units(user)) if found.with_discipline else units


def keeps_discipline_of_all(user: AbstractBaseUser, whom: Whom) -> bool:
    """Whether the user may read the cases of everybody a rule is asked of."""
    if not keeps_discipline(user):
        return False
    asked = asked_of(user, whom)
    if whom.subject == Subject.PERSON:
        people = disciplined_within(user).order_by().values("pk")
        return not asked.exclude(pk__in=people).exists()
    return not asked.exclude(pk__in=disciplined_units(user)).exists()


def _mine(user: AbstractBaseUser) -> QuerySet[Unit]:
    return Unit.objects.filter(units_of(user, ASKS))


def _below(whom: Whom, prefix: str = "") -> Q:
    office = whom.office
    below = Q(**{f"{prefix}admin_path__startswith": office.admin_path})
    below |= Q(**{f"{prefix}prof_path__startswith": office.prof_path})
    return below & Q(**{f"{prefix}kind__in": whom.kinds}) if whom.kinds else below
