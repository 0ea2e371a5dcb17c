"""Questions to the history."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet

from phongtrao.audit import visibility
from phongtrao.audit.acts import acts_behind
from phongtrao.audit.models import Entry, Seal, SensitiveRead, Verification


def history_of(subject_type: str, subject_id: str, *, reader: AbstractBaseUser) -> QuerySet[Entry]:
    """The lines of one subject that the reader is told, newest first, with what a page shows of them.

    Among them the acts that were done to many subjects at once, this one included, and the end of
    what was deleted from it.
    """
    about = Q(subject_type=subject_type, subject_id=subject_id)
    if acts := acts_behind(subject_type, subject_id):
        about |= Q(pk__in=acts)
    about |= visibility.gone_from(reader, subject_type, subject_id)
    rows = Entry.objects.filter(about).filter(visibility.told_deeds(reader))
    return rows.select_related("actor", "acting_for", "values").order_by("-pk")


def reads_of(subject_type: str, *pks: int | str) -> QuerySet[SensitiveRead]:
    """Who was shown sensitive data of the subject, under any of its numbers, newest first."""
    known = [str(pk) for pk in pks]
    rows = SensitiveRead.objects.filter(subject_type=subject_type, subject_id__in=known)
    return rows.select_related("reader").order_by("-pk")


def count_unsealed() -> int:
    return Entry.objects.filter(seal=None).count()


def last_position() -> int:
    last = Seal.objects.order_by("-position").values_list("position", flat=True).first()
    return last or 0


def last_verification() -> Verification | None:
    return Verification.objects.order_by("-pk").first()
