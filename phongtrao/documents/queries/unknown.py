"""Typed recipients that nobody inside bears: perhaps mistyped, perhaps really outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

import yaml

from phongtrao.documents.models import (
    Delivery,
    OfficialDocument,
    Purpose,
    RecipientGroup,
    RecipientMember,
)
from phongtrao.documents.queries.recipients import Addressed, planned_lines, resolve_lines
from phongtrao.documents.template_keys import TEMPLATES
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Unit

INSIDE = TEMPLATES.parent / "recipients" / "inside.yaml"
LIKE, MOST_LIKE = 0.72, 3  # of 1 when equal; suggestions for a name
# Comparing a name with those of 3,000 units takes a tenth of a second: more names go without.
MOST_COMPARED = 10


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name to be confirmed as outside, and the names inside that look like it."""

    name: str
    like: tuple[str, ...] = ()


def unknown_recipients(document: OfficialDocument) -> list[Unknown]:
    """Of the planned “Nơi nhận” of a draft: said while it can still be mended, not only at sending."""
    if document.issuer is None:
        return []
    return unknown_names(resolve_lines(planned_lines(document), document.issuer), document.issuer)


def unknown_names(lines: Sequence[Addressed], owner: Unit) -> list[Unknown]:
    """Outside names the office has neither in a group nor ever sent to.

    What is only filed is left out, and what every office calls a part of itself (“Ban giám hiệu”).

    Two queries, and two more where a name is unknown.
    """
    sent = [line for line in lines if line.purpose != Purpose.KEEP]
    written = dict.fromkeys(name for line in sent for name in line.outside)
    names = [name for name in written if fold(name) not in inside_names()]
    if not names:
        return []
    known = RecipientMember.objects.filter(group__owner=owner, outside__in=names)
    before = Delivery.objects.filter(document__issuer=owner, outside__in=names)
    settled = {*known.values_list("outside", flat=True), *before.values_list("outside", flat=True)}
    asked = [name for name in names if name not in settled]
    return _with_likes(asked, owner) if asked else []


@cache
def inside_names() -> frozenset[str]:
    """Folded, of packs/recipients: bodies and people within an office, which have no account."""
    said = yaml.safe_load(INSIDE.read_text(encoding="utf-8"))
    return frozenset(fold(name) for name in said["names"])


def _with_likes(names: Sequence[str], owner: Unit) -> list[Unknown]:
    groups = RecipientGroup.objects.filter(owner=owner).values_list("name", flat=True)
    units = Unit.objects.standing().values_list("name", "short_name")
    inside = {fold(name): name for name in groups}
    for name, short in units:
        inside.setdefault(fold(name), name)
        inside.setdefault(fold(short), name)
    inside.pop("", None)
    found = []
    for place, name in enumerate(names):
        near = (
            get_close_matches(fold(name), inside, MOST_LIKE, LIKE) if place < MOST_COMPARED else []
        )
        found.append(Unknown(name, tuple(dict.fromkeys(inside[key] for key in near))))
    return found
