"""Socket: who may open a stored file. Denied unless one of the providers says yes.

A file is stored once and cited by many, so each app answers for what it cites, in ``ready()``:

>>> visibility.register("plans", sees_intake_file)   # (user, file) → bool, at most two queries
"""

from collections.abc import Callable

from django.contrib.auth.base_user import AbstractBaseUser

from phongtrao.documents.models import StoredFile

Provider = Callable[[AbstractBaseUser, StoredFile], bool]
_PROVIDERS: dict[str, Provider] = {}


def register(app: str, provider: Provider) -> None:
    if _PROVIDERS.setdefault(app, provider) is not provider:
        raise ValueError(f"visibility of {app!r} is registered twice")


def may_see_file(user: AbstractBaseUser, file: StoredFile) -> bool:
    return any(provider(user, file) for provider in _PROVIDERS.values())
