"""The units on the eve of an act, and what its steps make of them.

A unit is named by its key: the primary key, or a negative number for one the act founds. On each of
the two lines every unit hangs under one parent or none, so the units form a forest per line.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Protocol

from phongtrao.lib.errors import BadInput
from phongtrao.lib.words import say as _

LINES = ("admin", "prof")


@dataclass(frozen=True, slots=True)
class Node:
    """A unit as it stands on one day."""

    name: str
    kind: str
    level: str = ""
    code: str | None = None
    admin: int | None = None
    prof: int | None = None
    area: str = "urban"
    type_id: str | None = None


class Bond(StrEnum):
    """How a unit comes to follow another."""

    MERGE = "merge"
    SPLIT = "split"
    TRANSFER = "transfer"
    ABOLISH = "abolish"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What changes on the day.

    ``changed`` holds every unit that stands afterwards and is new or not as before; ``closed`` maps
    each that ends to its heir, who takes its people and open work, or to None; ``bonds`` are
    (former, latter, bond), the edges of lineage.
    """

    founded: tuple[int, ...]
    changed: dict[int, Node]
    closed: dict[int, int | None]
    bonds: tuple[tuple[int, int, Bond], ...]

    def heirs(self) -> dict[int, int]:
        """Each closed unit's heir that stands: an heir may itself end in a later step."""
        found = {former: self._last_heir(former) for former in self.closed}
        return {former: heir for former, heir in found.items() if heir is not None}

    def _last_heir(self, unit: int | None) -> int | None:
        while unit in self.closed:
            unit = self.closed[unit]
        return unit

    def sharing(self) -> dict[int, frozenset[int]]:
        """Each unit that was split, with the units it was split into."""
        parts: dict[int, set[int]] = {}
        for former, latter, bond in self.bonds:
            if bond is Bond.SPLIT:
                parts.setdefault(former, set()).add(latter)
        return {former: frozenset(into) for former, into in parts.items()}

    def touched(self) -> set[int]:
        """Units of the eve that change or end."""
        return {key for key in (*self.changed, *self.closed) if key > 0}

    def named(self) -> set[int]:
        """Units of the eve the outcome leans on: parents, heirs, successors."""
        parents = {parent for node in self.changed.values() for parent in (node.admin, node.prof)}
        found = parents | set(self.closed.values()) | {latter for _, latter, _ in self.bonds}
        return {key for key in found if key is not None and key > 0}


class Step(Protocol):
    def take(self, forest: "Forest") -> None: ...


def carry_out(nodes: Mapping[int, Node], steps: Iterable[Step]) -> Outcome:
    """Take the steps one after the other. Raises BadInput; nothing of ``nodes`` is changed."""
    forest = Forest(nodes)
    for step in steps:
        step.take(forest)
    return forest.outcome()


class Forest:
    """A working copy: steps found, change, bind and close units in it."""

    def __init__(self, nodes: Mapping[int, Node]) -> None:
        self._before = nodes
        self._now = dict(nodes)
        self._closed: dict[int, int | None] = {}
        self._bonds: dict[tuple[int, int], Bond] = {}
        self._children: dict[str, dict[int | None, set[int]]] = {
            line: defaultdict(set) for line in LINES
        }
        for key, node in nodes.items():
            self._hang(key, node)

    # -------------------------------------------------------------- looking
    def node(self, key: int) -> Node:
        if key not in self._now:
            if key in self._closed:
                raise BadInput(_("%s chấm dứt trong chính quyết định này.") % self.name(key))
            raise BadInput(_("Có đơn vị không tồn tại vào ngày này. Hãy chọn lại đơn vị."))
        return self._now[key]

    def name(self, key: int) -> str:
        node = self._now.get(key) or self._before.get(key)
        return f"“{node.name}”" if node else str(key)

    def children(self, key: int, line: str) -> tuple[int, ...]:
        return tuple(sorted(self._children[line][key]))

    def is_under(self, key: int, other: int, line: str) -> bool:
        """Whether ``key`` is ``other`` or hangs somewhere below it."""
        at: int | None = key
        while at is not None and at != other:
            at = getattr(self._now[at], line) if at in self._now else None
        return at == other

    # -------------------------------------------------------------- changing
    def found(self, key: int, node: Node) -> None:
        if key in self._now or key in self._closed:
            raise BadInput(_("Đơn vị mới %s được lập hai lần.") % f"“{node.name}”")
        self._now[key] = node
        self._hang(key, node)

    def change(self, key: int, **new: Any) -> None:
        old = self.node(key)
        for line in LINES:
            self._children[line][getattr(old, line)].discard(key)
        self._now[key] = replace(old, **new)
        self._hang(key, self._now[key])

    def bind(self, former: int, latter: int, bond: Bond) -> None:
        self.node(former)
        self.node(latter)
        if former == latter:
            raise BadInput(_("%s không thể nhập vào chính mình.") % self.name(former))
        self._bonds[former, latter] = bond

    def close(self, key: int, heir: int | None, homes: Mapping[str, int | None]) -> None:
        """End a unit; what still hangs under it goes to the home of its line."""
        self.node(key)
        for line in LINES:
            for child in self.children(key, line):
                self.change(child, **{line: homes[line]})
        node = self._now.pop(key)
        for line in LINES:
            self._children[line][getattr(node, line)].discard(key)
        self._closed[key] = heir

    def _hang(self, key: int, node: Node) -> None:
        for line in LINES:
            self._children[line][getattr(node, line)].add(key)

    # -------------------------------------------------------------- the end
    def outcome(self) -> Outcome:
        changed = {key: node for key, node in self._now.items() if self._before.get(key) != node}
        for key, node in changed.items():
            self._check(key, node)
        self._check_codes(changed)
        return Outcome(
            founded=tuple(key for key in changed if key not in self._before),
            changed=changed,
            closed=self._closed,
            bonds=tuple((former, latter, bond) for (former, latter), bond in self._bonds.items()),
        )

    def _check(self, key: int, node: Node) -> None:
        if not node.name.strip():
            raise BadInput(_("Đơn vị mới chưa có tên. Hãy ghi tên theo quyết định."))
        for line in LINES:
            parent = getattr(node, line)
            if parent is not None and parent not in self._now:
                raise BadInput(
                    _("Cấp trên của %s không còn vào ngày này. Hãy chọn cấp trên khác.")
                    % self.name(key)
                )
            if parent is not None and self._is_cyclic(key, line):
                raise BadInput(
                    _("%s không thể trực thuộc đơn vị cấp dưới của chính mình.") % self.name(key)
                )

    def _is_cyclic(self, key: int, line: str) -> bool:
        seen: set[int] = set()
        at: int | None = key
        while at is not None and at in self._now:
            if at in seen:
                return True
            seen.add(at)
            at = getattr(self._now[at], line)
        return False

    def _check_codes(self, changed: Mapping[int, Node]) -> None:
        wanted = {node.code for node in changed.values() if node.code}
        if not wanted:
            return
        held: dict[str, int] = {}
        for key, node in self._now.items():
            if node.code in wanted:
                if node.code in held:
                    raise BadInput(
                        _("Mã định danh %(code)s được cấp cho cả %(one)s và %(two)s.")
                        % {
                            "code": node.code,
                            "one": self.name(held[node.code]),
                            "two": self.name(key),
                        }
                    )
                held[node.code] = key
