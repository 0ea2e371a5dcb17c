"""How a task goes from stage to stage of its regime; the table of its states."""

from collections.abc import Collection, Mapping
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.orgs.working_days import working_days
from phongtrao.research.access.tasks import can_keep, can_manage
from phongtrao.research.models import ResearchTask, StageRecord, TaskMember
from phongtrao.research.stages import Rules, Stage, due_of, read_regime

S = ResearchTask.Status
TRANSITIONS: Mapping[S, frozenset[S]] = {
    S.PROPOSED: frozenset({S.SELECTING, S.DROPPED}),
    S.SELECTING: frozenset({S.APPROVED, S.DROPPED}),
    S.APPROVED: frozenset({S.RUNNING, S.STOPPED}),
    S.RUNNING: frozenset({S.ACCEPTING, S.STOPPED}),
    S.ACCEPTING: frozenset({S.ACCEPTED, S.FAILED, S.STOPPED}),
    S.ACCEPTED: frozenset({S.CLOSED}),
    S.FAILED: frozenset({S.CLOSED}),
    S.STOPPED: frozenset({S.CLOSED}),
    S.DROPPED: frozenset(),
    S.CLOSED: frozenset(),
}
# What leads into these states is a deed of its own: a contract, the decision of a council.
BY_DEED = frozenset({S.RUNNING, S.ACCEPTED})


def rules_of(task: ResearchTask) -> Rules:
    return read_regime(task.regime.data)


def open_stage(task: ResearchTask) -> StageRecord:
    """The stage it is in. WrongState once it has ended."""
    found = task.stages.filter(done_on=None).first()
    if found is None:
        raise WrongState(_("Nhiệm vụ đã kết thúc nên không còn bước nào."))
    return found


@transaction.atomic
def tick_items(task: ResearchTask, keys: Collection[str], *, by: AbstractBaseUser) -> StageRecord:
    """Which points of the checklist of the present stage are there; others are not."""
    can_keep(by, task).enforce()
    _lock(task)
    row = open_stage(task)
    known = [item.key for item in rules_of(task).stage(row.key).items]
    if unknown := set(keys) - set(known):
        raise BadInput(_("Bước này không có mục “%s”.") % min(unknown))
    row.ticked = [key for key in known if key in keys]
    row.save(update_fields=["ticked"])
    record(task, "research.ticked", by=by, stage=row.key)
    return row


@transaction.atomic
def finish_stage(task: ResearchTask, *, by: AbstractBaseUser) -> ResearchTask:
    """The present stage is done: everything it asks for is there; the next begins today."""
    can_manage(by, task).enforce()
    _lock(task)
    rules = rules_of(task)
    row, following = open_stage(task), rules.after(task.stage)
    check_items(rules.stage(row.key), row)
    if following is None or (S(following.state) in BY_DEED and following.state != task.status):
        raise WrongState(_why_not(following))
    if following.state != task.status:
        _check_entry(task, S(following.state))
    go_to(task, following, timezone.localdate())
    record(task, "research.stage_finished", by=by, stage=row.key)
    return task


def check_items(stage: Stage, row: StageRecord) -> None:
    """BadInput that names everything missing."""
    missing = [
        item.label for item in stage.items if item.is_required and item.key not in row.ticked
    ]
    if missing:
        raise BadInput(_("Bước này còn thiếu: %s.") % "; ".join(missing))


def go_to(task: ResearchTask, stage: Stage, day: date, **more: object) -> None:
    """Into the next stage, and its state where that is another. The caller asked and writes the history."""
    if stage.state != task.status:
        move(task, S(stage.state), TRANSITIONS, stage=stage.key, **more)
    else:
        ResearchTask.objects.filter(pk=task.pk).update(stage=stage.key)
        task.refresh_from_db()
    task.stages.filter(done_on=None).update(done_on=day)
    begin_stage(task, stage, day)


def begin_stage(task: ResearchTask, stage: Stage, day: date) -> StageRecord:
    """The clock of the stage is set once, by the calendar as it is known today."""
    began = {row.key: row.began_on for row in task.stages.all()} | {stage.key: day}
    with office_language():
        due = due_of(stage, began, working_days())
    return StageRecord.objects.create(
        task=task,
        key=stage.key,
        began_on=day,
        due_on=due.day if due else None,
        due_because=due.because if due else "",
    )


def _check_entry(task: ResearchTask, state: S) -> None:
    if task.cases.filter(is_ended=False).exists():
        raise WrongState(_("Nhiệm vụ đang chờ hội đồng xét. Hãy chờ kết quả."))
    has_lead = task.members.filter(role=TaskMember.Role.LEAD, left_on=None).exists()
    if state == S.APPROVED and not has_lead:
        raise BadInput(_("Nhiệm vụ chưa có chủ nhiệm. Hãy ghi chủ nhiệm trước khi phê duyệt."))
    if state == S.APPROVED and not task.budget.exists():
        raise BadInput(_("Nhiệm vụ chưa ghi kinh phí. Hãy ghi kinh phí trước khi phê duyệt."))


def _why_not(following: Stage | None) -> str:
    if following is None:
        return _("Đây là bước cuối. Hãy thanh lý để kết thúc nhiệm vụ.")
    if following.state == S.RUNNING:
        return _("Bước tiếp theo bắt đầu khi ký hợp đồng. Hãy ghi hợp đồng.")
    return _("Bước tiếp theo bắt đầu khi hội đồng nghiệm thu. Hãy đưa nhiệm vụ ra hội đồng.")


def _lock(task: ResearchTask) -> None:
    """Two people at once: the second sees what the first did."""
    ResearchTask.objects.select_for_update().get(pk=task.pk)
    task.refresh_from_db(fields=["status", "stage"])
