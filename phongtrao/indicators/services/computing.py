"""An app above computes an indicator from what it keeps: from then on nobody is asked for it."""

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.indicators.access import definitions as access
from phongtrao.indicators.models import CollectionRound, Indicator, LockException
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.numbers import format_date
from phongtrao.lib.periods import Period, PeriodKind
from phongtrao.plans.services.assignments import quoted

YEARS = {PeriodKind.CALENDAR_YEAR, PeriodKind.SCHOOL_YEAR}


@transaction.atomic
def compute_from(indicator: Indicator, source: str, *, by: AbstractBaseUser) -> Indicator:
    """``source``: a key of ``indicators.sources``. WrongState while units are asked for it in a round."""
    access.can_define(by, indicator.owner).enforce()
    locked = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    if not locked.is_collected:
        raise WrongState(
            _("Chỉ số này đã thôi dùng, là chỉ số bên ngoài hoặc đã do hệ thống tính.")
        )
    refuse_while_asked(locked)
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


def refuse_while_asked(indicator: Indicator) -> None:
    """WrongState while a unit may still hand it in: in an open round, or by an exception after closing."""
    rounds = CollectionRound.objects.filter(indicators=indicator)
    if running := rounds.filter(status=CollectionRound.Status.OPEN).first():
        words = _(
            "Đợt %s đang thu chỉ số này từ đơn vị. Hãy chốt đợt trước, để không ai nhập hai lần."
        )
        raise WrongState(words % quoted(running.title))
    excepted = LockException.objects.filter(round__in=rounds, until__gte=timezone.localdate())
    if last := excepted.select_related("round").order_by("-until").first():
        words = _(
            "Đợt %(title)s còn mở ngoại lệ nộp chỉ số này đến hết ngày %(day)s. Hãy đợi qua ngày đó."
        )
        told = {"title": quoted(last.round.title), "day": format_date(last.until)}
        raise WrongState(words % told)


def refuse_other_year(periods: Iterable[Period], kind: PeriodKind) -> None:
    """``periods``: of numbers that stay. BadInput: a calendar year is not held against a school year."""
    for period in periods:
        if period.kind in YEARS - {kind}:
            raise BadInput(
                _(
                    "Chỉ số đã có số liệu của kỳ “%s”; năm dương lịch và năm học không so"
                    " với nhau được. Hãy chọn cùng loại năm, hoặc lập chỉ số mới."
                )
                % period.label
            )


def _write(indicator: Indicator, source: str) -> None:
    indicator.computed_from = source
    indicator.save(update_fields=["computed_from"])
