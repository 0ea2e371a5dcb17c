"""The lists that can be imported: what each may tell, how it is checked, how it is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from phongtrao.accounts.models import Role
from phongtrao.orgs.imports import access, headcounts, people, ratings, samples, units
from phongtrao.orgs.imports.fields import Field
from phongtrao.orgs.imports.findings import Findings, Reach
from phongtrao.orgs.imports.reading import Rows
from phongtrao.orgs.models import Import
from phongtrao.orgs.models.imports import LABELS_ABOVE
from phongtrao.web.models import Work

K = Import.Kind


@dataclass(frozen=True, slots=True)
class ListKind:
    """``check`` stages the rows in the running transaction; ``write`` writes what it staged.

    ``wanted``: keys of which, for each group, at least one column or constant must be given.
    ``samples``: rows to try it with, right ones and mistakes. ``undo`` takes back what ``write`` wrote, or
    refuses with a DomainError that says what stands on it. ``store`` keeps the files the rows name, for
    lists that may come as a zip with files: keys of files by their names. It runs before the writing, maybe
    twice.
    """

    fields: tuple[Field, ...]
    check: Callable[[Rows, Reach], Findings]
    write: Callable[[Import, Findings], None]
    wanted: tuple[tuple[str, ...], ...]
    file_name: str
    samples: Callable[[], list[dict[str, Any]]]
    undo: Callable[[Import], None] | None = None
    store: Callable[[Import, Rows, Work], Mapping[str, int]] | None = None


KINDS: dict[str, ListKind] = {
    K.UNITS: ListKind(
        units.FIELDS, units.check, units.write, (("name",),), "don-vi", samples.units
    ),
    K.PEOPLE: ListKind(
        people.FIELDS,
        people.check,
        people.write,
        (("full_name", "given_name"),),
        "nguoi",
        samples.people,
    ),
    K.RATINGS: ListKind(
        ratings.FIELDS, ratings.check, ratings.write, (("level",),), "xep-loai", samples.ratings
    ),
    K.HEADCOUNTS: ListKind(
        headcounts.FIELDS,
        headcounts.check,
        headcounts.write,
        (("unit",), ("staff",)),
        "so-nguoi",
        samples.headcounts,
    ),
}


def register(
    key: str, label: Any, kind: ListKind, *, below: frozenset[Role], own: frozenset[Role]
) -> None:
    """A list of an app above: who brings it for all units below theirs, who for the very own.

    >>> kinds.register("creations", _("Sáng kiến đã công nhận"), CREATIONS, below=OFFICES, own=HEADS)
    """
    if KINDS.setdefault(key, kind) is not kind:
        raise ValueError(f"the list {key!r} is registered twice")
    LABELS_ABOVE[key] = label
    access.BELOW[key], access.OWN[key] = below, own


def fields_of(kind: str) -> dict[str, Field]:
    return {field.key: field for field in KINDS[kind].fields}
