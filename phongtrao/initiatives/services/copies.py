"""Holding an initiative against all others: once more what was handed in, before that one's own draft."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.initiatives import dossier
from phongtrao.initiatives.access.initiatives import can_check, can_write
from phongtrao.initiatives.kinds import KEY
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.services.checking import newest
from phongtrao.initiatives.similar import words_of
from phongtrao.lib.errors import WrongState
from phongtrao.similarity.models import Check
from phongtrao.similarity.queries.checks import newest_check
from phongtrao.similarity.queries.thresholds import thresholds_for
from phongtrao.similarity.services.checks import ask_again, check_draft


@transaction.atomic
def check_again(initiative: Initiative, *, by: AbstractBaseUser) -> Check:
    """The version of today, against the texts of today."""
    can_check(by, initiative).enforce()
    check = newest_check(KEY, newest(initiative).pk)
    if check is None:
        raise WrongState(_("Bản này đang chờ đối chiếu lần đầu. Kết quả hiện ra trong ít phút."))
    record(initiative, "initiatives.checked_again", by=by)
    return ask_again(check, by=by)


def check_own(initiative: Initiative, *, by: AbstractBaseUser) -> Check:
    """So often a day as the office of the round allows; parts that are kept secret are left out."""
    can_write(by, initiative).enforce()
    data = dossier.written(initiative)
    makers = frozenset(row["person"] for row in data["authors"])
    most = thresholds_for(initiative.round.owner, timezone.localdate()).drafts_a_day
    words = words_of(initiative.round.form, data)
    return check_draft(KEY, initiative.pk, words, makers=makers, most=most, by=by)
