"""What of award rounds waits for a person: sorts of rows of “việc của tôi”, asked in the query of plans."""

from collections.abc import Iterator
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, DateField, Exists, F, OuterRef, Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.awards.certificates import FORM, TITLE
from phongtrao.documents.access.certificates import OFFICES
from phongtrao.documents.models import CertificateBatch
from phongtrao.nominations.access.decisions import deciding_rounds, without_certificates
from phongtrao.nominations.access.rounds import (
    ASKS,
    RUNS,
    meets_rounds,
    rounds_run,
    rounds_to_answer,
)
from phongtrao.nominations.models import AwardRound, Quota, Submission
from phongtrao.nominations.queries.decisions import passed
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import at_offices, has_role
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
    yield from _decided(user)


def _decided(user: AbstractBaseUser) -> Iterator[Sort]:
    """What passed and waits for its decision, here or above; certificates to be made ready, then numbered."""
    if not has_role(user, *RUNS):
        return
    rounds = deciding_rounds(user).select_related(None).order_by()
    told = passed(rounds.values("pk"))
    grouped = told.order_by().values(
        "submission__round", "submission__round__title", "submission__round__owner__name"
    )
    yield rows_of(
        grouped.annotate(count=Count("pk")),
        "decide_awards",
        ("-count", "submission__round"),
        key=F("submission__round"),
        n=F("count"),
        what=F("submission__round__title"),
        whom=F("submission__round__owner__name"),
    )
    about = {"key": F("pk"), "what": F("document__number"), "whom": F("unit__name")}
    uncertified = without_certificates(user).order_by()
    yield rows_of(uncertified, "make_award_certificates", ("pk",), **about)
    ready = CertificateBatch.objects.filter(
        at_offices(user, OFFICES, "unit__"),
        status=CertificateBatch.Status.READY,
        kind__in=(TITLE, FORM),
    )
    yield rows_of(ready.order_by(), "number_award_certificates", ("pk",), **about)


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


def _to_decide(row: Row) -> Waiting:
    words = _("%(count)s đề nghị chờ ra quyết định hoặc trình cấp trên: %(round)s")
    what = words % {"count": row.n, "round": row.what}
    return Waiting(what, row.whom, None, reverse("nominations:decision_list"), _("Xem và lập"))


def _to_certify(row: Row) -> Waiting:
    words = _("Lập bằng, giấy theo Quyết định %s")
    return waiting_at(row, words, "nominations:decision", _("Xem và lập"))


def _to_number(row: Row) -> Waiting:
    words = _("Bằng, giấy theo Quyết định %s chờ cấp số và in")
    return waiting_at(row, words, "certificates:batch", _("Xem và cấp số"))


WORDS: dict[str, Say] = {
    "hand_in_awards": _to_hand_in,
    "close_award_round": _to_close,
    "decide_awards": _to_decide,
    "make_award_certificates": _to_certify,
    "number_award_certificates": _to_number,
}
