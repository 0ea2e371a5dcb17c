"""Who is told of one assessment because they verify it."""

from phongtrao.accounts.models import User
from phongtrao.assessments.models import Assessment
from phongtrao.plans.queries.people import office_of, people_at


def checkers_of(assessment: Assessment) -> list[User]:
    """The people of the unit it was handed to, the one it was given to, else the campaign's office."""
    if assessment.checker:
        return people_at(assessment.checker)
    if assessment.verifier:
        return [assessment.verifier]
    return [] if assessment.campaign.cluster_id else office_of(assessment.campaign.owner)
