"""Who sits in a team. Nobody inspects the unit they work in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.activities.access.inspections import can_prepare
from phongtrao.activities.models import Inspection, InspectionMember
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Grant, Person, Post

R = InspectionMember.Role


@dataclass(frozen=True, slots=True)
class Team:
    head: Person
    secretary: Person
    members: Sequence[Person] = ()

    @property
    def seats(self) -> list[tuple[Person, str]]:
        leading = [(self.head, R.HEAD.value), (self.secretary, R.SECRETARY.value)]
        return [*leading, *((one, R.MEMBER.value) for one in self.members)]


@transaction.atomic
def set_team(inspection: Inspection, team: Team, *, by: AbstractBaseUser) -> Inspection:
    """The whole team anew."""
    locked = Inspection.objects.select_for_update(of=("self",)).select_related("owner", "unit").get(pk=inspection.pk)  # fmt: skip
    can_prepare(by, locked).enforce()
    before = {user.pk: user for user in team_of(locked)}
    locked.members.all().delete()
    seat_team(locked, team)
    record(locked, "activities.team_set", by=by, members=len(team.seats))
    if locked.status == Inspection.Status.DECIDED:
        _tell_changed(locked, before)
    return locked


def _tell_changed(inspection: Inspection, before: Mapping[int, User]) -> None:
    """Whoever came in and whoever left, once there is a decision."""
    now = {user.pk: user for user in team_of(inspection)}
    said = {"unit": inspection.unit, "day": day_of(inspection)}
    with office_language():
        came = _("Bạn trong đoàn kiểm tra %(unit)s, ngày %(day)s.") % said
        left = _("Bạn không còn trong đoàn kiểm tra %(unit)s, ngày %(day)s.") % said
        tell([user for key, user in now.items() if key not in before], inspection, came, "came")
        tell([user for key, user in before.items() if key not in now], inspection, left, "left")


def team_of(inspection: Inspection) -> list[User]:
    seats = inspection.members.filter(person__user__is_active=True).select_related("person__user")
    return [seat.person.user for seat in seats if seat.person.user]


def day_of(inspection: Inspection) -> str:
    return format_date(inspection.day) if inspection.day else ""


def tell(to: Iterable[User], inspection: Inspection, text: str, event: str) -> None:
    """The key names the moment: a day may be changed, and changed back."""
    url = reverse("activities:inspection", args=[inspection.pk])
    key = f"activities.inspection:{inspection.pk}:{event}:{timezone.now().isoformat()}"
    notify(to, text, key=key, url=url)


def seat_team(inspection: Inspection, team: Team) -> None:
    """Within the deed that asks who may. Raises BadInput for a conflict or somebody named twice."""
    people = [person for person, _role in team.seats]
    if len({one.pk for one in people}) < len(people):
        raise BadInput(_("Có người được ghi hai lần trong đoàn. Mỗi người giữ một vai trò."))
    refuse_conflicts(inspection, people)
    InspectionMember.objects.bulk_create(
        InspectionMember(inspection=inspection, person=person, role=role)
        for person, role in team.seats
    )


def refuse_conflicts(inspection: Inspection, people: Sequence[Person]) -> None:
    if own := _working_at(inspection, people):
        said = _("%(names)s đang công tác ở %(unit)s nên không được kiểm tra. Hãy cử người khác.")
        raise BadInput(said % {"names": ", ".join(map(str, own)), "unit": inspection.unit})


def _working_at(inspection: Inspection, people: Sequence[Person]) -> list[Person]:
    """Those with a post or a role of today at the unit that is inspected."""
    unit = inspection.unit_id
    posted = set(
        Post.objects.today().filter(unit=unit, person__in=people).values_list("person", flat=True)
    )
    users = [one.user_id for one in people if one.user_id]
    granted = set(
        Grant.objects.today().filter(unit=unit, user__in=users).values_list("user", flat=True)
    )
    return [one for one in people if one.pk in posted or one.user_id in granted]
