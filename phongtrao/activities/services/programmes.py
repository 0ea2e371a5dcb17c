"""The programme of a year: units chosen by risk, then issued with its paper. S1-13, S1-47"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.activities.access import inspections as access
from phongtrao.activities.models import Inspection, Programme
from phongtrao.activities.services.teams import Team, seat_team
from phongtrao.audit.services import record
from phongtrao.base.workflow import Transitions, move
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import nfc
from phongtrao.orgs.models import Unit

S = Programme.Status
TRANSITIONS: Transitions[S] = {S.DRAFT: frozenset({S.ISSUED}), S.ISSUED: frozenset()}


@dataclass(frozen=True, slots=True)
class Choosing:
    """What the units that were ticked have in common; ``planned_by``: the last day of their month."""

    planned_by: date
    kind: str = Inspection.Kind.CHECK
    content: str = ""
    team: Team | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper by its number and day; ``document`` where the register has it."""

    number: str
    signed_on: date
    document: OfficialDocument | None = None


@transaction.atomic
def draft_programme(owner: Unit, year: int, basis: str = "", *, by: AbstractBaseUser) -> Programme:
    access.can_plan(by, owner).enforce()
    programme = Programme(owner=owner, year=year, basis=nfc(basis).strip())
    programme.full_clean()
    programme.save()
    record(programme, "activities.programme_drafted", by=by, after={"year": year})
    return programme


@transaction.atomic
def choose_units(
    programme: Programme, units: Mapping[Unit, str], said: Choosing, *, by: AbstractBaseUser
) -> list[Inspection]:
    """One inspection a unit; ``units``: each with the reasons it was chosen for."""
    locked = _locked(programme)
    access.can_draft(by, locked).enforce()
    if not units:
        raise BadInput(_("Chưa chọn đơn vị nào. Hãy đánh dấu các đơn vị cần kiểm tra."))
    if said.planned_by.year != locked.year:
        raise BadInput(_("Tháng phải thuộc năm %s.") % locked.year)
    known = locked.inspections.filter(unit__in=units).select_related("unit")
    if names := ", ".join(str(one.unit) for one in known):
        raise BadInput(_("Đã có trong chương trình: %s. Hãy bỏ dấu ở đó.") % names)
    made = [
        _plan(Inspection(owner=locked.owner, unit=unit, programme=locked, why=why), said)
        for unit, why in units.items()
    ]
    names = "; ".join(str(one.unit) for one in made)
    record(locked, "activities.units_chosen", by=by, after={"units": names})
    return made


@transaction.atomic
def add_unscheduled(
    owner: Unit, unit: Unit, why: str, said: Choosing, *, by: AbstractBaseUser
) -> Inspection:
    """An inspection that stands in no programme."""
    access.can_plan(by, owner).enforce()
    if not access.inspectable_units(by, owner).filter(pk=unit.pk).exists():
        raise BadInput(_("%s không thuộc phạm vi kiểm tra. Hãy chọn đơn vị khác.") % unit)
    made = _plan(Inspection(owner=owner, unit=unit, why=nfc(why).strip()), said)
    record(made, "activities.inspection_planned", by=by)
    return made


@transaction.atomic
def drop_unit(inspection: Inspection, *, by: AbstractBaseUser) -> None:
    """Out of a programme that is still drafted."""
    if inspection.programme is None:
        raise BadInput(_("Cuộc kiểm tra này không thuộc chương trình nào."))
    programme = _locked(inspection.programme)
    access.can_draft(by, programme).enforce()
    unit = str(inspection.unit)
    inspection.delete()
    record(programme, "activities.unit_dropped", by=by, before={"units": unit})


@transaction.atomic
def issue_programme(programme: Programme, paper: Paper, *, by: AbstractBaseUser) -> Programme:
    locked = _locked(programme)
    access.can_draft(by, locked).enforce()
    if not locked.inspections.exists():
        raise BadInput(_("Chương trình chưa có đơn vị nào. Hãy chọn đơn vị trước khi ban hành."))
    if paper.signed_on > timezone.localdate():
        raise BadInput(_("Ngày ban hành chưa đến. Hãy xem lại ngày trên văn bản."))
    said = {"number": paper.number, "issued_on": paper.signed_on, "document": paper.document}
    move(locked, S.ISSUED, TRANSITIONS, **said)
    record(locked, "activities.programme_issued", by=by, after={"number": paper.number})
    return locked


def _plan(made: Inspection, said: Choosing) -> Inspection:
    made.kind, made.planned_by = said.kind, said.planned_by
    made.content = nfc(said.content).strip()
    if made.unit_id == made.owner_id:
        raise BadInput(_("Cơ quan kiểm tra không kiểm tra chính mình."))
    made.full_clean()
    made.save()
    if said.team:
        seat_team(made, said.team)
    return made


def _locked(programme: Programme) -> Programme:
    rows = Programme.objects.select_for_update(of=("self",)).select_related("owner")
    return rows.get(pk=programme.pk)
