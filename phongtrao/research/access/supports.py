"""Who reads and who ties support to a task or an author: whoever reads and records the activity itself. S0-22"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from phongtrao.activities.access.activities import (
    can_record_for,
    own_activities,
    visible_activities,
)
from phongtrao.activities.models import Activity
from phongtrao.lib.answers import Answer
from phongtrao.research.access.tasks import visible_tasks
from phongtrao.research.models import Support
from phongtrao.research.models.supports import ASKED, GIVEN


def visible_supports(user: AbstractBaseUser) -> QuerySet[Support]:
    """Of activities one reads and of tasks one reads; one's own as an author."""
    told = (
        Q(activity__in=visible_activities(user).order_by().values("pk"))
        | Q(task__in=visible_tasks(user).order_by().values("pk"))
        | Q(person__user=user.pk)
    )
    rows = Support.objects.filter(told, activity__status__in=Activity.Status.counted)
    return rows.select_related("activity__kind", "activity__unit", "task", "person")


def get_support(user: AbstractBaseUser, pk: int) -> Support:
    return get_object_or_404(visible_supports(user), pk=pk)


def supporting_activities(user: AbstractBaseUser) -> QuerySet[Activity]:
    """Records of support that one's own units made, the newest first."""
    rows = own_activities(user).counted().filter(kind__key__in=(ASKED, GIVEN))
    return rows.order_by("-starts_on", "-pk")


def can_tie(user: AbstractBaseUser, activity: Activity) -> Answer:
    return can_record_for(user, activity.unit)
