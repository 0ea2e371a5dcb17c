"""The three answers a rule can give, and how answers combine.

MET and NOT_MET are only said of what is known; what nobody knows stays UNDECIDABLE, and a group is
undecidable only where the unknown could still change it (strong Kleene logic).
"""

from collections.abc import Sequence
from enum import Enum

from phongtrao.lib.words import gettext_noop, say


class Outcome(Enum):
    """A verdict is met, not met, or not decidable: a paper is missing, and which one is said."""

    MET = "met"
    NOT_MET = "not_met"
    UNDECIDABLE = "undecidable"

    @property
    def label(self) -> str:
        return say(_LABELS[self])


_LABELS = {
    Outcome.MET: gettext_noop("Đạt"),
    Outcome.NOT_MET: gettext_noop("Chưa đạt"),
    Outcome.UNDECIDABLE: gettext_noop("Chưa đủ căn cứ"),
}


def outcome_of(answer: bool | None) -> Outcome:  # noqa: FBT001 -- it is the value itself
    """True → MET, False → NOT_MET, None → UNDECIDABLE."""
    if answer is None:
        return Outcome.UNDECIDABLE
    return Outcome.MET if answer else Outcome.NOT_MET


def settle(needed: int, outcomes: Sequence[Outcome]) -> Outcome:
    """Whether at least ``needed`` of ``outcomes`` are met.

    “All” needs every one of them, “any” needs one; both are Kleene's, and so is all between.
    """
    met = outcomes.count(Outcome.MET)
    if met >= needed:
        return Outcome.MET
    can_still = met + outcomes.count(Outcome.UNDECIDABLE) >= needed
    return Outcome.UNDECIDABLE if can_still else Outcome.NOT_MET
