"""Many initiatives chosen for one act: which go along, and why the others stay."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from phongtrao.initiatives.models import Initiative


@dataclass(frozen=True, slots=True)
class Sifted:
    """Shown before the act is done; ``left`` with the reason of each."""

    ready: list[Initiative]
    left: list[tuple[Initiative, str]]

    @classmethod
    def of(cls, rows: Iterable[Initiative], why_not: Callable[[Initiative], str]) -> "Sifted":
        """``why_not``: why one stays; empty where it may go."""
        reasons = [(one, why_not(one)) for one in rows]
        return cls(
            ready=[one for one, why in reasons if not why], left=[row for row in reasons if row[1]]
        )

    @property
    def digest(self) -> str:
        """Names exactly those that go, as they were handed in: one in and one out is another list."""
        keys = sorted(f"{one.pk} {one.submitted_at}" for one in self.ready)
        return hashlib.sha256(",".join(keys).encode()).hexdigest()
