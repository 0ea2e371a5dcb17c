"""A rule's plain data as a tree: what stands at a place, and the same with another thing there. No Django.

>>> tree = {"all": [{"declared": "a"}, {"when": {"declared": "b"}, "requires": {"declared": "c"}}]}
>>> part_at(tree, (1, 0))
{'declared': 'b'}
>>> with_part(tree, (0,), lambda part: {"declared": "d"})["all"][0]
{'declared': 'd'}
"""

from collections.abc import Callable, Mapping
from typing import Any

from phongtrao.lib.errors import BadInput, Conflict
from phongtrao.lib.words import say as _

Data = Mapping[str, Any]
Path = tuple[int, ...]
GROUPS = ("all", "any", "some", "all_or_any")


def read_path(text: str) -> Path:
    """“1.0” → (1, 0); empty for the whole. ValueError for anything else."""
    return tuple(map(int, text.split("."))) if text else ()


def write_path(path: Path) -> str:
    return ".".join(map(str, path))


def is_group(clause: Data) -> bool:
    return any(key in clause for key in GROUPS)


def parts_of(clause: Data) -> list[Data]:
    """The clauses right inside it; of “nếu … thì”, the condition and what is required."""
    if "when" in clause:
        return [clause["when"], clause["requires"]]
    return list(clause[_list_key(clause)]) if is_group(clause) else []


def with_parts(clause: Data, parts: list[Data]) -> Data:
    if "when" in clause:
        return {**clause, "when": parts[0], "requires": parts[1]}
    return {**clause, _list_key(clause): parts}


def part_at(clause: Data, path: Path) -> Data:
    """Conflict where nothing stands there: somebody took it away."""
    for place in path:
        clause = _one(parts_of(clause), place)
    return clause


def with_part(clause: Data, path: Path, change: Callable[[Data], Data]) -> Data:
    if not path:
        return change(clause)
    parts = parts_of(clause)
    inner = _one(parts, path[0])
    parts[path[0]] = with_part(inner, path[1:], change)
    return with_parts(clause, parts)


def without_part(clause: Data, path: Path) -> Data:
    """A group keeps at least one of its parts, “nếu … thì” both."""
    if not path or not is_group(part_at(clause, path[:-1])):
        raise BadInput(_("Điều kiện này không bỏ riêng được. Hãy sửa, hoặc bỏ cả nhóm."))

    def less(group: Data) -> Data:
        parts = parts_of(group)
        if len(parts) == 1:
            raise BadInput(_("Nhóm phải còn ít nhất một điều kiện. Hãy bỏ cả nhóm."))
        return with_parts(group, [*parts[: path[-1]], *parts[path[-1] + 1 :]])

    return with_part(clause, path[:-1], less)


def moved(clause: Data, path: Path, by: int) -> Data:
    """The part one place up (-1) or down (1) in its group; as it was at either end."""

    def swapped(group: Data) -> Data:
        parts, here = parts_of(group), path[-1]
        if is_group(group) and 0 <= here + by < len(parts):
            parts[here], parts[here + by] = parts[here + by], parts[here]
        return with_parts(group, parts)

    return with_part(clause, path[:-1], swapped) if path else clause


def _list_key(clause: Data) -> str:
    return "of" if "some" in clause else next(key for key in GROUPS if key in clause)


def _one(parts: list[Data], place: int) -> Data:
    if not 0 <= place < len(parts):
        raise Conflict(
            _("Điều kiện này không còn ở đó: người khác vừa sửa. Hãy mở lại tiêu chuẩn.")
        )
    return parts[place]
