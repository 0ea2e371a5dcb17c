"""Files that nothing cites any more."""

from collections.abc import Collection

from phongtrao.documents.models import StoredFile
from phongtrao.documents.services.files import forget_file


def forget_unused(pks: Collection[int]) -> int:
    """Delete those of the files that nothing else cites; return how many."""
    return sum(forget_file(file) for file in StoredFile.objects.filter(pk__in=pks).order_by("pk"))
