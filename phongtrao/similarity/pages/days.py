"""The day of a text in words; of old works it may be unknown, which is kept as the last day there is."""

from datetime import date

from django.utils.translation import gettext as _

from phongtrao.lib.numbers import format_date


def day_words(day: date) -> str:
    return _("không rõ ngày") if day == date.max else format_date(day)


def year_words(day: date) -> str:
    return _("không rõ năm") if day == date.max else _("năm %d") % day.year
