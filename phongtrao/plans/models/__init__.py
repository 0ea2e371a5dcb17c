"""Movements, plans, tasks, their way to the units and back; and the intake of plans from files."""

from phongtrao.plans.models.assignments import Assignment, ProgressReport
from phongtrao.plans.models.changes import CarriedChange, ChangeAnswer, TaskChange, WorkChange
from phongtrao.plans.models.defects import TextCheck, TextDefect
from phongtrao.plans.models.difficulties import CommonAnswer, Difficulty
from phongtrao.plans.models.directives import Directive
from phongtrao.plans.models.findings import Finding
from phongtrao.plans.models.inside import (
    BudgetLine,
    ClaimedEvidence,
    Consultation,
    HandOver,
    PartEvidence,
)
from phongtrao.plans.models.intake import Intake, IntakeFact
from phongtrao.plans.models.movements import Content, Movement, Phase, YearlyReview
from phongtrao.plans.models.owed import Owed
from phongtrao.plans.models.own_plans import OwnPlanCall
from phongtrao.plans.models.papers import PlanPaper
from phongtrao.plans.models.plans import Plan
from phongtrao.plans.models.targets import PlanTarget
from phongtrao.plans.models.tasks import Task, TaskParty
from phongtrao.plans.models.versions import PlanVersion

__all__ = [
    "Assignment",
    "BudgetLine",
    "CarriedChange",
    "ChangeAnswer",
    "ClaimedEvidence",
    "CommonAnswer",
    "Consultation",
    "Content",
    "Difficulty",
    "Directive",
    "Finding",
    "HandOver",
    "Intake",
    "IntakeFact",
    "Movement",
    "Owed",
    "OwnPlanCall",
    "PartEvidence",
    "Phase",
    "Plan",
    "PlanPaper",
    "PlanTarget",
    "PlanVersion",
    "ProgressReport",
    "Task",
    "TaskChange",
    "TaskParty",
    "TextCheck",
    "TextDefect",
    "WorkChange",
    "YearlyReview",
]
