"""What is weighed, and how a number is compared."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Sign(StrEnum):
    """How a number is compared; the words are those of the data form."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    EXACTLY = "exactly"

    def holds(self, number: Fraction, threshold: Fraction) -> bool:
        match self:
            case Sign.AT_LEAST:
                return number >= threshold
            case Sign.MORE_THAN:
                return number > threshold
            case Sign.AT_MOST:
                return number <= threshold
            case Sign.LESS_THAN:
                return number < threshold
        return number == threshold


@dataclass(frozen=True, slots=True)
class Tally:
    """Which facts are weighed: a name of the catalogue, narrowed by parameters and a lowest level.

    ``where`` is in the order of its names, so that equal tallies are equal.
    """

    fact: str
    where: tuple[tuple[str, str], ...] = ()
    level: str = ""
