"""The socket of what apps above offer on the page of a record below: “Đề nghị khen thưởng” on an initiative.

>>> register("recognition.creation", Step(_("Đề nghị khen thưởng"), "award", address_of, may=asks_awards))

The page says ``{% further creation %}`` in its menu; a step the reader may not take is left out.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Step:
    """``may`` asks no query: it stands on every such page."""

    label: str | Promise
    icon: str
    address: Callable[[Model], str]
    may: Callable[[AbstractBaseUser], bool]


STEPS: dict[str, list[Step]] = defaultdict(list)


def register(model: str, step: Step) -> None:
    """``model`` as “app.model”."""
    STEPS[model].append(step)


def steps_of(record: Model, user: AbstractBaseUser) -> list[Step]:
    return [step for step in STEPS.get(record._meta.label_lower, ()) if step.may(user)]  # noqa: SLF001 -- Django's documented name
