"""Which tables of the law hold on a day. S1-62 … S1-67"""

from datetime import date

from phongtrao.awards.law import Law, LawBook, read_law
from phongtrao.awards.models import LawVersion


def read_book() -> LawBook:
    """Every version, in one query: read once where many days or honours are asked."""
    rows = LawVersion.objects.order_by("-valid_from", "-number").values_list("valid_from", "data")
    return LawBook(tuple((day, read_law(data)) for day, data in rows))


def law_on(day: date) -> Law:
    """For a dossier the authority receives that day."""
    return read_book().on(day)


def version_on(day: date) -> LawVersion:
    """The version ``law_on`` reads."""
    rows = LawVersion.objects.order_by("-valid_from", "-number")
    found = rows.filter(valid_from__lte=day).first() or rows.last()
    if found is None:
        raise LawVersion.DoesNotExist
    return found
