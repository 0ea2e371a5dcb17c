"""Blocks of tasks in the charge of a leader: who may be in charge, and how a block stands. S2-21, S4-20."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from phongtrao.accounts.models import Role, User
from phongtrao.orgs.models import Grant, Unit
from phongtrao.orgs.scope import covers
from phongtrao.plans.models import Assignment
from phongtrao.plans.queries import tally
from phongtrao.plans.queries.entries import singles


def leaders_over(units: Iterable[Unit]) -> dict[int, list[User]]:
    """For each unit the leaders whose grant of today covers it, by name; one query."""
    held = Grant.objects.today().filter(role=Role.LEADER, user__is_active=True)
    grants = list(
        held.select_related("user", "unit").with_levels().order_by("user__sort_key", "pk")
    )
    return {
        unit.pk: list({g.user_id: g.user for g in grants if covers(g, unit)}.values())
        for unit in units
    }


def still_led(rows: Sequence[Mapping[str, Any]], *, leader: str, owner: str) -> list[Any]:
    """Rows whose ``leader`` (key of an account) still leads over the ``owner`` (key of a unit)."""
    over = leaders_over(Unit.objects.filter(pk__in={row[owner] for row in rows}))
    leading = {(unit, user.pk) for unit, users in over.items() for user in users}
    return [row for row in rows if (row[owner], row[leader]) in leading]


def progress_of_tasks(tasks: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Annotate ``given``, ``late``, ``done`` and the mean ``percent`` of each task's work."""
    work = singles(Assignment.objects.filter(task=OuterRef("pk"))).filter(tally.COUNTED)
    annotated: QuerySet[Any, Any] = tasks.annotate(
        given=_number(work, Count("pk")),
        late=_number(work, Count("pk", filter=tally.LATE)),
        done=_number(work, Count("pk", filter=tally.DONE)),
        percent=_number(work, tally.mean_of("percent")),
    )
    return annotated


def late_in_charge() -> Q:
    """Late work of tasks somebody is in charge of, over rows with ``state``."""
    return Q(state=Assignment.Progress.LATE, task__in_charge__isnull=False, task__local_to=None)


def _number(work: QuerySet[Any, Any], of: Any) -> Coalesce:
    counted = work.order_by().values("task").annotate(number=of).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
