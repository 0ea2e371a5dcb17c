"""One line of history for an import, told by each record it wrote."""

from phongtrao.audit.models import Entry
from phongtrao.orgs.models import ImportedRow


def acts_on_person(pk: str) -> list[int]:
    return _acts("person", pk)


def acts_on_unit(pk: str) -> list[int]:
    return _acts("unit", pk)


def _acts(subject: str, pk: str) -> list[int]:
    acts = ImportedRow.objects.filter(subject=subject, row=pk).values_list("act", flat=True)
    lines = Entry.objects.filter(subject_type="orgs.import", action="orgs.import_applied")
    return list(
        lines.filter(subject_id__in=[str(act) for act in acts]).values_list("pk", flat=True)
    )
