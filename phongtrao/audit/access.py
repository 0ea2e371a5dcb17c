"""Doors to the history. Whether one may see a subject is said by the app that owns it."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from phongtrao.audit import visibility
from phongtrao.audit.models import Entry, Verification


def enforce_visible(user: AbstractBaseUser, subject_type: str, subject_id: str) -> None:
    """What one may not see has no history: 404."""
    if not visibility.can_see(user, subject_type, subject_id):
        raise Http404


def enforce_search(user: AbstractBaseUser) -> None:
    if not visibility.can_search(user):
        raise Http404


def visible_entries(user: AbstractBaseUser, line: Entry | None = None) -> QuerySet[Entry]:
    """The lines of everything the user may open; the search, its numbers and its export know no others.

    With a line: that one, as far as the user may open it.
    """
    rows = Entry.objects.filter(pk=line.pk) if line else Entry.objects.all()
    return rows.filter(visibility.seen_entries(user, line)).select_related("actor", "acting_for")


def get_visible(user: AbstractBaseUser, pk: int) -> Entry:
    """One line, for those who may search."""
    enforce_search(user)
    line = get_object_or_404(Entry, pk=pk)
    return get_object_or_404(visible_entries(user, line).select_related("values", "seal"))


def visible_verifications(user: AbstractBaseUser) -> QuerySet[Verification]:
    rows = Verification.objects.all()
    return rows if visibility.can_search(user) else rows.none()
