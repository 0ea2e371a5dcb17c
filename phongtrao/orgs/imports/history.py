"""Lines of history that stand elsewhere: an import is told by each record it wrote, and what was done to
a record before it was merged by the one that stayed.
"""

from phongtrao.audit.models import Entry
from phongtrao.orgs.models import ImportedRow
from phongtrao.orgs.queries.twins import records_of


def acts_on_person(pk: str) -> list[int]:
    before = Entry.objects.filter(subject_type="orgs.person", subject_id__in=records_of(pk)[1:])
    return [*_acts("person", pk), *before.values_list("pk", flat=True)]


def acts_on_unit(pk: str) -> list[int]:
    return _acts("unit", pk)


def _acts(subject: str, pk: str) -> list[int]:
    acts = ImportedRow.objects.filter(subject=subject, row=pk).values_list("act", flat=True)
    lines = Entry.objects.filter(subject_type="orgs.import", action="orgs.import_applied")
    return list(
        lines.filter(subject_id__in=[str(act) for act in acts]).values_list("pk", flat=True)
    )
