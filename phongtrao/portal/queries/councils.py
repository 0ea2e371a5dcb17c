"""What waits for a member of councils at home: cases to score, ballots, sittings; in the query of plans."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, F, Min, Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.councils.access.sheets import sheets_to_score
from phongtrao.councils.access.sittings import ballots_waiting, own_sittings
from phongtrao.councils.forms.sheets import TO_SCORE
from phongtrao.councils.models import Sitting
from phongtrao.plans.queries.waiting import Row, Say, Sort, Waiting, rows_of


def council_sorts(user: AbstractBaseUser) -> Iterator[Sort]:
    """As sorts for ``waiting_for``; cases the user has a conflict in are in no number."""
    today = timezone.localdate()
    yield _to_score(user, today)
    yield _to_vote(user)
    yield _to_attend(user, today)


def _to_score(user: AbstractBaseUser, today: date) -> Sort:
    """One row a council."""
    rows = (
        sheets_to_score(user)
        .order_by()
        .values("case__council", "case__council__title", "case__council__unit__name")
        .annotate(
            count=Count("pk"),
            late=Count("pk", filter=Q(due_on__lt=today)),
            coming=Min("due_on", filter=Q(due_on__gte=today)),
            missed=Min("due_on", filter=Q(due_on__lt=today)),
        )
    )
    about = {"what": F("case__council__title"), "whom": F("case__council__unit__name")}
    counts = {"n": F("count"), "m": F("late"), "due": F("coming"), "gone": F("missed")}
    key = F("case__council")
    order = ("-late", "coming", "case__council")
    return rows_of(rows, "score", order, key=key, **about, **counts)


def _to_vote(user: AbstractBaseUser) -> Sort:
    """One row a sitting that runs."""
    about = {"what": "item__sitting__council__title", "whom": "item__sitting__council__unit__name"}
    rows = ballots_waiting(user).order_by().values("item__sitting", *about.values())
    grouped = rows.annotate(count=Count("pk"))
    said = {name: F(way) for name, way in about.items()}
    due = TruncDate("item__sitting__starts_at")
    key = F("item__sitting")
    return rows_of(grouped, "vote", ("item__sitting",), key=key, n=F("count"), due=due, **said)


def _to_attend(user: AbstractBaseUser, today: date) -> Sort:
    """Sittings that were called, from today on."""
    start = timezone.make_aware(datetime.combine(today, time.min))
    planned = own_sittings(user).filter(status=Sitting.Status.PLANNED, starts_at__gte=start)
    about = {"what": F("council__title"), "whom": F("council__unit__name")}
    due = TruncDate("starts_at")
    return rows_of(planned, "attend", ("starts_at", "pk"), key=F("pk"), due=due, **about)


# ------------------------------------------------------------------ the words


def _say_score(row: Row) -> Waiting:
    said = ngettext(
        "%(count)s hồ sơ chờ chấm: %(council)s", "%(count)s hồ sơ chờ chấm: %(council)s", row.n
    )
    asked = urlencode({"tinh_trang": TO_SCORE, "hoi_dong": str(row.key)})
    return Waiting(
        what=said % {"count": row.n, "council": row.what},
        for_whom=row.whom,
        due=row.gone or row.due,
        url=f"{reverse('councils:my_sheets')}?{asked}",
        label=_("Chấm"),
        due_words="" if row.n == 1 else (_("Quá hạn từ") if row.gone else _("Hạn gần nhất")),
        is_late=bool(row.m),
    )


def _say_vote(row: Row) -> Waiting:
    said = ngettext(
        "%(count)s nội dung chờ bạn biểu quyết: %(council)s",
        "%(count)s nội dung chờ bạn biểu quyết: %(council)s",
        row.n,
    )
    return Waiting(
        what=said % {"count": row.n, "council": row.what},
        for_whom=row.whom,
        due=row.due,
        url=reverse("councils:ballot", args=[row.key]),
        label=_("Bỏ phiếu"),
    )


def _say_attend(row: Row) -> Waiting:
    return Waiting(
        what=_("Dự phiên họp: %s") % row.what,
        for_whom=row.whom,
        due=row.due,
        url=reverse("councils:sitting", args=[row.key]),
        label=_("Xem chương trình"),
        due_words=_("Ngày họp"),
    )


WORDS: dict[str, Say] = {"score": _say_score, "vote": _say_vote, "attend": _say_attend}
