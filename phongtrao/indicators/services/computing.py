"""An app above computes an indicator from what it keeps: from then on nobody is asked for it."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.indicators.access import definitions as access
from phongtrao.indicators.models import CollectionRound, Indicator
from phongtrao.lib.errors import WrongState
from phongtrao.plans.services.assignments import quoted


@transaction.atomic
def compute_from(indicator: Indicator, source: str, *, by: AbstractBaseUser) -> Indicator:
    """``source``: a key of ``indicators.sources``. WrongState while units are asked for it in a round."""
    access.can_define(by, indicator.owner).enforce()
    locked = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    if not locked.is_collected:
        raise WrongState(
            _("Chỉ số này đã thôi dùng, là chỉ số bên ngoài hoặc đã do hệ thống tính.")
        )
    asking = CollectionRound.objects.filter(indicators=locked, status=CollectionRound.Status.OPEN)
    if running := asking.first():
        words = _(
            "Đợt %s đang thu chỉ số này từ đơn vị. Hãy chốt đợt trước, để không ai nhập hai lần."
        )
        raise WrongState(words % quoted(running.title))
    _write(indicator, source)
    record(indicator, "indicators.computing_begun", by=by)
    return indicator


@transaction.atomic
def collect_again(indicator: Indicator, *, by: AbstractBaseUser) -> Indicator:
    """Nothing computes it any more; numbers of before stay, the next round may ask for it."""
    access.can_define(by, indicator.owner).enforce()
    _write(indicator, "")
    record(indicator, "indicators.computing_ended", by=by)
    return indicator


def _write(indicator: Indicator, source: str) -> None:
    indicator.computed_from = source
    indicator.save(update_fields=["computed_from"])
