"""Blocks follow the numbers they are made of; a night's work looks whether they did.

Whoever writes, accepts, returns or corrects numbers calls ``remember`` in the same transaction.
"""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role, User
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.indicators.access.totals import can_mend
from phongtrao.indicators.models import Difference
from phongtrao.lib.errors import DomainError
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Grant, Unit

# The accepted numbers of a unit and period as blocks, one of the wholes and one of each part:
# rolling.RECORD, in ten-thousandths. Without a denominator a whole is its own quotient; a part of a ratio
# says nothing without one.
CELLS = """
    SELECT m.unit_id, m.period, m.part, string_agg(
        int4send(m.indicator_id::int) || int8send((m.numerator * 10000)::bigint)
        || int8send((coalesce(m.denominator, 1) * 10000)::bigint),
        ''::bytea ORDER BY m.indicator_id) AS cells
    FROM indicators_measurement m
    WHERE m.is_accepted AND (m.part = '' OR m.denominator IS NOT NULL
        OR m.indicator_id IN (SELECT id FROM indicators_indicator WHERE rolling <> 'ratio'))
"""
OF_THESE = """
    AND m.unit_id = ANY(%(units)s) AND m.period = ANY(%(periods)s)
    GROUP BY m.unit_id, m.period, m.part
"""
SAME = "told.unit_id = old.unit_id AND told.period = old.period AND told.part = old.part"
DIFFERENT = f"""
    WITH told AS ({CELLS} GROUP BY m.unit_id, m.period, m.part)
    SELECT DISTINCT coalesce(told.unit_id, old.unit_id), coalesce(told.period, old.period)
    FROM told FULL JOIN indicators_block old ON {SAME}
    WHERE coalesce(told.cells, ''::bytea) <> coalesce(old.cells, ''::bytea)
"""  # noqa: S608 -- our own words


class NothingToMend(DomainError):
    pass


@transaction.atomic
def remember(units: Collection[int], periods: Collection[str]) -> None:
    """The blocks of these units and periods are made anew from their rows. Three statements.

    The blocks are locked before the rows are read: of two who write numbers of one unit at once the
    second waits here, and then sees what the first has written.
    """
    if not units or not periods:
        return
    asked: dict[str, Any] = {"units": sorted(units), "periods": sorted(periods)}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO indicators_block (unit_id, period, part, cells)
            SELECT DISTINCT unit_id, period, part, ''::bytea FROM indicators_measurement
            WHERE unit_id = ANY(%(units)s) AND period = ANY(%(periods)s)
            ORDER BY unit_id, period, part
            ON CONFLICT (unit_id, period, part) DO NOTHING
            """,
            asked,
        )
        cursor.execute(
            """
            SELECT 1 FROM indicators_block
            WHERE unit_id = ANY(%(units)s) AND period = ANY(%(periods)s)
            ORDER BY unit_id, period, part FOR UPDATE
            """,
            asked,
        )
        cursor.execute(
            f"""
            UPDATE indicators_block b SET cells = coalesce(told.cells, ''::bytea)
            FROM indicators_block old LEFT JOIN ({CELLS} {OF_THESE}) told
                ON {SAME}
            WHERE b.id = old.id AND old.unit_id = ANY(%(units)s) AND old.period = ANY(%(periods)s)
                AND b.cells <> coalesce(told.cells, ''::bytea)
            """,  # noqa: S608 -- our own words
            asked,
        )


def compare() -> int:
    """Hold every block against its rows; what differs is kept and told, not mended. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENT)
        found = [Difference(unit_id=unit, period=period) for unit, period in cursor.fetchall()]
    known = set(Difference.objects.filter(mended_at=None).values_list("unit", "period"))
    fresh = [one for one in found if (one.unit_id, one.period) not in known]
    Difference.objects.bulk_create(fresh, ignore_conflicts=True)
    if fresh:
        _tell(len(fresh))
    return len(fresh)


def _tell(number: int) -> None:
    with office_language():
        text = _(
            "%(count)d số tổng hợp lệch với số liệu gốc. Hãy xem và tính lại ở “Số tổng hợp lệch”."
        ) % {"count": number}
    top = Grant.objects.today().filter(
        role=Role.OFFICE, unit__kind__in=Unit.Kind.top, kind="", level=""
    )
    offices = User.objects.get_queryset().active().filter(pk__in=top.values("user"))
    day = timezone.localdate().isoformat()
    notify(offices, text, key=f"indicators:different:{day}", url=reverse("totals:differences"))


@transaction.atomic
def mend(difference: Difference, *, by: AbstractBaseUser) -> None:
    """An office has looked: the block is what its rows say again."""
    can_mend(by).enforce()
    mended = {"mended_at": timezone.now(), "mended_by": by.pk}
    rows = Difference.objects.filter(pk=difference.pk, mended_at=None)
    if not rows.update(**mended):
        raise NothingToMend(_("Người khác vừa tính lại. Hãy tải lại trang."))
    remember([difference.unit_id], [difference.period])
    record(difference, "indicators.difference_mended", by=by, period=difference.period)
