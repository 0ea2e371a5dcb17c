"""Many facts in one act, which can be taken back in one act: accepting, and drafting tasks."""

from collections.abc import Iterable, Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.plans.intake.certainty import DOUBTFUL
from phongtrao.plans.intake.sections import SECTIONS
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.plans.queries.intake_batches import drafted_tasks, last_batch, task_sources
from phongtrao.plans.services.intake_facts import lock, part_label
from phongtrao.plans.services.intake_turns import make_task

S = IntakeFact.State


@transaction.atomic
def accept_facts(
    intake: Intake, facts: Iterable[int], section: str, *, by: AbstractBaseUser
) -> int:
    """Accept those of the shown facts (primary keys) that wait without a doubt, and their riders.

    Return how many of the shown ones it were. A doubtful one is looked at by itself.
    """
    lock(intake, by)
    sure = intake.facts.filter(state=S.PENDING, confidence__gte=DOUBTFUL)
    shown = list(sure.filter(pk__in=list(facts)).values_list("pk", flat=True))
    riding = intake.facts.filter(state=S.PENDING, rides_with__in=shown)
    pks = [*shown, *riding.values_list("pk", flat=True)]
    # One moment for all of them: by it the batch is known when it is taken back.
    decided = {"decided_by": by.pk, "decided_at": timezone.now()}
    intake.facts.filter(pk__in=pks).update(state=S.CONFIRMED, **decided)
    if shown:
        part = part_label(section) if section in SECTIONS else ""
        record(intake, "plans.facts_accepted", by=by, facts=len(pks), part=part)
    return len(shown)


@transaction.atomic
def undo_batch(intake: Intake, *, by: AbstractBaseUser) -> int:
    """Let the facts of the last batch wait again; WrongState when something was decided since."""
    lock(intake, by)
    pks = last_batch(intake, by)
    if not pks:
        raise WrongState(_("Sau lần nhận đó đã có việc khác. Hãy sửa hoặc bỏ từng mục."))
    waiting = {"state": S.PENDING, "decided_by": None, "decided_at": None}
    intake.facts.filter(pk__in=pks).update(**waiting)
    record(intake, "plans.facts_unaccepted", by=by, facts=len(pks))
    return len(pks)


@transaction.atomic
def draft_tasks(
    intake: Intake, facts: Iterable[int], leads: Sequence[str] = (), *, by: AbstractBaseUser
) -> list[IntakeFact]:
    """Make a task of each chosen content or duty, which stays; every task waits to be looked at.

    ``leads``: who leads where the sentence names nobody. Each fact once: a second press finds none.
    """
    lock(intake, by)
    chosen = list(task_sources(intake).filter(pk__in=list(facts)))
    if not chosen:
        raise BadInput(_("Chưa chọn mục nào để lập nhiệm vụ. Hãy đánh dấu ít nhất một mục."))
    made = []
    for fact in chosen:
        fact.intake = intake
        task = make_task(fact)
        task.made_from = fact
        task.value["lead_units"] = task.value["lead_units"] or list(leads)
        task.save()
        made.append(task)
    record(intake, "plans.tasks_drafted", by=by, tasks=len(made))
    return made


@transaction.atomic
def undo_drafted_tasks(intake: Intake, *, by: AbstractBaseUser) -> int:
    """Remove the drafted tasks that nobody has looked at; their contents have stayed."""
    lock(intake, by)
    rows = drafted_tasks(intake)
    count = rows.count()
    if not count:
        raise WrongState(_("Không còn nhiệm vụ nháp nào chưa soát. Hãy bỏ từng nhiệm vụ."))
    rows.delete()
    record(intake, "plans.tasks_undrafted", by=by, tasks=count)
    return count
