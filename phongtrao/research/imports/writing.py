"""Old tasks into the register, those that passed into the library; and all of them out of it again."""

from django.db import transaction
from django.db.models import Q
from django.db.models.deletion import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import record
from phongtrao.lib.errors import Conflict
from phongtrao.orgs.imports.findings import Findings
from phongtrao.orgs.imports.history import keep_written
from phongtrao.orgs.models import Import
from phongtrao.recognition.imports.writing import refuse_used
from phongtrao.recognition.models import Creation
from phongtrao.research.imports.checking import Staged
from phongtrao.research.models import ResearchTask, TaskMember
from phongtrao.research.services.deciding import enter_result
from phongtrao.research.stages import read_regime

SUBJECT = "research"
S, R = ResearchTask.Status, TaskMember.Role


def write(act: Import, findings: Findings) -> None:
    """Write what ``check`` staged, one after the other: each result is registered by recognition itself."""
    by = User.objects.get(pk=act.made_by_id)
    keep_written(act, SUBJECT, [_write(act, one, by).pk for one in findings.staged])


def _write(act: Import, one: Staged, by: User) -> ResearchTask:
    """Closed: nothing is left to do. Whoever is named first led it."""
    passes, rules = one.rating.passes, read_regime(one.regime.data)
    task = ResearchTask(
        status=S.CLOSED if passes else S.FAILED,
        regime=one.regime,
        stage=rules.stages[-1].key,
        code=one.code,
        title=one.title,
        about=one.about,
        level=one.level,
        orientation=one.orientation,
        fields=one.fields,
        owner_id=act.unit_id,
        host_id=one.work.unit,
        proposed_on=one.proposed_on,
        accepted_on=one.accepted_on,
        rating=one.rating.key,
        rating_label=one.rating.label,
        passed=passes,
        shares_fixed_at=timezone.now(),
        created_by=by,
    )
    task.search_keys()
    task.save()
    TaskMember.objects.bulk_create(
        TaskMember(
            task=task,
            person_id=person,
            unit_id=unit,
            role=R.MEMBER if place else R.LEAD,
            since=one.proposed_on,
            share=share,
        )
        for place, (person, unit, share) in enumerate(one.work.shares)
    )
    if passes:
        task.creation = enter_result(task, one.accepted_on, by=by)
        task.save(update_fields=["creation"])
    record(task, "research.brought_in", by=by)
    return task


def undo(act: Import) -> None:
    """Take every task of the import out again. Conflict when something was done with one of them since."""
    wrote = Q(pk__in=[])
    for run in act.written.filter(subject=SUBJECT):
        wrote |= Q(pk__range=(run.first, run.last))
    tasks = ResearchTask.objects.filter(wrote)
    creations = list(tasks.exclude(creation=None).values_list("creation", flat=True))
    refuse_used(Creation.objects.filter(pk__in=creations), own_decisions=0)
    try:
        with transaction.atomic():
            tasks.delete()
            Creation.objects.filter(pk__in=creations).delete()
    except ProtectedError:
        said = _(
            "Đã có việc làm tiếp trên nhiệm vụ của lần nhập này nên không hoàn tác được cả lần."
        )
        raise Conflict(said) from None
