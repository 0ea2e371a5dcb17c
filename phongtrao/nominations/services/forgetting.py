"""A dossier goes once its years of keeping are over; what was decided stays in the decision and in the register.

How long is proposed by packs/nominations/reports.yaml, to be checked. Of each nomination stays who was asked for, for
what and what became of it, and whose achievement was spent, so that it earns no second form.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from phongtrao.audit.services import record
from phongtrao.documents.models import StoredFile
from phongtrao.documents.services.files import forget_file
from phongtrao.nominations.models import (
    AwardRound,
    Claim,
    HandOver,
    Mark,
    Nomination,
    Objection,
    Opinion,
    Statement,
    Submission,
    SubmissionVersion,
)
from phongtrao.nominations.report_forms import kept_years
from phongtrao.nominations.services.locking import lock_round
from phongtrao.orgs.queries.personal_data import months_before

WRITTEN = {"report": {}, "summary": "", "brief": "", "verdict": {}}
HELD = {"met_at": "", "chair": "", "secretary": "", "discussion": "", "letter_facts": {}}


def forget_due(today: date) -> int:
    """Every round that ended so long ago; how many were emptied. Safe to run twice."""
    last = months_before(today, kept_years() * 12)
    due = AwardRound.objects.filter(status=AwardRound.Status.ENDED, ended_on__lte=last)
    keys = list(due.filter(dossiers_gone_on=None).order_by("pk").values_list("pk", flat=True))
    return sum(forget_dossiers(key, today) for key in keys)


@transaction.atomic
def forget_dossiers(key: int, today: date) -> bool:
    found = lock_round(key)
    if found.dossiers_gone_on:  # another worker
        return False
    asked = Nomination.objects.filter(submission__round=found)
    versions = SubmissionVersion.objects.filter(submission__round=found)
    handed = HandOver.objects.filter(round=found)
    packages = _packages(versions) | _packages(handed)
    for model in (Mark, Statement, Opinion, Objection):
        model.objects.filter(nomination__in=asked).delete()
    claims = Claim.objects.filter(nomination__in=asked)
    claims.filter(spends=False).delete()
    claims.update(words="", on=None, evidence=None)
    versions.delete()
    handed.delete()
    count = asked.update(**WRITTEN)
    Submission.objects.filter(round=found).update(**HELD, return_note="")
    AwardRound.objects.filter(pk=key).update(dossiers_gone_on=today)
    record(found, "nominations.dossiers_forgotten", by=None, count=count)
    for file in StoredFile.objects.filter(pk__in=packages).order_by("pk"):
        forget_file(file)
    return True


def _packages(rows: QuerySet[Any]) -> set[int]:
    return set(rows.exclude(package=None).values_list("package", flat=True))
