"""How many initiatives an office asks for."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from phongtrao.audit.services import record
from phongtrao.orgs.models import Unit
from phongtrao.recognition.access import can_set_quota
from phongtrao.recognition.law import QuotaLaw
from phongtrao.recognition.models import Quota


@transaction.atomic
def set_quota(owner: Unit, law: QuotaLaw, *, by: AbstractBaseUser) -> Quota:
    """From now on asked of the unit and of all below it that have no nearer one; S0-42."""
    can_set_quota(by, owner).enforce()
    quota = Quota.objects.filter(owner=owner).first() or Quota(owner=owner)
    before = {"percent": str(quota.percent)} if quota.pk else {}
    quota.percent, quota.calendar = law.percent, law.calendar
    quota.counted_on, quota.basis = law.counted_on, law.basis.strip()
    quota.full_clean()
    quota.save()
    record(
        quota, "recognition.quota_set", by=by, before=before, after={"percent": str(law.percent)}
    )
    return quota
