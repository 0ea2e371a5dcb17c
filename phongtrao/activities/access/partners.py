"""Who speaks for a unit that another named as having done it together."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.activities.access.activities import WRITES, visible_activities, writes_for
from phongtrao.activities.models import Activity, Participation
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.scope import at_offices

A = Participation.Answer


def visible_parties(user: AbstractBaseUser) -> QuerySet[Participation]:
    seen = visible_activities(user).order_by().values("pk")
    rows = Participation.objects.filter(activity__in=seen)
    return rows.select_related("unit", "activity__unit", "activity__kind", "brought_by")


def get_party(user: AbstractBaseUser, pk: int) -> Participation:
    return get_object_or_404(visible_parties(user), pk=pk)


def asked_of(user: AbstractBaseUser) -> QuerySet[Participation]:
    """What waits for an answer of units one records for."""
    rows: QuerySet[Participation] = Participation.objects.asked()
    return rows.filter(at_offices(user, WRITES, "unit__"))


def can_agree(user: AbstractBaseUser, party: Participation) -> Answer:
    if not (answer := _speaks_for(user, party)):
        return answer
    if party.answer != A.ASKED:
        return no(_("%s đã xác nhận cùng làm.") % party.unit)
    return YES


def can_leave(user: AbstractBaseUser, party: Participation) -> Answer:
    """Also after a yes; who recorded the same thing itself parts the two instead."""
    if not (answer := _speaks_for(user, party)):
        return answer
    is_own = party.brought_by is not None and party.brought_by.unit_id == party.unit_id
    if party.answer == A.TWIN or is_own:
        return no(_("Đơn vị này cũng ghi hoạt động ấy. Hãy bỏ gộp hai hoạt động."))
    return YES


def _speaks_for(user: AbstractBaseUser, party: Participation) -> Answer:
    if party.unit_id == party.activity.unit_id:
        return no(_("Đây là đơn vị ghi hoạt động."))
    if not writes_for(user, party.unit):
        return no(_("Chỉ văn phòng, thủ trưởng hoặc đầu mối của %s trả lời được.") % party.unit)
    if party.activity.status not in Activity.Status.counted:
        return no(_("Hoạt động chưa ghi nhận, hoặc đã bị trả lại."))
    return YES
