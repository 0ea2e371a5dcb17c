"""What units did, who contributed, what is kept beside it."""

from phongtrao.activities.models.activities import (
    Activity,
    ActivityQuerySet,
    Apart,
    Contribution,
    Participation,
    ReportedActivity,
)
from phongtrao.activities.models.kinds import ActivityKind, Channel, KindField, Segment
from phongtrao.activities.models.registers import RegisterEntry, Theme

__all__ = [
    "Activity",
    "ActivityKind",
    "ActivityQuerySet",
    "Apart",
    "Channel",
    "Contribution",
    "KindField",
    "Participation",
    "RegisterEntry",
    "ReportedActivity",
    "Segment",
    "Theme",
]
