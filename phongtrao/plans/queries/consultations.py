"""Which rooms an asker may ask: those of the own unit, and of the Sở the phòng of the Sở."""

from django.db.models import Q, QuerySet

from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import department_of
from phongtrao.plans.queries.inside import rooms_of


def rooms_to_ask(unit: Unit) -> QuerySet[Unit]:
    house = department_of(unit)
    offices = Q(kind=Unit.Kind.OFFICE, admin_path__startswith=house.admin_path)
    rooms = Q(pk__in=rooms_of(house).values("pk"))
    return Unit.objects.standing().filter(offices | rooms).order_by("sort_key", "pk")
