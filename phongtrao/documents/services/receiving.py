"""A paper arrives: opened, acknowledged, entered in the book, handed to a person, done."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.documents.access.circulation import (
    can_acknowledge,
    can_finish,
    can_hand,
    can_receive,
)
from phongtrao.documents.access.reading import own_deliveries
from phongtrao.documents.models import Delivery, Incoming, OfficialDocument, StoredFile
from phongtrao.documents.queries.incoming import people_to_hand
from phongtrao.documents.secrecy import refuse_secret
from phongtrao.documents.services.checking import check_signatures
from phongtrao.documents.services.files import store_file
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import fold, nfc
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import keeper_of

S = Incoming.Status
TRANSITIONS: Transitions[Incoming.Status] = {
    S.NEW: frozenset({S.BOOKED}),
    S.BOOKED: frozenset({S.HANDED, S.DONE}),
    S.HANDED: frozenset({S.HANDED, S.DONE}),  # handed on to somebody else
    S.DONE: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the clerk writes of a paper from outside. ``secrecy``: as stamped, empty for none."""

    kind: str
    sender: str
    abstract: str
    arrived_on: date
    number: str = ""
    issued_on: date | None = None
    secrecy: str = ""
    file: "File[Any] | None" = None


# ------------------------------------------------------------------ of a paper sent through here


@transaction.atomic
def open_deliveries(document: OfficialDocument, *, by: AbstractBaseUser) -> list[Delivery]:
    """The reader's own deliveries of the paper, marked as opened by whoever was first."""
    rows: QuerySet[Delivery] = own_deliveries(by).filter(document=document)
    found = list(rows.select_related("unit", "user").order_by("pk"))
    for delivery in found:
        if delivery.opened_at is None:
            _open(delivery, by)
    return found


@transaction.atomic
def open_by_file(file: StoredFile, *, by: AbstractBaseUser) -> None:
    """Who saves the file of a paper sent to them has opened the paper."""
    rows = own_deliveries(by).filter(document__file=file, opened_at=None)
    for delivery in rows.select_related("unit", "user").order_by("pk"):
        _open(delivery, by)


@transaction.atomic
def acknowledge(delivery: Delivery, *, by: AbstractBaseUser) -> Delivery:
    """Say that the paper has arrived; a unit's paper is entered in its book with a number."""
    can_acknowledge(by, delivery).enforce()
    _open(delivery, by)
    now = timezone.now()
    waiting = Delivery.objects.filter(pk=delivery.pk, acknowledged_at=None)
    if not waiting.update(acknowledged_at=now, acknowledged_by=by.pk):
        delivery.refresh_from_db()
        can_acknowledge(by, delivery).enforce()
    delivery.refresh_from_db()
    record(delivery, "documents.acknowledged", by=by)
    arrived = Incoming.objects.filter(delivery=delivery, status=S.NEW).select_related("unit")
    for incoming in arrived:
        _enter_in_book(incoming, timezone.localdate(now))
    return delivery


def _open(delivery: Delivery, by: AbstractBaseUser) -> None:
    fresh = Delivery.objects.filter(pk=delivery.pk, opened_at=None)
    if fresh.update(opened_at=timezone.now(), opened_by=by.pk):
        record(delivery, "documents.opened", by=by)
        delivery.refresh_from_db()


# ------------------------------------------------------------------ of a paper from outside


@transaction.atomic
def register_incoming(unit: Unit, arrival: Arrival, *, by: AbstractBaseUser) -> Incoming:
    """Enter a paper brought by post, with the next number of the unit's book of that year.

    One stamped secret is refused before anything of it is kept.
    """
    can_receive(by, unit).enforce()
    refuse_secret(arrival.secrecy, arrival.file)
    if arrival.arrived_on > timezone.localdate():
        raise BadInput(_("Ngày đến không thể sau hôm nay. Hãy sửa ngày đến."))
    incoming = Incoming(
        unit=unit,
        status=S.BOOKED,
        arrived_on=arrival.arrived_on,
        year=arrival.arrived_on.year,
        arrival_number=_next_number(unit, arrival.arrived_on.year),
        kind=arrival.kind,
        number=nfc(arrival.number).strip(),
        sender=nfc(arrival.sender).strip(),
        issued_on=arrival.issued_on,
        abstract=nfc(arrival.abstract).strip(),
        file=store_file(arrival.file, by=by) if arrival.file else None,
    )
    incoming.search_text = fold(f"{incoming.number} {incoming.abstract} {incoming.sender}")
    incoming.full_clean()
    incoming.save()
    if incoming.file:
        check_signatures(incoming.file)
    record(incoming, "documents.incoming_registered", by=by)
    return incoming


# ------------------------------------------------------------------ what becomes of it


@transaction.atomic
def hand_incoming(
    incoming: Incoming,
    to: User,
    *,
    due_on: date | None = None,
    note: str = "",
    by: AbstractBaseUser,
) -> Incoming:
    """Give the paper to a person of the unit, with a day and a word."""
    can_hand(by, incoming).enforce()
    if not people_to_hand(keeper_of(incoming.unit)).filter(pk=to.pk).exists():
        raise BadInput(
            _("%(person)s không thuộc %(unit)s. Hãy chọn người của đơn vị.")
            % {"person": to.full_name, "unit": incoming.unit}
        )
    move(incoming, S.HANDED, TRANSITIONS, handed_to=to, due_on=due_on, note=nfc(note).strip())
    record(incoming, "documents.incoming_handed", by=by, after={"to": to.username, "note": note})
    with office_language():
        text = _("Bạn được chuyển xử lý %(paper)s: %(abstract)s.") % {
            "paper": incoming,
            "abstract": Truncator(incoming.abstract).chars(90),
        }
    key = f"documents.handed:{incoming.pk}:{to.pk}:{timezone.now().isoformat()}"
    notify([to], text, key=key, url=reverse("documents:incoming", args=[incoming.pk]))
    return incoming


@transaction.atomic
def finish_incoming(incoming: Incoming, result: str = "", *, by: AbstractBaseUser) -> Incoming:
    """Say what came of it; the paper waits for nobody any more."""
    can_finish(by, incoming).enforce()
    said = nfc(result).strip()
    move(incoming, S.DONE, TRANSITIONS, result=said, done_on=timezone.localdate())
    record(incoming, "documents.incoming_done", by=by, after={"result": said})
    return incoming


# ------------------------------------------------------------------ the book


def _enter_in_book(incoming: Incoming, day: date) -> None:
    number = _next_number(incoming.unit, day.year)
    move(incoming, S.BOOKED, TRANSITIONS, arrived_on=day, year=day.year, arrival_number=number)


def _next_number(unit: Unit, year: int) -> int:
    """Two clerks at once: the second waits for the unit's row until the first has its number."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    rows = Incoming.objects.filter(unit=unit, year=year)
    return int(rows.aggregate(last=Max("arrival_number"))["last"] or 0) + 1
