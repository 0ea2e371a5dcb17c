"""Research tasks, their people, stages and money; reports, changes, visits, products."""

from phongtrao.research.models.cases import ACCEPTANCE, SELECTION, TaskCase
from phongtrao.research.models.contests import (
    Contest,
    ContestFeed,
    ContestProject,
    ProjectLearner,
)
from phongtrao.research.models.money import BudgetLine, Contract, Instalment
from phongtrao.research.models.regimes import Regime, RegimeVersion
from phongtrao.research.models.running import TaskChange, TaskProduct, TaskReport, TaskVisit
from phongtrao.research.models.supports import Support
from phongtrao.research.models.tasks import ResearchTask, StageRecord, TaskMember

__all__ = [
    "ACCEPTANCE",
    "SELECTION",
    "BudgetLine",
    "Contest",
    "ContestFeed",
    "ContestProject",
    "Contract",
    "Instalment",
    "ProjectLearner",
    "Regime",
    "RegimeVersion",
    "ResearchTask",
    "StageRecord",
    "Support",
    "TaskCase",
    "TaskChange",
    "TaskMember",
    "TaskProduct",
    "TaskReport",
    "TaskVisit",
]
