"""The socket of numbers the system computes: what they rest on, and where that is read.

>>> register("literacy", Source(_("tính từ xác nhận kỹ năng số"), where_read))

An indicator says by ``computed_from`` which app computes it; the app writes its numbers by
``services.measuring.write_measurements``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.functional import Promise

from phongtrao.indicators.models import Measurement

SYSTEM = Measurement.Origin.SYSTEM


@dataclass(frozen=True, slots=True)
class Source:
    """``address``: where what a number is made of is read; "" where the user does not open it."""

    label: str | Promise
    address: Callable[[Measurement, AbstractBaseUser], str]


SOURCES: dict[str, Source] = {}


def register(key: str, source: Source) -> None:
    SOURCES[key] = source


def source_of(measurement: Measurement, user: AbstractBaseUser) -> tuple[str, str]:
    """(words, address) of where a number without a report comes from."""
    source = SOURCES.get(measurement.indicator.computed_from)
    if source is None or measurement.origin != SYSTEM:
        return measurement.get_origin_display(), ""
    return str(source.label), source.address(measurement, user)
