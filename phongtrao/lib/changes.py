"""What differs between two versions of something that has parts with keys, as sentences a reader compares.

>>> old, new = {"a": "Tính mới", "b": "Hiệu quả"}, {"a": "Tính mới của giải pháp"}
>>> said = (("tên", str),)
>>> [(one.place, one.what, one.before, one.after) for one in changes_of(old, new, name=str, part="ô", readers=said)]
[('Hiệu quả', 'ô', 'Hiệu quả', ''), ('Tính mới của giải pháp', 'tên', 'Tính mới', 'Tính mới của giải pháp')]
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from phongtrao.lib.words import say as _

T = TypeVar("T")
Readers = Iterable[tuple[str, Callable[[T], str]]]


@dataclass(frozen=True, slots=True)
class Change:
    """``place``: the part, empty for the whole; ``before`` or ``after`` is empty where there was none."""

    place: str
    what: str
    before: str
    after: str


def changes_of(
    old: Mapping[str, T],
    new: Mapping[str, T],
    *,
    name: Callable[[T], str],
    part: str,
    readers: Readers[T],
) -> list[Change]:
    """Parts that went, then those that came or changed in the order of ``new``. ``part``: what one is called;
    ``readers``: what is compared, and how it is said.
    """
    found = [
        Change(name(gone), part, name(gone), "") for key, gone in old.items() if key not in new
    ]
    for key, one in new.items():
        if key in old:
            found += differences(name(one), old[key], one, readers)
        else:
            found.append(Change(name(one), part, "", name(one)))
    return found


def differences(place: str, old: T, new: T, readers: Readers[T]) -> list[Change]:
    return [
        Change(place, _(what), read(old), read(new))
        for what, read in readers
        if read(old) != read(new)
    ]


def yes(is_so: bool) -> str:  # noqa: FBT001 -- a value to be said
    return _("có") if is_so else _("không")
