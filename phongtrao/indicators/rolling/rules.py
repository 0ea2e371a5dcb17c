"""By which rule the numbers of many units become one."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from phongtrao.indicators.rolling.cells import SCALE


class How(StrEnum):
    """``SUM``: numerators are added. ``RATIO``: the sum of numerators over the sum of denominators, so
    that a large school weighs more than a small one. ``MEAN``: the mean of the units' own quotients.
    ``LATEST``: never added, not even of those it follows: a unit's number is its own (an index somebody
    else publishes)."""

    SUM = "sum"
    RATIO = "ratio"
    MEAN = "mean"
    LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Rule:
    """``cumulative``: what is known last holds on until a later period says another."""

    how: How = How.SUM
    cumulative: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """What a unit and those below it come to. ``measured`` units have a number, ``missing`` ones were
    asked and have none; they are no zero, they are left out and named."""

    rule: Rule
    numerator: Decimal
    denominator: Decimal
    measured: int
    missing: int

    @property
    def value(self) -> Decimal | None:
        """None where nobody measured, or where there is nothing to divide by."""
        if not self.measured:
            return None
        if self.rule.how is How.SUM:
            return self.numerator
        return self.numerator / self.denominator if self.denominator else None

    @property
    def asked(self) -> int:
        return self.measured + self.missing


def as_whole(number: Decimal) -> int:
    """What was typed → ten-thousandths. ValueError for a number with more than four decimals."""
    whole = number * SCALE
    if whole != whole.to_integral_value():
        raise ValueError(f"{number} has more than four decimals")
    return int(whole)


def as_typed(number: int) -> Decimal:
    """Ten-thousandths → the number itself."""
    return Decimal(int(number)) / SCALE
