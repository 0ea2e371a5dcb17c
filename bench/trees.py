"""The tree of a whole country as of a day, against a plain select of the same units.

Forty invented provinces, 54,000 units, each of whose schools was renamed once: twice as many spans as
units, so that a day has something to choose from.
"""

from datetime import date, timedelta

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from bench._ground import department, side_by_side
from phongtrao.demo.province import SIZES, plan_units, write_units
from phongtrao.orgs.models import Line, Unit, UnitSpan
from phongtrao.orgs.queries import tree_as_of

DAY, RENAMED = date(2026, 3, 1), date(2026, 1, 1)
RUNS = 7
ALLOWED_RATIO = 3.0
BATCH = 5_000
PLAIN = """
    SELECT unit_id, name, code, admin_parent_id, prof_parent_id
    FROM orgs_unitspan WHERE days @> %s::date
"""


def make_country() -> None:
    department()  # starts the cluster
    write_units(plan_units(SIZES["nation"]))
    _rename_schools()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE orgs_unit, orgs_unitspan")  # as autovacuum has it in the field


def _rename_schools() -> None:
    spans = UnitSpan.objects.filter(unit__kind=Unit.Kind.SCHOOL, days__upper_inf=True)
    olds = list(spans)
    for old in olds:
        old.days = DateRange(old.days.lower, RENAMED)
    UnitSpan.objects.bulk_update(olds, ["days"], batch_size=BATCH)
    for old in olds:
        old.pk, old.name, old.days = None, f"{old.name} mới", DateRange(RENAMED, None)
    UnitSpan.objects.bulk_create(olds, batch_size=BATCH)


def plain(day: date) -> dict[int, tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(PLAIN, [day])
        return {row[0]: row for row in cursor.fetchall()}


def run() -> list[tuple[str, float, float]]:
    make_country()
    before = RENAMED - timedelta(days=1)
    return [_measured("after", DAY), _measured("before", before)]


def _measured(name: str, day: date) -> tuple[str, float, float]:
    number = len(tree_as_of(day))
    if number != len(plain(day)):
        raise RuntimeError("the tree of the day does not hold the units of the day")
    ratio = side_by_side(lambda: tree_as_of(day, Line.ADMIN), lambda: plain(day), RUNS)
    return f"tree of {number:,} units, {name} a renaming", ratio, ALLOWED_RATIO
