"""Rooms inside a unit and bodies outside the sector: made, changed and ended without a decision."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import changes, record
from phongtrao.lib.errors import WrongState
from phongtrao.lib.text import nfc
from phongtrao.orgs import access
from phongtrao.orgs.ending import count_holds
from phongtrao.orgs.models import OfficeContact, Place, Unit
from phongtrao.orgs.services.reorganisations import lock_organisation
from phongtrao.orgs.services.spans import end_spans, write_changes
from phongtrao.orgs.services.units import hold_unit, refuse_ended, write_new_unit


@dataclass(frozen=True, slots=True)
class SilentData:
    name: str
    short_name: str = ""
    type_id: str | None = None


@dataclass(frozen=True, slots=True)
class ContactData:
    """Of the office; never of a person."""

    address: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""


@transaction.atomic
def add_room(house: Unit, data: SilentData, *, by: AbstractBaseUser | None) -> Unit:
    lock_organisation()
    house = Unit.objects.get(pk=house.pk)  # it may have ended since it was read
    access.can_keep_rooms(by, house).enforce()
    return _found(Unit.Kind.ROOM, data, house, by)


@transaction.atomic
def add_body(
    keeper: Unit, data: SilentData, contact: ContactData, *, by: AbstractBaseUser | None
) -> Unit:
    """``keeper``: the Sở that keeps the register; a body stands beside its own offices."""
    lock_organisation()
    access.can_keep_bodies(by).enforce()
    keeper = Unit.objects.get(pk=keeper.pk)
    refuse_ended(keeper)
    body = _found(Unit.Kind.BODY, data, keeper, by)
    _write_contact(body, contact, by)
    return body


@transaction.atomic
def change_silent(
    unit: Unit,
    data: SilentData,
    contact: ContactData | None = None,
    *,
    by: AbstractBaseUser | None,
) -> Unit:
    """A new name holds from today; the days before keep the old one."""
    hold_unit(unit)
    access.can_keep_silent(by, unit).enforce()
    new: dict[str, Any] = {
        "name": nfc(data.name).strip(),
        "short_name": nfc(data.short_name).strip(),
        "type_id": data.type_id,
    }
    before, after = changes(unit, new)
    if contact is not None:
        _write_contact(unit, contact, by)
    if after:
        for name, value in after.items():
            setattr(unit, name, value)
        unit.search_keys()
        unit.full_clean()
        unit.save()
        write_changes([unit], timezone.localdate())
        record(unit, "orgs.unit_edited", by=by, before=before, after=after)
    return unit


@transaction.atomic
def end_silent(unit: Unit, *, by: AbstractBaseUser | None) -> None:
    """From today on it is no more. Refused while people have posts there or work is open."""
    hold_unit(unit)
    access.can_keep_silent(by, unit).enforce()
    if held := count_holds(unit):
        named = ", ".join(f"{count} {what}" for what, count in held)
        said = {"unit": unit, "open": named}
        raise WrongState(
            _("“%(unit)s” còn %(open)s. Hãy kết thúc hoặc chuyển đi trước, rồi thôi dùng.") % said
        )
    today = timezone.localdate()
    if unit.opened_on >= today:
        raise WrongState(_("“%s” lập trong hôm nay. Hãy kết thúc từ ngày mai.") % unit)
    Unit.objects.filter(pk=unit.pk).update(closed_on=today)
    end_spans([unit.pk], today)
    record(unit, "orgs.unit_ended", by=by)


# ------------------------------------------------------------------ pieces
def _found(kind: str, data: SilentData, above: Unit, by: AbstractBaseUser | None) -> Unit:
    """Whoever keeps the register may: not only administrators, as ``found_unit`` asks."""
    unit = Unit(
        kind=kind,
        short_name=nfc(data.short_name).strip(),
        type_id=data.type_id,
        opened_on=timezone.localdate(),
    )
    return write_new_unit(unit, nfc(data.name).strip(), Place(above, above), by=by)


def _write_contact(unit: Unit, data: ContactData, by: AbstractBaseUser | None) -> None:
    contact = OfficeContact.objects.filter(unit=unit).first() or OfficeContact(unit=unit)
    said = {name: nfc(getattr(data, name)).strip() for name in ContactData.__slots__}
    before, after = changes(contact, said)
    if not after:
        return
    for name, value in after.items():
        setattr(contact, name, value)
    contact.full_clean()
    contact.save()
    record(unit, "orgs.contact_edited", by=by, before=before, after=after)
