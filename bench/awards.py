"""The rule of plan 003 (IV.2) with a clause of digital literacy, for a million people.

Against the same rule written by hand as one query. A changed threshold and the explanation of one person are
told in seconds over allowed seconds; memory in megabytes over allowed ones.
"""

import resource
from datetime import date
from functools import partial
from statistics import median

from django.db import connection

from bench._ground import department, seconds
from phongtrao.awards.queries.populations import Kept, prepare
from phongtrao.lib.facts import Population, Subject
from phongtrao.lib.rules import Clause, Occasion, Verdict, decide, parse_rule
from phongtrao.lib.rules.population import Asked, columns_of, evaluate

PEOPLE, CREATIONS, TASKS = 1_000_000, 1_200_000, 60_000
ALLOWED, ALLOWED_AGAIN, ALLOWED_ONE, ALLOWED_MEGABYTES = 1.3, 0.3, 0.015, 500.0
RUNS = 3
EVERYBODY = Population("SELECT id FROM orgs_person")
NOW = Occasion(on=date(2025, 8, 20), year=2024, period=(2020, 2025))
ASKED = Asked(Subject.PERSON, NOW)


def rule(initiatives: int = 2) -> Clause:
    """IV.2 as plan 003 has it; ``initiatives``: how many of the base level are enough."""
    return parse_rule(
        {
            "subject": "person",
            "requires": {
                "all": [
                    {"rated": "good", "within": "period", "among": [{"rated": "excellent", "at_least": 2}]},
                    {
                        "any": [
                            {"count": "initiatives", "scope": "base", "at_least": initiatives, "within": "period"},
                            {"count": "research", "scope": "base", "at_least": 2, "within": "period"},
                            {"count": "initiatives", "scope": "province", "at_least": 1, "within": "period"},
                            {"count": "research", "scope": "province", "at_least": 1, "within": "period"},
                        ]
                    },
                    {"count": "literacy", "at_least": 1},
                ]
            },
        }
    ).requires  # fmt: skip


BY_HAND = """
    WITH r AS (
        SELECT person_id, count(*) AS years, min(level) AS lowest,
               count(*) FILTER (WHERE level = 4) AS excellent
        FROM orgs_yearlyrating
        WHERE person_id IS NOT NULL AND ends_on BETWEEN '2020-01-01' AND '2025-08-20'
        GROUP BY person_id
    ), recognised AS (
        SELECT c.id, min(s.decided_on) AS base,
               min(s.decided_on) FILTER (WHERE s.scope IN ('province', 'ministry', 'nation')) AS province
        FROM recognition_creation c JOIN recognition_scoperecognition s ON s.creation_id = c.id
        WHERE c.kind = 'initiative' AND s.decided_on <= '2025-08-20'
          AND (s.revoked_on IS NULL OR s.revoked_on > '2025-08-20')
        GROUP BY c.id
    ), i AS (
        SELECT h.person_id, count(*) FILTER (WHERE base >= '2020-01-01') AS base,
               count(*) FILTER (WHERE province >= '2020-01-01') AS province
        FROM recognised JOIN recognition_creationshare h ON h.creation_id = recognised.id
        GROUP BY h.person_id
    ), t AS (
        SELECT m.person_id, count(*) AS base, count(*) FILTER (WHERE t.level <> 'base') AS province
        FROM research_researchtask t JOIN research_taskmember m ON m.task_id = t.id
        WHERE t.passed AND t.accepted_on BETWEEN '2020-01-01' AND '2025-08-20' AND m.share IS NOT NULL
        GROUP BY m.person_id
    ), l AS (
        SELECT DISTINCT c.person_id
        FROM literacy_confirmation k JOIN literacy_completion c ON c.id = k.completion_id
        WHERE k.decided_on <= '2025-08-20' AND (k.valid_until IS NULL OR k.valid_until >= '2025-08-20')
          AND (k.ended_on IS NULL OR k.ended_on > '2025-08-20')
    )
    SELECT count(*) FILTER (WHERE achieved AND years = 5 AND lowest >= 3 AND excellent >= 2),
           count(*) FILTER (WHERE achieved AND coalesce(lowest >= 3, true) AND coalesce(years, 0) < 5
                            AND coalesce(excellent, 0) + 5 - coalesce(years, 0) >= 2)
    FROM (
        SELECT r.*, l.person_id IS NOT NULL AND (
                   i.base >= 2 OR t.base >= 2 OR i.province >= 1 OR t.province >= 1) AS achieved
        FROM orgs_person p LEFT JOIN r ON r.person_id = p.id LEFT JOIN i ON i.person_id = p.id
        LEFT JOIN t ON t.person_id = p.id LEFT JOIN l ON l.person_id = p.id
    ) everybody
"""

# ------------------------------------------------------------------ a million people


def make_people() -> None:
    """People with six years of ratings, initiatives, research and confirmations; keys are made up."""
    fill("orgs_person", f"generate_series(1, {PEOPLE}) n", id="n", full_name="'Người ' || n")
    fill(
        "orgs_yearlyrating",
        f"generate_series(1, {PEOPLE}) n, generate_series(2019, 2024) y", "(n + y) % 97 <> 0",
        id="n::bigint * 10 + y - 2019", person_id="n", unit_id="1", period="y::text",
        ends_on="make_date(y, 12, 31)", level="CASE WHEN hashint8(n * 10 + y) % 100 = 0 THEN NULL ELSE 2 + abs(hashint8(n * 7 + y) % 40 + 6) % 3 END",
    )  # fmt: skip
    fill(
        "recognition_creation", f"generate_series(1, {CREATIONS}) n", id="n", kind="'initiative'", unit_id="1"
    )  # fmt: skip
    fill(
        "recognition_creationshare", f"generate_series(1, {CREATIONS}) n",
        id="n", creation_id="n", person_id=f"1 + abs(hashint8(n)::bigint) % {PEOPLE}", unit_id="1", share="100",
    )  # fmt: skip
    for scope, every in (("base", 1), ("province", 12)):
        fill(
            "recognition_scoperecognition", f"generate_series(1, {CREATIONS}, {every}) n",
            id=f"n * 2 + {every} % 2", creation_id="n", scope=f"'{scope}'", decided_by_id="1",
            decided_on="DATE '2018-03-01' + abs(hashint8(n + 1)) % 2700",
        )  # fmt: skip
    fill(
        "research_researchtask", f"generate_series(1, {TASKS}) n", id="n", code="n::text", passed="true", rating="'excellent'",
        level="CASE WHEN n % 6 = 0 THEN 'province' ELSE 'base' END",
        accepted_on="DATE '2018-03-01' + abs(hashint8(n + 2)) % 2700",
    )  # fmt: skip
    fill(
        "research_taskmember", f"generate_series(1, {TASKS}) n, generate_series(1, 3) m", id="n * 3 + m", task_id="n",
        person_id=f"1 + (abs(hashint8(n)::bigint) + m * 1001) % {PEOPLE}", share="30", unit_id="1",
    )  # fmt: skip
    fill("literacy_skillframework", "generate_series(1, 1) n", id="n", key="'qd757'", owner_id="1")
    fill("literacy_frameworkversion", "generate_series(1, 1) n", id="n", framework_id="1")
    fill(
        "literacy_completion", f"generate_series(1, {PEOPLE}) n", id="n", person_id="n", version_id="1", status="'confirmed'",
    )  # fmt: skip
    fill(
        "literacy_confirmation", f"generate_series(1, {PEOPLE}) n", "n % 5 < 4", id="n", completion_id="n",
        unit_id="1", decided_on="DATE '2024-01-01' + n % 500",
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def fill(table: str, rows: str, where: str = "true", **given: str) -> None:
    """INSERT … SELECT with the columns that are named; what else must not be empty gets something."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('f', 'c')",
            [table],
        )
        for (constraint,) in cursor.fetchall():  # what else it leads to is made up
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{constraint}"')
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns"
            " WHERE table_name = %s AND is_nullable = 'NO' AND is_identity = 'NO'",
            [table],
        )
        for name, kind in cursor.fetchall():
            given.setdefault(name, EMPTY.get(kind, "'1'"))
        names, values = ", ".join(given), ", ".join(given.values())
        cursor.execute(
            f"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE"  # noqa: S608 -- the pieces are ours
            f" SELECT {values} FROM {rows} WHERE {where}"
        )


EMPTY = {
    "text": "''", "character varying": "''", "boolean": "false", "ARRAY": "'{}'", "jsonb": "'[]'",
    "date": "DATE '2020-01-01'", "timestamp with time zone": "now()",
}  # fmt: skip

# ------------------------------------------------------------------ measured


def everybody():
    clause = rule()
    prepared = prepare(columns_of(clause, ASKED), EVERYBODY)
    return prepared, evaluate(clause, prepared, ASKED)


def explained(person: int) -> Verdict:
    return decide(rule(), Kept(Subject.PERSON, person, NOW), NOW)


def by_hand() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND)
        return cursor.fetchone()


def run() -> list[tuple[str, float, float]]:
    department()
    make_people()
    prepared, answers = everybody()
    found = int(answers.met.sum()), int(answers.undecided.sum())
    if found != by_hand():
        raise RuntimeError(f"both ways must find the same: {found}, {by_hand()}")
    peer = median(seconds(by_hand) for _ in range(RUNS))
    ours = median(seconds(everybody) for _ in range(RUNS))
    again = median(seconds(lambda: evaluate(rule(3), prepared, ASKED)) for _ in range(RUNS))
    one = median(seconds(partial(explained, 7 + at)) for at in range(50))
    print(
        f"    {len(prepared):,} people: by hand {peer:.2f} s, ours {ours:.2f} s; met, not decidable: {found}"
    )
    return [
        ("one rule for a million people ÷ by hand", ours / peer, ALLOWED),
        ("a changed threshold, seconds", again, ALLOWED_AGAIN),
        ("one person explained, seconds", one, ALLOWED_ONE),
        ("memory over what is loaded, MB", _megabytes(), ALLOWED_MEGABYTES),
    ]


def _megabytes() -> float:
    """Most memory of a process that evaluates once, over one that does nothing."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    for line in run():
        print(line)
