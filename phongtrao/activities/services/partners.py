"""A unit that was named says yes, and counts it from then on; or that it was not there."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from phongtrao.activities.access.partners import can_agree, can_leave
from phongtrao.activities.models import Participation
from phongtrao.activities.queries.partners import activities_of, contributed_of, listed_of
from phongtrao.activities.services.writing import naming_key, tell_recorder
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import nfc
from phongtrao.notifications.services import withdraw
from phongtrao.plans.queries.people import people_at

A = Participation.Answer


@transaction.atomic
def agree(party: Participation, *, by: AbstractBaseUser) -> Participation:
    """It did it together: from here on it counts for the unit as well."""
    can_agree(by, party).enforce()
    if not _rows(party).filter(answer=A.ASKED).update(answer=A.YES):
        raise WrongState(_("Đơn vị bạn vừa được trả lời thay. Hãy tải lại trang."))
    _is_answered(party)
    record(party.activity, "activities.party_agreed", by=by, unit=str(party.unit))
    party.refresh_from_db()
    return party


@transaction.atomic
def leave(party: Participation, reason: str, *, by: AbstractBaseUser) -> None:
    """It was not there: neither counted nor named any more, nor its people; the recorder hears why."""
    can_leave(by, party).enforce()
    said = nfc(reason).strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do để đơn vị ghi hoạt động biết."))
    # Nobody of the unit is listed meanwhile.
    list(activities_of(party).select_for_update(of=("self",)).order_by("pk"))
    people = listed_of(party).delete()[0] + contributed_of(party).delete()[0]
    if not _rows(party).delete()[0]:
        raise WrongState(_("Đơn vị bạn không còn trong hoạt động này."))
    _is_answered(party)
    activity = party.activity
    record(
        activity,
        "activities.party_left",
        by=by,
        unit=str(party.unit),
        reason=said,
        people_gone=people,
    )
    with office_language():
        words = _("%(unit)s không cùng làm “%(title)s”: %(reason)s")
        text = words % {"unit": party.unit, "title": activity.title, "reason": said}
    tell_recorder(activity, text, "left", by=by)


def _is_answered(party: Participation) -> None:
    """One answered for the unit: its others need not."""
    withdraw(people_at(party.unit), [naming_key(party.activity, party.unit_id)])


def _rows(party: Participation) -> QuerySet[Participation]:
    """The row itself, and in a twin that was joined the one it was brought from."""
    brought = Q(activity=party.brought_by_id or 0, unit=party.unit_id)
    return Participation.objects.filter(Q(pk=party.pk) | brought)
