"""Of whom a case of discipline is considered or still runs: nobody is proposed for commendation then.

Few may read discipline: the sentences name whom, and neither that it is discipline nor what (NĐ 152/2025/NĐ-CP, điều 4
khoản 4). The same words stand where a line of the register waits, so that nobody can tell one from the other.
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from phongtrao.awards.models import Award
from phongtrao.nominations.models import Nomination
from phongtrao.nominations.queries.subjects import Subject, holder_of
from phongtrao.orgs.models import Discipline

R = Award.Route
# These may be given again and again in a year; all others once.
OFTEN = frozenset({R.SUDDEN, R.FOREIGN, R.MOVEMENT})


def theirs(asked: Sequence[Subject | Nomination]) -> Q:
    """Rows of these people, wherever they were, and of these collectives themselves."""
    people = [one.person.pk for one in asked if one.person]
    units = [one.unit.pk for one in asked if not one.person]
    return Q(person__in=people) | Q(person=None, unit__in=units)


def hindered(asked: Sequence[Subject | Nomination], on: date) -> set[str]:
    """Their holders; one query for any number."""
    rows = Discipline.objects.as_of(on).filter(theirs(asked)).select_related("person", "unit")
    return {holder_of(row.person, row.unit) for row in rows}


def hindered_rows(rows: Sequence[Nomination], on: date) -> list[Nomination]:
    """With those for whom a line of the register waits. ``person`` and ``unit``: loaded with them."""
    held, waiting = hindered(rows, on), given_rows(rows, Award.Status.WAITING)
    return [one for one in rows if holder_of(one.person, one.unit) in held or one in waiting]


def given_rows(rows: Sequence[Nomination], status: str) -> list[Nomination]:
    """The same honour of the same year stands in the register, where it is given once a year; two queries."""
    asked = Nomination.objects.filter(pk__in=[one.pk for one in rows]).order_by()
    asked = asked.exclude(form__route__in=OFTEN)
    lines = {pk: line for pk, *line in asked.values_list("pk", "form__honour", "form__route", "submission__round__period")}  # fmt: skip
    once = [one for one in rows if one.pk in lines]
    known = Award.objects.filter(theirs(once), status=status).select_related("person", "unit")
    known = known.filter(period__in={period for _honour, _route, period in lines.values()})
    given = {
        (award.honour_id, award.route, award.period, holder_of(award.person, award.unit))
        for award in known
    }
    return [one for one in once if (*lines[one.pk], holder_of(one.person, one.unit)) in given]


def hindered_words(names: str) -> str:
    said = _(
        "Còn một điều phải làm rõ trong hồ sơ nhân sự hoặc sổ khen thưởng: %s. Hãy hỏi người giữ hồ sơ, hoặc để lại đợt sau."
    )
    return said % names
