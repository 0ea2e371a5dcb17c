"""Doors and answers of clusters: as units themselves they are public among those signed in."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.access.units import READS_HISTORY, By
from phongtrao.orgs.models import Cluster, Unit
from phongtrao.orgs.scope import at_units, holds_at_office, units_of

KEEPS_CLUSTERS = (Role.OFFICE, Role.ADMIN)
LEADING = (Unit.Kind.PROVINCE, Unit.Kind.DEPARTMENT, Unit.Kind.COMMUNE)


def can_keep_clusters(by: By, owner: Unit) -> Answer:
    """Who forms clusters of the units below, and says who is in them."""
    if by is None or holds_at_office(by, owner, *KEEPS_CLUSTERS):
        return YES
    return no(_("Chỉ văn phòng hoặc quản trị viên của đơn vị tổ chức được sửa cụm, khối."))


def keeps_clusters_of(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units that lead others and whose clusters the user keeps."""
    rows = Unit.objects.standing().filter(kind__in=LEADING)
    return rows.filter(at_units(user, frozenset(KEEPS_CLUSTERS))).order_by("pk")


def visible_clusters(_user: AbstractBaseUser) -> QuerySet[Cluster]:
    return Cluster.objects.select_related("owner")


def get_cluster(user: AbstractBaseUser, pk: int) -> Cluster:
    return get_object_or_404(visible_clusters(user), pk=pk)


def get_kept_cluster(user: AbstractBaseUser, pk: int) -> Cluster:
    """For pages only its keepers have."""
    cluster = get_cluster(user, pk)
    if not can_keep_clusters(user, cluster.owner):
        raise Http404
    return cluster


def clusters_with_history(user: AbstractBaseUser) -> QuerySet[Cluster]:
    kept = Unit.objects.filter(units_of(user, READS_HISTORY))
    return Cluster.objects.filter(owner__in=kept)
