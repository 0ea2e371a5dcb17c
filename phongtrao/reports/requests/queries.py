"""Whom a request asks, and what came in: a fixed number of queries for any number of units."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from phongtrao.documents.fields import Field, read_fields
from phongtrao.documents.models import RecipientGroup
from phongtrao.documents.queries.recipients import resolve_group
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Assignment, Movement, Plan
from phongtrao.plans.queries.cascade import Audience, issuable_units, units_in
from phongtrao.plans.queries.movement_units import asked_units
from phongtrao.plans.queries.owed import still_owed
from phongtrao.reports.models import AnswerFile, ReportRequest, RequestAnswer
from phongtrao.reports.requests.totals import Handed, Totals, consolidate

A = RequestAnswer.Status


@dataclass(frozen=True, slots=True)
class Reach:
    """Besides the units by kind: those of a plan, of a movement, of a group."""

    audience: Audience
    plan: Plan | None = None
    movement: Movement | None = None
    group: RecipientGroup | None = None


# ------------------------------------------------------------------ whom to ask


def reached_units(reach: Reach, owner: Unit) -> QuerySet[Unit]:
    """The units a request goes to; never one outside what the owner may give tasks to."""
    chosen = Q(pk__in=units_in(reach.audience, owner).order_by().values("pk"))
    if reach.plan:
        at_work = Assignment.objects.filter(
            task__plan=reach.plan, task__local_to=None, task__ended_in=None
        )
        at_work = at_work.exclude(status__in=Assignment.Status.dropped)
        chosen |= Q(pk__in=at_work.order_by().values("unit"))
    if reach.movement:
        chosen |= Q(pk__in=asked_units(reach.movement).order_by().values("pk"))
    if reach.group:
        chosen |= Q(pk__in=resolve_group(reach.group).units)
    return issuable_units(owner).filter(chosen).exclude(pk__in=reach.audience.excluded)


# ------------------------------------------------------------------ what came in


def handed_answers(request: ReportRequest) -> list[Handed]:
    """What counts: handed in and not sent back, in the order of the units; two queries."""
    rows = request.answers.handed().order_by("unit__admin_path", "unit__sort_key", "pk")
    found = list(rows.values_list("pk", "unit__name", "handed_in"))
    files = handed_files([pk for pk, _unit, _values in found])
    return [Handed(pk, unit, values, files.get(pk, {})) for pk, unit, values in found]


def handed_files(answers: Sequence[int]) -> dict[int, dict[str, str]]:
    """Names of the files handed in, by answer and key of the box."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = AnswerFile.objects.filter(answer__in=answers, is_handed_in=True)
    for answer, key, name in rows.values_list("answer", "key", "evidence__title"):
        found[answer][key] = name
    return found


def totals_of(request: ReportRequest) -> Totals:
    return consolidate(fields_of(request), handed_answers(request))


def fields_of(request: ReportRequest) -> list[Field]:
    return read_fields(request.fields)


def owed_answers(request: ReportRequest) -> QuerySet[Any, Any]:
    return still_owed(request.answers.select_related("request"))


def to_put_off(request: ReportRequest, due_on: date) -> QuerySet[RequestAnswer]:
    """Those to whom a later common day gives more time: not accepted, and without a later day of their own."""
    rows = request.answers.filter(due_on__lt=due_on).exclude(status=A.ACCEPTED)
    return rows.order_by("pk")
