"""Decisions of recognition: what waits for one, and what its annex prints."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from phongtrao.base.words import office_language
from phongtrao.lib.numbers import format_number
from phongtrao.orgs.models import Unit
from phongtrao.recognition.decision_paper import DecisionFacts, PrintedLine
from phongtrao.recognition.models import Creation, RecognitionDecision, ScopeRecognition
from phongtrao.recognition.years import said_year


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many creations of a year that an authority recognised, and no decision names yet."""

    unit: int
    unit_name: str
    kind: str
    scope: str
    year: str
    count: int

    @property
    def kind_label(self) -> str:
        return str(Creation.Kind(self.kind).label)

    @property
    def year_label(self) -> str:
        return said_year(self.year)

    @property
    def scope_label(self) -> str:
        return str(ScopeRecognition.Scope(self.scope).label)


def without_decision() -> QuerySet[ScopeRecognition]:
    """Recognitions that stand, with neither a registered decision nor a place in one being drafted."""
    return ScopeRecognition.objects.filter(document=None, revoked_on=None, decision_line=None)


def waiting_for(unit: Unit, kind: str, scope: str, year: str = "") -> QuerySet[ScopeRecognition]:
    """In the order of the annex: by unit, then title."""
    rows = without_decision().filter(decided_by=unit, creation__kind=kind, scope=scope)
    if year:
        rows = rows.filter(creation__year=year)
    return rows.order_by("creation__unit__sort_key", "creation__sort_key", "pk")


def waiting_groups(units: QuerySet[Unit]) -> list[Waiting]:
    """Of these authorities; one query."""
    rows = (
        without_decision()
        .filter(decided_by__in=units.values("pk"))
        .values_list("decided_by", "decided_by__name", "creation__kind", "scope", "creation__year")
        .annotate(count=Count("pk"))
        .order_by("decided_by__sort_key", "-creation__year", "creation__kind", "scope")
    )
    return [Waiting(*row) for row in rows]


def printed_lines(rows: QuerySet[ScopeRecognition]) -> tuple[PrintedLine, ...]:
    """The annex of these recognitions, in their order. Three queries whatever the number."""
    found = rows.select_related("creation__unit").prefetch_related("creation__shares__person")
    with office_language():
        return tuple(_printed(row) for row in found)


def lines_of(decision: RecognitionDecision) -> QuerySet[ScopeRecognition]:
    rows = ScopeRecognition.objects.filter(decision_line__decision=decision)
    return rows.order_by("creation__unit__sort_key", "creation__sort_key", "pk")


def has_changed(decision: RecognitionDecision) -> bool:
    """Whether the list is no longer the one that was printed."""
    frozen = DecisionFacts.from_json(decision.facts)
    return frozen.lines != printed_lines(lines_of(decision))


def _printed(row: ScopeRecognition) -> PrintedLine:
    shares = row.creation.shares.all()
    return PrintedLine(
        title=row.creation.title,
        authors="\n".join(share.person.full_name for share in shares),
        shares="\n".join(format_number(share.share) for share in shares),
        unit=row.creation.unit.name,
        scope=str(row.get_scope_display()),
    )
