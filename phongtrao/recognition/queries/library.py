"""The library: each creation with how far it is recognised, who uses it, whether one keeps it for later."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from phongtrao.lib.errors import BadInput
from phongtrao.lib.periods import parse_period
from phongtrao.recognition.models import (
    Adoption,
    Creation,
    Replication,
    SavedCreation,
    ScopeRecognition,
)

Scope = ScopeRecognition.Scope
RANK = Case(
    *(When(scope=scope, then=Value(scope.rank)) for scope in Scope),
    output_field=IntegerField(),
)


def standing_scopes() -> QuerySet[Any]:
    """Recognitions that hold today, the farthest first."""
    rows = ScopeRecognition.objects.filter(revoked_on=None).annotate(rank=RANK)
    return rows.order_by("-rank", "decided_on", "pk")


def library_rows(rows: QuerySet[Creation], user: AbstractBaseUser) -> QuerySet[Creation]:
    """Annotated with ``best_scope``, ``scope_rank``, ``uses``, ``road``, ``is_saved``; authors at hand."""
    best = standing_scopes().filter(creation=OuterRef("pk"))
    used = Adoption.objects.filter(
        creation=OuterRef("pk"), status__in=Adoption.Status.counted
    ).order_by()
    uses = used.values("creation").annotate(n=Count("pk")).values("n")
    road = Replication.objects.filter(creation=OuterRef("pk"), status=Replication.Status.REPLICATED)
    saved = SavedCreation.objects.filter(creation=OuterRef("pk"), user=user.pk)
    found = rows.annotate(
        best_scope=Subquery(best.values("scope")[:1]),
        scope_rank=Coalesce(Subquery(best.values("rank")[:1]), Value(0)),
        uses=Coalesce(Subquery(uses, output_field=IntegerField()), Value(0)),
        is_replicated=Exists(road),
        is_saved=Exists(saved),
    )
    return found.prefetch_related("shares__person")


def words_in(rows: QuerySet[Creation], field: str) -> list[str]:
    """What stands in a column of these creations, for a filter to offer; one query."""
    found = rows.order_by().exclude(**{field: ""}).values_list(field, flat=True).distinct()
    return sorted(found)


def year_label(year: str) -> str:
    """“Năm học 2024–2025” of “SY2024”; words of another system stay as they came."""
    try:
        return parse_period(year).label
    except BadInput:
        return year


def bare_year(year: str) -> str:
    """“2024–2025” of “SY2024”, below a heading that says that it is a year."""
    try:
        period = parse_period(year)
    except BadInput:
        return year
    first, last = period.start.year, period.end.year
    return str(first) if first == last else f"{first}–{last}"
