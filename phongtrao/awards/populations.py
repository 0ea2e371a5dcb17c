"""Whom a rule is asked of, as an office says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from phongtrao.lib.facts import Subject
from phongtrao.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class Whom:
    """The people who work, or the units that stand, below ``office`` on a day.

    ``kinds`` of unit (of people: where they work); none: all of them.
    """

    subject: Subject
    office: Unit
    on: date
    kinds: tuple[str, ...] = ()

    @property
    def data(self) -> Mapping[str, Any]:
        return {"kinds": list(self.kinds)}
