"""Doors to the history. Whether one may see a subject is said by the app that owns it."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404
from django.shortcuts import get_object_or_404

from phongtrao.audit import visibility
from phongtrao.audit.models import Entry


def enforce_visible(user: AbstractBaseUser, subject_type: str, subject_id: str) -> None:
    """What one may not see has no history: 404."""
    if not visibility.can_see(user, subject_type, subject_id):
        raise Http404


def enforce_search(user: AbstractBaseUser) -> None:
    if not visibility.can_search(user):
        raise Http404


def get_visible(user: AbstractBaseUser, pk: int) -> Entry:
    """One line, for those who may search all of them."""
    enforce_search(user)
    return get_object_or_404(Entry.objects.select_related("actor", "values", "seal"), pk=pk)


def can_read_values(user: AbstractBaseUser, entry: Entry) -> bool:
    """What was changed belongs to those who may see the subject; that it was, to every searcher."""
    return visibility.can_see(user, entry.subject_type, entry.subject_id)
