"""The last minute of a round, in words and by the clock of Vietnam."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

DAY = 86_400  # seconds


def last_moment(closes_on: date) -> datetime:
    """Midnight after the last day, where the office is: a server may stand anywhere."""
    return timezone.make_aware(datetime.combine(closes_on + timedelta(days=1), time.min))


def deadline_words(closes_on: date, now: datetime | None = None) -> str:
    """“Nhận đến hết 23 giờ 59 phút ngày 30/11/2026 (giờ Việt Nam), còn 2 giờ 15 phút.”"""
    left = int((last_moment(closes_on) - (now or timezone.now())).total_seconds())
    day = f"{closes_on:%d/%m/%Y}"
    if left <= 0:
        return _("Đã hết hạn nhận lúc 24 giờ 00 ngày %s (giờ Việt Nam).") % day
    said = _("Nhận đến hết 23 giờ 59 phút ngày %(day)s (giờ Việt Nam), còn %(left)s.")
    return said % {"day": day, "left": _distance(left)}


def _distance(seconds: int) -> str:
    if seconds >= 2 * DAY:
        return _("%d ngày") % (seconds // DAY)
    hours, minutes = divmod(seconds // 60, 60)
    if hours:
        return _("%(hours)d giờ %(minutes)d phút") % {"hours": hours, "minutes": minutes}
    return _("%d phút") % minutes if minutes else _("chưa đầy một phút")
