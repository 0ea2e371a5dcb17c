"""Which column tells what: what the office chose last time, else a known system's export, else aliases.

The exports of the sector database (CSDL ngành), vnEdu and SMAS stand in packs/imports. Their layouts
are not published, so each is a proposal marked “cần kiểm tra” that a person looks at.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadFile
from phongtrao.lib.sheets import Header, Workbook, find_header, guess_header, parts_of, shape_of
from phongtrao.lib.text import fold
from phongtrao.orgs.imports.fields import Field
from phongtrao.orgs.imports.kinds import fields_of
from phongtrao.orgs.imports.reading import head_of
from phongtrao.orgs.models import SavedMapping

PACKS = Path(__file__).resolve().parents[2] / "packs" / "imports"
_SHARE = 0.6  # of a pack's labels that make a sheet one of its
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person decides before the check: sheets with their header lines, and the columns."""

    sheets: list[dict[str, Any]] = field(default_factory=list)  # {"name", "line"}
    columns: dict[str, int] = field(default_factory=dict)  # key → place
    constants: dict[str, str] = field(default_factory=dict)
    origin: str = ""  # said on screen: where the proposal comes from


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """An export shape of another system, from a pack."""

    name: str
    kind: str
    columns: Mapping[str, str]  # folded label → key


def propose(book: Workbook, kind: str, office: int) -> Choice:
    """The sheets that hold the list and what their columns tell, as far as it can be known."""
    headers = find_headers(book, kind)
    labels = next(iter(headers.values())).labels
    sheets = [{"name": name, "line": header.first} for name, header in headers.items()]
    saved = SavedMapping.objects.filter(unit=office, kind=kind, shape=digest(labels)).first()
    if saved is not None:
        return Choice(sheets, saved.columns, saved.constants, _("Ghép như lần nhập trước."))
    layout = _layout_of(labels, kind)
    columns = _by_aliases(labels, fields_of(kind), layout.columns if layout else {})
    said = _("Nhận ra mẫu %s; cách ghép này cần kiểm tra.") % layout.name if layout else ""
    return Choice(sheets, columns, {}, said)


def find_headers(book: Workbook, kind: str) -> dict[str, Header]:
    """The sheets of the first shape found, by name; BadFile when no sheet has two rows."""
    known = known_labels(kind)
    found = {
        name: find_header(head_of(book, name), book.merged(name), known) for name in book.names
    }
    headers = {name: header for name, header in found.items() if header is not None}
    if not headers:
        name = book.names[0]
        headers = {name: guess_header(head_of(book, name), book.merged(name))}
    first = next(iter(headers.values()))
    same = {name: h for name, h in headers.items() if shape_of(h.labels) == shape_of(first.labels)}
    if not any(first.labels):
        raise BadFile(_("Không thấy dòng tiêu đề trong 20 dòng đầu. Hãy thêm tên cho các cột."))
    return same


def digest(labels: Sequence[str]) -> str:
    return hashlib.sha256(shape_of(labels).encode()).hexdigest()


def known_labels(kind: str) -> set[str]:
    """Every heading, folded, by which a header of the list is found."""
    aliases = set(_aliases(fields_of(kind)))
    return aliases.union(*(layout.columns for layout in layouts() if layout.kind == kind))


@cache
def layouts() -> tuple[Layout, ...]:
    found = []
    for path in sorted(PACKS.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        columns = {fold(label): key for label, key in data["columns"].items()}
        found.append(Layout(data["name"], data["kind"], columns))
    return tuple(found)


def _layout_of(labels: Sequence[str], kind: str) -> Layout | None:
    here = {fold(label) for label in labels}
    shares = {
        layout: len(here & set(layout.columns)) / len(layout.columns)
        for layout in layouts()
        if layout.kind == kind and len(here & set(layout.columns)) >= _FEWEST
    }
    best = max(shares, key=lambda layout: shares[layout], default=None)
    return best if best and shares[best] >= _SHARE else None


def _by_aliases(
    labels: Sequence[str], fields: Mapping[str, Field], first: Mapping[str, str]
) -> dict[str, int]:
    """Each key at the first column that is called so; a whole label before the last part of one."""
    known = {**_aliases(fields), **first}
    columns: dict[str, int] = {}
    for depth in (0, 1):
        for place, label in enumerate(labels):
            parts = list(parts_of(label))[depth : depth + 1]
            key = known.get(parts[0]) if parts else None
            if key and key in fields and key not in columns and place not in columns.values():
                columns[key] = place
    return columns


def _aliases(fields: Mapping[str, Field]) -> dict[str, str]:
    """Folded heading → key. Labels stand in the language of the screen and in Vietnamese."""
    return {
        fold(said): key
        for key, one in fields.items()
        for said in (str(one.label), *one.aliases)
        if said
    }
