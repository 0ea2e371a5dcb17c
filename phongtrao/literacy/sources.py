"""Where a number that was computed from here is read: on the board of its unit, as of its day."""

from urllib.parse import urlencode

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phongtrao.indicators import sources
from phongtrao.indicators.models import Measurement

KEY = "literacy"


def plug() -> None:
    sources.register(KEY, sources.Source(_("tính từ xác nhận kỹ năng số"), _where_read))


def _where_read(measurement: Measurement, user: AbstractBaseUser) -> str:  # noqa: ARG001 -- of the socket
    """Whoever reads a number of a unit reads its board; that of a unit that ended stands at its heir's."""
    if measurement.unit.closed_on:
        return ""
    asked = {"chi_so": measurement.indicator_id, "ky": measurement.period}
    return f"{reverse('literacy:board_of', args=[measurement.unit_id])}?{urlencode(asked)}"
