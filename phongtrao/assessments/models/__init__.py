"""Index sets in editions; campaigns, what units scored themselves and what verification found."""

from phongtrao.assessments.models.campaigns import (
    Assessment,
    Campaign,
    Objection,
    Score,
    ScoreProof,
)
from phongtrao.assessments.models.sets import Criterion, Edition, IndexSet

__all__ = [
    "Assessment",
    "Campaign",
    "Criterion",
    "Edition",
    "IndexSet",
    "Objection",
    "Score",
    "ScoreProof",
]
