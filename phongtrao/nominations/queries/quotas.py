"""Quotas of a round and how many of each are taken; which units hand in. S3-43"""

from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from phongtrao.nominations.models import AwardRound, Nomination, Quota, Submission
from phongtrao.orgs.models import Unit

C = Quota.Category


def units_within(found: AwardRound) -> QuerySet[Unit]:
    """The owner and units with an account below it on either line."""
    below = Q(admin_path__startswith=found.owner.admin_path)
    below |= Q(prof_path__startswith=found.owner.prof_path)
    return Unit.objects.standing().with_account().filter(below)


def units_below(found: AwardRound) -> QuerySet[Unit]:
    """Without the owner, unless nobody is below: a school asks for its own people."""
    below = units_within(found).exclude(pk=found.owner_id)
    return below if below.exists() else units_within(found)


def asked_units(found: AwardRound) -> QuerySet[Unit]:
    """Units that are waited for: where there are quotas, those that have one; else all below."""
    allowed = Quota.objects.filter(round=found, most__gt=0)
    if found.quotas.exists():
        return Unit.objects.standing().filter(pk__in=allowed.values("unit"))
    return units_below(found)


def living(found: AwardRound) -> QuerySet[Nomination]:
    """Those that take a place."""
    return Nomination.objects.filter(
        submission__round=found, status__in=Nomination.Status.living
    ).order_by()


def with_quotas(units: QuerySet[Unit], found: AwardRound) -> QuerySet[Unit]:
    """Each with ``most_people``, ``most_units`` (none: no row) and ``taken_people``, ``taken_units``."""
    said: dict[str, Any] = {}
    for category, is_people in ((C.PEOPLE, True), (C.UNITS, False)):
        row = Quota.objects.filter(round=found, unit=OuterRef("pk"), category=category)
        taken = living(found).filter(submission__unit=OuterRef("pk"), person__isnull=not is_people)
        counted = taken.values("submission__unit").annotate(n=Count("pk")).values("n")
        said[f"most_{category}"] = Subquery(row.values("most")[:1])
        said[f"taken_{category}"] = Coalesce(Subquery(counted), Value(0))
    return units.annotate(**said)


def with_submissions(units: QuerySet[Unit], found: AwardRound) -> QuerySet[Unit]:
    """Each with what it handed in: ``sent_pk``, ``sent_status``, ``sent_on``, ``sent_late``, ``asked_for``."""
    row = Submission.objects.filter(round=found, unit=OuterRef("pk"))
    of_unit = living(found).filter(submission__unit=OuterRef("pk")).values("submission__unit")
    return units.annotate(
        sent_pk=Subquery(row.values("pk")[:1]),
        sent_status=Coalesce(Subquery(row.values("status")[:1]), Value("")),
        sent_on=Subquery(row.values("sent_at")[:1]),
        sent_late=Coalesce(Subquery(row.values("is_late")[:1]), Value(False)),  # noqa: FBT003 -- a value
        asked_for=Coalesce(Subquery(of_unit.annotate(n=Count("pk")).values("n")), Value(0)),
    )


def over_their_quota(found: AwardRound) -> QuerySet[Any]:
    """Units that have named more than they may, after a quota was made smaller or given to others only."""
    rows = with_quotas(Unit.objects.filter(award_submissions__round=found), found)
    over = Q(taken_people__gt=F("most_people")) | Q(taken_units__gt=F("most_units"))
    for category in set(found.quotas.values_list("category", flat=True)):
        over |= Q(**{f"most_{category}": None, f"taken_{category}__gt": 0})
    return rows.filter(over)


def have_not_sent(found: AwardRound) -> QuerySet[Unit]:
    """Units that are waited for and have sent nothing, or were asked to mend it; not the office itself."""
    S = Submission.Status  # noqa: N806 -- as everywhere
    sent = Submission.objects.filter(round=found, status__in=(S.SENT, S.TAKEN))
    return asked_units(found).exclude(pk__in=sent.values("unit")).exclude(pk=found.owner_id)
