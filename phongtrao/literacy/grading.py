"""What a question is and when an answer is right. No Django.

>>> said = Said("single", "Mật khẩu nào mạnh?", (Option("123456"), Option("Chim-42-hót!", right=True)))
>>> faults(said)
[]
>>> is_right(said.options, {1})
True
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from phongtrao.lib.words import say as _

Kind = Literal["single", "several", "truth"]
FEWEST, MOST = 2, 8  # options
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Option:
    text: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A question as somebody writes it. ``truth``: the two options are “Đúng” and “Sai”."""

    kind: str
    text: str
    options: tuple[Option, ...]
    explanation: str = ""
    code: str = ""  # of the competence it asks about


@dataclass(frozen=True, slots=True)
class Fault:
    """``place``: "text", "options" or the number of an option, from 1."""

    place: str
    message: str

    def __str__(self) -> str:
        return self.message


def faults(said: Said) -> list[Fault]:
    """Everything wrong with it at once, each with its place; empty: it can be asked."""
    return [*_of_text(said), *_of_options(said.options), *_of_right(said)]


def _of_text(said: Said) -> Iterator[Fault]:
    if not said.text.strip():
        yield Fault("text", _("Chưa có câu hỏi. Hãy ghi câu hỏi."))


def _of_options(options: Sequence[Option]) -> Iterator[Fault]:
    if len(options) < FEWEST:
        yield Fault("options", _("Cần ít nhất hai phương án. Hãy ghi thêm phương án."))
    if len(options) > MOST:
        wrong = _("Có {n} phương án, nhiều nhất là {most}. Hãy bỏ bớt.")
        yield Fault("options", wrong.format(n=len(options), most=MOST))
    seen: dict[str, int] = {}
    for place, option in enumerate(options, start=1):
        said = option.text.strip().casefold()
        if not said:
            yield Fault(str(place), _("Phương án {n} để trống. Hãy ghi hoặc bỏ.").format(n=place))
        elif said in seen:
            wrong = _("Phương án {n} trùng phương án {other}. Hãy sửa một trong hai.")
            yield Fault(str(place), wrong.format(n=place, other=seen[said]))
        seen.setdefault(said, place)


def _of_right(said: Said) -> Iterator[Fault]:
    right = sum(option.right for option in said.options)
    if not right:
        yield Fault("options", _("Câu hỏi chưa có phương án đúng. Hãy đánh dấu phương án đúng."))
    elif said.kind != "several" and right > 1:
        wrong = _("Câu một lựa chọn có {n} phương án đúng. Hãy để một, hoặc đổi loại câu hỏi.")
        yield Fault("options", wrong.format(n=right))


def is_right(options: Sequence[Option], chosen: Collection[int]) -> bool:
    """Whether exactly the right ones were chosen; places from 0."""
    return set(chosen) == {place for place, one in enumerate(options) if one.right}


def percent(right: int, asked: int) -> int:
    """Rounded down: who has 79,9 does not pass at 80."""
    return right * WHOLE // asked if asked else 0


def draw(pool: Sequence[tuple[int, int, str]], count: int, chance: Random) -> list[list[Any]]:
    """``count`` of the pool, (key, number of options, kind), and the order in which options are shown.

    “Đúng”, “Sai” keep their order: turned round they only confuse.
    """
    picked = chance.sample(list(pool), min(count, len(pool)))
    return [
        [key, list(range(size)) if kind == "truth" else chance.sample(range(size), size)]
        for key, size, kind in picked
    ]


def options_of(kept: Sequence[Mapping[str, Any]]) -> tuple[Option, ...]:
    """As the database keeps them."""
    return tuple(Option(one["text"], bool(one["right"])) for one in kept)
