"""What evaluations keep of single people: forgotten after some time, and when the data of a person is erased.

The counts stay, and the rule as it was asked; verdicts on the nominated stand in their dossiers.
"""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from phongtrao.awards.models import Evaluation
from phongtrao.awards.queries.questions import without
from phongtrao.lib.facts import Subject
from phongtrao.orgs.models import Person
from phongtrao.orgs.queries.personal_data import months_before
from phongtrao.orgs.queries.twins import records_of

KEPT_MONTHS = 24  # a year's round with the questions and complaints after it: to be checked


def of_people() -> QuerySet[Evaluation]:
    """Those that still know single people."""
    return Evaluation.objects.filter(kind=Subject.PERSON).exclude(numbers=b"")


def due(today: date) -> QuerySet[Evaluation]:
    return of_people().filter(asked_at__date__lt=months_before(today, KEPT_MONTHS))


@transaction.atomic
def forget_old(today: date) -> int:
    """Who was where is forgotten in every evaluation asked long ago; how many were."""
    rows = list(due(today).select_for_update().order_by("pk").defer("numbers"))
    for one in rows:
        one.numbers = b""
        one.older = one.older and one.older | {"only": []}
    Evaluation.objects.bulk_update(rows, ["numbers", "older"], batch_size=100)
    return len(rows)


def forget_person(person: Person) -> int:
    """The person goes out of every evaluation, with the records that were merged into this one; how many those were."""
    keys, count = [int(key) for key in records_of(person.pk)], 0
    for one in of_people().select_for_update().order_by("pk").iterator(chunk_size=20):
        left = without(bytes(one.numbers), keys)
        only = [key for key in one.older.get("only", []) if key not in keys]
        if left is None and len(only) == len(one.older.get("only", [])):
            continue
        one.numbers = one.numbers if left is None else left
        one.older = one.older and one.older | {"only": only}
        one.save(update_fields=["numbers", "older"])
        count += 1
    return count
