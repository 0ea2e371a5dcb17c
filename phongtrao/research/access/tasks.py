"""Who sees a task, who keeps it on the side of its host, who manages it on the side of the office."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Grant, Unit
from phongtrao.orgs.scope import at_offices, has_role, holds_at_office, read_units
from phongtrao.research.models import ResearchTask, TaskMember
from phongtrao.research.models.tasks import ResearchTaskQuerySet

MANAGES = frozenset({Role.OFFICE, Role.HEAD})
KEEPS = frozenset({Role.OFFICE, Role.HEAD, Role.FOCAL})
MEETS = KEEPS | {Role.LEADER, Role.AUDITOR, Role.TEACHER}


def works_with_research(user: AbstractBaseUser) -> bool:
    """Whether research stands in one's menu; no query."""
    return has_role(user, *MEETS)


def manages_research(user: AbstractBaseUser) -> bool:
    return has_role(user, *MANAGES)


def visible_tasks(user: AbstractBaseUser) -> ResearchTaskQuerySet:
    """Those of units one reads, as host or as the office that manages; and those one works on."""
    own = TaskMember.objects.filter(person__user=user.pk).order_by().values("task")
    told = read_units(user, "owner__") | read_units(user, "host__") | Q(pk__in=own)
    rows = ResearchTask.objects.filter(told)
    return rows.select_related("owner", "host", "regime__regime", "minder")


def get_task(user: AbstractBaseUser, pk: int) -> ResearchTask:
    return get_object_or_404(visible_tasks(user), pk=pk)


def managed_tasks(user: AbstractBaseUser) -> ResearchTaskQuerySet:
    """Those of one's own office."""
    return visible_tasks(user).filter(at_offices(user, MANAGES, "owner__"))


def kept_tasks(user: AbstractBaseUser) -> ResearchTaskQuerySet:
    """Those one carries out: as the host's head or focal person, or as the one who leads it."""
    leads = TaskMember.objects.filter(person__user=user.pk, role=TaskMember.Role.LEAD, left_on=None)
    mine = at_offices(user, KEEPS, "host__") | Q(pk__in=leads.order_by().values("task"))
    return visible_tasks(user).filter(mine)


def followed_tasks(user: AbstractBaseUser) -> ResearchTaskQuerySet:
    """Whose days one keeps: those one carries out, manages, or answers for."""
    kept, managed = (
        rows.order_by().values("pk") for rows in (kept_tasks(user), managed_tasks(user))
    )
    mine = Q(pk__in=kept) | Q(pk__in=managed) | Q(minder=user.pk)
    return ResearchTask.objects.filter(mine)


def minded_tasks(user: AbstractBaseUser, unit: Unit) -> ResearchTaskQuerySet:
    """Open ones of the unit that the user answers for."""
    return ResearchTask.objects.going().filter(owner=unit, minder=user.pk)


def hosting_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units for which one proposes tasks, the highest first."""
    rows = Unit.objects.standing().with_account()
    return rows.filter(at_offices(user, KEEPS)).highest_first()


def managing_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    rows = Unit.objects.standing().with_account()
    return rows.filter(at_offices(user, MANAGES)).highest_first()


def managers_of(hosts: QuerySet[Unit], kept: int = 0) -> QuerySet[Unit]:
    """To whom tasks of these hosts may be proposed: themselves and every unit above, on both lines, where
    somebody can manage them (everywhere, while nobody can); and ``kept``, which manages one already.
    """
    paths = hosts.order_by().values_list("admin_path", "prof_path")
    keys = {int(key) for pair in paths for path in pair for key in path.split("/") if key}
    held = Grant.objects.today().filter(role__in=MANAGES, user__is_active=True)
    # A room of a Sở has the grants of the Sở.
    manned = Q(pk__in=held.order_by().values("unit")) | Q(kind=Unit.Kind.OFFICE) | Q(pk=kept)
    rows = Unit.objects.standing().filter(pk__in=keys).highest_first()
    found = rows.filter(manned)
    return found if found.exists() else rows


def can_propose(user: AbstractBaseUser, host: Unit) -> Answer:
    if holds_at_office(user, host, *KEEPS):
        return YES
    return no(
        _("Chỉ văn phòng, thủ trưởng hoặc đầu mối của %(unit)s đề xuất nhiệm vụ được.")
        % {"unit": host}
    )


def can_manage(user: AbstractBaseUser, task: ResearchTask) -> Answer:
    """Approve, sign, decide changes, bring before a council, close."""
    if holds_at_office(user, task.owner, *MANAGES):
        return YES
    return no(
        _("Chỉ văn phòng hoặc thủ trưởng của %(unit)s làm được việc này.") % {"unit": task.owner}
    )


def can_keep(user: AbstractBaseUser, task: ResearchTask) -> Answer:
    """Write for the task: its host's people, the one who leads it, and the office that manages it."""
    if holds_at_office(user, task.host, *KEEPS) or can_manage(user, task):
        return YES
    leads = task.members.filter(role=TaskMember.Role.LEAD, left_on=None, person__user=user.pk)
    if leads.exists():
        return YES
    return no(
        _("Chỉ chủ nhiệm nhiệm vụ và đầu mối, thủ trưởng của %(unit)s làm được việc này.")
        % {"unit": task.host}
    )
