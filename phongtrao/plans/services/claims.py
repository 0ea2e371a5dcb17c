"""Evidence brought along by a claim: a report or a part of the work. Decision 8."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.utils import timezone

from phongtrao.documents.models import Evidence
from phongtrao.documents.services import add_evidence
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import ClaimedEvidence


def bring_evidence(
    unit: Unit, title: str, *, file: "File[Any] | None", url: str, by: AbstractBaseUser
) -> Evidence:
    """Store a file or an address as evidence of the unit, for a claim it is writing.

    What the unit had in its list before stays as public as it was. BadFile, BadInput as they say.
    """
    since = timezone.now()
    evidence = add_evidence(unit, title, file=file, url=url, by=by)
    if evidence.added_at >= since:
        ClaimedEvidence.objects.create(evidence=evidence)
    return evidence
