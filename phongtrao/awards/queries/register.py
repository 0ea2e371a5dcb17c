"""The register by unit and by person, predecessors included."""

from collections.abc import Sequence

from django.db.models.expressions import RawSQL

from phongtrao.awards.models import Award
from phongtrao.lib.marks import mark_of

SHOWN = ("honour_id", "person_id", "unit_id", "route", "period", "reason", "decision", "decided_on", "decided_by", "evidence_id")  # fmt: skip


def followed_by(units: Sequence[int]) -> RawSQL:
    """For ``unit__in=``: units that these follow, whole or in part, as ``orgs.queries.lineage`` knows them."""
    sql = """
        WITH RECURSIVE line AS (
            SELECT former_id FROM orgs_succession WHERE latter_id = ANY(%s::bigint[])
            UNION
            SELECT s.former_id FROM orgs_succession s JOIN line ON s.latter_id = line.former_id
        )
        SELECT former_id FROM line
    """
    return RawSQL(sql, [list(units)])  # noqa: S611 -- our own words, the keys are parameters


def mark_of_awards(awards: Sequence[Award]) -> str:
    """Of what whoever checks them compared with the decision."""
    return mark_of({str(one.pk): [getattr(one, name) for name in SHOWN] for one in awards})
