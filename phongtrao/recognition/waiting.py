"""What of the library waits for a person: sorts of rows of “việc của tôi”, asked in the query of plans."""

from collections.abc import Iterator
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.orgs.scope import at_offices, grants_of, has_role, unit_condition
from phongtrao.plans.queries.waiting import Row, Say, Sort, Waiting, rows_of, waiting_at
from phongtrao.recognition.access import (
    OFFICES,
    authored_assets,
    renewing_assets,
    visible_objections,
)
from phongtrao.recognition.models import Adoption, Objection, Replication, ScopeRequest

AHEAD = timedelta(days=30)
KEEPS = frozenset({Role.HEAD, Role.FOCAL, Role.OFFICE})


def library_sorts(user: AbstractBaseUser) -> Iterator[Sort]:
    """Uses to confirm, requests and proposals to answer, complaints; rights to renew, of authors as well."""
    yield from _renewals(user)
    if not has_role(user, *OFFICES):
        return
    about = {"what": F("creation__title"), "key": F("pk")}
    tried = Adoption.objects.filter(
        at_offices(user, OFFICES, "unit__"), status=Adoption.Status.TRIED
    )
    said = tried.exclude(effect="")
    yield rows_of(said, "confirm_adoption", ("pk",), whom=F("unit__name"), **about)
    owned = at_offices(user, OFFICES, "owner__")
    made = F("creation__unit__name")
    asked = ScopeRequest.objects.filter(owned, status=ScopeRequest.Status.ASKED)
    yield rows_of(asked, "answer_scope", ("pk",), whom=made, **about)
    proposed = Replication.objects.filter(owned, status=Replication.Status.PROPOSED)
    yield rows_of(proposed, "consider_replication", ("pk",), whom=made, **about)
    yield rows_of(_complaints(user), "answer_objection", ("pk",), whom=made, **about)


def _renewals(user: AbstractBaseUser) -> Iterator[Sort]:
    """Who keeps a right goes to its form, another author to the page of the work."""
    about = {"what": F("title"), "whom": F("owner__name"), "due": F("renew_by")}
    last = timezone.localdate() + AHEAD
    kept = renewing_assets(user).filter(renew_by__lte=last).order_by()
    if has_role(user, *KEEPS):
        yield rows_of(kept, "renew_asset", ("renew_by",), key=F("pk"), **about)
    mine = authored_assets(user).filter(renew_by__lte=last).exclude(pk__in=kept.values("pk"))
    yield rows_of(mine.order_by(), "renew_own", ("renew_by",), key=F("creation"), **about)


def _complaints(user: AbstractBaseUser) -> QuerySet[Objection]:
    over = unit_condition(grants_of(user, frozenset({Role.OFFICE})), "creation__unit__")
    seen = visible_objections(user).order_by().values("pk")
    rows = Objection.objects.filter(over, pk__in=seen, status=Objection.Status.OPEN)
    return rows.exclude(raised_by=user.pk)


# ------------------------------------------------------------------ the words


def _to_confirm(row: Row) -> Waiting:
    return waiting_at(row, _("Xác nhận áp dụng: %s"), "recognition:adoption", _("Xem và xác nhận"))


def _to_answer(row: Row) -> Waiting:
    words = _("Đề nghị công nhận phạm vi: %s")
    return waiting_at(row, words, "recognition:request", _("Xem và trả lời"))


def _to_consider(row: Row) -> Waiting:
    words = _("Đề nghị nhân rộng: %s")
    return waiting_at(row, words, "recognition:replication", _("Xem xét"))


def _to_judge(row: Row) -> Waiting:
    words = _("Khiếu nại về công trình: %s")
    return waiting_at(row, words, "recognition:objection", _("Xem và trả lời"))


def _to_renew(row: Row) -> Waiting:
    said = _("Gia hạn, nộp phí sở hữu trí tuệ: %s")
    return waiting_at(row, said, "recognition:asset_edit", _("Ghi ngày kế tiếp"))


def _to_follow(row: Row) -> Waiting:
    said = _("Sở hữu trí tuệ sắp đến hạn gia hạn: %s")
    return waiting_at(row, said, "recognition:creation", _("Xem công trình"))


WORDS: dict[str, Say] = {
    "renew_asset": _to_renew,
    "renew_own": _to_follow,
    "confirm_adoption": _to_confirm,
    "answer_scope": _to_answer,
    "consider_replication": _to_consider,
    "answer_objection": _to_judge,
}
