"""The lists that can be imported: what each may tell, how it is checked, how it is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from phongtrao.orgs.imports import headcounts, people, ratings, units
from phongtrao.orgs.imports.fields import Field
from phongtrao.orgs.imports.findings import Findings, Reach
from phongtrao.orgs.imports.reading import Rows
from phongtrao.orgs.models import Import

K = Import.Kind


@dataclass(frozen=True, slots=True)
class ListKind:
    """``check`` stages the rows in the running transaction; ``write`` writes what it staged.

    ``wanted``: keys of which, for each group, at least one column or constant must be given.
    """

    fields: tuple[Field, ...]
    check: Callable[[Rows, Reach], Findings]
    write: Callable[[Import, Findings], None]
    wanted: tuple[tuple[str, ...], ...]


KINDS: Mapping[str, ListKind] = {
    K.UNITS: ListKind(units.FIELDS, units.check, units.write, (("name",),)),
    K.PEOPLE: ListKind(people.FIELDS, people.check, people.write, (("full_name", "given_name"),)),
    K.RATINGS: ListKind(ratings.FIELDS, ratings.check, ratings.write, (("level",),)),
    K.HEADCOUNTS: ListKind(
        headcounts.FIELDS, headcounts.check, headcounts.write, (("unit",), ("staff",))
    ),
}


def fields_of(kind: str) -> dict[str, Field]:
    return {field.key: field for field in KINDS[kind].fields}
