"""Data of this app."""

from phongtrao.similarity.models.checks import Check, Finding
from phongtrao.similarity.models.index import CommonPhrases, IndexedText, Posting
from phongtrao.similarity.models.thresholds import Threshold, ThresholdLevels

__all__ = [
    "Check",
    "CommonPhrases",
    "Finding",
    "IndexedText",
    "Posting",
    "Threshold",
    "ThresholdLevels",
]
