"""Who reads and changes the regimes of research tasks: what is shipped is everybody's to read, an office changes its own."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import holds_at_office, read_units, units_above
from phongtrao.research.access.tasks import MANAGES, MEETS, visible_tasks, works_with_research
from phongtrao.research.models import Regime, RegimeVersion


def visible_regimes(user: AbstractBaseUser) -> QuerySet[Regime]:
    """What is shipped, those of units one reads or that are above, and those a task one sees goes by.

    With the number and data of the newest version, and how many tasks one sees go by any of them.
    """
    if not works_with_research(user):
        return Regime.objects.none()
    newest = RegimeVersion.objects.filter(regime=OuterRef("pk")).order_by("-number")
    tasks = visible_tasks(user).order_by()
    told = Q(owner=None) | read_units(user, "owner__") | Q(owner__in=units_above(user, MEETS))
    told |= Q(pk__in=tasks.values("regime__regime"))
    return (
        Regime.objects.filter(told)
        .select_related("owner")
        .annotate(
            newest=Max("versions__number"),
            data=Subquery(newest.values("data")[:1]),
            tasks=Count("versions__tasks", filter=Q(versions__tasks__in=tasks.values("pk"))),
        )
    )


def get_regime(user: AbstractBaseUser, pk: int) -> Regime:
    return get_object_or_404(visible_regimes(user), pk=pk)


def regimes_with_history(user: AbstractBaseUser) -> QuerySet[Regime]:
    return Regime.objects.filter(pk__in=visible_regimes(user).order_by().values("pk"))


def can_edit_regime(user: AbstractBaseUser, regime: Regime) -> Answer:
    if regime.owner is None:
        return no(_("Quy trình có sẵn không sửa trực tiếp. Hãy sao về đơn vị rồi sửa bản sao."))
    if not holds_at_office(user, regime.owner, *MANAGES):
        said = _("Chỉ văn phòng hoặc thủ trưởng của %(unit)s sửa được quy trình này.")
        return no(said % {"unit": regime.owner})
    return YES


def can_copy_regime(user: AbstractBaseUser, unit: Unit) -> Answer:
    if holds_at_office(user, unit, *MANAGES):
        return YES
    said = _("Chỉ văn phòng hoặc thủ trưởng của %(unit)s lập được quy trình.")
    return no(said % {"unit": unit})


def get_own_regime(user: AbstractBaseUser, pk: int) -> Regime:
    """For the pages of who may change it."""
    found = get_regime(user, pk)
    if not can_edit_regime(user, found):
        raise Http404
    return found
