"""Rows held until the transaction ends, always in this order: round, submission, nominations; a quota after them, then people and collectives.

Of two rounds the one below comes first. Whoever waited reads what the other did: ask ``access`` after locking.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet

from phongtrao.nominations.models import AwardRound, Nomination, Objection, Submission
from phongtrao.orgs.models import Person, Unit

PLACES = 1_170_302  # any number nobody else locks by


def lock_round(pk: int) -> AwardRound:
    """Not against rows that point to it: units go on handing in meanwhile."""
    rows = AwardRound.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("owner", "receiver").get(pk=pk)


def lock_submission(pk: int) -> Submission:
    return lock_submissions(Submission.objects.filter(pk=pk)).get()


def lock_submissions(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """As ``lock_nominations``."""
    held = rows.prefetch_related("round__owner", "round__receiver", "unit", "letter__file")
    return held.order_by("pk").select_for_update(of=("self",))


def lock_nomination(pk: int) -> Nomination:
    return lock_nominations(Nomination.objects.filter(pk=pk)).get()


def lock_nominations(rows: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """Held when it is read, by key, so that two who take many never wait for each other."""
    held = rows.select_related("person", "unit", "form__honour__owner")
    # Read once the row is held: what is joined to a row that was waited for is as old as the question.
    asked = ("submission__round__owner", "submission__unit", "case", "decision_line")
    held = held.prefetch_related(*asked, "goes_on_as__submission__round")
    return held.order_by("pk").select_for_update(of=("self",))


def lock_objection(pk: int) -> Objection:
    """After its nomination."""
    rows = Objection.objects.select_for_update(of=("self",))
    told = ("made_by", "nomination__person", "nomination__submission__round__owner")
    return rows.select_related(*told).get(pk=pk)


def share_places(pk: int) -> None:
    """By whoever takes places of a round: a quota that has no row yet cannot be locked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [PLACES, pk])


def lock_places(pk: int) -> None:
    """By whoever sets the quotas of a round: places that are being taken are counted first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [PLACES, pk])


def lock_subjects(asked: Iterable[Person | Unit]) -> None:
    """Two dossiers of one person or collective ask one after the other."""
    people: set[int] = set()
    units: set[int] = set()
    for one in asked:
        (people if isinstance(one, Person) else units).add(one.pk)
    for model, keys in ((Person, people), (Unit, units)):
        if keys:
            rows = model.objects.select_for_update(no_key=True).filter(pk__in=keys)
            list(rows.order_by("pk").values_list("pk"))
