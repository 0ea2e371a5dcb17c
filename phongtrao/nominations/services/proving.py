"""A paper for one claim: of the unit's evidence, or added to it. S3-51"""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.documents.models import Evidence
from phongtrao.documents.services.evidence import add_evidence
from phongtrao.lib.errors import BadInput, Conflict
from phongtrao.nominations.access.submissions import can_write
from phongtrao.nominations.models import Claim


@transaction.atomic
def prove_claim(
    claim: Claim,
    evidence: Evidence | None,
    *,
    by: AbstractBaseUser,
    file: "File[Any] | None" = None,
    url: str = "",
) -> Claim:
    """``evidence`` of the unit that asks; else what is sent becomes its evidence, stored once."""
    found = claim.nomination
    can_write(by, found).enforce()
    unit = found.submission.unit
    if evidence is None:
        evidence = add_evidence(unit, claim.words[:200], by=by, file=file, url=url)
    elif evidence.unit_id != unit.pk:
        raise BadInput(_("Minh chứng này không phải của %s. Hãy chọn trong danh sách.") % unit)
    if not Claim.objects.filter(pk=claim.pk).update(evidence=evidence):
        raise Conflict(_("Người khác vừa sửa danh sách thành tích. Hãy tải lại trang rồi gắn lại."))
    claim.evidence = evidence
    record(found, "nominations.claim_proven", by=by, evidence=evidence.pk)
    return claim
