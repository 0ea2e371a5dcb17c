"""Examples of papers on their way, for tests/world.py: groups, deliveries, what came in; strangers' too."""

from datetime import date
from typing import Any

from django.utils import timezone

from phongtrao.accounts.models import Role, User
from phongtrao.documents.models import (
    Delivery,
    DocumentKind,
    Incoming,
    OfficialDocument,
    Package,
    Purpose,
    RecipientGroup,
)
from phongtrao.documents.queries.recipients import Addressed
from phongtrao.documents.services import DocumentData, register_document
from phongtrao.documents.services.distribution import distribute
from phongtrao.documents.services.packages import request_package
from phongtrao.documents.services.receiving import Arrival, register_incoming
from phongtrao.documents.services.recipients import GroupData, add_group
from phongtrao.orgs.models import Unit
from tests.factories import give, make_user

SUBJECTS = {
    "documents.delivery": "delivery",
    "documents.incoming": "incoming",
    "documents.package": "package",
    "documents.recipientgroup": "recipient group",
}


def fill_circulation(world: Any) -> None:
    places, stranger = world.places, world.stranger
    outside = Addressed("Nơi ngoài", Purpose.KNOW, outside=("Nơi ngoài",))
    foreign = add_group(places["foreign"], GroupData("Nhóm khác", members=[outside]), by=stranger)
    own = RecipientGroup.objects.filter(owner=places["department"]).order_by("position")[0]
    world.samples["recipient group"] = {"of department": own.pk, "foreign": foreign.pk}

    sent = {name: _delivery(places[name]) for name in ("lower", "upper", "commune")}
    theirs = _foreign_delivery(places, stranger)
    world.samples["delivery"] = {
        "to lower school": sent["lower"].pk,
        "to upper school, opened": sent["upper"].pk,
        "to commune, acknowledged": sent["commune"].pk,
        "foreign, to other school": theirs.pk,
    }
    world.samples["incoming"] = {
        "lower, new": sent["lower"].incoming.pk,
        "lower, handed to giaovien": _handed(places["lower"]).pk,
        "upper, new": sent["upper"].incoming.pk,
        "other school": _letter(places["other"]).pk,
    }
    issued = OfficialDocument.objects.filter(pk=world.samples["document"]["issued"])
    request_package(issued, by=world.people["vanphong"])
    world.samples["package"] = {"of vanphong": Package.objects.get().pk}


def _delivery(unit: Unit) -> Delivery:
    return Delivery.objects.filter(unit=unit).select_related("incoming").order_by("pk")[0]


def _foreign_delivery(places: dict[str, Unit], stranger: User) -> Delivery:
    data = DocumentData(
        DocumentKind.NOTICE, "Thông báo của Sở khác", "1/TB-K", date(2026, 1, 5), places["foreign"]
    )
    paper: OfficialDocument = register_document(data, by=stranger)
    line = Addressed("Một trường", Purpose.KNOW, units=(places["other"].pk,))
    distribute(paper, [line], by=stranger)
    return Delivery.objects.get(document=paper)


def _handed(unit: Unit) -> Incoming:
    return Incoming.objects.get(unit=unit, status=Incoming.Status.HANDED)


def _letter(unit: Unit) -> Incoming:
    head = make_user("Phan Thị Thư", "vanthukhac")
    give(head, Role.FOCAL, unit)
    arrival = Arrival(
        DocumentKind.LETTER, "Nơi gửi khác", "Thư của trường khác", timezone.localdate()
    )
    return register_incoming(unit, arrival, by=head)
