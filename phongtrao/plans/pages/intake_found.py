"""What a reading has found and not found, and what can be done about it: said before the review."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser

from phongtrao.documents.models import OfficialDocument
from phongtrao.plans.intake.sections import SECTIONS
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.plans.queries.intake import SectionCount, document_said
from phongtrao.plans.queries.intake_batches import drafted_tasks, last_batch, task_sources
from phongtrao.plans.queries.intake_numbers import near_documents, number_fact

# What an office looks for in a plan; the rest is missing in most plans and missed by nobody.
LOOKED_FOR = ("phases", "contents", "tasks", "indicators", "responsibilities", "reports_due")
FIELDS = ("number", "date", "title")


@dataclass(frozen=True, slots=True)
class Found:
    """``sources``: contents and duties of which tasks can be made, 0 where the plan has tasks.

    ``drafted``: tasks made of them that nobody has looked at; ``batch``: facts just accepted in one
    act, which can be taken back; ``near``: registered papers with almost the number of this one.
    """

    facts: int
    parts: int
    missing: list[str]
    sources: int
    drafted: int
    batch: int
    number: IntakeFact | None
    near: list[OfficialDocument]

    @classmethod
    def build(
        cls, intake: Intake, counts: Iterable[SectionCount], user: AbstractBaseUser
    ) -> "Found":
        standing = {count.section.key: count.total for count in counts if count.total}
        number = number_fact(intake)
        is_open = number is not None and number.state == IntakeFact.State.PENDING
        return cls(
            facts=sum(standing.values()),
            parts=len(standing),
            missing=_missing(intake, standing),
            sources=0 if "tasks" in standing else task_sources(intake).count(),
            drafted=drafted_tasks(intake).count(),
            batch=len(last_batch(intake, user)),
            number=number,
            near=near_documents(number, user) if is_open else [],
        )


def _missing(intake: Intake, standing: Iterable[str]) -> list[str]:
    said, document = document_said(intake), SECTIONS["document"]
    fields = [document.field(name) for name in FIELDS if not said.get(name)]
    names = [str(field.label) for field in fields if field]
    return [*names, *(str(SECTIONS[key].label) for key in LOOKED_FOR if key not in standing)]
