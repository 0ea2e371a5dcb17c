"""How sure the reader is of a fact, in words and as a number, and why.

The number is the reader's own (``reader.model``: SURE, FAIR, DOUBTFUL), held against the plans with a
known answer by ``make score``, whose calibration table says what share of each band is right.
"""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phongtrao.plans.models import IntakeFact

SURE, DOUBTFUL = 0.9, 0.8  # from where it may be accepted with others; below it the reader says why
HUNDRED = 100
Band = Literal["sure", "fair", "doubtful"]
LABELS: dict[Band, Promise] = {
    "sure": _("Chắc chắn"),
    "fair": _("Khá chắc"),
    "doubtful": _("Cần đối chiếu"),
}
REASONS: dict[Band, Promise] = {
    "sure": _("Cấu trúc văn bản nói rõ: có nhãn, cột bảng, số thứ tự hoặc mẫu câu quen thuộc."),
    "fair": _("Máy ghép lại từ mạch văn, không có nhãn hay cột bảng nói rõ."),
    "doubtful": _("Máy suy đoán. Hãy đối chiếu với văn bản bên cạnh trước khi nhận."),
}


@dataclass(frozen=True, slots=True)
class Certainty:
    """``percent``: whole, 0..100, rounded down so that 89,9 % is never shown as 90 %."""

    band: Band
    percent: int
    reason: str

    @property
    def label(self) -> str:
        return str(LABELS[self.band])


def certainty_of(fact: IntakeFact) -> Certainty | None:
    """None for what a person has added or already looked at."""
    if fact.origin != IntakeFact.Origin.READ or fact.state != IntakeFact.State.PENDING:
        return None
    band = band_of(fact.confidence)
    return Certainty(band, int(fact.confidence * HUNDRED + 1e-6), str(REASONS[band]))


def band_of(confidence: float) -> Band:
    if confidence >= SURE:
        return "sure"
    return "fair" if confidence >= DOUBTFUL else "doubtful"
