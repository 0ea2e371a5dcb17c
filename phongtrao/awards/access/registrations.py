"""Who opens calls to register, who registers for whom, who confirms, who reads it."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.awards.access.register import OFFICES, OVER, readable_units
from phongtrao.awards.models import CalledUnit, Honour, Registration, RegistrationCall
from phongtrao.awards.models.registrations import RegistrationQuerySet
from phongtrao.awards.queries.registrations import posts_at
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Person, Post, Unit
from phongtrao.orgs.queries.lineage import keeper_of
from phongtrao.orgs.scope import at_offices, grants_of, has_role, holds_at_office

# For the unit and its people; an office or leader only for the very office, where there is no head.
WRITES = frozenset({Role.HEAD, Role.FOCAL, Role.OFFICE})
S = Registration.Status
CONFIRMS = frozenset({Role.HEAD, Role.LEADER, Role.OFFICE})
LEADING = (Unit.Kind.PROVINCE, Unit.Kind.DEPARTMENT, Unit.Kind.COMMUNE)


def own_person(user: AbstractBaseUser) -> Person | None:
    return Person.objects.filter(user=user.pk).first()


# ------------------------------------------------------------------ calls


def calling_offices(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Offices that lead others and may open a call by this hand, the highest first."""
    rows = Unit.objects.standing().filter(at_offices(user, OFFICES), kind__in=LEADING)
    return rows.highest_first()


def can_call(user: AbstractBaseUser, office: Unit) -> Answer:
    if office.kind in LEADING and holds_at_office(user, office, *OFFICES):
        return YES
    return no(_("Chỉ văn phòng của %(unit)s mở và sửa đợt đăng ký được.") % {"unit": office})


def oversees_calls(user: AbstractBaseUser) -> bool:
    """Whether calls stand in one's menu as a list; no query."""
    return has_role(user, *OVER, Role.FOCAL)


def visible_calls(user: AbstractBaseUser) -> QuerySet[RegistrationCall]:
    """Those of one's own office, those that ask units one reads, and the units one works at."""
    told = at_offices(user, OFFICES | {Role.LEADER}, "office__")
    asked = CalledUnit.objects.filter(unit__in=readable_units(user).order_by().values("pk"))
    told |= Q(pk__in=asked.order_by().values("call"))
    told |= Q(pk__in=CalledUnit.objects.filter(_works_for(user)).order_by().values("call"))
    return RegistrationCall.objects.filter(told).select_related("office")


def _works_for(user: AbstractBaseUser) -> Q:
    """Units one has a post at, or above the room one has it in. No query of its own."""
    posts = Post.objects.today().full().filter(person__user=user.pk)
    above = OuterRef("unit__admin_path")
    in_rooms = posts.filter(unit__kind=Unit.Kind.ROOM, unit__admin_path__startswith=above)
    return Q(unit__in=posts.values("unit")) | Q(Exists(in_rooms))


def get_call(user: AbstractBaseUser, pk: int) -> RegistrationCall:
    return get_object_or_404(visible_calls(user), pk=pk)


def called_units(user: AbstractBaseUser, rows: QuerySet[CalledUnit]) -> QuerySet[CalledUnit]:
    """Of these, the ones whose unit one reads."""
    return rows.filter(unit__in=readable_units(user).order_by().values("pk"))


def own_called(user: AbstractBaseUser) -> QuerySet[CalledUnit]:
    """What the units one writes for still owe."""
    rows: QuerySet[CalledUnit] = CalledUnit.objects.owed()
    held = frozenset({Role.HEAD, Role.FOCAL})
    return rows.filter(at_offices(user, held, "unit__")).select_related("call__office", "unit")


def get_called(user: AbstractBaseUser, pk: int) -> CalledUnit:
    rows = called_units(user, CalledUnit.objects.select_related("call", "unit"))
    return get_object_or_404(rows, pk=pk)


# ------------------------------------------------------------------ registrations


def visible_registrations(user: AbstractBaseUser) -> RegistrationQuerySet:
    """Of units one reads, and one's own."""
    told = Q(unit__in=readable_units(user).order_by().values("pk")) | Q(person__user=user.pk)
    rows: RegistrationQuerySet = Registration.objects.filter(told)
    return rows.select_related("person", "unit")


def get_registration(user: AbstractBaseUser, pk: int) -> Registration:
    found: Registration = get_object_or_404(visible_registrations(user), pk=pk)
    return found


def writes_for(user: AbstractBaseUser, unit: Unit) -> bool:
    return holds_at_office(user, keeper_of(unit), *WRITES)


def can_register(user: AbstractBaseUser, unit: Unit, person: Person | None = None) -> Answer:
    """Oneself at one's unit; its head, focal person or office for it and for everybody there."""
    if writes_for(user, unit):
        return YES
    if person is None:
        said = _("Thủ trưởng, đầu mối của %(unit)s đăng ký cho tập thể.")
        return no(said % {"unit": unit})
    if person.user_id == user.pk:
        return YES
    said = _("Mỗi người tự đăng ký; thủ trưởng, đầu mối của %(unit)s đăng ký thay được.")
    return no(said % {"unit": unit})


def confirms_for(user: AbstractBaseUser, unit: Unit) -> bool:
    return holds_at_office(user, keeper_of(unit), *CONFIRMS)


def can_confirm(user: AbstractBaseUser, unit: Unit) -> Answer:
    if confirms_for(user, unit):
        return YES
    return no(_("Thủ trưởng của %(unit)s xác nhận đăng ký.") % {"unit": unit})


def can_return(user: AbstractBaseUser, found: Registration) -> Answer:
    """With a remark, to whoever wrote it: the head, of what waits or is confirmed."""
    if (answer := can_confirm(user, found.unit)) and found.status not in (S.WAITING, S.CONFIRMED):
        return no(_("Đăng ký đã trả lại hoặc đã rút."))
    return answer


def can_drop_return(user: AbstractBaseUser, found: Registration) -> Answer:
    if (answer := can_confirm(user, found.unit)) and found.status != S.RETURNED:
        return no(_("Đăng ký không ở tình trạng bị trả lại. Hãy tải lại trang."))
    return answer


def works_at(person: Person, unit: Unit) -> bool:
    return posts_at(unit).filter(person=person).exists()


def get_unit_read(user: AbstractBaseUser, pk: int) -> Unit:
    """Whose registrations one reads."""
    return get_object_or_404(readable_units(user), pk=pk)


def get_unit_written(user: AbstractBaseUser, pk: int) -> Unit:
    """Whose registrations one writes; for others the page does not exist."""
    unit = get_unit_read(user, pk)
    if not writes_for(user, unit):
        raise Http404
    return unit


def written_units(user: AbstractBaseUser) -> list[Unit]:
    """Units one heads or keeps, for links to their registrations; no query."""
    held = grants_of(user, frozenset({Role.HEAD, Role.FOCAL}))
    return list({grant.unit_id: grant.unit for grant in held}.values())


def titles_offered(unit: Unit, *, is_person: bool) -> QuerySet[Honour]:
    """Titles in force today, of the law and of offices above the unit, the lowest first."""
    above = {
        int(key) for path in (unit.admin_path, unit.prof_path) for key in path.split("/") if key
    }
    whose = Q(for_people=True) if is_person else Q(for_units=True)
    rows: QuerySet[Honour] = Honour.objects.in_force(timezone.localdate()).of_office(sorted(above))
    return rows.filter(whose, kind=Honour.Kind.TITLE).order_by("rank", "pk")


def titles_known(unit: Unit) -> QuerySet[Honour]:
    """Those of people, then those of collectives."""
    both = titles_offered(unit, is_person=True) | titles_offered(unit, is_person=False)
    return both.order_by("-for_people", "rank", "pk")
