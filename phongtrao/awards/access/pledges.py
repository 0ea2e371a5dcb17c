"""Pledges are public among those signed in, as clusters are; the organiser's office and the head write them."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.awards.models import Pledge
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Cluster, ClusterSeat, Unit
from phongtrao.orgs.scope import holds_at, holds_at_office

KEEPS = frozenset({Role.HEAD, Role.FOCAL})


def visible_pledges(_user: AbstractBaseUser) -> QuerySet[Pledge]:
    return Pledge.objects.select_related("cluster__owner", "evidence")


def get_pledge(user: AbstractBaseUser, pk: int) -> Pledge:
    return get_object_or_404(visible_pledges(user), pk=pk)


def head_of(cluster: Cluster, year: int) -> Unit | None:
    role = ClusterSeat.Role.HEAD
    seat = ClusterSeat.objects.filter(cluster=cluster, year=year, role=role).select_related("unit")
    found = seat.first()
    return found.unit if found else None


def writing_unit(user: AbstractBaseUser, cluster: Cluster, year: int) -> Unit | None:
    """For whom the user writes the pledge: the organiser, or the member that heads the year."""
    if holds_at_office(user, cluster.owner, Role.OFFICE):
        return cluster.owner
    head = head_of(cluster, year)
    return head if head and holds_at(user, head, *KEEPS) else None


def can_pledge(user: AbstractBaseUser, cluster: Cluster, year: int) -> Answer:
    if writing_unit(user, cluster, year):
        return YES
    return no(_("Văn phòng của %(owner)s hoặc đơn vị trưởng cụm, khối ghi giao ước.") % {"owner": cluster.owner})  # fmt: skip


def may_scan(user: AbstractBaseUser, unit: Unit) -> bool:
    """Whether the user adds evidence of the unit because its office writes the pledges of its clusters."""
    return holds_at_office(user, unit, Role.OFFICE) and Cluster.objects.filter(owner=unit).exists()
