"""What of inspections waits for a person: sorts of rows of “việc của tôi”, asked in the query of plans."""

from collections.abc import Iterator
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.activities.access import inspections as access
from phongtrao.activities.models import Inspection, Programme, Recommendation
from phongtrao.orgs.scope import ACTS_FOR_UNIT, has_role
from phongtrao.plans.models import Finding
from phongtrao.plans.queries.issuers import offices_of
from phongtrao.plans.queries.waiting import Row, Say, Sort, Waiting, rows_of, waiting_at

AHEAD = timedelta(days=30)
S = Inspection.Status


def inspection_sorts(user: AbstractBaseUser) -> Iterator[Sort]:
    """Visits to make and to prepare for, minutes to read, inspections to decide on and to close."""
    soon = timezone.localdate() + AHEAD
    about = {"key": F("pk"), "what": F("unit__name"), "whom": F("owner__name")}
    visits = access.team_inspections(user).filter(status=S.DECIDED, day__lte=soon).order_by()
    yield rows_of(visits, "visit_unit", ("day",), **about, due=F("day"))
    open_ones = Recommendation.objects.filter(
        ~Q(finding__status=Finding.Status.CLOSED), inspection=OuterRef("pk")
    )
    over = access.run_inspections(user).filter(~Exists(open_ones), status=S.CONCLUDED).order_by()
    yield rows_of(over, "end_inspection", ("day",), **about)
    if has_role(user, *ACTS_FOR_UNIT):
        told = access.told_inspections(user).order_by()
        coming = told.filter(status=S.DECIDED, day__gte=timezone.localdate(), day__lte=soon)
        yield rows_of(coming, "await_team", ("day",), **about, due=F("day"))
        unread = told.filter(status=S.CONCLUDED, opinion="", minutes=None)
        yield rows_of(unread, "read_minutes", ("day",), **about)
    if access.plans_inspections(user):
        planned = Inspection.objects.filter(offices_of(user, "owner__"), status=S.PLANNED)
        issued = ~Q(programme__status=Programme.Status.DRAFT, programme__owner=F("owner"))
        due = planned.filter(issued, planned_by__lte=soon).order_by()
        yield rows_of(due, "decide_inspection", ("planned_by",), **about, due=F("planned_by"))


def _to_visit(row: Row) -> Waiting:
    return waiting_at(row, _("Đi kiểm tra: %s"), "activities:inspection", _("Mở cuộc kiểm tra"))


def _to_end(row: Row) -> Waiting:
    said = _("Đã kiểm tra, không còn kiến nghị mở: %s")
    return waiting_at(row, said, "activities:inspection", _("Kiến nghị thêm hoặc đóng"))


def _to_await(row: Row) -> Waiting:
    return waiting_at(row, _("Chuẩn bị đón đoàn kiểm tra: %s"), "activities:inspection", _("Xem nội dung"))  # fmt: skip


def _to_read(row: Row) -> Waiting:
    said = _("Biên bản kiểm tra chờ ý kiến: %s")
    return waiting_at(row, said, "activities:inspection", _("Đọc và nêu ý kiến"))


def _to_decide(row: Row) -> Waiting:
    said = _("Đến tháng kiểm tra, chưa có quyết định: %s")
    return waiting_at(row, said, "activities:inspection", _("Lập đoàn, ra quyết định"))


WORDS: dict[str, Say] = {
    "visit_unit": _to_visit,
    "end_inspection": _to_end,
    "await_team": _to_await,
    "read_minutes": _to_read,
    "decide_inspection": _to_decide,
}
