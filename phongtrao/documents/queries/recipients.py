"""Whom a group reaches today, whom a typed line of “Nơi nhận” means, and the block as printed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from phongtrao.accounts.models import User
from phongtrao.documents.models import (
    DocumentKind,
    DraftVersion,
    OfficialDocument,
    Purpose,
    RecipientGroup,
    RecipientLine,
)
from phongtrao.lib.text import fold, nfc
from phongtrao.orgs.models import (
    Cluster,
    Grant,
    Line,
    Unit,
    is_in_clusters,
    is_of_kinds,
    is_of_levels,
)
from phongtrao.orgs.queries import Bearers as UnitBearers
from phongtrao.orgs.queries import bearers_of, department_of

# How a purpose is printed in brackets (NĐ 30/2020 abbreviates báo cáo), and how people type it.
PRINTED = {
    Purpose.CARRY_OUT: "để thực hiện",
    Purpose.REPORT: "để b/c",
    Purpose.DIRECT: "để chỉ đạo",
    Purpose.COORDINATE: "để phối hợp",
    Purpose.KNOW: "để biết",
}
_TYPED = {fold(words): purpose for purpose, words in PRINTED.items()} | {
    "de bao cao": Purpose.REPORT,
    "b/c": Purpose.REPORT,
    "de b/c, chi dao": Purpose.REPORT,
    "chi dao": Purpose.DIRECT,
    "thuc hien": Purpose.CARRY_OUT,
    "phoi hop": Purpose.COORDINATE,
    "de p/h": Purpose.COORDINATE,
    "de t/h": Purpose.CARRY_OUT,
}
_BRACKETS = re.compile(r"^(?P<name>.*?)\s*\((?P<purpose>[^()]*)\)$")
_KEEP = re.compile(r"^lưu\s*:?\s+(?P<names>.+)$", re.IGNORECASE)
_AS_ABOVE = "nhu tren"


@dataclass(frozen=True, slots=True)
class Addressed:
    """One line of “Nơi nhận” and whom it reaches, by primary key; outside names as written."""

    said: str
    purpose: Purpose
    units: tuple[int, ...] = ()
    users: tuple[int, ...] = ()
    outside: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return len(self.units) + len(self.users) + len(self.outside)


@dataclass(frozen=True, slots=True)
class TypedLine:
    name: str
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Block:
    """“Nơi nhận” in its parts: “Ban TĐKT Thành phố (để b/c)” …, and where it is filed: “VT, VP”."""

    lines: tuple[str, ...]
    filing: str


@dataclass(slots=True)
class _Bearers:
    """Who bears a name: more than one is nobody."""

    groups: dict[str, RecipientGroup] = field(default_factory=dict)
    units: UnitBearers = field(default_factory=UnitBearers)
    users: dict[str, set[int]] = field(default_factory=dict)


# ------------------------------------------------------------------ groups


def units_of_rule(group: RecipientGroup) -> QuerySet[Unit]:
    """The standing units of the group's rule today: of its kinds under its office, and of its clusters.

    None without a rule. S1-90, S4-24.
    """
    clusters = group.clusters.all() if group.pk else Cluster.objects.none()
    rows = Unit.objects.standing().filter(is_in_clusters(clusters) | _by_kind(group))
    return rows.exclude(pk__in={group.owner_id, department_of(group.owner).pk})


def _by_kind(group: RecipientGroup) -> Q:
    if not group.kinds:
        return Q(pk__in=[])
    chosen = is_of_kinds(group.kinds)
    if group.levels:
        chosen &= is_of_levels(group.levels)
    if group.areas:
        chosen &= Q(area__in=group.areas)
    field = Line(group.line).path_field
    below = {f"{field}__startswith": getattr(department_of(group.owner), field)}
    return chosen & Q(**below)


def resolve_group(group: RecipientGroup, purpose: Purpose | str = "") -> Addressed:
    """The group as one line: its rule's units of today, then its members, nobody twice."""
    units = list(units_of_rule(group).order_by("sort_key", "pk").values_list("pk", flat=True))
    members = list(group.members.select_related("unit", "user").order_by("position", "pk"))
    units += [m.unit.pk for m in members if m.unit and m.unit.closed_on is None]
    return Addressed(
        said=group.name,
        purpose=Purpose(purpose or group.purpose),
        units=tuple(dict.fromkeys(units)),
        users=tuple(dict.fromkeys(m.user.pk for m in members if m.user and m.user.is_active)),
        outside=tuple(dict.fromkeys(m.outside for m in members if m.outside)),
    )


# ------------------------------------------------------------------ typed lines


def read_lines(text: str, purpose: Purpose) -> list[TypedLine]:
    """What is typed or pasted, a line each: “- Ban TĐKT Thành phố (để b/c);”, “- Lưu: VT, GDTX.”

    ``purpose``: of a line without brackets. “Như trên” names nobody and is left out.
    """
    found: list[TypedLine] = []
    for raw in nfc(text).splitlines():
        line = raw.strip().lstrip("-–•+* ").rstrip(".; ").strip()
        if not line or fold(line) in {_AS_ABOVE, "noi nhan", "noi nhan:"}:
            continue
        if kept := _KEEP.match(line):
            names = kept["names"].split(",")
            found += [TypedLine(n.strip(), Purpose.KEEP) for n in names if n.strip()]
            continue
        found.append(_without_brackets(line, purpose))
    return found


def _without_brackets(line: str, purpose: Purpose) -> TypedLine:
    match = _BRACKETS.match(line)
    said = _TYPED.get(fold(match["purpose"])) if match else None
    if match and said:
        return TypedLine(match["name"], said)
    return TypedLine(line, purpose)


def write_lines(lines: Iterable[TypedLine]) -> str:
    """Back to what ``read_lines`` reads: every purpose said, the file last, “Lưu: VT, VP”."""
    rows = list(lines)
    said = [f"{row.name} ({PRINTED[row.purpose]})" for row in rows if row.purpose in PRINTED]
    kept = [row.name for row in rows if row.purpose == Purpose.KEEP]
    return "\n".join([*said, *([f"Lưu: {', '.join(kept)}"] if kept else [])])


def planned_lines(document: OfficialDocument) -> list[TypedLine]:
    """Who the paper is meant for, as said while it was drafted; “Như trên” are those of “Kính gửi”."""
    said = read_lines(document.planned_recipients, Purpose.CARRY_OUT)
    named = {fold(line.name) for line in said}
    above = [
        TypedLine(name, Purpose.CARRY_OUT)
        for line in _bare_lines(addressed_of(document))
        for name in _not_yet(line, named)
    ]
    return above + said


def _not_yet(line: str, named: set[str]) -> list[str]:
    """A line of “Kính gửi” as one name, or the rest of its names where some are planned already."""
    names = [name.strip() for name in re.split("[;,]", line)]
    if fold(line) in named:
        return []
    if any(fold(name) in named for name in names):
        return [name for name in names if fold(name) not in named]
    return [name.strip() for name in line.split(";") if name.strip()]


def planned_block(document: OfficialDocument) -> list[str]:
    pairs = ((line.name, line.purpose) for line in planned_lines(document))
    return print_block(pairs, document.kind, addressed_of(document))


def addressed_of(document: OfficialDocument) -> str:
    """“Kính gửi” of a letter, a line each, as its newest Word file prints it; of a PDF nothing is known."""
    if document.kind != DocumentKind.LETTER:
        return ""
    newest = DraftVersion.objects.filter(document=document).order_by("-version")
    return newest.values_list("addressed_to", flat=True).first() or ""


def named_above(document: OfficialDocument) -> list[str]:
    """Who “Như trên” stands for in the block of this paper; empty where it does not say so."""
    return _bare_lines(addressed_of(document))


def resolve_lines(lines: Sequence[TypedLine], owner: Unit) -> list[Addressed]:
    """Each line as a group of the office, a unit, a person, or, as nothing else fits, a name outside.

    Marks, capitals and the short name or code of a unit do not matter; a name two units bear is
    nobody's. Five queries at most, and those of the groups.
    """
    wanted = {fold(line.name) for line in lines}
    bearers = _Bearers()
    for group in RecipientGroup.objects.filter(owner=owner):
        bearers.groups[fold(group.name)] = group
    bearers.units = bearers_of({n.name for n in lines if fold(n.name) not in bearers.groups})
    bearers.users = _people_named(wanted - bearers.groups.keys(), owner)
    return [_addressed(line, bearers) for line in lines]


def _addressed(line: TypedLine, bearers: _Bearers) -> Addressed:
    key = fold(line.name)
    if group := bearers.groups.get(key):
        return resolve_group(group, line.purpose)
    units, users = bearers.units.borne(line.name), bearers.users.get(key, set())
    if len(units) == 1:
        return Addressed(line.name, line.purpose, units=(units[0].pk,))
    if len(users) == 1:
        return Addressed(line.name, line.purpose, users=tuple(users))
    # After people: many a school is called after somebody.
    if not units and len(ending := bearers.units.ending(line.name)) == 1:
        return Addressed(line.name, line.purpose, units=(ending[0].pk,))
    return Addressed(line.name, line.purpose, outside=(line.name,))


def _people_named(wanted: set[str], owner: Unit) -> dict[str, set[int]]:
    """People with a role under the office today, by full name."""
    head = department_of(owner)
    below = Unit.objects.under(head, Line.ADMIN) | Unit.objects.under(head, Line.PROF)
    roles = Grant.objects.today().filter(unit__in=below.values("pk"))
    near = Q(pk__in=[])
    for folded in wanted:
        near |= Q(search_text__startswith=folded)
    found: dict[str, set[int]] = {}
    for user in User.objects.filter(near, is_active=True, pk__in=roles.values("user")):
        found.setdefault(fold(user.full_name), set()).add(user.pk)
    return found


# ------------------------------------------------------------------ the block


def recipient_block(document: OfficialDocument) -> list[str]:
    """The lines of “Nơi nhận” of a paper that was sent, ready to copy; empty before. S0-60, S2-32."""
    lines = RecipientLine.objects.filter(document=document).order_by("position")
    pairs = ((line.said, line.purpose) for line in lines)
    return print_block(pairs, document.kind, addressed_of(document))


def print_block(lines: Iterable[tuple[str, str]], kind: str, addressed_to: str = "") -> list[str]:
    """(name, purpose) pairs → “- Như trên;” … “- Lưu: VT, VP.” (NĐ 30/2020, phụ lục I, mục II.9)."""
    block = block_of(lines, kind, addressed_to)
    printed = [f"- {line};" for line in block.lines]
    if block.filing:
        return [*printed, f"- Lưu: {block.filing}."]
    return [*printed[:-1], printed[-1].removesuffix(";") + "."] if printed else []


def block_of(lines: Iterable[tuple[str, str]], kind: str, addressed_to: str = "") -> Block:
    """The same in its parts, as the named places of a Word template take them.

    A letter names above (“Kính gửi”, ``addressed_to``, a line each) who carries it out: one “Như trên”
    stands for those, and for no others. Who gets a paper for what is said in brackets; the file comes
    last.
    """
    above = _named_above(addressed_to) if kind == DocumentKind.LETTER else frozenset()
    said = ["Như trên"] if above else []
    kept = []
    for name, purpose in lines:
        if purpose == Purpose.KEEP:
            kept.append(name)
        elif purpose != Purpose.CARRY_OUT or fold(name) not in above:
            said.append(f"{name} ({PRINTED[Purpose(purpose)]})")
    return Block(tuple(said), ", ".join(kept))


def _named_above(addressed_to: str) -> frozenset[str]:
    """Each line, and each name of a line that lists several."""
    lines = _bare_lines(addressed_to)
    names = [name.strip() for line in lines for name in (line, *re.split("[;,]", line))]
    return frozenset(fold(name) for name in names if name)


def _bare_lines(text: str) -> list[str]:
    bare = (line.strip().lstrip("-–•+* ").rstrip(".;, ") for line in text.splitlines())
    return [line for line in bare if line]
