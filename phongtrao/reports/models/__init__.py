"""Reports the office makes of what it knows, and reports it asks its units for."""

from phongtrao.reports.models.papers import MovementReport, PlanReport
from phongtrao.reports.models.requests import (
    AnswerFile,
    AnswerQuerySet,
    ReportRequest,
    RequestAnswer,
    RequestReport,
    SavedForm,
)

__all__ = [
    "AnswerFile",
    "AnswerQuerySet",
    "MovementReport",
    "PlanReport",
    "ReportRequest",
    "RequestAnswer",
    "RequestReport",
    "SavedForm",
]
