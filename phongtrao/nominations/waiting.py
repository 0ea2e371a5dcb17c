"""What of award rounds waits for a person: sorts of rows of “việc của tôi”, asked in the query of plans."""

from collections.abc import Iterator
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import DateField, Exists, F, OuterRef, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.nominations.access.rounds import (
    ASKS,
    meets_rounds,
    rounds_run,
    rounds_to_answer,
)
from phongtrao.nominations.models import AwardRound, Quota, Submission
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import at_offices
from phongtrao.plans.queries.waiting import Row, Say, Sort, Waiting, rows_of, waiting_at

SOON = timedelta(days=3)
S = Submission.Status


def nomination_sorts(user: AbstractBaseUser) -> Iterator[Sort]:
    """Rounds in which one's unit has not handed in; those one runs that are about to close."""
    if not meets_rounds(user):
        return
    due = TruncDate("due_at", output_field=DateField())
    about = {"key": F("pk"), "due": due, "what": F("title"), "whom": F("owner__name")}
    yield rows_of(_owed(user).order_by(), "hand_in_awards", ("due_at", "pk"), **about)
    closing = rounds_run(user).filter(due_at__lte=timezone.now() + SOON)
    yield rows_of(closing.order_by(), "close_award_round", ("due_at", "pk"), **about)


def _owed(user: AbstractBaseUser) -> Sort:
    """Some unit one prepares for, below the owner and with a place where places are given, has sent nothing."""
    sent = Submission.objects.filter(
        round=OuterRef(OuterRef("pk")), unit=OuterRef("pk"), status__in=(S.SENT, S.TAKEN)
    )
    place = Quota.objects.filter(round=OuterRef(OuterRef("pk")), unit=OuterRef("pk"), most__gt=0)
    any_place = Quota.objects.filter(round=OuterRef(OuterRef("pk")))
    mine = Unit.objects.standing().with_account().filter(at_offices(user, ASKS)).order_by()
    below = Q(admin_path__startswith=OuterRef("owner__admin_path"))
    below |= Q(prof_path__startswith=OuterRef("owner__prof_path"))
    owing = mine.filter(below, ~Exists(sent)).filter(Exists(place) | ~Exists(any_place))
    others = owing.exclude(pk=OuterRef("owner"))
    rows = rounds_to_answer(user).exclude(occasion=AwardRound.Occasion.SUDDEN)
    return rows.filter(Exists(others))


def _to_hand_in(row: Row) -> Waiting:
    return waiting_at(
        row, _("Gửi hồ sơ khen thưởng: %s"), "nominations:round", _("Xem và lập hồ sơ")
    )


def _to_close(row: Row) -> Waiting:
    words = _("Đến hạn nhận hồ sơ khen thưởng: %s")
    return waiting_at(row, words, "nominations:round", _("Xem ai chưa gửi"))


WORDS: dict[str, Say] = {"hand_in_awards": _to_hand_in, "close_award_round": _to_close}
