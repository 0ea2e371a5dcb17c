"""An office's own letters of praise: added, and no longer given from a day on. S1-67"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.awards.access.honours import can_add_honour, can_end_honour
from phongtrao.awards.authority import PRAISE, signers_of, signs
from phongtrao.awards.models import Award, Honour
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date
from phongtrao.lib.text import fold, nfc
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Movement


@dataclass(frozen=True, slots=True)
class Praise:
    """What an office calls its own. ``movement``: what is given is of it."""

    title: str
    basis: str
    valid_from: date
    for_people: bool
    for_units: bool
    movement: Movement | None = None
    multiple: Decimal | None = None
    unit_multiple: Decimal | None = None


@transaction.atomic
def add_honour(owner: Unit, said: Praise, *, by: AbstractBaseUser) -> Honour:
    """A letter of praise of the unit, weighed as every other in rules."""
    can_add_honour(by, owner).enforce()
    if said.movement and said.movement.owner_id != owner.pk:
        raise BadInput(_("Phong trào này của nơi khác. Hãy chọn phong trào của %s.") % owner)
    Unit.objects.select_for_update().get(
        pk=owner.pk
    )  # two at once: the second sees the first's name
    title = nfc(said.title).strip()
    _refuse_same_name(owner, title)
    shipped = Honour.objects.get(key=PRAISE, owner=None)
    honour = Honour(
        key=f"{PRAISE}-{uuid4().hex[:12]}",
        owner=owner,
        title=title,
        kind=shipped.kind,
        level=shipped.level,
        sort=shipped.sort,
        rank=shipped.rank,
        years=shipped.years,
        decided_by=_signer_of(owner, shipped),
        basis=nfc(said.basis).strip(),
        for_people=said.for_people,
        for_units=said.for_units,
        multiple=said.multiple if said.for_people else None,
        unit_multiple=said.unit_multiple if said.for_units else None,
        movement=said.movement,
        valid_from=said.valid_from,
    )
    honour.full_clean()
    honour.save()
    record(honour, "awards.honour_added", by=by)
    return honour


@transaction.atomic
def end_honour(honour: Honour, last_day: date, *, by: AbstractBaseUser) -> Honour:
    """Given until this day; what was given stands."""
    found: Honour = (
        Honour.objects.select_for_update(of=("self",)).select_related("owner").get(pk=honour.pk)
    )
    can_end_honour(by, found).enforce()
    if last_day < found.valid_from:
        raise BadInput(_("Ngày cuối phải từ %s trở đi.") % format_date(found.valid_from))
    later = Award.objects.filter(honour=found, decided_on__gt=last_day).exclude(status=Award.Status.REFUSED)  # fmt: skip
    if (newest := later.order_by("-decided_on").first()) is not None:
        said = _("Sổ đã có quyết định ngày %s. Hãy chọn từ ngày ấy trở đi.")
        raise BadInput(said % format_date(newest.decided_on))
    found.valid_to = last_day
    found.save(update_fields=["valid_to"])
    record(found, "awards.honour_ended", by=by, after={"valid_to": last_day})
    return found


def _refuse_same_name(owner: Unit, title: str) -> None:
    running = Honour.objects.filter(owner=owner, valid_to=None).values_list("title", flat=True)
    if fold(title) in {fold(one) for one in running}:
        raise BadInput(_("%(unit)s đã có “%(title)s”. Hãy đặt tên khác.") % {"unit": owner, "title": title})  # fmt: skip


def _signer_of(owner: Unit, shipped: Honour) -> str:
    by = next(one.by for one in signers_of(shipped) if signs(one, owner))
    return f"{by} ({owner.name})"[:200]
