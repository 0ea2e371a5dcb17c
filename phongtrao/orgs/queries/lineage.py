"""The organisation as of any day, and who came from whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from phongtrao.orgs.forest import Node
from phongtrao.orgs.models import Line, Post, Reorganisation, Succession, Unit, UnitSpan

NODE = ("name", "unit__kind", "level", "code", "admin_parent", "prof_parent", "unit__area", "type")


def as_of(day: date) -> QuerySet[UnitSpan]:
    """Units as they were on the day: names, codes, levels and parents of that day."""
    return UnitSpan.objects.as_of(day).select_related("unit")


def standing_nodes() -> dict[int, Node]:
    """Every unit that stands, as its last span has it. One query."""
    rows = UnitSpan.objects.filter(days__upper_inf=True).values_list("unit", *NODE)
    return {unit: Node(*values) for unit, *values in rows.iterator(chunk_size=10_000)}


def tree_as_of(day: date, line: str = Line.ADMIN, root: Unit | None = None) -> dict[int, str]:
    """{unit: its path on that day}, all of them or those at and below ``root``; one query.

    A path is “/1/17/4/”: the units above, and the unit itself. A unit whose parent did not stand on
    the day begins a path of its own.
    """
    parent = f"{Line(line).value}_parent_id"
    start = "o.unit_id = %(root)s" if root else "a.unit_id IS NULL"
    sql = f"""
        WITH RECURSIVE o AS MATERIALIZED (
            SELECT unit_id, {parent} AS parent_id FROM orgs_unitspan WHERE days @> %(day)s::date
        ), tree AS (
            SELECT o.unit_id, '/' || o.unit_id || '/' AS path
            FROM o LEFT JOIN o AS a ON a.unit_id = o.parent_id WHERE {start}
            UNION ALL
            SELECT o.unit_id, tree.path || o.unit_id || '/'
            FROM tree JOIN o ON o.parent_id = tree.unit_id
        )
        SELECT unit_id, path FROM tree
    """  # noqa: S608 -- the two names are ours
    with connection.cursor() as cursor:
        cursor.execute(sql, {"day": day, "root": root.pk if root else None})
        return dict(cursor.fetchall())


def lineage(unit: Unit, day: date | None = None) -> set[int]:
    """The unit and all it follows, as known on the day (today): keys of units. One query."""
    return lineages([unit.pk], day)[unit.pk]


def lineages(units: list[int], day: date | None = None) -> dict[int, set[int]]:
    """``lineage`` of many at once, in one query."""
    sql = """
        WITH RECURSIVE line AS (
            SELECT unit AS latter, unit AS former FROM unnest(%(units)s::bigint[]) AS unit
            UNION
            SELECT line.latter, s.former_id FROM line
            JOIN orgs_succession s ON s.latter_id = line.former AND s.on <= %(day)s
        )
        SELECT latter, array_agg(former) FROM line GROUP BY latter
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, {"units": units, "day": day or timezone.localdate()})
        return {latter: set(formers) for latter, formers in cursor.fetchall()}


def ended_into(units: list[int]) -> RawSQL:
    """For ``unit__in=``: units that ended and whose heir, in the end, is one of these."""
    sql = """
        WITH RECURSIVE ended AS (
            SELECT former_id FROM orgs_succession WHERE is_heir AND latter_id = ANY(%s::bigint[])
            UNION
            SELECT s.former_id FROM orgs_succession s
            JOIN ended ON s.latter_id = ended.former_id WHERE s.is_heir
        )
        SELECT former_id FROM ended
    """
    return RawSQL(sql, [units])  # noqa: S611 -- our own words, the keys are parameters


def ended_under(units: list[int]) -> dict[int, dict[int, date]]:
    """{unit: {unit that ended: when}} right below each of these and below those, in one query.

    A unit that ended stands below one only, its heir or the first that follows it: a sum has it once.
    """
    sql = """
        WITH RECURSIVE bond AS MATERIALIZED (
            SELECT DISTINCT ON (s.former_id) s.former_id AS former, s.latter_id AS latter, f.closed_on
            FROM orgs_succession s JOIN orgs_unit f ON f.id = s.former_id
            WHERE f.closed_on IS NOT NULL AND (s.is_heir OR s.on = f.closed_on)
            ORDER BY s.former_id, s.is_heir DESC, s.latter_id
        ), line AS (
            SELECT former, latter, closed_on FROM bond WHERE latter = ANY(%s::bigint[])
            UNION
            SELECT bond.former, bond.latter, bond.closed_on
            FROM line JOIN bond ON bond.latter = line.former
        )
        SELECT latter, former, closed_on FROM line
    """
    found: dict[int, dict[int, date]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, [units])
        for latter, former, closed_on in cursor.fetchall():
            found.setdefault(latter, {})[former] = closed_on
    return found


def keeper_of(unit: Unit) -> Unit:
    """Who carries on for the unit: itself while it stands, then its heir. No query while it stands."""
    while unit.closed_on is not None:
        bond = Succession.objects.filter(former=unit, is_heir=True).select_related("latter").first()
        if bond is None:
            break
        unit = bond.latter
    return unit


def past_of(unit: Unit) -> QuerySet[Succession]:
    """From whom the unit came, and into whom it went, the latest first."""
    rows = Succession.objects.filter(former=unit) | Succession.objects.filter(latter=unit)
    return rows.select_related("former", "latter", "reorganisation").order_by("-on", "pk")


def later_acts(act: Reorganisation, units: set[int]) -> QuerySet[Reorganisation]:
    """Acts after this one, not undone, that end or bind one of the units."""
    bound = Succession.objects.filter(former__in=units).values("reorganisation")
    return Reorganisation.objects.filter(pk__gt=act.pk, undone_at=None, pk__in=bound)


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands today for units that ended: they, the days they ended, the acts that ended them."""

    units: tuple[int, ...]  # by name
    ended_on: date
    act: str  # “Bỏ cấp huyện (Quyết định số 12/QĐ-UBND)”; "" where none is kept


def standing_for(ended: Collection[int]) -> dict[int, Standing]:
    """{unit that ended: who stands for it today}, the whole line; one query. Without heirs: no key."""
    sql = """
        WITH RECURSIVE line AS (
            SELECT id AS former, id AS unit FROM orgs_unit
            WHERE id = ANY(%(ended)s::bigint[]) AND closed_on IS NOT NULL
            UNION
            SELECT line.former, s.latter_id FROM line
            JOIN orgs_unit u ON u.id = line.unit
            JOIN orgs_succession s ON s.former_id = u.id AND s.on = u.closed_on
        )
        SELECT line.former, array_agg(u.id ORDER BY u.sort_key, u.id), min(f.closed_on), (
            SELECT concat(r.title, nullif(concat(' (', r.decision, ')'), ' ()'))
            FROM orgs_succession s JOIN orgs_reorganisation r ON r.id = s.reorganisation_id
            WHERE s.former_id = line.former AND s.on = min(f.closed_on) LIMIT 1
        )
        FROM line
        JOIN orgs_unit u ON u.id = line.unit AND u.closed_on IS NULL
        JOIN orgs_unit f ON f.id = line.former
        GROUP BY line.former
    """
    if not ended:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(sql, {"ended": list(ended)})
        return {row[0]: Standing(tuple(row[1]), row[2], row[3] or "") for row in cursor.fetchall()}


@dataclass(frozen=True, slots=True)
class Ending:
    """When a unit ended, and the units it lives on in: those that follow it, else the one it stood under."""

    on: date
    into: tuple[int, ...]


def endings(day: date, line: str = Line.ADMIN) -> dict[int, Ending]:
    """{unit that had ended by the day: its end}, so that its past still counts somewhere; one query."""
    parent = f"{Line(line).value}_parent_id"
    sql = f"""
        SELECT u.id, u.closed_on, coalesce(
            (SELECT array_agg(s.latter_id ORDER BY s.latter_id) FROM orgs_succession s
             WHERE s.former_id = u.id AND s.on = u.closed_on),
            (SELECT array_remove(ARRAY[p.{parent}], NULL) FROM orgs_unitspan p
             WHERE p.unit_id = u.id ORDER BY p.days DESC LIMIT 1),
            ARRAY[]::bigint[])
        FROM orgs_unit u WHERE u.closed_on <= %s
    """  # noqa: S608 -- the name is ours
    with connection.cursor() as cursor:
        cursor.execute(sql, [day])
        return {unit: Ending(on, tuple(into)) for unit, on, into in cursor.fetchall()}


# ------------------------------------------------------------------ what a split shares out
def children_of(unit: Unit) -> QuerySet[UnitSpan]:
    """What stands directly under the unit today on either line: units, rooms."""
    below = Q(admin_parent=unit) | Q(prof_parent=unit)
    rows = UnitSpan.objects.filter(below, days__upper_inf=True)
    return rows.select_related("unit").order_by("unit__sort_key", "unit")


def holders_on(unit: Unit, day: date) -> QuerySet[Post]:
    """Posts held at the unit on the eve of the day and on it, by the name of their holder."""
    held = Post.objects.filter(unit=unit, days__contains=day).exclude(days__startswith=day)
    return held.select_related("person").order_by("person__sort_key", "pk")
