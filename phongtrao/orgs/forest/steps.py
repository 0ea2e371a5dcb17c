"""What a decision may order. Steps are data; each knows what it does to a forest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from phongtrao.lib.errors import BadInput
from phongtrao.lib.words import say as _
from phongtrao.orgs.forest.forest import LINES, Bond, Forest, Node


class _Keep(Enum):
    KEEP = "keep"


KEEP: Final = _Keep.KEEP


@dataclass(frozen=True, slots=True)
class Found:
    """A new unit. ``unit`` is a negative key that later steps name it by."""

    unit: int
    node: Node

    def take(self, forest: Forest) -> None:
        forest.found(self.unit, self.node)


@dataclass(frozen=True, slots=True)
class Change:
    """Another name, code, level or place; what is not given stays."""

    unit: int
    name: str | _Keep = KEEP
    code: str | _Keep | None = KEEP
    level: str | _Keep = KEEP
    type_id: str | _Keep | None = KEEP
    admin: int | _Keep | None = KEEP
    prof: int | _Keep | None = KEEP

    def take(self, forest: Forest) -> None:
        fields = ("name", "code", "level", "type_id", "admin", "prof")
        new = {name: getattr(self, name) for name in fields if getattr(self, name) is not KEEP}
        forest.change(self.unit, **new)


@dataclass(frozen=True, slots=True)
class Merge:
    """Units end and go into one that goes on, or that the act has founded."""

    former: tuple[int, ...]
    into: int

    def take(self, forest: Forest) -> None:
        if not self.former:
            raise BadInput(_("Hãy chọn ít nhất một đơn vị được nhập."))
        for unit in self.former:
            _refuse_own_kin(forest, unit, self.into)
            forest.bind(unit, self.into, Bond.MERGE)
            forest.close(unit, self.into, dict.fromkeys(LINES, self.into))


@dataclass(frozen=True, slots=True)
class Split:
    """One unit becomes several. It ends when it has an heir among them (chia); else it goes on (tách).

    ``children`` says which part takes which subordinate unit; the rest goes to the heir.
    """

    former: int
    parts: tuple[int, ...]
    heir: int | None = None
    children: Mapping[int, int] = field(default_factory=dict)

    def take(self, forest: Forest) -> None:
        if not self.parts:
            raise BadInput(_("Hãy ghi ít nhất một đơn vị mới được tách ra."))
        if self.heir is not None and self.heir not in self.parts:
            raise BadInput(_("Đơn vị kế thừa phải là một trong các đơn vị được tách ra."))
        for part in self.parts:
            _refuse_own_kin(forest, self.former, part)
            forest.bind(self.former, part, Bond.SPLIT)
        for child, part in self.children.items():
            _rehang(forest, child, self.former, part)
        if self.heir is not None:
            forest.close(self.former, self.heir, dict.fromkeys(LINES, self.heir))


@dataclass(frozen=True, slots=True)
class Transfer:
    """Subordinate units go from one unit to another; both go on."""

    former: int
    to: int
    units: tuple[int, ...]

    def take(self, forest: Forest) -> None:
        if not self.units:
            raise BadInput(_("Hãy chọn ít nhất một đơn vị được chuyển."))
        forest.bind(self.former, self.to, Bond.TRANSFER)
        for unit in self.units:
            _rehang(forest, unit, self.former, self.to)


@dataclass(frozen=True, slots=True)
class Abolish:
    """Units end though none is merged: a whole level is given up, others take over what they did.

    ``successors`` are named in the lineage of each; ``heirs`` take its people and open work, where
    there is one. What still hangs under an abolished unit goes to the unit above it on that line;
    steps before this one move whatever goes elsewhere.
    """

    former: tuple[int, ...]
    successors: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    heirs: Mapping[int, int] = field(default_factory=dict)

    def take(self, forest: Forest) -> None:
        if not self.former:
            raise BadInput(_("Hãy chọn ít nhất một đơn vị chấm dứt hoạt động."))
        for unit in self.former:
            heir = self.heirs.get(unit)
            for latter in {*self.successors.get(unit, ()), *([] if heir is None else [heir])}:
                forest.bind(unit, latter, Bond.ABOLISH)
            node = forest.node(unit)
            forest.close(unit, heir, {"admin": node.admin, "prof": node.prof})


def _refuse_own_kin(forest: Forest, unit: int, other: int) -> None:
    """A unit cannot go into itself, nor into one that stands below it."""
    forest.node(other)
    if unit == other:
        raise BadInput(_("%s không thể nhập vào chính mình.") % forest.name(unit))
    if any(forest.is_under(other, unit, line) for line in LINES):
        raise BadInput(
            _(
                "%(unit)s không thể nhập vào cấp dưới của mình là %(other)s. Hãy chuyển %(other)s đi trước."
            )
            % {"unit": forest.name(unit), "other": forest.name(other)}
        )


def _rehang(forest: Forest, unit: int, former: int, to: int) -> None:
    """Hang the unit under ``to`` on each line on which it hung under ``former``."""
    node = forest.node(unit)
    lines = [line for line in LINES if getattr(node, line) == former]
    if not lines:
        raise BadInput(
            _("%(unit)s không trực thuộc %(former)s.")
            % {"unit": forest.name(unit), "former": forest.name(former)}
        )
    forest.change(unit, **dict.fromkeys(lines, to))
