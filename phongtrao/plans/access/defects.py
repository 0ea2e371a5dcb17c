"""Who reads what is wrong with a text, and who may have it checked and dismiss it.

Those who read the draft: the workshop of an intake, the unit that writes the plan. For others it does
not exist, even when the plan has been published.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.http import Http404

from phongtrao.lib.answers import Answer
from phongtrao.plans.access import intake as intakes
from phongtrao.plans.access import plans
from phongtrao.plans.models import Plan, TextCheck, TextDefect


def visible_checks(user: AbstractBaseUser) -> QuerySet[TextCheck]:
    own = Q(intake__in=intakes.visible_intakes(user).values("pk"))
    return TextCheck.objects.filter(own | Q(plan__in=plans.drafted_plans(user).values("pk")))


def get_defect(user: AbstractBaseUser, pk: int) -> TextDefect:
    """Outside your scope it does not exist: 404, never 403."""
    rows = TextDefect.objects.filter(text_check__in=visible_checks(user).values("pk"))
    related = ("text_check__intake__unit", "text_check__plan__owner", "dismissed_by")
    try:
        return rows.select_related(*related).get(pk=pk)
    except TextDefect.DoesNotExist:
        raise Http404 from None


def get_drafted(user: AbstractBaseUser, pk: int) -> Plan:
    """A plan of which the user is told how it was drafted."""
    rows = plans.drafted_plans(user).select_related("owner", "parent", "paper")
    try:
        return rows.get(pk=pk)
    except Plan.DoesNotExist:
        raise Http404 from None


def can_check(user: AbstractBaseUser, check: TextCheck) -> Answer:
    """Have it checked again, dismiss a defect, take it back: as long as the text may change."""
    if check.intake:
        return intakes.can_review(user, check.intake)
    return can_check_plan(user, check.subject)  # type: ignore[arg-type]  # no intake: a plan


def can_check_plan(user: AbstractBaseUser, plan: Plan) -> Answer:
    return plans.can_edit(user, plan)
