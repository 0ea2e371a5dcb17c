"""From an award round to its decision: what is asked for, by whom, why, and what came of it."""

from phongtrao.nominations.models.decisions import (
    AwardCertificate,
    AwardDecision,
    BaseSalary,
    DecisionLine,
    HandOver,
    HandOverNote,
)
from phongtrao.nominations.models.nominations import CASE_KIND, Claim, Nomination, Statement
from phongtrao.nominations.models.rounds import AwardRound, Quota, RoundForm
from phongtrao.nominations.models.screening import Mark, Objection, Opinion, PublicNotice
from phongtrao.nominations.models.submissions import Submission, SubmissionVersion

__all__ = [
    "CASE_KIND",
    "AwardCertificate",
    "AwardDecision",
    "AwardRound",
    "BaseSalary",
    "Claim",
    "DecisionLine",
    "HandOver",
    "HandOverNote",
    "Mark",
    "Nomination",
    "Objection",
    "Opinion",
    "PublicNotice",
    "Quota",
    "RoundForm",
    "Statement",
    "Submission",
    "SubmissionVersion",
]
