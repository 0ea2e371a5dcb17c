"""How states of campaigns and assessments look, and names of levels."""

from phongtrao.assessments.models import Assessment, Campaign, Edition
from phongtrao.web.components import Progress, State, StateKind

KINDS: dict[str, StateKind] = {
    Campaign.Status.DRAFT: "neutral",
    Campaign.Status.SELF: "running",
    Campaign.Status.VERIFYING: "due",
    Campaign.Status.PUBLISHED: "done",
    Assessment.Status.SUBMITTED: "due",
    Assessment.Status.RETURNED: "refused",
    Assessment.Status.VERIFIED: "running",
    Assessment.Status.OBJECTED: "late",
    Assessment.Status.FINAL: "done",
    Edition.Status.ISSUED: "done",
    Edition.Status.ENDED: "refused",
}


def state_of(one: Campaign | Assessment | Edition) -> State:
    # Not get_status_display, which builds its choices anew for every row of a list.
    return State(type(one).Status(one.status).label, KINDS.get(one.status, "neutral"))


def level_of(assessment: Assessment) -> str:
    """The name of the verified level; empty while there is none."""
    return assessment.campaign.edition.level_rules.label(assessment.level)


def progress_of(assessment: Assessment) -> Progress:
    return Progress(assessment.answered, assessment.campaign.edition.asked)
