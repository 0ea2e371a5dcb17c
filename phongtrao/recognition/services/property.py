"""Intellectual property that comes of a creation: filed, then granted, refused or lapsed. S0-31, S0-32."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput
from phongtrao.orgs.models import Unit
from phongtrao.recognition.access import can_adopt
from phongtrao.recognition.models import Creation, IpAsset


@dataclass(frozen=True, slots=True)
class Right:
    """What stands on the filing and, once granted, on the title."""

    kind: str
    title: str
    filing_number: str
    filed_on: date
    stage: str = IpAsset.Stage.FILED
    grant_number: str = ""
    granted_on: date | None = None
    renew_by: date | None = None


@transaction.atomic
def register_asset(
    creation: Creation, owner: Unit, right: Right, *, by: AbstractBaseUser
) -> IpAsset:
    can_adopt(by, owner).enforce()
    asset = IpAsset(creation=creation, owner=owner)
    _say(asset, right)
    record(asset, "recognition.asset_registered", by=by)
    return asset


@transaction.atomic
def change_asset(asset: IpAsset, right: Right, *, by: AbstractBaseUser) -> IpAsset:
    """The office of intellectual property answered, or something was typed wrongly."""
    can_adopt(by, asset.owner).enforce()
    _say(asset, right)
    record(asset, "recognition.asset_changed", by=by)
    return asset


def _say(asset: IpAsset, right: Right) -> None:
    if right.filed_on > timezone.localdate():
        raise BadInput(_("Ngày nộp đơn chưa đến."))
    if right.granted_on and right.granted_on < right.filed_on:
        raise BadInput(_("Ngày cấp văn bằng phải sau ngày nộp đơn."))
    if right.renew_by and right.renew_by <= (right.granted_on or right.filed_on):
        raise BadInput(_("Ngày gia hạn phải sau ngày nộp đơn và ngày cấp văn bằng."))
    asset.renew_by = right.renew_by
    asset.kind, asset.title, asset.stage = right.kind, right.title.strip(), right.stage
    asset.filing_number, asset.filed_on = right.filing_number.strip(), right.filed_on
    asset.grant_number, asset.granted_on = right.grant_number.strip(), right.granted_on
    asset.full_clean()
    asset.save()
