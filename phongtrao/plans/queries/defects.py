"""What a text is held against beside itself: units that have ended, and the plan above."""

import re
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.orgs.models import Succession, Unit
from phongtrao.plans.models import Intake, Plan, TextCheck, TextDefect
from phongtrao.plans.queries.upper_plans import targets_of
from phongtrao.reader.lint import EndedUnit, ended_units
from phongtrao.reader.text import plain

SHORTEST_NAME = 12  # letters; “Tổ 1” would be found everywhere


def defects_of(check: TextCheck) -> QuerySet[TextDefect]:
    return check.defects.select_related("dismissed_by").order_by("position", "pk")


def check_of(subject: Intake | Plan) -> TextCheck | None:
    """The last check of the text, with how many defects are open."""
    open_ones = Count("defects", filter=Q(defects__dismissed_at=None))
    by = {"intake": subject} if isinstance(subject, Intake) else {"plan": subject}
    rows = TextCheck.objects.filter(**by).select_related("file", "intake__unit", "plan__owner")
    return rows.annotate(open_defects=open_ones).first()


def open_defects(subject: Intake | Plan) -> int:
    """How many still wait; one query."""
    by = {"text_check__intake" if isinstance(subject, Intake) else "text_check__plan": subject}
    return TextDefect.objects.filter(dismissed_at=None, **by).count()


def ended_units_in(text: str) -> list[EndedUnit]:
    """Units of ours that are no more and that the text names, besides the kinds law has ended. Four queries."""
    folded = " ".join(plain(text).split())
    gone = Unit.objects.filter(closed_on__lte=timezone.localdate())
    names = dict(gone.values_list("pk", "name"))
    named = {
        pk: name
        for pk, name in names.items()
        if len(name) >= SHORTEST_NAME and plain(name) in folded
    }
    standing = set(
        Unit.objects.standing().filter(name__in=named.values()).values_list("name", flat=True)
    )
    heirs = dict(
        Succession.objects.filter(former__in=named, is_heir=True).values_list(
            "former", "latter__name"
        )
    )
    rows = gone.filter(pk__in=[pk for pk, name in named.items() if name not in standing])
    return [*(_told(unit, heirs.get(unit.pk, "")) for unit in rows), *ended_units()]


def targets_above(above: Plan | None) -> dict[str, Any] | None:
    """The targets of the plan above, in the shape the linter compares; None where there is no such plan."""
    if above is None:
        return None
    return {"indicators": [line.value for line in targets_of(above)]}


def _told(unit: Unit, heir: str) -> EndedUnit:
    if unit.closed_on is None:
        raise ValueError("a unit that stands has not ended")
    return EndedUnit(
        name=unit.name,
        written=re.compile(rf"\b{re.escape(plain(unit.name))}\b"),
        last_day=unit.closed_on - timedelta(days=1),
        basis=_("theo danh mục đơn vị"),
        successor=heir or _("đơn vị kế thừa trong danh mục"),
    )
