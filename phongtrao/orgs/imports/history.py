"""Lines of history that stand elsewhere: an import is told by each record it wrote, and what was done to
a record before it was merged by the one that stayed.
"""

from collections.abc import Iterable
from itertools import groupby

from django.db.models import Q

from phongtrao.audit.models import Entry
from phongtrao.orgs.models import Import, ImportedRows
from phongtrao.orgs.queries.twins import records_of


def keep_written(act: Import, subject: str, numbers: Iterable[int]) -> None:
    """Note which records the import wrote; ``subject``: “person”, “unit” or as the list says."""
    ImportedRows.objects.bulk_create(
        ImportedRows(act=act, subject=subject, first=first, last=last)
        for first, last in _runs(numbers)
    )


def _runs(numbers: Iterable[int]) -> Iterable[tuple[int, int]]:
    """First and last of what follows one another: 4 5 6 9 → (4, 6), (9, 9)."""
    for __, run in groupby(enumerate(sorted(set(numbers))), lambda pair: pair[1] - pair[0]):
        found = [number for __, number in run]
        yield found[0], found[-1]


def acts_on_person(pk: str) -> list[int]:
    numbers = records_of(pk)
    before = Entry.objects.filter(subject_type="orgs.person", subject_id__in=numbers[1:])
    return [*acts_on("person", numbers), *before.values_list("pk", flat=True)]


def acts_on_unit(pk: str) -> list[int]:
    return acts_on("unit", [int(pk)])


def acts_on(subject: str, numbers: Iterable[int]) -> list[int]:
    """Lines of history of the imports that wrote one of the records."""
    wrote = Q(pk__in=[])
    for number in numbers:
        wrote |= Q(first__lte=number, last__gte=number)
    acts = ImportedRows.objects.filter(wrote, subject=subject).values_list("act", flat=True)
    lines = Entry.objects.filter(subject_type="orgs.import", action="orgs.import_applied")
    return list(
        lines.filter(subject_id__in=[str(act) for act in acts]).values_list("pk", flat=True)
    )
