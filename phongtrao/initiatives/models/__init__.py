"""Rounds, initiatives with their authors and versions, checks, proofs of use."""

from phongtrao.initiatives.models.checks import Mark, Question, UseProof, ValidityCheck
from phongtrao.initiatives.models.explanations import Explanation
from phongtrao.initiatives.models.initiatives import (
    KIND,
    Authorship,
    EarlierDraft,
    Effect,
    FirstUser,
    Initiative,
    InitiativeFile,
    InitiativeVersion,
)
from phongtrao.initiatives.models.rounds import InitiativeRound

__all__ = [
    "KIND",
    "Authorship",
    "EarlierDraft",
    "Effect",
    "Explanation",
    "FirstUser",
    "Initiative",
    "InitiativeFile",
    "InitiativeRound",
    "InitiativeVersion",
    "Mark",
    "Question",
    "UseProof",
    "ValidityCheck",
]
