"""Rows held until the transaction ends, always in this order: round, submission, nominations; a quota after them.

Of two rounds the one below comes first. Whoever waited reads what the other did: ask ``access`` after locking.
"""

from django.db.models import QuerySet

from phongtrao.nominations.models import AwardRound, Nomination, Objection, Submission


def lock_round(pk: int) -> AwardRound:
    """Not against rows that point to it: units go on handing in meanwhile."""
    rows = AwardRound.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("owner", "receiver").get(pk=pk)


def lock_submission(pk: int) -> Submission:
    rows = Submission.objects.select_for_update(of=("self",))
    return rows.select_related("round__owner", "round__receiver", "unit", "letter__file").get(pk=pk)


def lock_nomination(pk: int) -> Nomination:
    return lock_nominations(Nomination.objects.filter(pk=pk)).get()


def lock_nominations(rows: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """Held when it is read, by key, so that two who take many never wait for each other."""
    told = (
        "person",
        "unit",
        "case",
        "form__honour",
        "submission__round__owner",
        "submission__unit",
    )
    held = rows.select_related(*told, "goes_on_as__submission__round")
    return held.order_by("pk").select_for_update(of=("self",))


def lock_objection(pk: int) -> Objection:
    """After its nomination."""
    rows = Objection.objects.select_for_update(of=("self",))
    told = ("made_by", "nomination__person", "nomination__submission__round__owner")
    return rows.select_related(*told).get(pk=pk)
