"""Who reads the names of those who came, and who lists them. S1-38, S4-10"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.activities.access.activities import WRITES, can_record_for, visible_activities
from phongtrao.activities.access.registers import reads_registers, registers_read
from phongtrao.activities.models import Activity, Attendee
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import at_offices, grants_of, unit_condition

S = Activity.Status
OPEN = frozenset({S.DRAFT, S.RETURNED, S.RECORDED})


def reads_names(user: AbstractBaseUser) -> bool:
    """As registers are read: by who oversees or heads, and who keeps the unit's lists; not by every teacher."""
    return reads_registers(user)


def visible_attendees(user: AbstractBaseUser) -> QuerySet[Attendee]:
    """Of activities of units whose lists one reads, and people of such units wherever they went."""
    told = registers_read(user).order_by().values("pk")
    seen = visible_activities(user).order_by().values("pk")
    rows = Attendee.objects.filter(Q(unit__in=told) | Q(activity__unit__in=told), activity__in=seen)
    return rows.select_related("person", "unit", "activity__kind", "activity__unit")


def get_attendee(user: AbstractBaseUser, pk: int) -> Attendee:
    return get_object_or_404(visible_attendees(user), pk=pk)


def can_list(user: AbstractBaseUser, activity: Activity) -> Answer:
    """The unit that recorded it, until it is confirmed: from then on the list stands in numbers."""
    if not (answer := can_record_for(user, activity.unit)):
        return answer
    if not activity.kind.has_participants:
        return no(_("Loại hoạt động này không có danh sách người dự."))
    if activity.status == S.JOINED:
        return no(_("Hoạt động đã gộp vào hoạt động khác; hãy ghi người dự ở hoạt động ấy."))
    if activity.status not in OPEN:
        return no(
            _("Hoạt động đã xác nhận nên danh sách không sửa được. Văn phòng trả lại thì sửa tiếp.")
        )
    return YES


def units_listed(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Whose people one lists: of one's own units, an office also of those below, whether they stand today or not."""
    below = unit_condition(grants_of(user, frozenset({Role.OFFICE})))
    return Unit.objects.filter(at_offices(user, WRITES) | below)


def units_invited(user: AbstractBaseUser, activity: Activity) -> QuerySet[Unit]:
    """The same for one activity, and of the units that did it together."""
    partners = activity.parties.agreed().order_by().values("unit")
    return Unit.objects.filter(Q(pk__in=units_listed(user).values("pk")) | Q(pk__in=partners))
