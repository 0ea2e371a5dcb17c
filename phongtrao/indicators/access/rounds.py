"""Who sees a round and the reports of units, who writes, who judges. Deny by default.

What a unit is still writing is read by those who act for it, and by nobody else.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.documents.models import Evidence
from phongtrao.indicators.access.definitions import OFFICE
from phongtrao.indicators.models import (
    CollectionRound,
    LockException,
    Measurement,
    UnitReport,
    UnitReportQuerySet,
)
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import (
    ACTS_FOR_UNIT,
    OVERSEES,
    at_offices,
    at_units,
    grants_of,
    has_role,
    holds_at,
    holds_at_office,
    read_units,
    reads_unit,
    unit_condition,
)

S = CollectionRound.Status
R = UnitReport.Status
DRAFT_READERS = frozenset({Role.OFFICE, Role.LEADER})


def sees_rounds(user: AbstractBaseUser) -> bool:
    return has_role(user, *OVERSEES)


def reports_numbers(user: AbstractBaseUser) -> bool:
    return has_role(user, *ACTS_FOR_UNIT)


# ------------------------------------------------------------------ rounds


def visible_rounds(user: AbstractBaseUser) -> QuerySet[CollectionRound]:
    over = unit_condition(grants_of(user, OVERSEES), "owner__")
    drafts = at_offices(user, DRAFT_READERS, "owner__")
    at_home = at_offices(user, OVERSEES, "owner__")
    rows = CollectionRound.objects.filter(((over | at_home) & ~Q(status=S.DRAFT)) | drafts)
    return rows.select_related("owner")


def get_visible_round(user: AbstractBaseUser, pk: int) -> CollectionRound:
    return get_object_or_404(visible_rounds(user), pk=pk)


def can_collect(user: AbstractBaseUser, owner: Unit) -> Answer:
    if holds_at_office(user, owner, Role.OFFICE):
        return YES
    return no(_("Chỉ văn phòng của %(unit)s được thu số liệu.") % {"unit": owner})


def can_edit(user: AbstractBaseUser, round_: CollectionRound) -> Answer:
    if not (may := can_collect(user, round_.owner)):
        return may
    if round_.status != S.DRAFT:
        return no(_("Đợt đã mở nên không sửa được. Có thể chốt rồi soạn đợt khác."))
    return YES


def can_open(user: AbstractBaseUser, round_: CollectionRound) -> Answer:
    if not (may := can_edit(user, round_)):
        return may
    if not round_.indicators.exists():
        return no(_("Đợt chưa có chỉ số nào. Hãy chọn chỉ số trước khi mở."))
    return YES


def can_run(user: AbstractBaseUser, round_: CollectionRound) -> Answer:
    """Urge, accept many, close: while numbers come in."""
    if not (may := can_collect(user, round_.owner)):
        return may
    return YES if round_.is_open else no(_("Đợt không ở trong thời gian thu số liệu."))


def can_copy(user: AbstractBaseUser, round_: CollectionRound) -> Answer:
    """To next year's."""
    if not (may := can_collect(user, round_.owner)):
        return may
    return no(_("Đợt này chưa mở. Hãy sửa chính đợt này.")) if round_.status == S.DRAFT else YES


def can_except(user: AbstractBaseUser, round_: CollectionRound) -> Answer:
    if not (may := can_collect(user, round_.owner)):
        return may
    if round_.status != S.CLOSED:
        return no(_("Đợt chưa chốt nên chưa khóa: đơn vị vẫn nộp được."))
    return YES


# ------------------------------------------------------------------ reports


def own_reports(user: AbstractBaseUser) -> UnitReportQuerySet:
    return _reports().filter(at_units(user, ACTS_FOR_UNIT, "unit__"))


def visible_reports(user: AbstractBaseUser) -> UnitReportQuerySet:
    """One's own, of units one reads, and of rounds one sees: of these only what is handed in is shown."""
    mine = at_units(user, ACTS_FOR_UNIT, "unit__") | read_units(user, "unit__")
    return _reports().filter(mine | Q(round__in=visible_rounds(user).order_by().values("pk")))


def get_visible_report(user: AbstractBaseUser, pk: int) -> UnitReport:
    return get_object_or_404(visible_reports(user), pk=pk)


def acts_for(user: AbstractBaseUser, report: UnitReport) -> bool:
    """Whether the user reads what the unit is writing. No query."""
    return holds_at(user, report.unit, *ACTS_FOR_UNIT)


def can_write(user: AbstractBaseUser, report: UnitReport) -> Answer:
    if not acts_for(user, report):
        return no(
            _("Chỉ thủ trưởng hoặc đầu mối của %(unit)s được nhập, nộp số liệu.")
            % {"unit": report.unit}
        )
    if report.status not in R.owed:
        return no(_("Số liệu đã nộp nên không sửa được. Hãy rút lại nếu cần sửa."))
    return _unlocked(report)


def can_withdraw(user: AbstractBaseUser, report: UnitReport) -> Answer:
    if not acts_for(user, report):
        return no(_("Chỉ thủ trưởng hoặc đầu mối của %(unit)s được rút.") % {"unit": report.unit})
    if report.status != R.SUBMITTED:
        return no(_("Chỉ rút được số liệu đã nộp mà chưa duyệt."))
    return _unlocked(report)


def can_judge(user: AbstractBaseUser, report: UnitReport) -> Answer:
    owner = report.round.owner
    if not holds_at_office(user, owner, Role.OFFICE):
        return no(_("Chỉ văn phòng của %(unit)s được duyệt số liệu này.") % {"unit": owner})
    if report.status != R.SUBMITTED:
        return no(_("Số liệu không chờ duyệt. Hãy tải lại trang."))
    if report.submitted_by_id == user.pk:
        return no(_("Bạn đã nộp số liệu này nên người khác phải duyệt."))
    return _unlocked(report)


def can_correct(user: AbstractBaseUser, report: UnitReport) -> Answer:
    """An accepted number: by the office that accepted it, with a reason, whether locked or not."""
    if not (may := can_collect(user, report.round.owner)):
        return may
    if report.status != R.ACCEPTED:
        return no(_("Số liệu chưa duyệt nên đơn vị tự sửa được, không cần đính chính."))
    return YES


def reports_to_judge(user: AbstractBaseUser) -> QuerySet[UnitReport]:
    """Handed in to one's office and waiting for this very user."""
    office = at_offices(user, OFFICE, "round__owner__")
    excepted = LockException.objects.filter(
        round=OuterRef("round"), unit=OuterRef("unit"), until__gte=timezone.localdate()
    )
    unlocked = Q(round__status=S.OPEN) | Exists(excepted)
    return _reports().filter(office, unlocked, status=R.SUBMITTED).exclude(submitted_by=user.pk)


def _unlocked(report: UnitReport) -> Answer:
    """Open, or closed with an exception for this unit that still holds."""
    if report.round.is_open:
        return YES
    today = timezone.localdate()
    rows = LockException.objects.filter(round=report.round_id, unit=report.unit_id)
    if rows.filter(until__gte=today).exists():
        return YES
    return no(_("Kỳ số liệu đã khóa. Nếu cần nộp hay sửa, hãy đề nghị văn phòng mở ngoại lệ."))


def _reports() -> UnitReportQuerySet:
    rows = UnitReport.objects.exclude(round__status=S.DRAFT)
    return rows.select_related("round__owner", "unit", "submitted_by")


# ------------------------------------------------------------------ numbers


def visible_measurements(user: AbstractBaseUser) -> QuerySet[Measurement]:
    """Of units one reads, and what was handed in to rounds one sees."""
    rounds = visible_rounds(user).order_by().values("pk")
    seen = read_units(user, "unit__") | Q(report__round__in=rounds)
    return Measurement.objects.filter(seen).select_related("indicator", "unit")


def reads_numbers_of(user: AbstractBaseUser, unit: Unit) -> bool:
    """No query."""
    return reads_unit(user, unit)


def cited_evidence(user: AbstractBaseUser) -> QuerySet[Evidence]:
    """Files behind the numbers the user sees."""
    seen = visible_measurements(user).order_by().values("pk")
    return Evidence.objects.filter(measurements__in=seen)
