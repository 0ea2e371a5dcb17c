"""The register by unit and by person, predecessors included."""

from collections.abc import Sequence

from django.db.models.expressions import RawSQL

from phongtrao.awards.authority import may_sign
from phongtrao.awards.models import Award
from phongtrao.lib.marks import mark_of
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Unit

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


def issuer_of(award: Award) -> Unit | None:
    """Whose decision the registered paper is; None without one, or of a paper of who may not give such."""
    issuer = award.document.issuer if award.document else None
    return issuer if issuer and may_sign(issuer, award.honour, award.decided_on) else None


def named_in(award: Award) -> Unit | None:
    """Whose decision a row without a paper is: the owner of the honour, or the unit above that its words name."""
    if award.honour.owner:
        return award.honour.owner
    paths = award.unit.admin_path + award.unit.prof_path
    above = Unit.objects.filter(pk__in={int(step) for step in paths.split("/") if step})
    who = fold(award.decided_by)
    named = [one for one in above.order_by("pk") if fold(one.name) in who]
    return max(named, key=lambda one: len(one.name), default=None)
