"""How far the review of an intake is, section by section; and what of a plan waits for other apps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from phongtrao.documents.models import StoredFile
from phongtrao.orgs.models import Unit
from phongtrao.plans.intake.certainty import DOUBTFUL, SURE
from phongtrao.plans.intake.issuer import foreign_issuer
from phongtrao.plans.intake.sections import ALL, ORDER, SECTIONS, Section
from phongtrao.plans.intake.values import said_in_full
from phongtrao.plans.models import Intake, IntakeFact, Plan

S = IntakeFact.State
MOST_NAMED = 6  # sections in one sentence
# Read of the same sentence as a task that waits: looked at and accepted with that task.
RIDING = Q(state=S.PENDING, rides_with__state=S.PENDING)


@dataclass(frozen=True, slots=True)
class SectionCount:
    """Facts of one section: all that stand, those to be looked at, the doubtful among them.

    ``sure``: those that may be accepted together, unless the program has a question about one;
    ``riding``: those that wait with a fact of another section and are counted there.
    """

    section: Section
    total: int
    pending: int
    doubtful: int
    sure: int
    riding: int
    dropped: int


@dataclass(frozen=True, slots=True)
class WaitingSection:
    """Confirmed facts of a published plan that no app has taken over."""

    section: Section
    said: list[str]  # the words of each, in the order of the plan

    @property
    def count(self) -> int:
        return len(self.said)


def with_counts(rows: QuerySet[Intake]) -> QuerySet[Intake]:
    """Intakes with ``total`` and ``pending``, without the heavy source."""
    standing = ~Q(facts__state=S.DROPPED)
    return rows.defer("blocks", "warnings").annotate(
        total=Count("facts", filter=standing & Q(facts__isnull=False)),
        pending=Count("facts", filter=Q(facts__state=S.PENDING)),
    )


def section_counts(intake: Intake) -> list[SectionCount]:
    """Sections that have facts, in the order of a plan. One query."""
    names = ("section", "total", "pending", "doubtful", "sure", "riding", "dropped")
    waiting = Q(state=S.PENDING) & ~RIDING
    grouped = (
        intake.facts.order_by()
        .values("section")
        .annotate(
            total=Count("pk", filter=~Q(state=S.DROPPED)),
            pending=Count("pk", filter=waiting),
            doubtful=Count("pk", filter=waiting & Q(confidence__lt=DOUBTFUL)),
            sure=Count("pk", filter=waiting & Q(confidence__gte=SURE)),
            riding=Count("pk", filter=RIDING),
            dropped=Count("pk", filter=Q(state=S.DROPPED)),
        )
    )
    found = [
        SectionCount(SECTIONS[section], *numbers)
        for section, *numbers in grouped.values_list(*names)
        if section in SECTIONS
    ]
    return sorted(found, key=lambda count: ORDER[count.section.key])


def facts_in_order(intake: Intake, section: str) -> QuerySet[IntakeFact]:
    return intake.facts.filter(section=section).order_by("position", "pk")


def next_of(fact: IntakeFact) -> IntakeFact | None:
    """The fact that stands right after it in its section and has not been dropped."""
    later = Q(position__gt=fact.position) | Q(position=fact.position, pk__gt=fact.pk)
    rows = facts_in_order(fact.intake, fact.section).filter(later)
    return rows.exclude(RIDING | Q(state=S.DROPPED)).first()


def document_said(intake: Intake) -> dict[str, Any]:
    """The fields of the paper that stand; of a field said twice the first. One query."""
    found: dict[str, Any] = {}
    for fact in facts_in_order(intake, "document").exclude(state=S.DROPPED):
        for name, value in fact.value.items():
            found.setdefault(name, value)
    return found


def issuer_elsewhere(said: Mapping[str, Any], unit: Unit) -> str:
    """Who issued the paper, as printed, where that is not ``unit``; empty where it may be. One query.

    ``said``: the document fields of the facts.
    """
    steps = f"{unit.admin_path}{unit.prof_path}".split("/")
    over = Unit.objects.filter(pk__in={int(step) for step in steps if step}).exclude(pk=unit.pk)
    above = [name for names in over.values_list("name", "short_name") for name in names]
    return foreign_issuer(said, (unit.name, unit.short_name), above)


def waiting_riders(fact: IntakeFact) -> int:
    """How many facts would be accepted with this one."""
    return fact.riders.filter(RIDING).count()


def next_position(intake: Intake, section: str) -> int:
    """The place behind the last fact of the section; behind all where the section has none."""
    last = facts_in_order(intake, section).aggregate(last=Max("position"))["last"]
    return intake.facts.count() if last is None else int(last) + 1


def earlier_intakes(file: StoredFile, rows: QuerySet[Intake]) -> QuerySet[Intake]:
    """Intakes of the same content that are still worth opening, the newest first."""
    useless = (Intake.Status.DROPPED, Intake.Status.FAILED)
    return rows.filter(file=file).exclude(status__in=useless).order_by("-pk")


def waiting_sections(plan: Plan) -> list[WaitingSection]:
    """What was confirmed in the plan and waits for an app above. One query."""
    keys = [section.key for section in ALL if section.is_kept]
    rows = (
        IntakeFact.objects.filter(
            intake__plan=plan,
            intake__status=Intake.Status.PUBLISHED,
            section__in=keys,
            state=S.CONFIRMED,
            adopted_by="",
        )
        .order_by("position", "pk")
        .values_list("section", "value")
    )
    said: dict[str, list[str]] = {}
    for key, value in rows:
        said.setdefault(key, []).append(said_in_full(SECTIONS[key], value) or "—")
    found = [WaitingSection(SECTIONS[key], words) for key, words in said.items()]
    return sorted(found, key=lambda waiting: ORDER[waiting.section.key])


def where_pending(counts: Iterable[SectionCount]) -> str:
    """“Nhiệm vụ: 3; Chỉ tiêu: 2 và 1 phần khác”; empty when everything has been looked at."""
    left = [count for count in counts if count.pending]
    said = "; ".join(f"{count.section.label}: {count.pending}" for count in left[:MOST_NAMED])
    more = len(left) - MOST_NAMED
    return said + (_(" và %d phần khác") % more if more > 0 else "")
