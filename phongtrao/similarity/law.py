"""What the pack says of thresholds: what holds until an office sets its own."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

PACKS = Path(__file__).resolve().parent.parent / "packs" / "similarity"


@dataclass(frozen=True, slots=True)
class Levels:
    """Whole percent from which each step is proposed, ``drafts_a_day`` checks of one's own drafts, and the
    percent (``linked``) from which two texts stand in one group. ``basis``: whence the numbers."""

    look: int
    ask: int
    refuse: int
    drafts_a_day: int
    linked: int
    basis: str


@cache
def shipped_levels() -> tuple[Levels, bool]:
    """The levels, and whether somebody has to check them."""
    pack = yaml.safe_load((PACKS / "thresholds.yaml").read_text(encoding="utf-8"))
    return Levels(**{name: pack[name] for name in Levels.__slots__}), pack["check"]
