"""Who sees results of people, who confirms them, who reads the board of numbers."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.literacy.access.common import KEEPS
from phongtrao.literacy.models import Completion, Confirmation, LearnerCount, OwedCount
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import (
    READS_ALL_BELOW,
    at_offices,
    grants_of,
    has_role,
    holds_at_office,
    holds_over,
    unit_condition,
    units_of,
)

DECIDES = frozenset({Role.OFFICE, Role.HEAD})


def decides_results(user: AbstractBaseUser) -> bool:
    return has_role(user, *DECIDES)


def _decided_by(user: AbstractBaseUser, prefix: str) -> Q:
    """The unit's own office or head; or the office above, which also answers for a head's own result."""
    above = unit_condition(grants_of(user, frozenset({Role.OFFICE})), prefix)
    return at_offices(user, DECIDES, prefix) | above


def visible_completions(user: AbstractBaseUser) -> QuerySet[Completion]:
    """One's own; those of the unit one works for in earnest; those one decides."""
    told = at_offices(user, KEEPS, "unit__") | _decided_by(user, "decider__")
    rows = Completion.objects.filter(told | Q(person__user=user.pk))
    related = ("person", "unit", "decider", "group", "version__framework", "confirmation__document")
    return rows.select_related(*related)


def decided_completions(user: AbstractBaseUser) -> QuerySet[Completion]:
    return visible_completions(user).filter(_decided_by(user, "decider__"))


def get_completion(user: AbstractBaseUser, pk: int) -> Completion:
    return get_object_or_404(visible_completions(user), pk=pk)


def can_decide(user: AbstractBaseUser, completion: Completion) -> Answer:
    if completion.person.user_id == user.pk:
        return no(_("Không ai tự xác nhận cho mình: văn phòng cấp trên xác nhận kết quả này."))
    if holds_at_office(user, completion.decider, *DECIDES) or holds_over(
        user, completion.decider, Role.OFFICE
    ):
        return YES
    return no(
        _("Chỉ văn phòng hoặc thủ trưởng của %(unit)s xác nhận được.")
        % {"unit": completion.decider}
    )


def visible_confirmations(user: AbstractBaseUser) -> QuerySet[Confirmation]:
    return Confirmation.objects.filter(completion__in=visible_completions(user))


def reads_board(user: AbstractBaseUser) -> bool:
    return has_role(user, *READS_ALL_BELOW, Role.FOCAL)


def board_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units whose numbers one reads: all below who oversees or heads, a focal person those one works for."""
    told = units_of(user, READS_ALL_BELOW) | at_offices(user, frozenset({Role.FOCAL}))
    return Unit.objects.standing().with_account().filter(told).highest_first()


def get_board_unit(user: AbstractBaseUser, pk: int) -> Unit:
    return get_object_or_404(board_units(user), pk=pk)


def visible_counts(user: AbstractBaseUser) -> QuerySet[LearnerCount]:
    return LearnerCount.objects.filter(unit__in=board_units(user).order_by())


def own_owed_counts(user: AbstractBaseUser) -> QuerySet[OwedCount]:
    """What the units one keeps still owe."""
    rows = OwedCount.objects.owed().filter(at_offices(user, KEEPS, "unit__"))
    return rows.select_related("call__framework__owner", "call__group", "unit")


def get_owed_count(user: AbstractBaseUser, pk: int) -> OwedCount:
    """Settled ones too: an old notice leads to where the number stands."""
    rows = OwedCount.objects.filter(unit__in=board_units(user).order_by())
    return get_object_or_404(rows.select_related("call", "unit"), pk=pk)
