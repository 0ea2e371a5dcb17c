"""Councils: their members, cases, score sheets, sittings and votes; rules and rubrics as data."""

from phongtrao.councils.models.cases import Case, Conflict
from phongtrao.councils.models.councils import Council, Member, Relation
from phongtrao.councils.models.rubrics import Rubric, RubricVersion, ScoreSheet
from phongtrao.councils.models.rules import CouncilRule
from phongtrao.councils.models.sittings import Item, Presence, Sitting, SittingPaper
from phongtrao.councils.models.votes import BallotBox, PaperCount, Vote, Voter

__all__ = [
    "BallotBox",
    "Case",
    "Conflict",
    "Council",
    "CouncilRule",
    "Item",
    "Member",
    "PaperCount",
    "Presence",
    "Relation",
    "Rubric",
    "RubricVersion",
    "ScoreSheet",
    "Sitting",
    "SittingPaper",
    "Vote",
    "Voter",
]
