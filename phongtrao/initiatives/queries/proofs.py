"""What other units said of using an initiative."""

from django.db.models import Case, QuerySet, When

from phongtrao.initiatives.models import Initiative, UseProof


def proofs_of(initiative: Initiative) -> QuerySet[UseProof]:
    """Every card with its unit: confirmed first, then those still asked, then refused ones. One query."""
    order = {"confirmed": 0, "asked": 1, "declined": 2}
    rows = UseProof.objects.filter(initiative=initiative).select_related("unit", "evidence__file")
    return rows.order_by(Case(*(When(status=s, then=n) for s, n in order.items())), "pk")


def confirmed_proofs(initiative: Initiative) -> QuerySet[UseProof]:
    """Those that stand as evidence of use (hiệu quả áp dụng) in the dossier."""
    return proofs_of(initiative).filter(status=UseProof.Status.CONFIRMED)
