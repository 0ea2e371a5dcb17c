"""An office collects numbers: a round is written, opened to a population, closed and locked. S4-27."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from phongtrao.audit.services import changes, record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.indicators.access import rounds as access
from phongtrao.indicators.models import (
    CollectionRound,
    Indicator,
    LockException,
    RoundLook,
    UnitReport,
)
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import nfc
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import department_of
from phongtrao.plans.periods import read_period
from phongtrao.plans.queries.people import people_at
from phongtrao.plans.services.assignments import quoted
from phongtrao.plans.services.owed import tell_asked
from phongtrao.plans.years import later_title, move_day, move_period

S = CollectionRound.Status
TRANSITIONS: Transitions[S] = {
    S.DRAFT: frozenset({S.OPEN}),
    S.OPEN: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
}
BATCH = 2_000
MOST_NAMED = 30  # units in a sentence


def asked_units(round_: CollectionRound) -> QuerySet[Unit]:
    """Whom the round reaches today: its population under the owner (a room: under its Sở)."""
    above = department_of(round_.owner)
    standing = Unit.objects.standing().with_account()
    return standing.filter(round_.population_under(above)).exclude(
        pk__in={above.pk, round_.owner_id}
    )


@transaction.atomic
def create_round(
    owner: Unit,
    said: Mapping[str, Any],
    indicators: Sequence[Indicator],
    *,
    by: AbstractBaseUser,
) -> CollectionRound:
    """A draft nobody is asked by yet; ``said``: fields of the model by name."""
    access.can_collect(by, owner).enforce()
    made = CollectionRound(owner=owner)
    _write(made, said, indicators)
    record(made, "indicators.round_created", by=by, after={"title": made.title})
    return made


def next_year(round_: CollectionRound) -> dict[str, Any]:
    """What a round of the year after says otherwise; all else stays as it is."""
    period = read_period(round_.period)
    return {
        "title": later_title(round_.title, {period.start.year, period.end.year}),
        "period": move_period(round_.period, 1),
        "due_on": move_day(round_.due_on, 1),
    }


@transaction.atomic
def copy_round(
    round_: CollectionRound,
    said: Mapping[str, Any],
    indicators: Sequence[Indicator],
    *,
    by: AbstractBaseUser,
) -> CollectionRound:
    """Another draft of the same office, as it was looked over; nothing that units typed."""
    access.can_copy(by, round_).enforce()
    made = CollectionRound(owner=round_.owner)
    _write(made, said, indicators)
    record(made, "indicators.round_copied", by=by, copied_from=round_.pk)
    return made


@transaction.atomic
def edit_round(
    round_: CollectionRound,
    said: Mapping[str, Any],
    indicators: Sequence[Indicator],
    *,
    by: AbstractBaseUser,
) -> CollectionRound:
    locked = _locked(round_)
    access.can_edit(by, locked).enforce()
    before, after = changes(locked, dict(said))
    _write(locked, said, indicators)
    record(locked, "indicators.round_edited", by=by, before=before, after=after)
    return locked


@transaction.atomic
def drop_round(round_: CollectionRound, *, by: AbstractBaseUser) -> None:
    locked = _locked(round_)
    access.can_edit(by, locked).enforce()
    record(locked, "indicators.round_dropped", by=by)
    locked.delete()


@transaction.atomic
def open_round(round_: CollectionRound, *, by: AbstractBaseUser) -> int:
    """Ask every unit of the population; return how many. Each is told once."""
    locked = _locked(round_)
    access.can_open(by, locked).enforce()
    # One may have ended since it was chosen; locked, so that none does while the round opens.
    _refuse_ended(locked.indicators.select_for_update(of=("self",)))
    if locked.due_on < timezone.localdate():
        raise BadInput(_("Hạn nộp đã qua. Hãy sửa hạn trước khi mở đợt."))
    units = list(asked_units(locked).values_list("pk", flat=True))
    if not units:
        raise BadInput(
            _("Đối tượng đã chọn không có đơn vị nào. Hãy chọn lại loại đơn vị, cấp học.")
        )
    rows = (UnitReport(round=locked, unit_id=pk, due_on=locked.due_on) for pk in units)
    UnitReport.objects.bulk_create(rows, batch_size=BATCH)
    move(locked, S.OPEN, TRANSITIONS, opened_at=timezone.now())
    record(locked, "indicators.round_opened", by=by, units=len(units))
    _tell_units(locked)
    round_.refresh_from_db()
    return len(units)


@transaction.atomic
def close_round(
    round_: CollectionRound, note: str = "", *, by: AbstractBaseUser
) -> CollectionRound:
    """Lock the period. With units missing only for a reason; they stay named by their reports."""
    locked = _locked(round_)
    access.can_run(by, locked).enforce()
    if waiting := locked.reports.filter(status=UnitReport.Status.SUBMITTED).count():
        words = _("Còn %s đơn vị chờ duyệt. Hãy duyệt hoặc trả lại trước khi chốt.")
        raise WrongState(words % waiting)
    missing = locked.reports.exclude(status=UnitReport.Status.ACCEPTED)
    said, count = nfc(note).strip(), missing.count()
    if count and not said:
        names = missing.order_by("unit__sort_key").values_list("unit__name", flat=True)
        words = _("Còn %(n)s đơn vị chưa được duyệt: %(names)s. Muốn chốt, hãy ghi lý do.")
        raise BadInput(words % {"n": count, "names": "; ".join(names[:MOST_NAMED])})
    move(locked, S.CLOSED, TRANSITIONS, closed_at=timezone.now(), closing_note=said)
    record(locked, "indicators.round_closed", by=by, after={"reason": said}, missing=count)
    round_.refresh_from_db()
    return round_


@transaction.atomic
def allow_exception(
    round_: CollectionRound, unit: Unit, until: date, reason: str, *, by: AbstractBaseUser
) -> LockException:
    """Let one unit hand in to a closed round until a day; it is told, and the reason stays."""
    access.can_except(by, round_).enforce()
    said = nfc(reason).strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do mở ngoại lệ."))
    if until < timezone.localdate():
        raise BadInput(_("Ngày mở ngoại lệ đã qua. Hãy chọn một ngày từ hôm nay trở đi."))
    report = UnitReport.objects.filter(round=round_, unit=unit).first()
    if report is None:
        raise BadInput(_("Đơn vị không thuộc đợt này. Hãy chọn đơn vị trong danh sách."))
    if report.status == UnitReport.Status.ACCEPTED:
        raise WrongState(_("Số liệu của đơn vị đã duyệt. Nếu sai, hãy đính chính từng số."))
    made = LockException(round=round_, unit=unit, until=until, reason=said, given_by_id=by.pk)
    made.full_clean()
    made.save()
    record(round_, "indicators.exception_given", by=by, after={"reason": said}, unit=unit.pk)
    with office_language():
        words = _("Bạn được nộp số liệu %(what)s đến hết ngày %(day)s, dù kỳ đã khóa.")
        text = words % {"what": quoted(round_.title), "day": date_format(until, "d/m/Y")}
    key, url = f"indicators.exception:{made.pk}", reverse("indicators:report", args=[report.pk])
    notify(people_at(unit), text, key=key, url=url)
    return made


def looked_at(round_: CollectionRound, *, by: AbstractBaseUser) -> datetime | None:
    """When somebody last looked: what came in later they cannot have seen."""
    look = RoundLook.objects.filter(round=round_, user=by.pk).first()
    return look.looked_at if look else None


def look_at(round_: CollectionRound, *, by: AbstractBaseUser) -> datetime | None:
    """Remember that somebody looks now; answers with when they last did."""
    before = looked_at(round_, by=by)
    RoundLook.objects.update_or_create(
        round=round_, user_id=by.pk, defaults={"looked_at": timezone.now()}
    )
    return before


# ------------------------------------------------------------------ parts


def _locked(round_: CollectionRound) -> CollectionRound:
    rows = CollectionRound.objects.select_for_update(of=("self",)).select_related("owner")
    return rows.get(pk=round_.pk)


def _write(
    round_: CollectionRound, said: Mapping[str, Any], indicators: Sequence[Indicator]
) -> None:
    for name, value in said.items():
        setattr(round_, name, nfc(value).strip() if isinstance(value, str) else value)
    read_period(round_.period)
    _refuse_ended(indicators)
    round_.full_clean()
    round_.save()
    round_.indicators.set(indicators)


def _refuse_ended(indicators: Iterable[Indicator]) -> None:
    if not all(one.is_collected for one in indicators):
        raise BadInput(
            _(
                "Chỉ số bên ngoài, chỉ số hệ thống tính và chỉ số thôi dùng không thu từ đơn vị. Hãy bỏ chọn."
            )
        )


def _tell_units(round_: CollectionRound) -> None:
    reports = dict(round_.reports.values_list("unit", "pk"))
    with office_language():
        text = _("%(owner)s thu số liệu %(title)s, hạn %(due)s. Hãy nhập và nộp.") % {
            "owner": round_.owner,
            "title": quoted(round_.title),
            "due": date_format(round_.due_on, "d/m/Y"),
        }
    tell_asked(reports, text, key=f"indicators.round:{round_.pk}", url_name="indicators:report")
