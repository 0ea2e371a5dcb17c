"""A complaint was right: the nomination is considered anew, and its round runs again where it had ended.

Ending the round again takes that back.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.lib.errors import WrongState
from phongtrao.nominations.access.rounds import RUNS
from phongtrao.nominations.models import AwardRound, Nomination
from phongtrao.nominations.queries.hindrances import theirs
from phongtrao.nominations.services.claims import put_claims, told_by
from phongtrao.nominations.services.ending import tell_of
from phongtrao.nominations.services.locking import lock_nominations, lock_subjects
from phongtrao.nominations.services.places import take_places
from phongtrao.nominations.services.refusing import refuse_hindered
from phongtrao.nominations.states import NOMINATION, ROUND
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Grant

N, R = Nomination.Status, AwardRound.Status


def reopen_nomination(found: Nomination, held: AwardRound, *, by: AbstractBaseUser) -> None:
    """It waits for a council anew, if its place and its achievements are still free. All are locked."""
    if held.status == R.ENDED:
        _reopen_round(held, by)
    for below in lock_nominations(Nomination.objects.filter(goes_on_as=found, status__in=N.ended)):
        passed = below.case is not None and below.case.passes
        _reopen(below, N.PASSED if passed else N.ACCEPTED, by=by)
    _reopen(found, N.ACCEPTED, by=by, case=None)
    put_claims(found, told_by(found))  # another form may have taken the achievement meanwhile
    with office_language():
        said = _("Khiếu nại có cơ sở: một đề nghị khen thưởng trong “%s” được xét lại.") % held
    tell_of(found, said, f"reopened:{timezone.now():%Y%m%d%H%M%S}")


def _reopen(found: Nomination, to: Nomination.Status, *, by: AbstractBaseUser, **more: None) -> None:  # fmt: skip
    take_places(found.submission, 1, is_person=found.person_id is not None)
    lock_subjects([found.person or found.unit])
    again = Nomination.objects.filter(theirs([found]), form=found.form_id, status__in=N.living)
    if again.exists():
        raise WrongState(_("Hình thức này đã được đề nghị lại nên không mở lại đề nghị cũ."))
    refuse_hindered([found])
    move(found, to, NOMINATION, end_reason="", **more)
    record(found, "nominations.reopened", by=by)


def _reopen_round(held: AwardRound, by: AbstractBaseUser) -> None:
    """Nothing new comes in; whoever runs it is told that it has something to do again."""
    move(held, R.CLOSED, ROUND)
    record(held, "nominations.round_reopened", by=by)
    grants = Grant.objects.today().filter(unit=held.owner, role__in=RUNS)
    people = User.objects.filter(pk__in=grants.values("user"), is_active=True).exclude(pk=by.pk)
    with office_language():
        said = _("Đợt khen thưởng “%s” mở lại để xét một khiếu nại có cơ sở. Xét xong, hãy kết thúc lại.")  # fmt: skip
    url = reverse("nominations:round", args=[held.pk])
    key = f"nominations.round:{held.pk}:reopened:{timezone.now():%Y%m%d%H%M%S}"
    notify(people.order_by("pk"), said % held, key=key, url=url)
