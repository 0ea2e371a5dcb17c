"""Emulation clusters (cụm, khối thi đua): comparable units, ranked together within a year."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.lib.periods import MonthDay, Period, calendar_year, containing, school_year
from phongtrao.lib.periods import PeriodKind as P
from phongtrao.orgs.models.units import Unit


class Basis(models.TextChoices):
    """By which year a cluster works."""

    CALENDAR = P.CALENDAR_YEAR.value, _("Theo năm")
    SCHOOL = P.SCHOOL_YEAR.value, _("Theo năm học")

    def year_of(self, day: date) -> int:
        """The year in which the day lies; of a school year the one it begins in."""
        return containing(day, P(self.value), starts=_school_year_start()).start.year

    def period(self, year: int) -> Period:
        if self == Basis.CALENDAR:
            return calendar_year(year)
        return school_year(year, starts=_school_year_start())


def _school_year_start() -> MonthDay:
    return MonthDay(*settings.SCHOOL_YEAR_STARTS)


class Cluster(models.Model):
    """A cluster goes on from year to year; who is in it is said anew for each."""

    class Kind(models.TextChoices):
        CLUSTER = "cum", _("Cụm thi đua")
        BLOCK = "khoi", _("Khối thi đua")

    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="clusters", verbose_name=_("đơn vị tổ chức")
    )
    kind = models.CharField(_("là"), max_length=4, choices=Kind.choices, default=Kind.CLUSTER)
    basis = models.CharField(
        _("tính theo"), max_length=13, choices=Basis.choices, default=Basis.CALENDAR
    )
    code = models.CharField(_("mã"), max_length=20)
    name = models.CharField(_("tên"), max_length=200)

    class Meta:
        verbose_name = _("cụm, khối thi đua")
        ordering = ["owner", "code"]
        constraints = [
            models.UniqueConstraint(
                name="orgs_cluster_code",
                fields=["owner", "code"],
                violation_error_message=_("Đơn vị đã có cụm, khối mang mã này. Hãy đặt mã khác."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def this_year(self) -> int:
        return Basis(self.basis).year_of(timezone.localdate())

    def period(self, year: int) -> Period:
        return Basis(self.basis).period(year)


class SeatQuerySet(models.QuerySet["ClusterSeat"]):
    def as_of(self, day: date) -> Self:
        """Seats of the years in which the day lies."""
        return self.filter(_of_years(day, "year"))

    def today(self) -> Self:
        return self.as_of(timezone.localdate())

    def not_over(self) -> Self:
        return self.filter(_of_years(timezone.localdate(), "year__gte"))


def _of_years(day: date, lookup: str) -> Q:
    condition = Q(pk__in=[])
    for basis in Basis:
        condition |= Q(cluster__basis=basis.value, **{lookup: basis.year_of(day)})
    return condition


class ClusterSeat(models.Model):
    """A unit in a cluster for one year."""

    class Role(models.TextChoices):
        HEAD = "head", _("Trưởng")
        DEPUTY = "deputy", _("Phó")
        MEMBER = "member", _("Thành viên")

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="seats")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cluster_seats")
    # Of a school year the one it begins in.
    year = models.PositiveSmallIntegerField(_("năm"))
    # The cluster's kind, kept here because a unit is in one cluster of a kind in a year.
    kind = models.CharField(max_length=4, choices=Cluster.Kind.choices, editable=False)
    role = models.CharField(_("vai trò"), max_length=6, choices=Role.choices, default=Role.MEMBER)
    position = models.PositiveSmallIntegerField(default=0)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("thành viên cụm, khối")
        ordering = ["cluster", "-year", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="orgs_seat_one_of_a_kind",
                fields=["unit", "kind", "year"],
                violation_error_message=_("Đơn vị đã ở một cụm, khối khác trong năm này."),
            ),
            models.UniqueConstraint(
                name="orgs_seat_one_head",
                fields=["cluster", "year"],
                condition=Q(role="head"),
                violation_error_message=_("Mỗi năm một cụm, khối có một trưởng."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.cluster} {self.year}"

    @property
    def period(self) -> Period:
        return self.cluster.period(self.year)


def is_in_clusters(clusters: models.QuerySet[Cluster] | list[int], prefix: str = "") -> Q:
    """Units that are in one of the clusters today."""
    seats = ClusterSeat.objects.today().filter(cluster__in=clusters)
    return Q(**{f"{prefix}pk__in": seats.values("unit")})
