"""Keeping the days without work, year by year: what moves is said first, then done in the same transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import changes, record
from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date
from phongtrao.lib.text import nfc
from phongtrao.lib.working_days import SATURDAY
from phongtrao.notifications.services import notify
from phongtrao.orgs import clocks
from phongtrao.orgs.access.days_off import KEEPS_DAYS, can_keep_days
from phongtrao.orgs.models import Grant, Unit, YearOff
from phongtrao.orgs.working_days import fixed_days, working_days

DECEMBER = 12
EARLIEST, LATEST = 2000, 2100


@dataclass(frozen=True, slots=True)
class DaysOff:
    year: int
    free: Collection[date]
    worked: Collection[date]
    basis: str
    needs_check: bool = False


@transaction.atomic
def save_days_off(days: DaysOff, *, by: AbstractBaseUser) -> YearOff:
    """The days of a year with the paper they come from; clocks that run are counted anew. BadInput names a wrong day."""
    can_keep_days(by).enforce()
    said = check_days(days)
    YearOff.objects.get_or_create(year=days.year)  # two who begin a year wait for each other
    row = YearOff.objects.select_for_update().get(year=days.year)
    new = {name: getattr(said, name) for name in ("free", "worked", "basis", "needs_check")}
    before, after = changes(row, new)
    if not after:
        raise BadInput(_("Chưa có gì thay đổi để lưu."))
    for name, value in after.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    record(row, "orgs.days_off_set", by=by, before=before, after=after)
    week = working_days()
    for one in clocks.CLOCKS:
        one.move(week, by)
    return row


def check_days(days: DaysOff) -> YearOff:
    """The year as it would be, not saved."""
    if not EARLIEST <= days.year <= LATEST:
        raise BadInput(_("Năm từ %(from)s đến %(to)s.") % {"from": EARLIEST, "to": LATEST})
    basis = nfc(days.basis).strip()
    if not basis:
        raise BadInput(_("Hãy ghi căn cứ: số thông báo hoặc quyết định về ngày nghỉ."))
    for day in (*days.free, *days.worked):
        _check_day(day, days)
    return YearOff(
        year=days.year,
        free=sorted(set(days.free)),
        worked=sorted(set(days.worked)),
        basis=basis,
        needs_check=days.needs_check,
    )


def _check_day(day: date, days: DaysOff) -> None:
    said = format_date(day)
    is_weekend, is_fixed = day.weekday() >= SATURDAY, (day.month, day.day) in fixed_days()
    if day.year != days.year:
        raise BadInput(_("Ngày %s không thuộc năm này.") % said)
    if day in days.worked and not is_weekend:
        raise BadInput(_("Ngày làm bù %s không phải thứ Bảy, Chủ nhật.") % said)
    if day in days.worked and is_fixed:
        raise BadInput(_("Ngày %s là ngày lễ cố định nên không đi làm bù.") % said)
    if day in days.free and is_weekend:
        raise BadInput(_("Ngày %s là cuối tuần nên đã được nghỉ.") % said)
    if day in days.free and is_fixed:
        raise BadInput(_("Ngày %s là ngày lễ cố định nên đã được nghỉ.") % said)


def moved_by(days: DaysOff, *, by: AbstractBaseUser) -> list[clocks.Moved]:
    """Which clocks would end on another day. BadInput as of saving."""
    can_keep_days(by).enforce()
    week = working_days(instead=check_days(days))
    return [moved for one in clocks.CLOCKS for moved in one.moved(week, by)]


@transaction.atomic
def tell_missing(today: date) -> int:
    """In December, every ten days, to those who keep the list: the next year's days are not there, or not checked."""
    if today.month != DECEMBER:
        return 0
    year = today.year + 1
    row = YearOff.objects.filter(year=year).first()
    if row and not row.needs_check:
        return 0
    grants = Grant.objects.today().filter(
        unit__kind__in=Unit.Kind.top, kind="", level="", role__in=KEEPS_DAYS
    )
    to = list(User.objects.filter(pk__in=grants.values("user"), is_active=True))
    with office_language():
        words = (
            _("Lịch nghỉ lễ, Tết năm %s còn cần kiểm tra với thông báo chính thức.")
            if row
            else _("Chưa ghi lịch nghỉ lễ, Tết năm %s: hạn tính bằng ngày làm việc sẽ thiếu chính xác.")
        )  # fmt: skip
        stage = (today - timedelta(days=1)).day // 10 if today.day > 1 else 0
        key = f"orgs.days_off:{year}:{stage}"
        url = reverse("orgs:days_off_edit", args=[year])
        notify(to, words % year, key=key, url=url)
    return len(to)
