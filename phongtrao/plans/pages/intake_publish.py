"""What publishing an intake will make, told before it is done."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from phongtrao.documents.models import OfficialDocument
from phongtrao.documents.services import DocumentData
from phongtrao.lib.text import document_number
from phongtrao.plans.access.amending import amendable_plans
from phongtrao.plans.access.plans import visible_plans
from phongtrao.plans.amending.citations import cited_amendments
from phongtrao.plans.forms.intake import units_for
from phongtrao.plans.intake.sections import ALL, Section
from phongtrao.plans.intake.values import parties_of
from phongtrao.plans.models import Intake
from phongtrao.plans.pages.intake_hindrances import Hindrance, hindrances
from phongtrao.plans.queries.intake import SectionCount, section_counts
from phongtrao.plans.queries.intake_batches import task_sources
from phongtrao.plans.queries.intake_numbers import near_documents, number_fact
from phongtrao.plans.queries.meanings import Names, meanings_of
from phongtrao.plans.queries.upper_plans import plan_carried_out
from phongtrao.plans.services.intake_publish import (
    Facts,
    document_data,
    document_faults,
    phase_lines,
)


@dataclass(frozen=True, slots=True)
class PublishPage:
    counts: list[SectionCount]
    said: dict[str, Any]  # what the paper says of itself
    document: DocumentData | None
    hindrances: list[Hindrance]
    near: list[OfficialDocument]  # registered under almost the same number
    tasks: int
    sources: int  # contents and duties of which a task could be made
    bases: int
    resolved: int
    unresolved: list[str]
    waiting: list[tuple[Section, int]]
    phases: int
    initial: dict[str, Any]

    @property
    def can_publish(self) -> bool:
        """Whether nothing is known that would be refused; what it is stands on the page."""
        return not self.hindrances

    @classmethod
    def build(cls, intake: Intake, user: AbstractBaseUser) -> "PublishPage":
        facts = Facts(intake)
        document = None if document_faults(facts) else document_data(facts, intake.unit)
        counts = section_counts(intake)
        rows = facts.of("tasks")
        names = [name for fact in rows for name in parties_of(fact.value)]
        meanings = meanings_of(names, Names.of(intake)).values()
        return cls(
            counts=counts,
            said=facts.record("document"),
            document=document,
            hindrances=hindrances(intake, counts, facts),
            near=near_documents(number_fact(intake), user),
            tasks=len(rows),
            sources=0 if rows else task_sources(intake).count(),
            bases=sum(fact.value.get("role") != "self" for fact in facts.of("legal_bases")),
            resolved=sum(meaning.unit is not None for meaning in meanings),
            unresolved=[meaning.said for meaning in meanings if meaning.unit is None],
            waiting=[(s, len(facts.of(s.key))) for s in ALL if s.is_kept and facts.of(s.key)],
            phases=len(phase_lines(facts)),
            initial=initial_of(intake, facts, document, user),
        )


def initial_of(
    intake: Intake, facts: Facts, document: DocumentData | None, user: AbstractBaseUser
) -> dict[str, Any]:
    """What the paper says of the plan's days, and the plan above that it says it carries out."""
    lines = phase_lines(facts)
    issued_on = document.issued_on if document else None
    starts_on = issued_on or (min(line.starts_on for line in lines) if lines else None)
    starts_on = starts_on or _first_day(facts) or timezone.localdate()
    ends_on = max((line.ends_on for line in lines), default=None)
    owners = units_for(user)
    return {
        "owner": intake.unit_id if owners.filter(pk=intake.unit_id).exists() else None,
        "starts_on": starts_on,
        "ends_on": ends_on if ends_on and ends_on >= starts_on else None,
        "parent": plan_carried_out(intake, visible_plans(user)),
        **_amended(facts, user),
    }


def _amended(facts: Facts, user: AbstractBaseUser) -> dict[str, Any]:
    """The running plan the paper says it amends or replaces, by the number it names."""
    passages = [fact.passage for fact in facts.of("legal_bases")]
    for cited in cited_amendments([facts.record("document").get("title") or "", *passages]):
        rows = amendable_plans(user).filter(document__number_key=document_number(cited.number))
        if found := rows.first():
            return {"amends": found, "amending": cited.amending}
    return {}


def _first_day(facts: Facts) -> date | None:
    """The first day of the month or year of issue, where the day was left blank."""
    said = facts.record("document").get("date") or {}
    if not said.get("year"):
        return None
    return date(said["year"], said.get("month") or 1, said.get("day") or 1)
