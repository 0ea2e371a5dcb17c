"""What is still decided in its own round, and what went on into the round above."""

from django.db.models import Q

from phongtrao.nominations.models import Nomination


def stays() -> Q:
    """Not gone on, or come back: what it went on as came to nothing. Counted once, here or above."""
    return Q(goes_on_as=None) | Q(goes_on_as__status__in=Nomination.Status.ended)
