"""Steps as plain data, so that an order can wait in the database for its day.

>>> read_steps(write_steps((Merge((3,), into=2),)))
(Merge(former=(3,), into=2),)
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from phongtrao.orgs.forest.forest import Node, Step
from phongtrao.orgs.forest.steps import KEEP, Abolish, Change, Found, Merge, Split, Transfer

STEPS: dict[str, type[Any]] = {
    step.__name__.lower(): step for step in (Found, Change, Merge, Split, Transfer, Abolish)
}
BY_UNIT = frozenset({"children", "successors", "heirs"})  # fields that map a unit to others


def write_steps(steps: Iterable[Any]) -> list[dict[str, Any]]:
    """Steps as JSON has them; ``read_steps`` gives the very steps back."""
    return [_write(step) for step in steps]


def read_steps(written: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    return tuple(_read(step) for step in written)


def _write(step: Any) -> dict[str, Any]:
    said = {field.name: getattr(step, field.name) for field in fields(step)}
    kept = {name: _plain(value) for name, value in said.items() if value is not KEEP}
    return {"step": type(step).__name__.lower(), **kept}


def _plain(value: Any) -> Any:
    if isinstance(value, Node):
        return asdict(value)
    if isinstance(value, Mapping):  # as pairs: the keys of JSON are text
        return [[key, _plain(other)] for key, other in value.items()]
    return list(value) if isinstance(value, tuple) else value


def _read(written: Mapping[str, Any]) -> Step:
    said = {name: _value(name, value) for name, value in written.items() if name != "step"}
    step: Step = STEPS[written["step"]](**said)
    return step


def _value(name: str, value: Any) -> Any:
    if name == "node":
        return Node(**value)
    if name in BY_UNIT:
        return {key: _tuple(other) for key, other in value}
    return _tuple(value)


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
