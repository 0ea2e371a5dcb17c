"""The knobs of the engine, in one frozen value that checks itself."""

from dataclasses import dataclass

VERSION = "1"  # of engine and settings: what a check was made with


@dataclass(frozen=True, slots=True)
class Settings:
    """Measured in docs/decisions/0014-similarity.md; lengths are in syllables."""

    phrase: int = 5  # shorter: administrative phrases; longer: a replaced word kills too many
    kept_one_in: int = 4  # a power of two
    common_share: float = 0.005  # a phrase of so many documents is nobody's own …
    common_least: int = 30  # … but a text that thirty schools share may still be copied
    common_sentence: int = (
        25  # so much of common phrases in a row is boilerplate and does not count
    )
    seed: int = 3  # inside two texts already suspected, shorter phrases are proof enough
    gap: int = 40  # between two seeds of one passage: two replaced sentences, not a paragraph …
    drift: int = 4  # … and so much less for every syllable put in or taken out there
    loose: int = 4  # times its length, and a run at the end of a passage stands too far from it
    passage: int = 12  # telling syllables without which nothing is shown
    beside: int = 5  # … or so many, close to a passage of the same source
    around: int = 48  # how close
    density: float = 0.4  # of a passage that must be shared

    def __post_init__(self) -> None:
        if not 1 <= self.seed <= self.phrase <= self.passage:
            raise ValueError("need 1 ≤ seed ≤ phrase ≤ passage")
        if self.kept_one_in < 1 or self.kept_one_in & (self.kept_one_in - 1):
            raise ValueError("kept_one_in is a power of two")
        if not 0 < self.density <= 1 or not 0 < self.common_share <= 1:
            raise ValueError("shares lie between 0 and 1")


DEFAULT = Settings()
