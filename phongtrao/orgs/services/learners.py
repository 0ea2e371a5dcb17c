"""Names of learners: the one door through which one comes in, and the one through which it goes."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import Line, record, record_many
from phongtrao.lib.errors import BadInput
from phongtrao.orgs import access
from phongtrao.orgs.models import Learner
from phongtrao.orgs.queries.personal_data import data_of_learner, rows_of_learner
from phongtrao.orgs.services.personal_data import packed


@transaction.atomic
def name_learner(learner: Learner, *, by: AbstractBaseUser | None) -> Learner:
    """Keep the name of a learner for one purpose, with consent, until a day.

    Raises BadInput for a consent to come or a day already over; ValidationError when purpose or
    consent is missing.
    """
    access.can_keep_learner(by, learner.unit).enforce()
    learner.full_clean(exclude=["kept_by"])
    today = timezone.localdate()
    if learner.consent_on > today:
        raise BadInput(_("Ngày đồng ý không thể ở tương lai. Hãy sửa lại ngày."))
    if learner.keep_until < today:
        raise BadInput(_("Ngày lưu đã qua. Hãy chọn ngày từ hôm nay trở đi."))
    learner.kept_by_id = by.pk if by else None
    learner.save()
    # Without the name: what is forgotten must not live on in the history.
    record(learner, "orgs.learner_named", by=by)
    return learner


@transaction.atomic
def forget_learner(learner: Learner, *, by: AbstractBaseUser | None) -> None:
    """Delete the record: the purpose is served, or the consent taken back."""
    access.can_keep_learner(by, learner.unit).enforce()
    record(learner.unit, "orgs.learner_forgotten", by=by)
    learner.delete()


@transaction.atomic
def forget_expired(today: date) -> int:
    """Delete every name kept longer than was agreed; return how many. Safe to run twice.

    Each unit's history has a line for each of its names, without the name.
    """
    expired = list(
        Learner.objects.expired(today).select_for_update(of=("self",)).select_related("unit")
    )
    record_many([Line(learner.unit) for learner in expired], "orgs.learner_forgotten", by=None)
    Learner.objects.filter(pk__in=[learner.pk for learner in expired]).delete()
    return len(expired)


@transaction.atomic
def give_learner_data(learner: Learner, *, by: AbstractBaseUser) -> bytes:
    """A ZIP with everything kept of the learner, for whoever agreed that it is kept."""
    access.can_keep_learner(by, learner.unit).enforce()
    record(learner, "orgs.data_given", by=by)
    return packed([data_of_learner(learner), *rows_of_learner(learner)])
