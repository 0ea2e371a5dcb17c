"""Movements, plans, tasks, their way to the units and back; and the intake of plans from files."""

from phongtrao.plans.models.assignments import Assignment, ProgressReport
from phongtrao.plans.models.directives import Directive
from phongtrao.plans.models.findings import Finding
from phongtrao.plans.models.inside import (
    BudgetLine,
    ClaimedEvidence,
    Consultation,
    Difficulty,
    HandOver,
    PartEvidence,
)
from phongtrao.plans.models.intake import Intake, IntakeFact
from phongtrao.plans.models.movements import Content, Movement, Phase, YearlyReview
from phongtrao.plans.models.papers import PlanPaper
from phongtrao.plans.models.plans import Plan
from phongtrao.plans.models.tasks import Task, TaskParty

__all__ = [
    "Assignment",
    "BudgetLine",
    "ClaimedEvidence",
    "Consultation",
    "Content",
    "Difficulty",
    "Directive",
    "Finding",
    "HandOver",
    "Intake",
    "IntakeFact",
    "Movement",
    "PartEvidence",
    "Phase",
    "Plan",
    "PlanPaper",
    "ProgressReport",
    "Task",
    "TaskParty",
    "YearlyReview",
]
