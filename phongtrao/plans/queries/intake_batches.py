"""What of an intake can be done at once, and what can be taken back at once."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet

from phongtrao.plans.intake.certainty import SURE
from phongtrao.plans.intake.questions import question_about
from phongtrao.plans.intake.sections import TASK_SOURCES, TURNABLE
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.plans.queries.intake import RIDING

S = IntakeFact.State
TASK_MAKERS = (*TURNABLE, *TASK_SOURCES)
SMALLEST = 2  # one fact alone is taken back by dropping or editing it


def last_batch(intake: Intake, user: AbstractBaseUser) -> list[int]:
    """The facts the user accepted in one act, while that was the last decision of the user."""
    mine = intake.facts.filter(decided_by=user.pk)
    last = mine.order_by("-decided_at").first()
    if last is None:
        return []
    rows = list(mine.filter(decided_at=last.decided_at).values_list("pk", "state"))
    is_batch = len(rows) >= SMALLEST and all(state == S.CONFIRMED for _pk, state in rows)
    return [pk for pk, _state in rows] if is_batch else []


def sure_facts(intake: Intake, section: str = "") -> list[IntakeFact]:
    """What waits and is surely read, of one section or of all; nothing the program has a question about."""
    rows = intake.facts.filter(state=S.PENDING, confidence__gte=SURE).exclude(RIDING)
    if section:
        rows = rows.filter(section=section)
    return [fact for fact in rows if not question_about(fact.section, fact.value)]


def task_sources(intake: Intake) -> QuerySet[IntakeFact]:
    """Contents, solutions, duties and reports of which a task can still be made, in their order."""
    # What rides with a task has its task already.
    rows = intake.facts.filter(turned_into=None, rides_with=None).exclude(state=S.DROPPED)
    return rows.filter(section__in=TASK_MAKERS).order_by("position", "pk")


def drafted_tasks(intake: Intake) -> QuerySet[IntakeFact]:
    """Tasks made of contents that have stayed, and that nobody has looked at."""
    rows = intake.facts.filter(section="tasks", state=S.PENDING).exclude(made_from=None)
    return rows.exclude(made_from__state=S.DROPPED)
