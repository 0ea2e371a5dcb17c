"""What a unit answers to its work, what the office answers back, and the unit's own tasks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.audit.services import Line, record, record_many
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move, move_many
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import assignments as access
from phongtrao.plans.models import Assignment, Plan, Task
from phongtrao.plans.queries.people import office_of, people_at

S = Assignment.Status
ASSIGNMENT_TRANSITIONS: Transitions[S] = {
    S.SENT: frozenset({S.ACCEPTED, S.PROPOSED, S.DECLINED}),
    S.ACCEPTED: frozenset({S.PROPOSED}),
    S.PROPOSED: frozenset({S.ACCEPTED, S.SENT}),
    S.DECLINED: frozenset({S.ACCEPTED}),  # a unit may come to agree
    S.JOINED: frozenset(),  # undone only with the reorganisation that joined it; a merger stays
    S.ENDED: frozenset(),  # written set by set, by the amendment that took effect
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a unit asks for: other words, another day, or both; always with a reason."""

    reason: str
    text: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class LocalTask:
    """A task a unit sets itself; ``reason`` says why it fits the unit (S0-09)."""

    text: str
    reason: str
    due_on: date | None = None
    deliverable: str = ""


# ------------------------------------------------------------------ the unit


@transaction.atomic
def accept_assignment(assignment: Assignment, *, by: AbstractBaseUser) -> Assignment:
    """Take the work on. The office is not told of each: the plan's page counts them."""
    access.can_accept(by, assignment).enforce()
    now = timezone.now()
    accepted = {"accepted_at": now, "answered_at": now, "answered_by": by.pk, "answer": ""}
    move(assignment, S.ACCEPTED, ASSIGNMENT_TRANSITIONS, **accepted)
    record(assignment, "plans.assignment_accepted", by=by)
    return assignment


@transaction.atomic
def accept_assignments(assignments: Iterable[Assignment], *, by: AbstractBaseUser) -> set[int]:
    """Accept those of the list that still wait, all at once; return their keys.

    Others, the declined too, are left alone, and so is what a colleague accepted a moment ago.
    ``assignments``: with unit, task and plan loaded.
    """
    waiting = {
        one.pk: one for one in assignments if one.status == S.SENT and access.can_accept(by, one)
    }
    rows = Assignment.objects.filter(pk__in=waiting)
    now = timezone.now()
    accepted = {"accepted_at": now, "answered_at": now, "answered_by": by.pk, "answer": ""}
    moved = move_many(rows, S.SENT, S.ACCEPTED, ASSIGNMENT_TRANSITIONS, **accepted)
    record_many([Line(waiting[pk]) for pk in moved], "plans.assignment_accepted", by=by)
    return set(moved)


@transaction.atomic
def propose_change(
    assignment: Assignment, proposal: Proposal, *, by: AbstractBaseUser
) -> Assignment:
    """Ask the office for other words or another day; until the answer the work waits."""
    access.can_propose(by, assignment).enforce()
    _check_proposal(assignment, proposal)
    move(
        assignment,
        S.PROPOSED,
        ASSIGNMENT_TRANSITIONS,
        answer=proposal.reason.strip(),
        proposed_text=proposal.text.strip(),
        proposed_due_on=proposal.due_on,
        answered_by=by.pk,
        answered_at=timezone.now(),
    )
    after = {"text": proposal.text, "due_on": proposal.due_on, "reason": proposal.reason}
    record(assignment, "plans.assignment_proposed", by=by, after=after)
    said = gettext_lazy("%(unit)s đề xuất điều chỉnh: %(task)s. Hãy trả lời.")
    _tell_office(assignment, said, "proposed")
    return assignment


@transaction.atomic
def decline_request(assignment: Assignment, reason: str, *, by: AbstractBaseUser) -> Assignment:
    """Say no to a request, with a reason. What was ordered cannot be declined (S1-89)."""
    access.can_decline(by, assignment).enforce()
    answer = _needed(reason, _("Hãy ghi lý do từ chối để văn phòng nắm được."))
    answered = {"answer": answer, "answered_by": by.pk, "answered_at": timezone.now()}
    unjudged = {"override": "", "override_reason": "", "override_by": None}
    move(assignment, S.DECLINED, ASSIGNMENT_TRANSITIONS, **answered, **unjudged)
    record(assignment, "plans.assignment_declined", by=by, after={"reason": answer})
    _tell_office(assignment, gettext_lazy("%(unit)s từ chối đề nghị: %(task)s."), "declined")
    return assignment


# ------------------------------------------------------------------ the office


@transaction.atomic
def agree_to_proposal(
    assignment: Assignment, *, reply: str = "", by: AbstractBaseUser
) -> Assignment:
    """The unit's words and day hold from now on, and the work counts as accepted."""
    access.can_answer_proposal(by, assignment).enforce()
    before = {"due_on": assignment.due_on, "wording": assignment.wording}
    after = {
        "due_on": assignment.proposed_due_on or assignment.due_on,
        "wording": assignment.proposed_text or assignment.wording,
    }
    accepted_at = assignment.accepted_at or timezone.now()
    fields = {**after, **_proposal_closed(reply), "accepted_at": accepted_at}
    move(assignment, S.ACCEPTED, ASSIGNMENT_TRANSITIONS, **fields)
    record(assignment, "plans.proposal_agreed", by=by, before=before, after=after)
    _tell_unit(assignment, gettext_lazy("Văn phòng đồng ý điều chỉnh: %(task)s."), "agreed")
    return assignment


@transaction.atomic
def keep_as_sent(assignment: Assignment, reply: str, *, by: AbstractBaseUser) -> Assignment:
    """Nothing changes: accepted work goes on, work never accepted waits for the unit again."""
    access.can_answer_proposal(by, assignment).enforce()
    said = _needed(reply, _("Hãy ghi lý do giữ nguyên để đơn vị thực hiện."))
    back_to = S.ACCEPTED if assignment.accepted_at else S.SENT
    move(assignment, back_to, ASSIGNMENT_TRANSITIONS, **_proposal_closed(said))
    record(assignment, "plans.proposal_kept", by=by, after={"reply": said})
    _tell_unit(assignment, gettext_lazy("Văn phòng giữ nguyên nhiệm vụ: %(task)s."), "kept")
    return assignment


@transaction.atomic
def override_status(
    assignment: Assignment, state: str, reason: str, *, by: AbstractBaseUser
) -> Assignment:
    """Put a person's judgement before the rules, for everybody to see with its reason."""
    access.can_override(by, assignment).enforce()
    if state not in dict(Assignment.Progress.judged()):
        raise BadInput(_("Hãy chọn một tình trạng trong danh sách."))
    said = _needed(reason, _("Đánh giá lại phải có lý do."))
    _set_override(assignment, state, said, by)
    record(assignment, "plans.status_overridden", by=by, after={"override": state, "reason": said})
    _tell_unit(assignment, gettext_lazy("Tình trạng được đánh giá lại: %(task)s."), "overridden")
    return assignment


@transaction.atomic
def reset_status(assignment: Assignment, *, by: AbstractBaseUser) -> Assignment:
    """Let the rules judge again."""
    access.can_override(by, assignment).enforce()
    if not assignment.override:
        raise WrongState(
            _("Tình trạng của nhiệm vụ này đang tính tự động, không có đánh giá lại để bỏ.")
        )
    before = {"override": assignment.override, "reason": assignment.override_reason}
    _set_override(assignment, "", "", None)
    record(assignment, "plans.status_reset", by=by, before=before)
    return assignment


# ------------------------------------------------------------------ the unit's own tasks


@transaction.atomic
def add_local_task(unit: Unit, plan: Plan, local: LocalTask, *, by: AbstractBaseUser) -> Assignment:
    """Set a task of the unit's own beside the plan's, accepted from the start."""
    access.can_add_local_task(by, unit, plan).enforce()
    reason = _needed(local.reason, _("Hãy ghi vì sao nhiệm vụ này phù hợp với đơn vị."))
    task = _local_task(unit, plan, local)
    now = timezone.now()
    assignment = Assignment(
        task=task,
        unit=unit,
        mode=Assignment.Mode.ORDERED,
        status=S.ACCEPTED,
        due_on=local.due_on,
        accepted_at=now,
        answered_at=now,
        answered_by_id=by.pk,
        answer=reason,
    )
    assignment.save()
    record(assignment, "plans.local_task_added", by=by, after={"text": task.text})
    return assignment


@transaction.atomic
def drop_local_task(assignment: Assignment, *, by: AbstractBaseUser) -> None:
    """Take back a task of the unit's own that nobody has reported on yet."""
    access.can_drop_local_task(by, assignment).enforce()
    record(assignment, "plans.local_task_dropped", by=by, before={"text": assignment.text})
    assignment.task.delete()


def _local_task(unit: Unit, plan: Plan, local: LocalTask) -> Task:
    last = plan.tasks.aggregate(last=Max("position"))["last"] or 0
    timing = Task.Timing.DATE if local.due_on else Task.Timing.CONTINUOUS
    task = Task(
        plan=plan,
        local_to=unit,
        position=last + 1,
        text=_needed(local.text, _("Hãy ghi nội dung nhiệm vụ.")),
        timing=timing,
        timing_value=local.due_on.isoformat() if local.due_on else "",
        deliverable=local.deliverable.strip(),
    )
    try:
        task.full_clean()
    except ValidationError as error:
        raise BadInput(" ".join(error.messages)) from error
    task.save()
    return task


# ------------------------------------------------------------------ parts


def _check_proposal(assignment: Assignment, proposal: Proposal) -> None:
    _needed(proposal.reason, _("Hãy ghi lý do đề xuất để văn phòng xem xét."))
    if not proposal.text.strip() and proposal.due_on is None:
        raise BadInput(_("Hãy đề xuất nội dung khác, hạn khác, hoặc cả hai."))
    if proposal.due_on and proposal.due_on < timezone.localdate():
        raise BadInput(_("Hạn đề xuất đã qua. Hãy chọn một ngày từ hôm nay."))
    if proposal.due_on and proposal.due_on == assignment.due_on and not proposal.text.strip():
        raise BadInput(_("Hạn đề xuất trùng hạn đang có. Hãy chọn ngày khác."))


def _proposal_closed(reply: str) -> dict[str, object]:
    return {"reply": reply.strip(), "proposed_text": "", "proposed_due_on": None}


def _set_override(
    assignment: Assignment, state: str, reason: str, by: AbstractBaseUser | None
) -> None:
    assignment.override = state
    assignment.override_reason = reason
    assignment.override_by_id = by.pk if by else None
    assignment.save(update_fields=["override", "override_reason", "override_by"])


def _needed(text: str, sentence: str) -> str:
    if not text.strip():
        raise BadInput(sentence)
    return text.strip()


def _tell_office(assignment: Assignment, sentence: Promise, event: str) -> None:
    _tell(office_of(assignment.task.plan.owner), assignment, sentence, event)


def _tell_unit(assignment: Assignment, sentence: Promise, event: str) -> None:
    _tell(people_at(assignment.unit), assignment, sentence, event)


def _tell(
    to: Sequence[AbstractBaseUser], assignment: Assignment, sentence: Promise, event: str
) -> None:
    with office_language():
        text = str(sentence) % {"unit": assignment.unit, "task": quoted(assignment.text)}
    at = timezone.now().isoformat()  # the same may happen again another time
    notify(
        to,
        text,
        key=f"plans.assignment:{assignment.pk}:{event}:{at}",
        url=reverse("plans:assignment", args=[assignment.pk]),
    )


def quoted(text: str, length: int = 90) -> str:
    """A task's words as a notice cites them; quotes inside become single ones."""
    inner = text.translate(str.maketrans("“”", "‘’"))
    return f"“{Truncator(inner).chars(length)}”"
