"""Numbers asked of units by a day: opened by whoever keeps the framework, told once, reminded, ended."""

from collections.abc import Collection
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date
from phongtrao.literacy.access.common import can_keep
from phongtrao.literacy.models import CountCall, LearnerCount, OwedCount
from phongtrao.orgs.models import Unit
from phongtrao.plans.services import owed
from phongtrao.plans.services.owed import tell_asked

S = CountCall.Status
TRANSITIONS: Transitions[CountCall.Status] = {S.OPEN: frozenset({S.ENDED}), S.ENDED: frozenset()}
BATCH = 2_000
COUNTS = owed.OwedKind(
    key="literacy",
    url_name="literacy:count_owed",
    title=lambda row: row.call.group.name,
    ahead=gettext_lazy(
        "Còn %(days)s ngày đến hạn %(due)s khai số người đạt kỹ năng số, nhóm %(what)s."
    ),
    today=gettext_lazy("Hôm nay là hạn %(due)s khai số người đạt kỹ năng số, nhóm %(what)s."),
    late=gettext_lazy(
        "Quá hạn %(days)s ngày, hạn %(due)s: số người đạt kỹ năng số, nhóm %(what)s. Hãy khai ngay."
    ),
)


@transaction.atomic
def open_call(call: CountCall, *, by: AbstractBaseUser) -> int:
    """Ask every unit of these sorts below the keeper; each that owes is told once. Answers how many owe."""
    owner, today = call.framework.owner, timezone.localdate()
    can_keep(by, owner).enforce()
    if call.group.is_named:
        raise BadInput(_("Nhóm “%s” tính theo tên từ xác nhận, không khai số.") % call.group)
    if call.day > today:
        raise BadInput(_("Ngày chưa đến. Hãy ghi số đến hôm nay hoặc trước đó."))
    if call.due_on < today:
        raise BadInput(_("Hạn khai đã qua. Hãy chọn từ hôm nay trở đi."))
    call.full_clean()
    call.save()
    counts = LearnerCount.objects.filter(framework=call.framework, group=call.group)
    said = set(counts.filter(day__gte=call.day).values_list("unit", flat=True))
    rows = [
        OwedCount(
            call=call, unit=one, due_on=call.due_on, said_on=today if one.pk in said else None
        )
        for one in _asked(call)
    ]
    if not rows:
        raise BadInput(_("Bên dưới không có đơn vị nào thuộc loại đã chọn. Hãy chọn lại."))
    OwedCount.objects.bulk_create(rows, batch_size=BATCH)
    owing = {row.unit_id: row.pk for row in rows if row.said_on is None}
    record(call.framework, "literacy.call_opened", by=by, units=len(owing))
    _tell(call, owing)
    return len(owing)


@transaction.atomic
def end_call(call: CountCall, *, by: AbstractBaseUser) -> None:
    """Nobody owes it any more; what was said stays."""
    can_keep(by, call.framework.owner).enforce()
    move(call, S.ENDED, TRANSITIONS)
    missing = call.owed.filter(said_on=None).count()
    record(call.framework, "literacy.call_ended", by=by, missing=missing)


def send_reminders(today: date) -> int:
    """Remind who has not said a number, in the stages of every deadline; how many units."""
    rows = OwedCount.objects.owed().select_related("call__group")
    return owed.send_reminders(COUNTS, rows, today)


def note_said(rows: Collection[LearnerCount], today: date) -> None:
    """Units have said numbers: what they owed of them is settled. In the caller's transaction."""
    for one in {(row.framework_id, row.group_id, row.day) for row in rows}:
        units = [row.unit_id for row in rows if (row.framework_id, row.group_id, row.day) == one]
        framework, group, day = one
        settled = OwedCount.objects.owed().filter(
            call__framework=framework, call__group=group, call__day__lte=day, unit__in=units
        )
        settled.update(said_on=today)


def _asked(call: CountCall) -> QuerySet[Unit]:
    owner = call.framework.owner
    below = Q(admin_path__startswith=owner.admin_path) | Q(prof_path__startswith=owner.prof_path)
    rows = Unit.objects.standing().with_account().filter(below, kind__in=call.kinds)
    return rows.exclude(pk=owner.pk).order_by("sort_key", "pk")


def _tell(call: CountCall, owing: dict[int, int]) -> None:
    """One notice a person and unit."""
    with office_language():
        text = _(
            "%(owner)s cần số người đạt kỹ năng số của nhóm “%(group)s” tính đến ngày %(day)s,"
            " hạn %(due)s. Hãy khai."
        ) % {
            "owner": call.framework.owner,
            "group": call.group,
            "day": format_date(call.day),
            "due": format_date(call.due_on),
        }
    tell_asked(owing, text, key=f"literacy.call:{call.pk}", url_name=COUNTS.url_name)
