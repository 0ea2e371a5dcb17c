"""Questions about rooms inside units and bodies outside the sector."""

from typing import Any

from django.db.models import Count, F, IntegerField, Q, QuerySet
from django.db.models.functions import Cast, NullIf, Round
from django.utils import timezone

from phongtrao.orgs.models import OfficeContact, Unit

CONTACT = ("address", "email", "phone", "website")


def with_sizes(rooms: QuerySet[Unit]) -> QuerySet[Any, Any]:
    """Each with ``size`` (people who have a post there today), ``frontline`` and ``share`` (%)."""
    today = Q(posts__days__contains=timezone.localdate())
    counted = rooms.annotate(
        size=Count("posts__person", filter=today, distinct=True),
        frontline=Count("posts__person", filter=today & Q(posts__is_frontline=True), distinct=True),
    )
    share = Round(F("frontline") * 100.0 / NullIf(F("size"), 0))
    return counted.annotate(share=Cast(share, IntegerField()))


def with_contacts(bodies: QuerySet[Unit]) -> QuerySet[Any, Any]:
    """Each with the contact of its office as ``contact_address`` and so on."""
    return bodies.annotate(**{f"contact_{name}": F(f"contact__{name}") for name in CONTACT})


def contact_of(unit: Unit) -> OfficeContact | None:
    if unit.kind != Unit.Kind.BODY:
        return None
    return OfficeContact.objects.filter(unit=unit).first()


def silent_initial(unit: Unit) -> dict[str, Any]:
    """As the form takes it."""
    contact = contact_of(unit)
    said = {name: getattr(contact, name) for name in CONTACT} if contact else {}
    return {"name": unit.name, "short_name": unit.short_name, "type_id": unit.type_id, **said}
