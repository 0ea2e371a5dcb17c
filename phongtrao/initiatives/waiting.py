"""What of initiatives waits for a person: sorts of rows of “việc của tôi”, asked in the query of plans."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import (
    Count,
    DateField,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    Min,
    Value,
)
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.initiatives.access.explanations import explanations_to_judge
from phongtrao.initiatives.access.initiatives import (
    initiatives_asked_back,
    initiatives_to_check,
    own_authorships,
    own_initiatives,
)
from phongtrao.initiatives.access.proofs import proofs_for_unit
from phongtrao.initiatives.access.rounds import runs_rounds, works_with
from phongtrao.initiatives.models import (
    Authorship,
    Explanation,
    Initiative,
    InitiativeRound,
    UseProof,
)
from phongtrao.initiatives.queries.dossiers import handed_in_rows
from phongtrao.lib.numbers import format_number
from phongtrao.plans.queries.waiting import Row, Say, Sort, Waiting, rows_of, waiting_at

S = Initiative.Status
ONE_DAY = timedelta(days=1)


def initiative_sorts(user: AbstractBaseUser) -> Iterator[Sort]:
    """Shares to confirm, texts to mend or to finish, dossiers to check."""
    if not works_with(user):
        return
    asked = own_authorships(user).filter(
        status=Authorship.Status.ASKED, initiative__status__in=S.written
    )
    due = F("initiative__round__closes_on")
    about = {"what": F("initiative__title"), "whom": F("initiative__unit__name")}
    yield rows_of(asked, "confirm_share", ("pk",), key=F("initiative"), due=due, **about)
    cards = proofs_for_unit(user).filter(status=UseProof.Status.ASKED)
    told = {"what": F("initiative__title"), "whom": F("initiative__unit__name")}
    yield rows_of(cards.order_by(), "confirm_use", ("asked_at",), key=F("pk"), **told)
    yield from _own(user)
    if runs_rounds(user):
        yield _to_check(user)
        back = handed_in_rows(initiatives_asked_back(user)).order_by()
        about = {"what": F("read_title"), "whom": F("unit__name")}
        yield rows_of(back, "take_back", ("pk",), key=F("pk"), **about)
        said = explanations_to_judge(user).order_by().values("initiative")
        explained = handed_in_rows(Initiative.objects.filter(pk__in=said)).order_by()
        yield rows_of(explained, "judge_explanation", ("pk",), key=F("pk"), **about)


def _own(user: AbstractBaseUser) -> Iterator[Sort]:
    own = Initiative.objects.filter(pk__in=own_initiatives(user).order_by().values("pk"))
    running = own.filter(round__status__in=InitiativeRound.Status.running)
    about = {"what": F("title"), "whom": F("round__title")}
    back = running.filter(status=S.RETURNED)
    yield rows_of(back, "mend_initiative", ("pk",), key=F("pk"), **about)
    asked = Explanation.objects.filter(
        initiative__in=own, status=Explanation.Status.ASKED
    ).order_by()
    told = {"what": F("initiative__title"), "whom": F("initiative__round__title")}
    yield rows_of(asked, "explain", ("asked_at",), key=F("initiative"), **told)
    drafts = running.filter(status=S.DRAFT, round__status=InitiativeRound.Status.OPEN)
    due = F("round__closes_on")
    yield rows_of(drafts, "write_initiative", ("pk",), key=F("pk"), due=due, **about)


def _to_check(user: AbstractBaseUser) -> Sort:
    """One row a round; its day is that of the dossier that came first."""
    names = ("round", "round__title", "round__owner__name", "round__check_days")
    rows = initiatives_to_check(user).order_by().values(*names)
    grouped = rows.annotate(count=Count("pk"), first=Min("submitted_at"))
    days = ExpressionWrapper(F("round__check_days") * Value(ONE_DAY), DurationField())
    return rows_of(
        grouped,
        "check_initiatives",
        ("-count",),
        key=F("round"),
        n=F("count"),
        due=Cast(ExpressionWrapper(F("first") + days, DateTimeField()), DateField()),
        what=F("round__title"),
        whom=F("round__owner__name"),
    )


# ------------------------------------------------------------------ the words


def _to_confirm(row: Row) -> Waiting:
    return waiting_at(
        row, _("Xác nhận tỷ lệ đóng góp: %s"), "initiatives:share", _("Xem và trả lời")
    )


def _to_prove(row: Row) -> Waiting:
    return waiting_at(row, _("Xác nhận áp dụng: %s"), "initiatives:proof", _("Xem và trả lời"))


def _to_mend(row: Row) -> Waiting:
    words = _("Sáng kiến được trả lại: %s")
    found = waiting_at(row, words, "initiatives:edit", _("Sửa và nộp lại"))
    return replace(found, is_back=True)


def _to_write(row: Row) -> Waiting:
    return waiting_at(row, _("Sáng kiến đang viết: %s"), "initiatives:edit", _("Viết tiếp"))


def _to_judge(row: Row) -> Waiting:
    words = _("%(n)s hồ sơ sáng kiến chờ kiểm tra: %(what)s")
    said = words % {"n": format_number(row.n), "what": row.what}
    url = reverse("initiatives:round", args=[row.key]) + "?tinh_trang=submitted"
    return Waiting(what=said, for_whom=row.whom, due=row.due, url=url, label=_("Kiểm tra"))


def _to_take_back(row: Row) -> Waiting:
    return waiting_at(row, _("Tác giả đề nghị rút: %s"), "initiatives:initiative", _("Xem lý do"))


def _to_explain(row: Row) -> Waiting:
    return waiting_at(
        row, _("Giải trình đoạn trùng: %s"), "initiatives:copies", _("Xem và giải trình")
    )


def _to_settle(row: Row) -> Waiting:
    return waiting_at(row, _("Giải trình chờ kết luận: %s"), "initiatives:copies", _("Xem"))


WORDS: dict[str, Say] = {
    "mend_initiative": _to_mend,
    "confirm_share": _to_confirm,
    "confirm_use": _to_prove,
    "write_initiative": _to_write,
    "check_initiatives": _to_judge,
    "take_back": _to_take_back,
    "explain": _to_explain,
    "judge_explanation": _to_settle,
}
