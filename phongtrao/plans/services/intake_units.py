"""Which unit of today a name in a plan means, where only a person can say it. SX-07."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput
from phongtrao.orgs.models import Unit
from phongtrao.plans.intake.values import parties_of
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.plans.queries.parties import units_around
from phongtrao.plans.services.intake_facts import hold


@transaction.atomic
def say_unit(fact: IntakeFact, said: str, unit: Unit | None, *, by: AbstractBaseUser) -> IntakeFact:
    """The name ``said`` by a task means ``unit``, in the whole plan; None takes that back.

    The words of the plan stay as they are written.
    """
    hold(fact, by)
    intake = fact.intake
    intake.refresh_from_db(fields=["meant_units"])
    if said not in parties_of(fact.value):
        raise BadInput(_("Nhiệm vụ này không còn ghi “%s”. Hãy tải lại trang.") % said)
    if unit and not units_around(intake.unit).filter(pk=unit.pk).exists():
        raise BadInput(
            _("%s không nhận việc từ kế hoạch này. Hãy chọn đơn vị đang hoạt động.") % unit
        )
    _keep(intake, said, unit, by)
    return fact


def _keep(intake: Intake, said: str, unit: Unit | None, by: AbstractBaseUser) -> None:
    meant = dict(intake.meant_units)
    was = Unit.objects.filter(pk=meant.pop(said, None)).first()
    if unit:
        meant[said] = unit.pk
    if meant == intake.meant_units:
        return
    intake.meant_units = meant
    intake.save(update_fields=["meant_units"])
    before, after = ({"unit": one.name} if one else {} for one in (was, unit))
    record(intake, "plans.unit_said", by=by, name=said, before=before, after=after)
