"""A mapping that is read field by field: every mistake is said with its place in the rule."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from phongtrao.lib.errors import BadInput
from phongtrao.lib.words import say as _

T = TypeVar("T")


class RuleError(BadInput):
    """A rule that cannot be understood; ``place`` is the path to it: “requires.any[1].within”; ``problem`` is what is wrong there."""

    def __init__(self, place: str, problem: str) -> None:
        self.place, self.problem = place, problem
        where = place or _("đầu quy tắc")
        super().__init__(
            _("Quy tắc, tại “{place}”: {problem}").format(place=where, problem=problem)
        )


class Fields:
    """The keys of one mapping, taken one by one; what is left at the end is a mistake."""

    def __init__(self, data: object, place: str) -> None:
        if not isinstance(data, Mapping):
            raise RuleError(place, _("phải là một nhóm “tên: giá trị”."))
        self.data: dict[str, Any] = {str(key): value for key, value in data.items()}
        self.place = place

    def at(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def one_of(self, keys: tuple[str, ...]) -> str:
        """The one key of ``keys`` that is there; RuleError for none and for several."""
        found = [key for key in keys if key in self.data]
        if len(found) != 1:
            known = ", ".join(keys)
            raise RuleError(self.place, _("cần đúng một trong các từ: %s.") % known)
        return found[0]

    def take(self, key: str, read: Callable[[object, str], T]) -> T:
        """The value of ``key`` as ``read`` understands it; RuleError where it is missing."""
        if key not in self.data:
            raise RuleError(self.place, _("thiếu “%s”.") % key)
        return read(self.data.pop(key), self.at(key))

    def take_or(self, key: str, read: Callable[[object, str], T], default: T) -> T:
        """The same, or ``default`` where it is missing or null."""
        if self.data.get(key) is None:
            self.data.pop(key, None)
            return default
        return self.take(key, read)

    def end(self) -> None:
        """RuleError for a key nobody took: a misspelt one must not silently mean nothing."""
        if self.data:
            unknown = next(iter(self.data))
            raise RuleError(self.at(unknown), _("không hiểu từ này. Hãy bỏ hoặc sửa lại."))


def read_text(value: object, place: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise RuleError(place, _("phải là chữ."))
    return value


def read_whole(value: object, place: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise RuleError(place, _("phải là số nguyên từ 1 trở lên."))
    return value


def read_number(value: object, place: str) -> Fraction:
    """An int or a float, exactly as it is written: 2.5 is five halves."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    try:
        number = Fraction(str(value)) if is_number else None
    except ValueError:  # nan, inf
        number = None
    if number is None or number < 0:
        raise RuleError(place, _("phải là số từ 0 trở lên."))
    return number


def read_flag(value: object, place: str) -> bool:
    if not isinstance(value, bool):
        raise RuleError(place, _("phải là true hoặc false."))
    return value


def read_day(value: object, place: str) -> date:
    """An ISO day, or a date as YAML gives it."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise RuleError(place, _("phải là ngày, ví dụ 2026-12-31.")) from None


def read_list(value: object, place: str) -> list[object]:
    if not isinstance(value, list | tuple) or not value:
        raise RuleError(place, _("phải là danh sách có ít nhất một mục."))
    return list(value)


def choice(words: tuple[str, ...]) -> Callable[[object, str], str]:
    """A reader that takes one of ``words``."""

    def read(value: object, place: str) -> str:
        if not isinstance(value, str) or value not in words:
            raise RuleError(place, _("phải là một trong: %s.") % ", ".join(words))
        return value

    return read
