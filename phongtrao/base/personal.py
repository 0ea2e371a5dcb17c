"""What each column says about a person, and what it is kept for.

A model that holds data of people declares every such column beside itself:

>>> PERSONAL = {"birth_date": Kept(Care.PERSONAL, _("phân biệt người trùng tên, khai hồ sơ"))}

The way from the model to the person is ``PERSON_PATH`` (“person”; "" for the person itself).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.apps import apps
from django.db import models
from django.utils.functional import Promise


class Care(StrEnum):
    """How carefully a column is kept (Luật 91/2025/QH15 knows basic and sensitive data)."""

    PUBLIC = "public"  # may stand on a page without sign-in: the name beside an award
    INTERNAL = "internal"  # for those signed in
    PERSONAL = "personal"  # for those who look after the person
    SENSITIVE = "sensitive"  # for holders of a permission of its own; every read is logged


@dataclass(frozen=True, slots=True)
class Kept:
    """``in_confidence``: said by others of the person; that it is there is told to the person, its words are not."""

    care: Care
    purpose: str | Promise
    in_confidence: bool = False


Declared = Mapping[str, Kept]


def declared_of_learners() -> Iterator[tuple[type[models.Model], str, Declared]]:
    """The same of models about learners whose name is kept; the way to one is ``LEARNER_PATH``."""
    for model in apps.get_models():
        if path := vars(model).get("LEARNER_PATH", ""):
            yield model, path, vars(model)["PERSONAL"]


def declared() -> Iterator[tuple[type[models.Model], str, Declared]]:
    """(model, way to the person, columns) of every model that declares data of people."""
    for model in apps.get_models():
        columns = vars(model).get("PERSONAL")
        if columns:
            yield model, vars(model).get("PERSON_PATH", ""), columns
