"""Creations for tests. Every name is invented."""

from datetime import date
from decimal import Decimal
from typing import Any

from phongtrao.orgs.models import Person, Unit
from phongtrao.recognition.models import Creation
from phongtrao.recognition.services.creations import AuthorShare, Recognition, register_creation


def make_creation(
    unit: Unit,
    people: dict[Person, int],
    on: date = date(2025, 5, 20),
    scope: str = "base",
    **more: Any,
) -> Creation:
    """Recognised on that day; ``people`` with their percent, the first is the first author."""
    words = {"kind": "initiative", "title": "Chấm bài bằng điện thoại", "year": "2024-2025", **more}
    shares = [
        AuthorShare(person, unit, Decimal(percent), is_first=place == 0)
        for place, (person, percent) in enumerate(people.items())
    ]
    first = Recognition(scope, on, unit)
    return register_creation(Creation(unit=unit, **words), shares, first, by=None)
