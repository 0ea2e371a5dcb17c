"""Numbers of units added up to everybody above them: 60 indicators × 6 years.

Against what a database is usually asked for it: every unit joined to all above it by the prefix of its path,
the same rows summed and grouped. Both begin at stored rows and end with a total for each unit that has others
below it, indicator and year.
"""

import resource
import subprocess
import sys
from datetime import date
from statistics import median

import numpy as np
from django.db import connection

from bench._ground import department, seconds, side_by_side
from phongtrao.indicators.models import Indicator
from phongtrao.indicators.queries.totals import Board, Counting, board
from phongtrao.indicators.rolling import (
    EVERYBODY,
    RECORD,
    SCALE,
    Ground,
    How,
    Rolled,
    Rule,
    Side,
    roll_up,
    unpack,
)
from phongtrao.indicators.services.blocks import remember
from phongtrao.lib.periods import calendar_year
from phongtrao.orgs.models import Line, Unit
from tests.factories import make_unit

UNITS, COMMUNES, INDICATORS, YEARS = 3_000, 120, 60, range(2021, 2027)
NATION, NATION_COMMUNES, PROVINCES = 54_000, 3_321, 34
RUNS, CHANGES = 3, 60
DAY = date(2026, 12, 31)
ALLOWED_SHARE, ALLOWED_MILLISECONDS, ALLOWED_MEGABYTES = 0.2, 10.0, 1_000.0
BY_PATH = """
    SELECT above.id, m.indicator_id, m.period, sum(m.numerator), sum(m.denominator), count(*)
    FROM orgs_unit above
    JOIN orgs_unit u ON u.prof_path LIKE above.prof_path || '%%'
    JOIN indicators_measurement m ON m.unit_id = u.id
    WHERE above.id = ANY(%s) AND m.is_accepted AND m.part = ''
    GROUP BY above.id, m.indicator_id, m.period
"""


def make_numbers() -> tuple[list[Unit], list[Indicator]]:
    """Communes below the Sở, schools below the communes, each with all its numbers; and the blocks."""
    so = department()
    communes = [make_unit(f"Xã {at}", Unit.Kind.COMMUNE, admin=so) for at in range(COMMUNES)]
    with connection.cursor() as cursor:
        cursor.execute(SCHOOLS, {"communes": [one.pk for one in communes], "number": UNITS})
    indicators = Indicator.objects.bulk_create(
        Indicator(owner=so, code=f"C{at}", name=f"Chỉ số {at}", measure="%", rolling="ratio",
                  denominator_source="typed", numerator="số")
        for at in range(INDICATORS)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS, {"years": [str(year) for year in YEARS]})
        cursor.execute("ANALYZE orgs_unit, orgs_unitspan, indicators_measurement")
    schools = Unit.objects.filter(kind=Unit.Kind.SCHOOL).values_list("pk", flat=True)
    remember(list(schools), [str(year) for year in YEARS])
    return [so, *communes], indicators


SCHOOLS = """
    WITH placed AS (
        SELECT n, (%(communes)s::bigint[])[1 + n %% cardinality(%(communes)s::bigint[])] AS commune
        FROM generate_series(1, %(number)s) AS n
    ), made AS (
        INSERT INTO orgs_unit (kind, level, area, opened_on, name, short_name, search_text, sort_key,
                               admin_path, prof_path, code)
        SELECT 'school', '', 'urban', '2020-01-01', 'Trường ' || n, '', '', 'truong ' || n,
               commune || '/', '', 'B' || n
        FROM placed RETURNING id, name, code, admin_path
    ), spans AS (
        INSERT INTO orgs_unitspan (unit_id, name, code, level, admin_parent_id, prof_parent_id, days)
        SELECT id, name, code, '', rtrim(admin_path, '/')::bigint, rtrim(admin_path, '/')::bigint,
               daterange('2020-01-01', NULL)
        FROM made RETURNING unit_id
    )
    SELECT count(*) FROM spans
"""
NUMBERS = """
    UPDATE orgs_unit u SET admin_path = c.admin_path || u.id || '/', prof_path = c.prof_path || u.id || '/'
    FROM orgs_unit c WHERE u.kind = 'school' AND u.code LIKE 'B%%' AND c.id = rtrim(u.admin_path, '/')::bigint;
    INSERT INTO indicators_measurement (indicator_id, unit_id, period, part, numerator, denominator, note,
                                        origin, is_accepted, changed_at)
    SELECT i.id, u.id, y, '', (u.id * 7 + i.id) %% 50, 50, '', 'report', true, now()
    FROM orgs_unit u, indicators_indicator i, unnest(%(years)s::text[]) AS y
    WHERE u.kind = 'school' AND u.code LIKE 'B%%'
"""


def ours(so: Unit, indicators: list[Indicator]) -> Board:
    countings = [Counting.of_all(indicator) for indicator in indicators]
    periods = [calendar_year(year) for year in YEARS]
    return board(so, countings, day=DAY, periods=periods, line=Line.PROF)


def by_path(uppers: list[Unit]) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(BY_PATH, [[unit.pk for unit in uppers]])
        return list(cursor.fetchall())


def check_equal(found: Board, rows: list[tuple[object, ...]], indicators: list[Indicator]) -> None:
    place = {indicator.pk: at for at, indicator in enumerate(indicators)}
    for unit, indicator, period, numerator, denominator, number in rows:
        total = found.total(place[indicator], int(period) - YEARS[0], unit)  # type: ignore[index,call-overload,arg-type]
        if (total.numerator, total.denominator, total.measured) != (numerator, denominator, number):
            raise RuntimeError(f"the two ways differ at unit {unit}")


def change_time(found: Board) -> float:
    """Milliseconds in which the ancestors of one unit follow, all its numbers new at once; the slowest."""
    schools = found.rolled.ground.forest.units[-CHANGES:].tolist()
    cells = {(at, year): (SCALE, SCALE) for at in range(INDICATORS) for year in range(len(YEARS))}
    changed: list[tuple[int, int] | None] = list(cells.values())
    new = dict(zip(cells, changed, strict=True))
    took = [seconds(lambda unit=unit: found.rolled.change_all(unit, new)) for unit in schools]  # type: ignore[misc]
    return 1_000 * median(took)


# ------------------------------------------------------------------ a whole country, in a process of its own
def nation() -> Rolled:
    """54,000 units with all their numbers, read year by year as the database hands them out."""
    ground = Ground.of(_nation_paths())
    record = np.zeros(INDICATORS, RECORD)
    record["indicator"], record["numerator"], record["denominator"] = (
        range(INDICATORS),
        SCALE,
        2 * SCALE,
    )
    years = [str(year) for year in YEARS]
    sides = (Side.of(year, dict.fromkeys(ground.column, record.tobytes())) for year in years)
    cells = unpack(
        sides,
        columns=ground.column,
        indicators=range(INDICATORS),
        periods=years,
        width=ground.width,
    )
    return roll_up(ground, cells, [Rule(How.RATIO)] * INDICATORS, EVERYBODY)


def _nation_paths() -> dict[int, str]:
    paths = {0: "/0/"}
    for unit in range(1, NATION):
        if unit <= PROVINCES:
            above = 0
        elif unit <= PROVINCES + NATION_COMMUNES:
            above = 1 + unit % PROVINCES
        else:
            above = PROVINCES + 1 + unit % NATION_COMMUNES
        paths[unit] = f"{paths[above]}{unit}/"
    return paths


def megabytes_of_a_nation() -> float:
    told = [sys.executable, "-c", "from bench import rollup; rollup.tell_memory()"]
    done = subprocess.run(told, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1])


def tell_memory() -> None:
    total = nation().at(0)
    if total.measured != NATION:
        raise RuntimeError("not every unit was counted")
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def run() -> list[tuple[str, float, float]]:
    uppers, indicators = make_numbers()
    check_equal(ours(uppers[0], indicators), by_path(uppers), indicators)
    share = side_by_side(lambda: ours(uppers[0], indicators), lambda: by_path(uppers), RUNS)
    change = change_time(ours(uppers[0], indicators))
    cells = f"{INDICATORS} × {len(YEARS)}"
    return [
        (f"roll-up {cells} × {UNITS:,} / path join", share, ALLOWED_SHARE),
        ("one unit to its ancestors, ms", change, ALLOWED_MILLISECONDS),
        (f"roll-up {cells} × {NATION:,}, MB", megabytes_of_a_nation(), ALLOWED_MEGABYTES),
    ]


if __name__ == "__main__":
    print(run())
