"""Calls to register: opened by an office, told once to each unit, reminded by the clock, urged, cancelled."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.audit.services import record
from phongtrao.awards.access.registrations import can_call
from phongtrao.awards.models import CalledUnit, RegistrationCall
from phongtrao.awards.services.registrations import refuse_period
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date
from phongtrao.lib.text import nfc
from phongtrao.orgs.models import Unit, is_of_kinds
from phongtrao.plans.services import owed
from phongtrao.plans.services.urging import Urged

S = RegistrationCall.Status
TRANSITIONS: Transitions[RegistrationCall.Status] = {
    S.OPEN: frozenset({S.CANCELLED}),
    S.CANCELLED: frozenset(),
}
BATCH = 2_000
CALLED = owed.OwedKind(
    key="awards.registrations",
    url_name="awards:called",
    title=lambda row: row.call.title,
    ahead=gettext_lazy("Còn %(days)s ngày đến hạn %(due)s của %(what)s."),
    today=gettext_lazy("Hôm nay là hạn %(due)s của %(what)s."),
    late=gettext_lazy(
        "Quá hạn %(days)s ngày, hạn %(due)s: %(what)s. Thủ trưởng chưa xác nhận đăng ký."
    ),
    urged=gettext_lazy(
        "Văn phòng đôn đốc %(what)s, hạn %(due)s: đơn vị chưa xác nhận đăng ký. %(words)s"
    ),
    deed="awards.call_urged",
)


@dataclass(frozen=True, slots=True)
class Changed:
    """What of a call may be changed once it is open."""

    title: str
    text: str
    closes_on: date
    is_required: bool


@transaction.atomic
def open_call(call: RegistrationCall, *, by: AbstractBaseUser) -> int:
    """Ask every unit of these kinds at or below the office; each is told once. How many are asked."""
    can_call(by, call.office).enforce()
    refuse_period(call.period)
    if call.closes_on < timezone.localdate():
        raise BadInput(_("Ngày cuối đã qua. Hãy chọn từ hôm nay trở đi."))
    call.opened_by_id = by.pk
    call.full_clean()
    call.save()
    rows = [CalledUnit(call=call, unit=one, due_on=call.closes_on) for one in _asked(call)]
    if not rows:
        raise BadInput(_("Không có đơn vị nào thuộc loại đã chọn. Hãy chọn lại."))
    CalledUnit.objects.bulk_create(rows, batch_size=BATCH)
    record(call, "awards.call_opened", by=by, units=len(rows))
    with office_language():
        words = _("%(office)s mở “%(title)s”, từ %(since)s đến hết %(due)s.") % {
            "office": call.office,
            "title": call.title,
            "since": format_date(call.opens_on),
            "due": format_date(call.closes_on),
        }
    told = {row.unit_id: row.pk for row in rows}
    owed.tell_asked(told, words, key=f"awards.call:{call.pk}", url_name=CALLED.url_name)
    return len(rows)


def _asked(call: RegistrationCall) -> QuerySet[Unit]:
    office = call.office
    below = Q(admin_path__startswith=office.admin_path) | Q(prof_path__startswith=office.prof_path)
    rows = Unit.objects.standing().with_account().filter(below & is_of_kinds(call.kinds))
    return rows.order_by("sort_key", "pk")


@transaction.atomic
def change_call(call: RegistrationCall, said: Changed, *, by: AbstractBaseUser) -> RegistrationCall:
    """Its words, its last day, whether only what was registered is considered. All units get the new day."""
    can_call(by, call.office).enforce()
    locked = RegistrationCall.objects.select_for_update().get(pk=call.pk)
    if locked.status != S.OPEN:
        raise BadInput(_("Đợt đã hủy thì không sửa nữa."))
    new = {
        "title": nfc(said.title).strip(),
        "text": nfc(said.text).strip(),
        "closes_on": said.closes_on,
        "is_required": said.is_required,
    }
    before = {name: getattr(locked, name) for name in new if getattr(locked, name) != new[name]}
    if not before:
        raise BadInput(_("Chưa có gì thay đổi. Hãy sửa ít nhất một ô."))
    for name in before:
        setattr(locked, name, new[name])
    locked.full_clean()
    locked.save()
    if "closes_on" in before:
        locked.called.update(due_on=locked.closes_on)
    record(
        locked,
        "awards.call_changed",
        by=by,
        before={name: _written(value) for name, value in before.items()},
        after={name: _written(new[name]) for name in before},
    )
    return locked


def _written(value: object) -> str:
    if isinstance(value, date):
        return format_date(value)
    return (_("có") if value else _("không")) if isinstance(value, bool) else str(value)


@transaction.atomic
def cancel_call(call: RegistrationCall, *, by: AbstractBaseUser) -> None:
    """Nobody is asked any more, nothing closes by it; what was registered stays."""
    can_call(by, call.office).enforce()
    move(call, S.CANCELLED, TRANSITIONS)
    record(call, "awards.call_cancelled", by=by)


def send_reminders(today: date) -> int:
    """Remind units whose head has not confirmed, in the stages of every deadline; how many."""
    rows = CalledUnit.objects.owed().filter(call__opens_on__lte=today).select_related("call")
    return owed.send_reminders(CALLED, rows, today)


@transaction.atomic
def urge_call(
    call: RegistrationCall, words: str, *, late_only: bool, by: AbstractBaseUser
) -> Urged:
    """Press the units whose head has not confirmed, in one act."""
    can_call(by, call.office).enforce()
    rows = CalledUnit.objects.owed().filter(call=call).select_related("call", "unit")
    ordered = rows.order_by("unit__sort_key", "pk")
    return owed.urge(CALLED, call, ordered, words, late_only=late_only, by=by)
