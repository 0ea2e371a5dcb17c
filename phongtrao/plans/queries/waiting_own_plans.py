"""Plans of its own a unit owes, on “việc của tôi” of those who act for it. S1-82, S2-04."""

from collections.abc import Iterator
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import ACTS_FOR_UNIT, grants_of
from phongtrao.plans.models import Assignment
from phongtrao.plans.queries.owed_plans import owed_plans
from phongtrao.plans.queries.waiting import Row, Say, Sort, Waiting, rows_of


def own_plan_sorts(user: AbstractBaseUser, today: date) -> Iterator[Sort]:
    """In the columns of ``waiting.rows_of``, a sort a unit; their words are WORDS."""
    units = {grant.unit_id: grant.unit for grant in grants_of(user, ACTS_FOR_UNIT)}
    for unit in units.values():
        yield _owed(unit, today)


def _owed(unit: Unit, today: date) -> Sort:
    # Only who was given work owes a plan: by it the database finds a few plans among thousands.
    given = Assignment.objects.filter(unit=unit).values("task__plan")
    rows = owed_plans(unit, today).filter(pk__in=given, is_owed=True)
    own = {"key": F("pk"), "other": Coalesce(F("own"), Value(0))}
    named = {"what": F("title"), "whom": Value(unit.name), "due": F("due_on")}
    return rows_of(rows, "own_plan", ("due_on", "pk"), **own, **named)


def _say_own_plan(row: Row) -> Waiting:
    """``key``: the plan above, ``other``: the unit's draft, 0 where none was begun."""
    what = _("Đơn vị phải ban hành kế hoạch thực hiện: %s") % row.what
    if row.other:
        url = reverse("plans:plan", args=[row.other])
        return Waiting(what, row.whom, row.due, url, _("Soạn tiếp"))
    url = reverse("plans:own_plan_new", args=[row.key])
    return Waiting(what, row.whom, row.due, url, _("Soạn kế hoạch"))


WORDS: dict[str, Say] = {"own_plan": _say_own_plan}
