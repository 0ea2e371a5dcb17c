"""A cluster's year: pledges, the meeting with its minutes and votes, the places with their ties explained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.assessments.access import assessments as own
from phongtrao.assessments.access.clusters import can_rank
from phongtrao.assessments.models import Assessment, Campaign
from phongtrao.assessments.services.locking import lock_assessments, lock_campaign
from phongtrao.audit.services import record
from phongtrao.documents.models import Evidence
from phongtrao.documents.services import add_evidence
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.lib.numbers import format_number
from phongtrao.lib.text import nfc
from phongtrao.orgs.models import Unit

A = Assessment.Status


@dataclass(frozen=True, slots=True)
class Standing:
    """What a member brings to the ranking."""

    key: int
    total: Decimal
    votes: int


@dataclass(frozen=True, slots=True)
class Place:
    place: int
    reason: str = ""  # of a tie, or of how one was broken


def rank(members: Sequence[Standing]) -> dict[int, Place]:
    """By points, then by votes; who has the same of both shares the place, and the next one is left out.

    >>> found = rank([Standing(1, Decimal(90), 5), Standing(2, Decimal(90), 5), Standing(3, Decimal(80), 9)])
    >>> [found[key].place for key in (1, 2, 3)]
    [1, 1, 3]
    """
    found = {}
    for one in members:
        better = [m for m in members if (m.total, m.votes) > (one.total, one.votes)]
        same = [m for m in members if m.total == one.total and m is not one]
        found[one.key] = Place(len(better) + 1, _reason(one, same))
    return found


@transaction.atomic
def pledge(assessment: Assessment, text: str, *, by: AbstractBaseUser) -> None:
    """What the unit signs at the beginning of the year (giao ước thi đua)."""
    if not own.acts_for(by, assessment):
        raise NotAllowed(_("Chỉ thủ trưởng hoặc đầu mối của đơn vị ghi giao ước."))
    campaign = assessment.campaign
    is_open = campaign.cluster_id is not None and campaign.status in Campaign.Status.running
    if assessment.status not in A.written or not is_open:
        raise NotAllowed(_("Giao ước chỉ ghi được trước khi đơn vị nộp bản tự chấm."))
    before = {"pledge": assessment.pledge}
    Assessment.objects.filter(pk=assessment.pk).update(pledge=nfc(text).strip())
    assessment.refresh_from_db()
    after = {"pledge": assessment.pledge}
    record(assessment, "assessments.pledged", by=by, before=before, after=after)


@transaction.atomic
def keep_meeting(
    campaign: Campaign,
    met_on: date,
    votes: Mapping[int, int],
    *,
    by: AbstractBaseUser,
    minutes: "File[Any] | None" = None,
) -> int:
    """The day of the meeting, its minutes, the votes by assessment, and from them the places."""
    lock_campaign(campaign)
    can_rank(by, campaign).enforce()
    if met_on > timezone.localdate():
        raise BadInput(_("Ngày họp không ở tương lai."))
    lock_assessments(campaign)
    rows = list(campaign.assessments.filter(status=A.VERIFIED))
    if votes.keys() - {row.pk for row in rows}:
        raise BadInput(_("Có đơn vị chưa được chấm chéo xong nên chưa xếp thứ được."))
    voters = campaign.assessments.count()
    if any(not 0 <= count <= voters for count in votes.values()):
        raise BadInput(_("Số phiếu từ 0 đến %s, là số đơn vị trong cụm, khối.") % voters)
    found = rank(
        [Standing(row.pk, row.verified_total or Decimal(0), votes.get(row.pk, 0)) for row in rows]
    )
    for row in rows:
        row.votes = votes.get(row.pk, 0)
        row.place, row.place_reason = found[row.pk].place, found[row.pk].reason
    Assessment.objects.bulk_update(rows, ["votes", "place", "place_reason"])
    campaign.met_on = met_on
    if minutes:
        campaign.minutes = _kept(campaign.owner, minutes, by)
    campaign.save(update_fields=["met_on", "minutes"])
    record(campaign, "assessments.ranked", by=by, units=len(rows))
    return len(rows)


# ------------------------------------------------------------------ pieces


def _reason(one: Standing, same: Sequence[Standing]) -> str:
    if not same:
        return ""
    points = format_number(one.total)
    if any(m.votes == one.votes for m in same):
        said = _("Đồng hạng: cùng %(points)s điểm và cùng %(votes)s phiếu.")
    else:
        said = _("Cùng %(points)s điểm với đơn vị khác, xếp theo số phiếu bầu: %(votes)s phiếu.")
    return said % {"points": points, "votes": one.votes}


def _kept(unit: Unit, file: "File[Any]", by: AbstractBaseUser) -> Evidence:
    return add_evidence(unit, _("Biên bản họp cụm, khối"), file=file, by=by)
