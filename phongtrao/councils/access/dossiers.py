"""Who opens the dossier of a case: whoever sits over it today, and the office that keeps the council.

An inspector, a leader above and somebody who sat there once know of a case, not what stands in it.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet

from phongtrao.councils.access.councils import SETS_UP, seats_of
from phongtrao.councils.models import Case
from phongtrao.councils.queries.conflicts import without_own_conflicts
from phongtrao.orgs.scope import at_offices


def readable_cases(user: AbstractBaseUser) -> QuerySet[Case]:
    """Cases whose dossier the user reads: never one in which the user has a conflict of interest."""
    sits = Q(council__in=seats_of(user).order_by().values("council"))
    keeps = at_offices(user, SETS_UP, "council__unit__")
    rows = Case.objects.filter(sits | keeps).exclude(status=Case.Status.WITHDRAWN)
    return without_own_conflicts(rows, user).select_related("council__unit")


def reads_dossier(user: AbstractBaseUser, case: Case) -> bool:
    return readable_cases(user).filter(pk=case.pk).exists()


def judged_cases(user: AbstractBaseUser) -> QuerySet[Case]:
    """Cases the user has a voice in and which are undecided."""
    council = seats_of(user).order_by().values("council")
    rows = Case.objects.filter(council__in=council, status__in=Case.Status.waiting)
    return without_own_conflicts(rows, user)


def withdrawn_cases(user: AbstractBaseUser) -> QuerySet[Case]:
    """Cases the user had a voice in until they were taken back."""
    council = seats_of(user).order_by().values("council")
    rows = Case.objects.filter(council__in=council, status=Case.Status.WITHDRAWN)
    return without_own_conflicts(rows, user)
