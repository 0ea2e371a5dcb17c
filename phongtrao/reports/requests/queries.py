"""How a request stands, and what came in: a fixed number of queries for any number of units."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, Q, QuerySet, TextChoices, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.fields import Field, read_fields
from phongtrao.documents.models import RecipientGroup
from phongtrao.documents.queries.recipients import resolve_group
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Assignment, Movement, Plan
from phongtrao.plans.queries.cascade import Audience, issuable_units, units_in
from phongtrao.plans.queries.movement_units import asked_units
from phongtrao.plans.queries.people import people_by_unit
from phongtrao.reports.models import AnswerFile, ReportRequest, RequestAnswer
from phongtrao.reports.requests.totals import Handed, Totals, consolidate

A = RequestAnswer.Status


class Standing(TextChoices):
    """How an answer stands on a day; the values stand in addresses."""

    LATE = "qua-han", _("Quá hạn, chưa nộp")
    RETURNED = "tra-lai", _("Bị trả lại, chưa nộp lại")
    OPEN = "chua-nop", _("Chưa nộp")
    SUBMITTED = "cho-duyet", _("Đã nộp, chờ duyệt")
    ACCEPTED = "da-duyet", _("Đã duyệt")


@dataclass(frozen=True, slots=True)
class Counts:
    """Units by how they stand; together they are all that were asked."""

    late: int = 0
    returned: int = 0
    open: int = 0
    submitted: int = 0
    accepted: int = 0

    @property
    def asked(self) -> int:
        return self.late + self.returned + self.open + self.handed

    @property
    def handed(self) -> int:
        return self.submitted + self.accepted

    @property
    def owed(self) -> int:
        return self.asked - self.handed


@dataclass(frozen=True, slots=True)
class Reach:
    """Besides the units by kind: those of a plan, of a movement, of a group."""

    audience: Audience
    plan: Plan | None = None
    movement: Movement | None = None
    group: RecipientGroup | None = None


def with_standing(rows: QuerySet[RequestAnswer], today: date | None = None) -> QuerySet[Any, Any]:
    """Each with ``standing``, one of Standing. A returned report past its day is late as well."""
    day = today or timezone.localdate()
    standing = Case(
        When(status=A.ACCEPTED, then=Value(Standing.ACCEPTED.value)),
        When(status=A.SUBMITTED, then=Value(Standing.SUBMITTED.value)),
        When(due_on__lt=day, then=Value(Standing.LATE.value)),
        When(status=A.RETURNED, then=Value(Standing.RETURNED.value)),
        default=Value(Standing.OPEN.value),
        output_field=CharField(),
    )
    return rows.annotate(standing=standing)


def counts_of(request: ReportRequest, today: date | None = None) -> Counts:
    return counts_by_request([request.pk], today).get(request.pk, Counts())


def counts_by_request(pks: Sequence[int], today: date | None = None) -> dict[int, Counts]:
    """Of many requests in one query; one without units has no key."""
    rows = with_standing(RequestAnswer.objects.filter(request__in=pks), today)
    counted = rows.order_by().values_list("request", "standing").annotate(n=Count("pk"))
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for request, standing, n in counted:
        found[request][Standing(standing).name.lower()] = n
    return {request: Counts(**numbers) for request, numbers in found.items()}


def with_counts(
    rows: QuerySet[ReportRequest], today: date | None = None
) -> QuerySet[ReportRequest, ReportRequest]:
    """Each with ``asked``, ``handed`` and ``late`` units, for a list of requests."""
    owed = Q(answers__status__in=A.owed, answers__due_on__lt=today or timezone.localdate())
    return rows.annotate(
        asked=Count("answers"),
        handed=Count("answers", filter=Q(answers__status__in=A.handed)),
        late=Count("answers", filter=owed),
    )


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


def owed_answers(request: ReportRequest, today: date | None = None) -> QuerySet[Any, Any]:
    """Those still to come, the late first."""
    rows = with_standing(request.answers.filter(status__in=A.owed), today)
    return rows.select_related("unit").order_by("due_on", "unit__sort_key", "pk")


def to_put_off(request: ReportRequest, due_on: date) -> QuerySet[RequestAnswer]:
    """Those to whom a later common day gives more time: not accepted, and without a later day of their own."""
    rows = request.answers.filter(due_on__lt=due_on).exclude(status=A.ACCEPTED)
    return rows.order_by("pk")


# ------------------------------------------------------------------ urging


@dataclass(frozen=True, slots=True)
class Pressed:
    """Whom urging would reach today; ``mute``: nobody has an account there; ``already``: told today."""

    told: list[RequestAnswer]
    mute: list[RequestAnswer]
    already: int


def to_urge(request: ReportRequest, today: date, *, late_only: bool) -> Pressed:
    rows = owed_answers(request, today)
    if late_only:
        rows = rows.filter(due_on__lt=today)
    answers = list(rows)
    left = [row for row in answers if row.reminded_on != today]
    people = people_by_unit(row.unit_id for row in left)
    return Pressed(
        told=[row for row in left if row.unit_id in people],
        mute=[row for row in left if row.unit_id not in people],
        already=len(answers) - len(left),
    )
