"""Data of this app."""

from phongtrao.similarity.models.checks import Check, Finding
from phongtrao.similarity.models.groups import GroupMember, TextGroup
from phongtrao.similarity.models.index import Bundle, CommonPhrases, IndexedText
from phongtrao.similarity.models.references import (
    ReferenceFile,
    ReferenceLoad,
    ReferenceText,
)
from phongtrao.similarity.models.thresholds import Threshold, ThresholdLevels

__all__ = [
    "Bundle",
    "Check",
    "CommonPhrases",
    "Finding",
    "GroupMember",
    "IndexedText",
    "ReferenceFile",
    "ReferenceLoad",
    "ReferenceText",
    "TextGroup",
    "Threshold",
    "ThresholdLevels",
]
