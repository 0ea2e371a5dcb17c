"""Data of this app."""

from phongtrao.similarity.models.index import CommonPhrases, IndexedText, Posting
from phongtrao.similarity.models.thresholds import Threshold, ThresholdLevels

__all__ = ["CommonPhrases", "IndexedText", "Posting", "Threshold", "ThresholdLevels"]
