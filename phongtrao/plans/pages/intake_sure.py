"""What of an intake would be accepted in one press: how much of each part, and what stays to be looked at."""

from collections import Counter
from dataclasses import dataclass

from phongtrao.plans.intake.sections import ORDER, SECTIONS, Section
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.plans.pages.intake_source import review_url
from phongtrao.plans.queries.intake import section_counts
from phongtrao.plans.queries.intake_batches import sure_facts


@dataclass(frozen=True, slots=True)
class SurePart:
    section: Section
    sure: int
    left: int  # waits and is to be looked at by itself
    url: str


@dataclass(frozen=True, slots=True)
class SurePage:
    """``section``: the only one asked about, or None for the whole plan."""

    section: Section | None
    facts: list[IntakeFact]
    parts: list[SurePart]

    @property
    def pks(self) -> list[int]:
        return [fact.pk for fact in self.facts]

    @property
    def left(self) -> int:
        return sum(part.left for part in self.parts)

    @classmethod
    def build(cls, intake: Intake, key: str) -> "SurePage":
        facts = sure_facts(intake, key)
        sure = Counter(fact.section for fact in facts)
        waiting = {c.section.key: c.pending for c in section_counts(intake) if c.pending}
        keys = [key] if key else sorted(waiting, key=ORDER.__getitem__)
        parts = [_part(intake, name, sure[name], waiting.get(name, 0)) for name in keys]
        return cls(SECTIONS.get(key), facts, parts)


def _part(intake: Intake, key: str, sure: int, waiting: int) -> SurePart:
    return SurePart(SECTIONS[key], sure, waiting - sure, review_url(intake, muc=key))
