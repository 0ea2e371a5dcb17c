"""What may be wrong with the numbers of one unit: refused, or asked about. No database.

Refused is what cannot be true (a numerator above its denominator, parts above their whole). Asked about
is what may be: a jump against last year, 0,95 where 95 is meant. Who means it writes a note beside the
number; without one it is not handed in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from phongtrao.lib.numbers import format_number
from phongtrao.lib.words import say as _

HUNDRED = Decimal(100)
TOO_LARGE, PLACES = Decimal(10) ** 14, 4  # as numbers are stored


@dataclass(frozen=True, slots=True)
class Number:
    """A numerator over a denominator; without one it is a plain amount."""

    n: Decimal
    d: Decimal | None = None
    note: str = ""

    def value(self, *, is_percent: bool = False) -> Decimal | None:
        """What a reader compares: the amount, the quotient, or that in percent; None over nothing."""
        if self.d is None:
            return self.n
        if not self.d:
            return None
        return self.n / self.d * (HUNDRED if is_percent else 1)


@dataclass(frozen=True, slots=True)
class Rule:
    """As much of an indicator as checking needs. ``measure`` is written as on its page: “%”."""

    is_ratio: bool = False
    is_yes_no: bool = False
    measure: str = ""
    lowest: Decimal | None = None
    highest: Decimal | None = None
    jump_percent: int | None = None
    splits: tuple[str, ...] = ()

    @property
    def is_percent(self) -> bool:
        return self.measure.strip() == "%"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. ``is_refused``: cannot stand; else a note beside the number settles it."""

    sentence: str
    is_refused: bool = True


@dataclass(frozen=True, slots=True)
class Given:
    """The numbers of a unit for one indicator: the whole, its parts by key, last year's."""

    whole: Number
    parts: Mapping[str, Number] = field(default_factory=dict)
    before: Number | None = None


def check(rule: Rule, given: Given) -> list[Finding]:
    """What is wrong with the numbers of one indicator, what is refused first."""
    refused = list(_unstorable([given.whole, *given.parts.values()]))
    refused = refused or [*_impossible(rule, given.whole), *_parts(rule, given)]
    if refused:
        return refused
    return [*_out_of_range(rule, given.whole), *_asked(rule, given)]


def _unstorable(numbers: Sequence[Number]) -> Iterator[Finding]:
    said = [x for number in numbers for x in (number.n, number.d) if x is not None]
    if any(abs(x) >= TOO_LARGE for x in said):
        yield Finding(_("Số quá lớn. Hãy xem lại đơn vị tính."))
    elif any(x != round(x, PLACES) for x in said):
        yield Finding(_("Nhiều nhất bốn chữ số thập phân. Hãy làm tròn."))


def _impossible(rule: Rule, number: Number) -> Iterator[Finding]:
    n, d = number.n, number.d
    if n < 0 and (rule.lowest is None or rule.lowest >= 0):
        yield Finding(_("Số liệu không thể âm. Hãy xem lại."))
    if not rule.is_ratio:
        return
    if rule.is_yes_no and n not in (0, 1):
        yield Finding(_("Chỉ số này chỉ nhận có (1) hoặc không (0)."))
    elif d is None:
        yield Finding(_("Chưa có mẫu số. Hãy nhập, hoặc khai số người của đơn vị."))
    elif d < 0 or (not d and n):
        yield Finding(_("Mẫu số phải lớn hơn 0."))
    elif n > d:
        said = _("Tử số {n} lớn hơn mẫu số {d}. Hãy xem lại hai số.")
        yield Finding(said.format(n=format_number(n), d=format_number(d)))


def _parts(rule: Rule, given: Given) -> Iterator[Finding]:
    """Of each split: parts never say more than the whole, and all of them no less."""
    for split in rule.splits:
        mine = [part for key, part in given.parts.items() if key.startswith(f"{split}:")]
        if not mine:
            continue
        total = sum((part.n for part in mine), Decimal(0))
        if total != given.whole.n:
            said = _("Các phần cộng lại là {sum}, khác số chung {whole}. Hãy sửa cho khớp.")
            said = said.format(sum=format_number(total), whole=format_number(given.whole.n))
            yield Finding(said)
        if rule.is_ratio:
            yield from _parts_below(mine, given.whole)


def _parts_below(parts: Sequence[Number], whole: Number) -> Iterator[Finding]:
    """Below the line a part is told like its whole, or none of them is."""
    below = [part.d for part in parts if part.d is not None]
    if not below:
        return
    if len(below) < len(parts):
        yield Finding(_("Có phần còn thiếu mẫu số. Hãy nhập mẫu số của mọi phần, hoặc bỏ cả."))
    elif whole.d is not None and sum(below) != whole.d:
        said = _("Mẫu số các phần cộng lại là {sum}, khác mẫu số chung {whole}. Hãy sửa cho khớp.")
        said = said.format(sum=format_number(sum(below)), whole=format_number(whole.d))
        yield Finding(said)
    if any(part.d is not None and (part.d < 0 or part.n > part.d) for part in parts):
        yield Finding(_("Một phần có tử số lớn hơn mẫu số. Hãy xem lại."))


def _out_of_range(rule: Rule, number: Number) -> Iterator[Finding]:
    value = number.value(is_percent=rule.is_percent)
    if value is None:
        return
    highest = rule.highest
    if rule.is_percent and highest is None:
        highest = HUNDRED
    if rule.lowest is not None and value < rule.lowest:
        said = _("Giá trị {value} nhỏ hơn mức thấp nhất {limit}. Hãy xem lại.")
        yield Finding(said.format(value=_shown(value), limit=format_number(rule.lowest)))
    if highest is not None and value > highest:
        said = _("Giá trị {value} lớn hơn mức cao nhất {limit}. Hãy xem lại.")
        yield Finding(said.format(value=_shown(value), limit=format_number(highest)))


def _asked(rule: Rule, given: Given) -> Iterator[Finding]:
    number = given.whole
    if _looks_like_a_share(rule, number):
        said = _("Bạn nhập {n}: là {n}% hay {times}%? Nếu đúng là {n}, hãy ghi chú lý do.")
        shown = format_number(number.n), format_number(number.n * HUNDRED)
        yield Finding(said.format(n=shown[0], times=shown[1]), is_refused=False)
    elif jump := _jump(rule, given):
        said = _("Khác năm trước {jump}% ({before} → {now}). Nếu đúng, hãy ghi chú lý do.")
        was, now = (one.value(is_percent=rule.is_percent) for one in (given.before, number) if one)
        sentence = said.format(
            jump=format_number(jump, 0), before=_shown(was or 0), now=_shown(now or 0)
        )
        yield Finding(sentence, is_refused=False)


def _looks_like_a_share(rule: Rule, number: Number) -> bool:
    """0,95 in a column of percents, or as the numerator over a hundred people."""
    if not 0 < number.n < 1 and not (rule.is_percent and not rule.is_ratio and number.n == 1):
        return False
    return (rule.is_percent and not rule.is_ratio) or (rule.is_ratio and (number.d or 0) > 1)


def _jump(rule: Rule, given: Given) -> Decimal | None:
    """How far from last year in percent of it, where that is more than the rule lets pass."""
    if rule.jump_percent is None or rule.is_yes_no or given.before is None:
        return None
    was = given.before.value(is_percent=rule.is_percent)
    now = given.whole.value(is_percent=rule.is_percent)
    if not was or now is None:
        return None
    jump = abs(now - was) / abs(was) * HUNDRED
    return jump if jump > rule.jump_percent else None


def _shown(value: Decimal | int) -> str:
    number = Decimal(value)
    return format_number(number if number == number.to_integral_value() else round(number, 2))


def unexplained(findings: Sequence[Finding], note: str) -> list[Finding]:
    """Those that keep a number from being handed in."""
    return [finding for finding in findings if finding.is_refused or not note.strip()]
