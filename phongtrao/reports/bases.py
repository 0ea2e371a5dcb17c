"""The legal bases of a plan for the block “Căn cứ” of its papers (NĐ 30/2020/NĐ-CP, phụ lục I, II.5)."""

from phongtrao.documents.models import Citation, DocumentKind, OfficialDocument
from phongtrao.documents.services.register import UNKNOWN_ISSUER
from phongtrao.plans.models import Plan
from phongtrao.reports.facts import BasisFacts

K = DocumentKind
# Laws first, then as their issuers rank; inside a rank the older one first.
RANKS = (K.LAW, K.RESOLUTION, K.DECREE, K.DECISION, K.DIRECTIVE, K.CIRCULAR, K.CONCLUSION)


def basis_facts(plan: Plan) -> tuple[BasisFacts, ...]:
    """What the plan's paper names as its basis, by rank and date. One query."""
    rows = OfficialDocument.objects.filter(
        cited_by__source=plan.document_id, cited_by__role=Citation.Role.BASIS
    )
    return tuple(_basis(document) for document in sorted(rows, key=_order))


def _order(document: OfficialDocument) -> tuple[int, bool, str, str]:
    kind = K(document.kind)
    rank = RANKS.index(kind) if kind in RANKS else len(RANKS)
    day = document.issued_on.isoformat() if document.issued_on else ""
    return rank, not day, day, document.number_key


def _basis(document: OfficialDocument) -> BasisFacts:
    issuer = document.issuer_name
    return BasisFacts(
        kind=document.get_kind_display() if document.kind != K.OTHER else "Văn bản",
        is_law=document.kind == K.LAW,
        number=document.number,
        issued_on=document.issued_on.isoformat() if document.issued_on else "",
        issuer="" if issuer == UNKNOWN_ISSUER else issuer,
        abstract=document.abstract,
    )
