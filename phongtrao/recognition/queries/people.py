"""Who is behind a creation."""

from django.db.models import QuerySet

from phongtrao.accounts.models import User
from phongtrao.recognition.models import Creation


def authors_of(creation: Creation) -> QuerySet[User]:
    """Accounts of its authors: they are told what becomes of it."""
    return User.objects.filter(
        is_active=True, person__creation_shares__creation=creation.pk
    ).order_by("pk")
