"""What the pages of clusters show."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from phongtrao.lib.answers import Answer
from phongtrao.orgs import access, queries
from phongtrao.orgs.models import Cluster, ClusterSeat, Unit
from phongtrao.orgs.queries.clusters import Former

Role = ClusterSeat.Role


@dataclass(frozen=True, slots=True)
class YearTab:
    year: int
    label: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Member:
    """A seat, and who had it earlier in the year: until an act took effect the old unit was the member."""

    seat: ClusterSeat
    formers: tuple[Former, ...]


@dataclass(frozen=True, slots=True)
class ClusterPage:
    """A cluster in one year: this year unless the address asks for another."""

    year: int
    label: str
    years: tuple[YearTab, ...]
    head: Unit | None
    deputies: tuple[Unit, ...]
    members: tuple[Member, ...]
    can_keep: Answer
    sees_history: bool

    @classmethod
    def build(cls, cluster: Cluster, asked: str, user: AbstractBaseUser) -> "ClusterPage":
        this_year = cluster.this_year
        years = sorted({this_year, *queries.years_of(cluster)}, reverse=True)
        year = int(asked) if asked.isdecimal() and int(asked) in years else this_year
        seats = tuple(queries.seats_of(cluster, year))
        formers = queries.formers_of(seats)
        return cls(
            year=year,
            label=cluster.period(year).label,
            years=tuple(YearTab(y, cluster.period(y).label, y == year) for y in years),
            head=next((seat.unit for seat in seats if seat.role == Role.HEAD), None),
            deputies=tuple(seat.unit for seat in seats if seat.role == Role.DEPUTY),
            members=tuple(Member(seat, tuple(formers.get(seat.pk, ()))) for seat in seats),
            can_keep=access.can_keep_clusters(user, cluster.owner),
            sees_history=access.sees_history(user, cluster.owner),
        )

    @property
    def state(self) -> str:
        """A sentence on how the year stands."""
        if not self.members:
            return _("%s chưa ghi thành viên.") % self.label
        said = {"year": self.label, "n": len(self.members)}
        if self.head is None:
            return _("%(year)s: %(n)s thành viên, chưa ghi trưởng.") % said
        return _("%(year)s: %(n)s thành viên.") % said


def outside_count(owners: Sequence[Unit]) -> int:
    """Schools and centres under the first of these that are in no cluster of its this year."""
    return queries.outside_clusters(owners[0]).count() if owners else 0
