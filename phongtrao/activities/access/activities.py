"""Who sees what a unit did, who records it, who confirms it. Deny by default.

A draft is the unit's own. What several units did together is seen by whoever reads one of them.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.activities.models import Activity, ActivityQuerySet, Contribution, Participation
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import (
    READS_ALL_BELOW,
    at_offices,
    grants_of,
    has_role,
    holds_at,
    holds_at_office,
    holds_over,
    is_at_the_top,
    read_units,
    unit_condition,
)

WRITES = frozenset({Role.OFFICE, Role.HEAD, Role.FOCAL})
READS = frozenset({Role.OFFICE, Role.LEADER, Role.HEAD, Role.AUDITOR, Role.FOCAL, Role.TEACHER})
S = Activity.Status


def reads_activities(user: AbstractBaseUser) -> bool:
    """Whether the lists are a place of theirs. No query beyond the grants."""
    return has_role(user, *READS)


def reads_below(user: AbstractBaseUser) -> bool:
    return has_role(user, *READS_ALL_BELOW)


def writes_activities(user: AbstractBaseUser) -> bool:
    return has_role(user, *WRITES)


def own_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units one records for, the highest first."""
    rows = Unit.objects.standing().with_account().filter(at_offices(user, WRITES))
    return rows.highest_first()


def writes_for(user: AbstractBaseUser, unit: Unit) -> bool:
    return holds_at_office(user, unit, *WRITES) and unit.kind not in Unit.Kind.silent


def units_read(user: AbstractBaseUser) -> QuerySet[Unit]:
    return Unit.objects.filter(read_units(user))


def visible_activities(user: AbstractBaseUser) -> ActivityQuerySet:
    read = units_read(user).order_by().values("pk")
    with_them = Participation.objects.filter(activity=OuterRef("pk"), unit__in=read)
    own = at_offices(user, WRITES, "unit__")
    seen = Q(unit__in=read) | Q(Exists(with_them))
    rows = Activity.objects.filter((seen & ~Q(status=S.DRAFT)) | own)
    return rows.select_related("kind", "unit")


def get_activity(user: AbstractBaseUser, pk: int) -> Activity:
    related = ("task", "movement", "same_as")
    return get_object_or_404(visible_activities(user).select_related(*related), pk=pk)


def own_activities(user: AbstractBaseUser) -> ActivityQuerySet:
    return Activity.objects.filter(at_offices(user, WRITES, "unit__"))


def can_record_for(user: AbstractBaseUser, unit: Unit) -> Answer:
    if writes_for(user, unit):
        return YES
    return no(_("Chỉ văn phòng, thủ trưởng hoặc đầu mối của %s ghi được hoạt động.") % unit)


def can_write(user: AbstractBaseUser, activity: Activity) -> Answer:
    if not (answer := can_record_for(user, activity.unit)):
        return answer
    if activity.status not in S.written:
        return no(_("Hoạt động đã ghi nhận nên không sửa được. Văn phòng trả lại thì sửa tiếp."))
    return YES


def can_confirm(user: AbstractBaseUser, activity: Activity) -> Answer:
    """The unit's head or the office above; nobody what they recorded themselves."""
    if not (
        holds_at(user, activity.unit, Role.HEAD) or holds_over(user, activity.unit, Role.OFFICE)
    ):
        return no(_("Chỉ thủ trưởng của đơn vị hoặc văn phòng cấp trên xác nhận được."))
    if activity.status != S.RECORDED:
        return no(_("Hoạt động không còn chờ xác nhận."))
    if activity.recorded_by_id == user.pk:
        return no(_("Bạn đã ghi nhận hoạt động này nên người khác phải xác nhận."))
    return YES


def confirms_activities(user: AbstractBaseUser) -> bool:
    """Whether there is a unit at all whose activities the user confirms."""
    return has_role(user, Role.HEAD, Role.OFFICE)


def can_return(user: AbstractBaseUser, activity: Activity) -> Answer:
    """The office above sends back even what was confirmed; the unit's head what is not."""
    over = holds_over(user, activity.unit, Role.OFFICE)
    if not (over or holds_at(user, activity.unit, Role.HEAD)):
        return no(_("Chỉ thủ trưởng của đơn vị hoặc văn phòng cấp trên trả lại được."))
    if activity.status == S.RECORDED or (over and activity.status == S.CONFIRMED):
        return YES
    return no(_("Chỉ trả lại được hoạt động đã ghi nhận."))


def can_join(user: AbstractBaseUser, activity: Activity) -> Answer:
    """Whoever records for the unit, or the office above it."""
    if writes_for(user, activity.unit) or holds_over(user, activity.unit, Role.OFFICE):
        return YES
    return no(_("Chỉ đơn vị ghi hoặc văn phòng cấp trên gộp được hoạt động."))


def can_note_contribution(user: AbstractBaseUser, activity: Activity) -> Answer:
    if not (answer := can_record_for(user, activity.unit)):
        return answer
    if activity.status == S.JOINED:
        return no(_("Hoạt động đã gộp vào hoạt động khác; hãy ghi đóng góp ở hoạt động ấy."))
    return YES


def can_confirm_contribution(user: AbstractBaseUser, contribution: Contribution) -> Answer:
    activity = contribution.activity
    if contribution.person.user_id == user.pk:
        return no(_("Không ai tự xác nhận đóng góp của mình."))
    if contribution.confirmed_on:
        return no(_("Đóng góp này đã được xác nhận."))
    if activity.status in S.written:
        return no(_("Hãy ghi nhận hoạt động trước khi xác nhận đóng góp."))
    if holds_at(user, activity.unit, Role.HEAD) or holds_over(user, activity.unit, Role.OFFICE):
        return YES
    return no(_("Chỉ thủ trưởng của đơn vị hoặc văn phòng cấp trên xác nhận được."))


def keeps_kinds(user: AbstractBaseUser) -> bool:
    return any(is_at_the_top(grant) for grant in grants_of(user, frozenset({Role.OFFICE})))


def can_keep_kinds(user: AbstractBaseUser) -> Answer:
    if keeps_kinds(user):
        return YES
    return no(_("Chỉ văn phòng của Sở sửa được các loại hoạt động."))


def may_prove(user: AbstractBaseUser, unit: Unit) -> bool:
    """Evidence comes with an activity; the office of a room of the Sở records for it too."""
    return writes_for(user, unit)


def importable_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """One's own; an office also brings what units below it have in their tables."""
    below = unit_condition(grants_of(user, frozenset({Role.OFFICE})))
    return Unit.objects.standing().with_account().filter(at_offices(user, WRITES) | below)
