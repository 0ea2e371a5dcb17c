"""What units did, who contributed, what is kept beside it; who looked at it on site."""

from phongtrao.activities.models.activities import (
    Activity,
    ActivityQuerySet,
    Apart,
    Contribution,
    Participation,
    ReportedActivity,
)
from phongtrao.activities.models.attendees import Attendee
from phongtrao.activities.models.inspections import (
    Checklist,
    Inspection,
    InspectionMember,
    InspectionQuerySet,
    Item,
    Programme,
    Recommendation,
    SiteLine,
)
from phongtrao.activities.models.kinds import (
    LONGEST_KEY,
    ActivityKind,
    Channel,
    KindField,
    Segment,
)
from phongtrao.activities.models.registers import RegisterEntry, Theme

__all__ = [
    "LONGEST_KEY",
    "Activity",
    "ActivityKind",
    "ActivityQuerySet",
    "Apart",
    "Attendee",
    "Channel",
    "Checklist",
    "Contribution",
    "Inspection",
    "InspectionMember",
    "InspectionQuerySet",
    "Item",
    "KindField",
    "Participation",
    "Programme",
    "Recommendation",
    "RegisterEntry",
    "ReportedActivity",
    "Segment",
    "SiteLine",
    "Theme",
]
