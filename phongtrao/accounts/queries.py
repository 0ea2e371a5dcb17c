"""Questions about accounts."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef

from phongtrao.accounts.models import UserQuerySet


def with_second_factor(users: UserQuerySet) -> UserQuerySet:
    """Each with ``has_second_factor``, in the same query."""
    codes = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return users.annotate(has_second_factor=Exists(codes))


def has_second_factor(user: AbstractBaseUser) -> bool:
    return bool(
        Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()
    )
