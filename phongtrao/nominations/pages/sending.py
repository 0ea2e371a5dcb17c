"""The page from which a unit sends what it hands in: what is missing, its papers, each sending."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser

from phongtrao.lib.answers import Answer
from phongtrao.nominations.access.submissions import can_call_back, can_prepare
from phongtrao.nominations.models import Submission, SubmissionVersion
from phongtrao.nominations.queries.consistency import Finding, findings_of
from phongtrao.nominations.queries.dossiers import listed
from phongtrao.nominations.report_forms import kept_years


@dataclass(frozen=True, slots=True)
class SendingPage:
    submission: Submission
    count: int
    hard: list[Finding]
    soft: list[Finding]
    versions: list[SubmissionVersion]
    may_prepare: Answer
    may_call_back: Answer

    @property
    def kept_years(self) -> int:
        return kept_years()

    @classmethod
    def build(cls, user: AbstractBaseUser, sent: Submission) -> "SendingPage":
        may_prepare = can_prepare(user, sent)
        found = findings_of(sent) if sent.status in Submission.Status.open_to_unit else []
        return cls(
            submission=sent,
            count=listed(sent).count(),
            hard=[one for one in found if one.is_hard],
            soft=[one for one in found if not one.is_hard],
            versions=list(sent.versions.select_related("made_by", "package").defer("data")),
            may_prepare=may_prepare,
            may_call_back=can_call_back(user, sent),
        )
