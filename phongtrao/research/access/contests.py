"""Who sees a contest of students, who keeps it, who enters a project, who reads the names. S1-26"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.indicators.access.definitions import OFFICE, can_define
from phongtrao.indicators.queries.computed import below
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs import access as orgs
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import at_offices, holds_at_office, read_units, units_above
from phongtrao.research.access.tasks import KEEPS, MEETS
from phongtrao.research.models import Contest, ContestFeed, ContestProject, ProjectLearner

ONWARD = 5  # contests offered to a project that goes on


def visible_contests(user: AbstractBaseUser) -> QuerySet[Contest]:
    """Those of units one reads and of every unit above one's own; and where one guided a project."""
    guided = ContestProject.objects.filter(teacher__user=user.pk).order_by().values("contest")
    told = read_units(user, "owner__") | Q(owner__in=units_above(user, MEETS)) | Q(pk__in=guided)
    return Contest.objects.filter(told).select_related("owner")


def get_contest(user: AbstractBaseUser, pk: int) -> Contest:
    return get_object_or_404(visible_contests(user), pk=pk)


def visible_projects(user: AbstractBaseUser) -> QuerySet[ContestProject]:
    """Those of schools one reads, of contests one keeps, and those one guided."""
    told = (
        read_units(user, "unit__")
        | at_offices(user, KEEPS, "contest__owner__")
        | Q(teacher__user=user.pk)
    )
    rows = ContestProject.objects.filter(told)
    return rows.select_related("contest__owner", "unit", "teacher")


def get_project(user: AbstractBaseUser, pk: int) -> ContestProject:
    return get_object_or_404(visible_projects(user).select_related("idea"), pk=pk)


def names_read(user: AbstractBaseUser, project: ContestProject) -> QuerySet[ProjectLearner]:
    """Names of students for whoever reads those of the school (orgs), for nobody else, until their day."""
    learners = orgs.visible_learners(user).order_by().values("pk")
    rows = ProjectLearner.objects.filter(
        project=project, learner__in=learners, learner__keep_until__gte=timezone.localdate()
    )
    return rows.select_related("learner").order_by("learner__full_name", "pk")


def keeping_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units whose contests one writes, the highest first."""
    rows = Unit.objects.standing().with_account().filter(at_offices(user, KEEPS))
    return rows.highest_first()


def entrants(contest: Contest) -> QuerySet[Unit]:
    """Units that may take part: the one that keeps it and all below it on either line."""
    return Unit.objects.standing().with_account().filter(below(contest.owner, ""))


def entering_units(
    user: AbstractBaseUser, contest: Contest, project: ContestProject | None = None
) -> QuerySet[Unit]:
    """Of them those one enters projects for; a project that is there keeps its school, ended or not."""
    rows = entrants(contest)
    if not can_keep_contest(user, contest.owner):
        rows = rows.filter(at_offices(user, KEEPS))
    if project:
        rows |= Unit.objects.filter(pk=project.unit_id)
    return rows.order_by("sort_key", "pk")


def contests_onward(user: AbstractBaseUser, project: ContestProject) -> list[Contest]:
    """Wider ones, not before its own, for which one may enter the project (``entering_units`` has its school)
    and where it is not yet."""
    unit = project.unit
    if not Unit.objects.standing().with_account().filter(pk=unit.pk).exists():
        return []
    levels = list(Contest.Level)
    wider = levels[levels.index(Contest.Level(project.contest.level)) + 1 :]
    entered = ContestProject.objects.filter(unit=unit, title=project.title)
    above = {
        int(key) for path in (unit.admin_path, unit.prof_path) for key in path.split("/") if key
    }
    rows = (
        visible_contests(user)
        .filter(level__in=wider, held_on__gte=project.contest.held_on, owner__in=above)
        .exclude(pk__in=entered.values("contest"))
        .order_by("held_on", "pk")
    )
    if not holds_at_office(user, unit, *KEEPS):
        rows = rows.filter(at_offices(user, KEEPS, "owner__"))
    return list(rows[:ONWARD])


def can_keep_contest(user: AbstractBaseUser, owner: Unit) -> Answer:
    if holds_at_office(user, owner, *KEEPS):
        return YES
    return no(
        _("Chỉ văn phòng, thủ trưởng hoặc đầu mối của %(unit)s ghi cuộc thi và kết quả được.")
        % {"unit": owner}
    )


def can_enter(user: AbstractBaseUser, project: ContestProject) -> Answer:
    """Its school until there is a prize; who keeps the contest at any time."""
    if can_keep_contest(user, project.contest.owner):
        return YES
    if not holds_at_office(user, project.unit, *KEEPS):
        said = _("Chỉ %(unit)s và nơi ghi cuộc thi sửa được dự án này.")
        return no(said % {"unit": project.unit})
    if project.prize:
        return no(_("Dự án đã có giải: nơi ghi cuộc thi sửa được."))
    return YES


def can_name(user: AbstractBaseUser, project: ContestProject) -> Answer:
    """The school that holds the consent, as where the name is kept."""
    return orgs.can_keep_learner(user, project.unit)


def visible_feeds(user: AbstractBaseUser) -> QuerySet[ContestFeed]:
    """Of indicators one defines."""
    rows = ContestFeed.objects.filter(at_offices(user, OFFICE, "indicator__owner__"))
    return rows.select_related("indicator__owner")


def get_feed(user: AbstractBaseUser, pk: int) -> ContestFeed:
    return get_object_or_404(visible_feeds(user), pk=pk)


def can_feed(user: AbstractBaseUser, owner: Unit) -> Answer:
    return can_define(user, owner)
