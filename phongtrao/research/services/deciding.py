"""A task before a council, and what its decision does: chosen or not, rated, shares fixed for good."""

from collections.abc import Mapping
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.workflow import move
from phongtrao.councils.models import Case, Council, Member
from phongtrao.councils.queries.members import members_today
from phongtrao.councils.services.cases import open_case
from phongtrao.councils.services.conflicts import find_conflicts
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.recognition.models import Creation
from phongtrao.recognition.services.creations import AuthorShare, register_result
from phongtrao.research import catalogue
from phongtrao.research.access.tasks import can_manage
from phongtrao.research.models import ACCEPTANCE, SELECTION, ResearchTask, TaskCase
from phongtrao.research.services.people import check_members
from phongtrao.research.services.stages import TRANSITIONS, go_to, rules_of

S = ResearchTask.Status
PURPOSES: Mapping[str, str] = {S.SELECTING: SELECTION, S.ACCEPTING: ACCEPTANCE}


@transaction.atomic
def bring_to_council(task: ResearchTask, council: Council, *, by: AbstractBaseUser) -> TaskCase:
    """While it is being selected or accepted; a council without a reviewer is refused."""
    can_manage(by, task).enforce()
    locked = ResearchTask.objects.select_for_update().get(pk=task.pk)
    purpose = PURPOSES.get(locked.status)
    if purpose is None:
        raise WrongState(
            _("Nhiệm vụ ra hội đồng khi đang xét chọn, hoặc khi nghiệm thu sau hợp đồng.")
        )
    if purpose == ACCEPTANCE:
        _check_acceptable(locked)
    if not members_today(council).filter(role=Member.Role.REVIEWER).exists():
        raise BadInput(
            _("%s chưa có ủy viên phản biện. Hãy bổ sung trước khi đưa nhiệm vụ ra.") % council
        )
    if locked.cases.filter(is_ended=False).exists():
        raise WrongState(_("Nhiệm vụ đang chờ hội đồng xét."))
    case = open_case(council, purpose, locked.title, by=by)
    link = TaskCase.objects.create(task=locked, case=case, purpose=purpose)
    find_conflicts([case], by=by)
    record(locked, "research.brought", by=by, purpose=purpose)
    return link


def _check_acceptable(task: ResearchTask) -> None:
    """A contract, and shares that are whole."""
    if not task.contracts.filter(is_annex=False).exists():
        raise WrongState(_("Nhiệm vụ chưa có hợp đồng nên chưa nghiệm thu được."))
    members = list(task.members.select_related("person"))
    check_members(members, {one.pk: one.share for one in members})


@transaction.atomic
def apply_outcome(case: Case, by: AbstractBaseUser) -> None:
    """``councils.kinds.CaseKind.on_decided``: councils asked whether ``by`` may, in this transaction."""
    link = TaskCase.objects.select_related("task__regime", "task__host", "task__owner").get(
        case=case
    )
    TaskCase.objects.filter(pk=link.pk).update(is_ended=True)
    if link.purpose == SELECTION:
        _choose(link.task, case, by=by)
    else:
        _accept(link.task, case, by=by)


@transaction.atomic
def take_back(case: Case, reason: str, by: AbstractBaseUser) -> str:
    """``councils.kinds.CaseKind.on_withdrawn``: the task stays where it is; another council may have it."""
    link = TaskCase.objects.select_related("task").get(case=case)
    TaskCase.objects.filter(pk=link.pk).update(is_ended=True)
    record(link.task, "research.taken_back", by=by, reason=reason)
    return reason


def _choose(task: ResearchTask, case: Case, *, by: AbstractBaseUser) -> None:
    """Chosen, it goes on by its stages; not chosen, that is its end."""
    if case.passes:
        record(task, "research.chosen", by=by)
        return
    move(task, S.DROPPED, TRANSITIONS, end_reason=case.outcome_label)
    task.stages.filter(done_on=None).update(done_on=timezone.localdate())
    record(task, "research.dropped", by=by, reason=case.outcome_label)


def _accept(task: ResearchTask, case: Case, *, by: AbstractBaseUser) -> None:
    """The word of the vote is one of the scale of the task's own regime; BadInput where it is none."""
    rules = rules_of(task)
    rating = rules.rating(case.outcome)
    day = timezone.localdate(case.decided_at) if case.decided_at else timezone.localdate()
    said = {
        "accepted_on": day,
        "rating": rating.key,
        "rating_label": rating.label,
        "passed": rating.passes,
        "shares_fixed_at": timezone.now(),
    }
    if not rating.passes:
        move(task, S.FAILED, TRANSITIONS, **said)
        task.stages.filter(done_on=None).update(done_on=timezone.localdate())
        record(task, "research.failed", by=by, rating=rating.label)
        return
    creation = enter_result(task, day, by=by)
    go_to(task, rules.first_of(S.ACCEPTED), timezone.localdate(), creation=creation, **said)
    record(task, "research.accepted", by=by, rating=rating.label)


def enter_result(task: ResearchTask, day: date, *, by: AbstractBaseUser) -> Creation:
    """Into the library: how far it is recognised, who uses it and its property are said there. S0-30, S0-31"""
    labels = catalogue.field_labels()
    creation = Creation(
        kind=Creation.Kind.RESEARCH,
        title=task.title,
        summary=task.about,
        unit=task.host,
        area=", ".join(labels.get(one, one) for one in task.fields)[:300],
        year=containing(day, PeriodKind.CALENDAR_YEAR).key,
    )
    rows = task.members.filter(share__isnull=False).select_related("person", "unit")
    shares = [
        AuthorShare(one.person, one.unit, one.share, is_first=one.role == one.Role.LEAD)
        for one in rows
        if one.share is not None
    ]
    return register_result(creation, shares, by=by)
