"""What every form that comes with the program has in common when an office makes it its own.

Rights and what is in its versions belong to the apps that use it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from phongtrao.audit.services import changes
from phongtrao.documents.models import Shipped
from phongtrao.lib.text import nfc
from phongtrao.orgs.models import Unit

S = TypeVar("S", bound=Shipped)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over it, beside the versions."""

    title: str
    basis: str = ""
    needs_check: bool = False


def copy_shipped(source: S, unit: Unit, title: str, **more: Any) -> S:
    """The unit's own, without a version yet; still to be checked if that was. ``more``: fields it cannot be without."""
    made = type(source)(
        key=_free_key(source),
        title=nfc(title).strip(),
        owner=unit,
        basis=source.basis,
        needs_check=source.needs_check,
        **more,
    )
    made.full_clean()
    made.save()
    return made


def keep_heading(shipped: Shipped, heading: Heading) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What the heading was and is, both empty where nothing changed; the caller writes the line of history."""
    new = {
        "title": nfc(heading.title).strip(),
        "basis": nfc(heading.basis).strip(),
        "needs_check": heading.needs_check,
    }
    before, after = changes(shipped, new)
    if after:
        for name, value in after.items():
            setattr(shipped, name, value)
        shipped.full_clean()
        shipped.save(update_fields=list(after))
    return before, after


def _free_key(source: Shipped) -> str:
    """Codes are nobody's concern on screen: the next that no unit has, so that copies of two units that become
    one stand beside each other.
    """
    rows = type(source)._default_manager.all()  # noqa: SLF001 -- Django's documented name
    taken = set(rows.values_list("key", flat=True))
    if source.key not in taken:
        return source.key
    number = 2
    while f"{source.key[:35]}_{number}" in taken:
        number += 1
    return f"{source.key[:35]}_{number}"
