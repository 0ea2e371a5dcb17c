"""Socket: evidence that is still a unit's own, though its records are read above. Decision 8.

The apps whose claims cite evidence know which claims the unit has not handed in yet:

>>> evidence_inner.register("plans", inner_evidence)   # () → condition on Evidence, no query of its own
"""

from collections.abc import Callable

from django.db.models import Q

Provider = Callable[[], Q]
_PROVIDERS: dict[str, Provider] = {}


def register(app: str, provider: Provider) -> None:
    if _PROVIDERS.setdefault(app, provider) is not provider:
        raise ValueError(f"inner evidence of {app!r} is registered twice")


def is_inner() -> Q:
    """Condition on evidence; true where any app says so."""
    found = Q(pk__in=[])
    for provider in _PROVIDERS.values():
        found |= provider()
    return found
