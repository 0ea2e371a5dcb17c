"""Socket: evidence that is still a unit's own, though its records are read above. Decision 8.

The apps whose claims cite evidence know which of them the unit has handed in, and which it has not yet:

>>> evidence_inner.register("plans", inner_evidence)   # () → Cited, no query of its own

What was handed in anywhere stays readable, however many drafts of whatever app cite it again.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q


@dataclass(frozen=True, slots=True)
class Cited:
    """Conditions on Evidence: cited by what is still written, by what was handed in."""

    writing: Q
    handed_in: Q


Provider = Callable[[], Cited]
_PROVIDERS: dict[str, Provider] = {}


def register(app: str, provider: Provider) -> None:
    if _PROVIDERS.setdefault(app, provider) is not provider:
        raise ValueError(f"inner evidence of {app!r} is registered twice")


def is_inner() -> Q:
    """Condition on evidence: some app still writes about it, none has handed it in."""
    writing, handed_in = Q(pk__in=[]), Q(pk__in=[])
    for provider in _PROVIDERS.values():
        cited = provider()
        writing |= cited.writing
        handed_in |= cited.handed_in
    return writing & ~handed_in
