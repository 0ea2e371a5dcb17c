"""Many nominations chosen for one act: shown with what stays and why, before it is done."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from phongtrao.lib.answers import Answer
from phongtrao.nominations.models import Nomination


@dataclass(frozen=True, slots=True)
class Sifted:
    ready: list[Nomination]
    left: list[tuple[Nomination, str]]

    @classmethod
    def of(cls, rows: Iterable[Nomination], may: Callable[[Nomination], Answer]) -> "Sifted":
        answers = [(one, may(one)) for one in rows]
        return cls(
            ready=[one for one, answer in answers if answer],
            left=[(one, answer.reason) for one, answer in answers if not answer],
        )

    @property
    def digest(self) -> str:
        """Names exactly those that go along: a list that changed meanwhile is shown anew."""
        keys = sorted(f"{one.pk} {one.status}" for one in self.ready)
        return hashlib.sha256(",".join(keys).encode()).hexdigest()
