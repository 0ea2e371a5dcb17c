"""Who reads rules and asks them: what the law says is everybody's to read, an office asks of those below it."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.awards.models import Evaluation, RuleSet, RuleSetVersion
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.access import disciplined_units
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import at_offices, holds_at_office, read_units, units_above

ASKS = frozenset({Role.OFFICE, Role.LEADER, Role.HEAD})
WRITES = frozenset({Role.OFFICE, Role.HEAD})


def visible_sets(user: AbstractBaseUser) -> QuerySet[RuleSet]:
    """Shipped sets and those of units above or below one's own, with the data of the newest version."""
    newest = RuleSetVersion.objects.filter(rule_set=OuterRef("pk")).order_by("-number")
    told = Q(owner=None) | read_units(user, "owner__") | Q(owner__in=units_above(user))
    rows: QuerySet[RuleSet] = (
        RuleSet.objects.filter(told)
        .select_related("owner")
        .annotate(newest=Max("versions__number"), data=Subquery(newest.values("data")[:1]))
    )
    return rows


def get_set(user: AbstractBaseUser, pk: int) -> RuleSet:
    return get_object_or_404(visible_sets(user), pk=pk)


def sets_with_history(user: AbstractBaseUser) -> QuerySet[RuleSet]:
    return RuleSet.objects.filter(pk__in=visible_sets(user).order_by().values("pk"))


def asking_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Offices and schools for which the user may ask who meets a rule, the highest first."""
    return Unit.objects.standing().with_account().filter(at_offices(user, ASKS)).highest_first()


def owning_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units that may have rules of their own by the user's hand."""
    return Unit.objects.standing().with_account().filter(at_offices(user, WRITES)).highest_first()


def can_ask(user: AbstractBaseUser, unit: Unit) -> Answer:
    if holds_at_office(user, unit, *ASKS):
        return YES
    return no(_("Chỉ văn phòng, lãnh đạo hoặc thủ trưởng của %s xét được tiêu chuẩn.") % unit)


def can_write_rules(user: AbstractBaseUser, found: RuleSet) -> Answer:
    if found.owner is None:
        return no(_("Bộ tiêu chuẩn có sẵn không sửa trực tiếp. Hãy sao về đơn vị rồi sửa bản sao."))
    if not holds_at_office(user, found.owner, *WRITES):
        return no(_("Chỉ văn phòng hoặc thủ trưởng của %s sửa được bộ tiêu chuẩn.") % found.owner)
    return YES


def get_own_set(user: AbstractBaseUser, pk: int) -> RuleSet:
    found = get_set(user, pk)
    if not can_write_rules(user, found):
        raise Http404
    return found


def visible_evaluations(user: AbstractBaseUser) -> QuerySet[Evaluation]:
    """Those of offices for which one may ask; with discipline only where one keeps that, too."""
    told = Q(with_discipline=False) | Q(office__in=disciplined_units(user))
    return Evaluation.objects.filter(at_offices(user, ASKS, "office__"), told).select_related(
        "version__rule_set__owner", "office", "asked_by"
    )


def get_evaluation(user: AbstractBaseUser, pk: int) -> Evaluation:
    return get_object_or_404(visible_evaluations(user), pk=pk)
