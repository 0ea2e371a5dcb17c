"""Open work with units and people that is in one person's hands: orders of the tree, lists to sign."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.accounts.models import Role
from phongtrao.audit import sentences
from phongtrao.orgs.duties import TAKEN_OVER, Duty, register
from phongtrao.orgs.models import Grant, PlannedAct, Takeover, Unit

WAITS = (PlannedAct.Status.DRAFT, PlannedAct.Status.WAITING)


def plug_duties() -> None:
    sentences.register({TAKEN_OVER: _("Bàn giao cho người khác")})
    sentences.register_labels({"takeover": _("biên bản bàn giao")})
    register(Duty("orgs.plannedact", _("quyết định hẹn ngày"), planned_acts, "made_by"))
    stays = _("bên nhận trong biên bản cũ ký, hoặc bên giao lập biên bản mới")
    register(Duty("orgs.takeover", _("bàn giao chờ ký nhận"), lists_to_sign, stays=stays))


def planned_acts(user: AbstractBaseUser, unit: Unit) -> QuerySet[PlannedAct]:
    """Of who administers the unit: on the day they are carried out with the rights of who holds them."""
    administers = Grant.objects.not_over().filter(user=user.pk, unit=unit, role=Role.ADMIN)
    return PlannedAct.objects.filter(Exists(administers), made_by=user.pk, status__in=WAITS)


def lists_to_sign(user: AbstractBaseUser, unit: Unit) -> QuerySet[Takeover]:
    rows = Takeover.objects.filter(receiver=user.pk, unit=unit, status=Takeover.Status.GIVEN)
    return rows.select_related("giver", "receiver")
