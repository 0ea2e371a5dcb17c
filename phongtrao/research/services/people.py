"""Who works on a task; who left, since when and why; what each contributed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.shares import check_shares
from phongtrao.orgs.models import Person, Post, Unit
from phongtrao.research.access.tasks import can_keep, can_manage
from phongtrao.research.models import ResearchTask, TaskMember

S = ResearchTask.Status
OPEN = frozenset({S.PROPOSED, S.SELECTING, S.APPROVED, S.RUNNING, S.ACCEPTING})


@dataclass(frozen=True, slots=True)
class Joining:
    person: Person
    role: str
    since: date
    work: str = ""


@transaction.atomic
def add_member(task: ResearchTask, said: Joining, *, by: AbstractBaseUser) -> TaskMember:
    """Once there is a contract only the office that manages the task takes people in."""
    _may_change(task, by)
    member = TaskMember(
        task=task,
        person=said.person,
        unit=unit_of(said.person, task.host),
        role=said.role,
        since=said.since,
        work=said.work,
    )
    member.full_clean()
    member.save()
    record(task, "research.member_added", by=by, person=said.person.pk, role=said.role)
    return member


@transaction.atomic
def end_membership(
    member: TaskMember, day: date, reason: str, *, by: AbstractBaseUser
) -> TaskMember:
    """Somebody leaves in the middle: what was done until then stays theirs."""
    task = member.task
    _may_change(task, by)
    if member.left_on is not None:
        raise WrongState(_("Người này đã thôi tham gia."))
    member.left_on, member.left_because = day, reason.strip()
    member.full_clean()
    member.save()
    record(task, "research.member_left", by=by, person=member.person_id)
    return member


@transaction.atomic
def set_shares(
    task: ResearchTask, shares: Mapping[int, Decimal | None], *, by: AbstractBaseUser
) -> None:
    """By key of the member, in percent; 100 in all. Who left may have none.

    While the result is being accepted only; with the council's decision they are fixed for good.
    """
    can_keep(by, task).enforce()
    locked = ResearchTask.objects.select_for_update().get(pk=task.pk)
    if locked.status != S.ACCEPTING:
        raise WrongState(_("Tỷ lệ đóng góp được ghi khi nghiệm thu, và không đổi sau đó."))
    members = list(task.members.all())
    check_members(members, shares)
    for member in members:
        member.share = shares.get(member.pk)
    TaskMember.objects.bulk_update(members, ["share"])
    record(task, "research.shares_set", by=by)


def check_members(members: list[TaskMember], shares: Mapping[int, Decimal | None]) -> None:
    """BadInput unless everybody who stayed has a share and all are 100."""
    without = [one for one in members if one.left_on is None and not shares.get(one.pk)]
    if without:
        said = _("Chưa ghi tỷ lệ đóng góp của %s.")
        raise BadInput(said % ", ".join(str(one.person) for one in without))
    check_shares([share for share in shares.values() if share])


def unit_of(person: Person, otherwise: Unit) -> Unit:
    """Where the person works today."""
    post = Post.objects.today().full().filter(person=person).select_related("unit").first()
    return post.unit if post else otherwise


def _may_change(task: ResearchTask, by: AbstractBaseUser) -> None:
    if task.status not in OPEN:
        raise WrongState(_("Nhiệm vụ đã kết thúc nên không đổi người thực hiện."))
    answer = can_manage(by, task) if task.status in S.contracted else can_keep(by, task)
    answer.enforce()
