"""The pledge of a cluster for a year: written, signed by its members, with the signed paper as evidence."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.awards.access.pledges import can_pledge
from phongtrao.awards.models import Pledge
from phongtrao.documents.models import Evidence
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.marks import mark_of
from phongtrao.lib.numbers import format_date
from phongtrao.lib.text import nfc
from phongtrao.orgs.models import Cluster, ClusterSeat, Unit


@dataclass(frozen=True, slots=True)
class Promised:
    """``evidence`` None: the scan that is there stays. ``as_read``: the mark of what the form showed."""

    contents: str
    targets: str
    signed_on: date | None
    members: Collection[Unit]
    evidence: Evidence | None = None
    as_read: str | None = None


@transaction.atomic
def write_pledge(cluster: Cluster, year: int, said: Promised, *, by: AbstractBaseUser) -> Pledge:
    """Write or change it. WrongState where somebody changed it since the form was shown."""
    can_pledge(by, cluster, year).enforce()
    Cluster.objects.select_for_update(no_key=True).get(pk=cluster.pk)
    found = Pledge.objects.filter(cluster=cluster, year=year).first()
    if said.as_read is not None and said.as_read != mark_of_pledge(found):
        raise WrongState(_("Giao ước vừa được người khác ghi. Hãy tải lại trang rồi sửa."))
    _refuse(cluster, year, said)
    before = told_of(found) if found else {}
    pledge = found or Pledge(cluster=cluster, year=year)
    pledge.contents, pledge.targets = nfc(said.contents).strip(), nfc(said.targets).strip()
    pledge.signed_on, pledge.written_by_id = said.signed_on, by.pk
    pledge.evidence = said.evidence or pledge.evidence
    pledge.full_clean()
    pledge.save()
    pledge.members.set(said.members)
    after = told_of(pledge)
    deed = "awards.pledge_changed" if found else "awards.pledge_written"
    changed = {name for name in after if before.get(name) != after[name]}
    record(
        pledge,
        deed,
        by=by,
        before={name: before[name] for name in changed if name in before},
        after={name: after[name] for name in changed},
    )
    return pledge


def _refuse(cluster: Cluster, year: int, said: Promised) -> None:
    seated = set(ClusterSeat.objects.filter(cluster=cluster, year=year).values_list("unit", flat=True))  # fmt: skip
    if not seated:
        raise BadInput(_("Cụm, khối chưa ghi thành viên của năm này. Hãy ghi thành viên trước."))
    if {one.pk for one in said.members} - seated:
        raise BadInput(_("Có đơn vị không phải thành viên của năm này. Hãy chọn lại."))
    if said.members and not said.signed_on:
        raise BadInput(_("Đã có đơn vị ký thì hãy ghi ngày ký."))
    if said.signed_on and said.signed_on > timezone.localdate():
        raise BadInput(_("Ngày ký chưa đến. Hãy sửa lại ngày."))


def told_of(pledge: Pledge) -> dict[str, str]:
    names = pledge.members.order_by("sort_key", "pk").values_list("name", flat=True)
    return {
        "contents": pledge.contents,
        "targets": pledge.targets,
        "signed_on": format_date(pledge.signed_on) if pledge.signed_on else "",
        "signed_members": "; ".join(names),
        "evidence": str(pledge.evidence or ""),
    }


def mark_of_pledge(pledge: Pledge | None) -> str:
    return mark_of(told_of(pledge)) if pledge else ""
