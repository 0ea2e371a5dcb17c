"""Titles and actions registered for a year: written, changed, confirmed by the head, withdrawn.

After the day of a call nothing changes but with a reason, which stays in history.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import Line, record, record_many
from phongtrao.awards.access.registrations import (
    can_confirm,
    can_drop_return,
    can_register,
    can_return,
    confirms_for,
    titles_offered,
    works_at,
)
from phongtrao.awards.models import CalledUnit, Honour, RegisteredTitle, Registration
from phongtrao.awards.queries.registrations import closed_on, mark_of_registrations
from phongtrao.awards.services.register import YEARS
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move, move_many
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.numbers import format_date
from phongtrao.lib.periods import Period, parse_period
from phongtrao.lib.text import nfc
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Person, Unit
from phongtrao.orgs.queries.lineage import lineage

S = Registration.Status
TRANSITIONS: Transitions[Registration.Status] = {
    S.WAITING: frozenset({S.WAITING, S.CONFIRMED, S.RETURNED, S.WITHDRAWN}),
    S.CONFIRMED: frozenset({S.WAITING, S.CONFIRMED, S.RETURNED, S.WITHDRAWN}),
    S.RETURNED: frozenset({S.WAITING, S.CONFIRMED, S.WITHDRAWN}),
    S.WITHDRAWN: frozenset({S.WAITING, S.CONFIRMED}),
}
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Said:
    """What is registered. ``reason``: why after the day; ``as_read``: the mark of what the form showed."""

    unit: Unit
    period: str
    honours: Collection[Honour]
    actions: str
    person: Person | None = None
    reason: str = ""
    as_read: str | None = None


@transaction.atomic
def register(said: Said, *, by: AbstractBaseUser) -> Registration:
    """Write it down, or change what stands for that year. What a head writes is confirmed with it.

    WrongState where somebody changed it since the form was shown.
    """
    can_register(by, said.unit, said.person).enforce()
    _refuse(said)
    _wait_for(said)
    found = _standing(said)
    if said.as_read is not None and said.as_read != (mark_of_registrations([found]) if found else ""):  # fmt: skip
        raise WrongState(_("Đăng ký này vừa được người khác ghi. Hãy tải lại trang rồi sửa."))
    reason = reason_after(closed_on(said.unit, said.period), said.reason)
    status = S.CONFIRMED if confirms_for(by, said.unit) else S.WAITING
    if found is None:
        found = _made(said, status, reason, by)
    else:
        _change(found, replace(said, reason=reason), status, by)
    if found.person and found.person.user_id not in (None, by.pk):
        _tell(found, by)
    return found


def refuse_period(key: str) -> Period:
    """A year that runs or comes next. BadInput for any other."""
    period, today = parse_period(key), timezone.localdate()
    if period.kind not in YEARS:
        raise BadInput(_("Đăng ký theo năm học hoặc năm. Hãy ghi như 2026-2027 hoặc 2026."))
    if period.end < today:
        raise BadInput(_("%s đã qua nên không đăng ký nữa.") % period.label)
    if period.start.year > today.year + 1:
        raise BadInput(_("%s còn xa. Hãy chọn năm đang chạy hoặc năm tới.") % period.label)
    return period


def refuse_titles(honours: Collection[Honour], *, is_person: bool) -> None:
    if not honours:
        raise BadInput(_("Hãy chọn ít nhất một danh hiệu."))
    for one in honours:
        if one.kind != Honour.Kind.TITLE or not (one.for_people if is_person else one.for_units):
            words = _("“%s” không phải danh hiệu của đối tượng này. Hãy chọn danh hiệu khác.")
            raise BadInput(words % one)


def clean_actions(text: str) -> str:
    said = nfc(text).strip()
    if not said:
        raise BadInput(_("Hãy ghi việc làm cụ thể."))
    if len(said) > LONGEST:
        raise BadInput(_("Việc làm cụ thể dài quá %s ký tự. Hãy rút gọn.") % LONGEST)
    return said


def reason_after(closed: date | None, reason: str) -> str:
    """The reason as it is kept: needed once the day of a call has passed, else none."""
    said = nfc(reason).strip()[:300]
    if closed and not said:
        words = _(
            "Đợt đăng ký đã hết ngày %s. Muốn ghi hay sửa, hãy ghi lý do; lý do được lưu lại."
        )
        raise BadInput(words % format_date(closed))
    return said if closed else ""


def counting_day(since: date, period: Period) -> date:
    """Of a title registered that day, within the year it is for."""
    return min(max(since, period.start), period.end)


def _refuse(said: Said) -> None:
    refuse_period(said.period)
    refuse_titles(said.honours, is_person=said.person is not None)
    offered = titles_offered(said.unit, is_person=said.person is not None)
    if set(said.honours) - set(offered):
        raise BadInput(_("Có danh hiệu không còn áp dụng. Hãy chọn lại."))
    clean_actions(said.actions)
    if said.person and not works_at(said.person, said.unit):
        words = _("%(who)s không có vị trí chính tại %(unit)s hôm nay. Hãy đăng ký ở nơi đang công tác.")  # fmt: skip
        raise BadInput(words % {"who": said.person, "unit": said.unit})


def _wait_for(said: Said) -> None:
    """Two at once for the same person or unit: the second waits here and finds what the first wrote."""
    rows = Person.objects if said.person else Unit.objects
    key = said.person.pk if said.person else said.unit.pk
    rows.select_for_update(no_key=True).get(pk=key)


def _standing(said: Said) -> Registration | None:
    rows = Registration.objects.filter(period=said.period, person=said.person)
    if said.person is None:
        rows = rows.filter(unit=said.unit)
    found: Registration | None = rows.select_related("person", "unit").first()
    return found


def _made(said: Said, status: S, reason: str, by: AbstractBaseUser) -> Registration:
    made = Registration(
        status=status,
        unit=said.unit,
        person=said.person,
        period=said.period,
        actions=clean_actions(said.actions),
        registered_on=timezone.localdate(),
        late_reason=reason,
        registered_by_id=by.pk,
        confirmed_by_id=by.pk if status == S.CONFIRMED else None,
    )
    made.full_clean()
    made.save()
    _set_titles(made, said.honours)
    record(made, "awards.registered", by=by, after=_told(made, said.honours))
    return made


def _change(found: Registration, said: Said, status: S, by: AbstractBaseUser) -> None:
    old = [one.honour for one in found.titles.select_related("honour")]
    before = _told(found, old)
    is_same = set(old) == set(said.honours) and found.actions == clean_actions(said.actions)
    if is_same and found.unit_id == said.unit.pk and found.status != S.WITHDRAWN:
        raise BadInput(_("Chưa có gì thay đổi. Hãy sửa ít nhất một ô."))
    move(
        found,
        status,
        TRANSITIONS,
        unit=said.unit,
        actions=clean_actions(said.actions),
        late_reason=said.reason,
        remark="",
        registered_by=by.pk,
        confirmed_by=by.pk if status == S.CONFIRMED else None,
    )
    _set_titles(found, said.honours)
    after = _told(found, said.honours)
    changed = {name for name in after if before.get(name) != after[name]}
    record(
        found,
        "awards.registration_changed",
        by=by,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )


def _set_titles(registration: Registration, honours: Collection[Honour]) -> None:
    """Those that stay keep their day."""
    today, period = timezone.localdate(), parse_period(registration.period)
    registration.titles.exclude(honour__in=honours).delete()
    RegisteredTitle.objects.bulk_create(
        (
            RegisteredTitle(registration=registration, honour=one, since=today, counts_on=counting_day(today, period))
            for one in honours
        ),
        ignore_conflicts=True,
    )  # fmt: skip


def _told(registration: Registration, honours: Collection[Honour]) -> dict[str, str]:
    titles = sorted(honours, key=lambda one: (-one.rank, one.pk))
    return {
        "unit": str(registration.unit),
        "honours": "; ".join(str(one) for one in titles),
        "actions": registration.actions,
        "late_reason": registration.late_reason,
    }


def _tell(registration: Registration, by: AbstractBaseUser) -> None:
    """Somebody else wrote it: whose it is hears of it."""
    with office_language():
        words = _("%(unit)s đã ghi đăng ký thi đua %(year)s của thầy cô. Hãy xem và sửa nếu chưa đúng.")  # fmt: skip
    _notify(registration, words, by)


def _notify(registration: Registration, words: str, by: AbstractBaseUser) -> None:
    """Whose it is; of a collective who wrote it."""
    year = parse_period(registration.period).label.lower()
    said = {"unit": registration.unit, "year": year, "remark": registration.remark}
    key = f"registration:{registration.pk}:{timezone.now():%Y%m%d%H%M%S%f}"
    url = reverse("awards:registration", args=[registration.pk])
    whose = {"person": registration.person_id} if registration.person_id else {"pk": registration.registered_by_id}  # fmt: skip
    notify(User.objects.filter(**whose).exclude(pk=by.pk), words % said, key=key, url=url)


@transaction.atomic
def register_many(rows: Sequence[Said], *, by: AbstractBaseUser) -> int:
    """The sheet of a unit: all or none; how many were written. Rows that say what stands are left."""
    new = [one for one in rows if _is_new(one)]
    if not new:
        raise BadInput(_("Chưa có dòng nào mới. Hãy chọn danh hiệu cho ít nhất một người, hoặc sửa một dòng."))  # fmt: skip
    for one in new:
        register(one, by=by)
    return len(new)


def _is_new(said: Said) -> bool:
    found = _standing(said)
    if found is None or found.status == S.WITHDRAWN:
        return True
    known = set(found.titles.values_list("honour", flat=True))
    return known != {one.pk for one in said.honours} or found.actions != nfc(said.actions).strip()


# ------------------------------------------------------------------ the head


@transaction.atomic
def confirm_registrations(unit: Unit, period: str, *, by: AbstractBaseUser, as_read: str) -> int:
    """The head stands by all that waits; with it the unit has answered who asked. How many were confirmed.

    ``as_read``: the mark of what the page showed; WrongState where somebody registered or changed since.
    """
    can_confirm(by, unit).enforce()
    standing = Registration.objects.standing().filter(unit=unit, period=period)
    waiting = list(standing.filter(status=S.WAITING).select_for_update().order_by("pk"))
    if mark_of_registrations(waiting) != as_read:
        raise WrongState(_("Vừa có người đăng ký hoặc sửa. Hãy xem lại rồi xác nhận."))
    if not standing.exists():
        raise WrongState(_("Chưa có đăng ký nào để xác nhận. Hãy đăng ký cho tập thể hoặc cho từng người."))  # fmt: skip
    kept = Registration.objects.filter(pk__in=[one.pk for one in waiting])
    moved = set(move_many(kept, S.WAITING, S.CONFIRMED, TRANSITIONS, confirmed_by=by.pk))
    lines = (Line(one) for one in waiting if one.pk in moved)
    record_many(lines, "awards.registration_confirmed", by=by)
    owed = CalledUnit.objects.owed().filter(unit__in=lineage(unit), call__period=period)
    owed.update(said_on=timezone.localdate())
    return len(moved)


@transaction.atomic
def return_registration(
    registration: Registration, remark: str, *, by: AbstractBaseUser
) -> Registration:
    """The head asks for something else; until it is changed it does not count."""
    can_return(by, registration).enforce()
    refuse_period(registration.period)
    said = nfc(remark).strip()
    if not said:
        raise BadInput(_("Hãy ghi phải sửa gì."))
    move(registration, S.RETURNED, TRANSITIONS, remark=said, confirmed_by=None)
    record(registration, "awards.registration_returned", by=by, after={"remark": said})
    with office_language():
        words = _("%(unit)s trả lại đăng ký thi đua %(year)s: %(remark)s")
    _notify(registration, words, by)
    return registration


@transaction.atomic
def drop_return(registration: Registration, *, by: AbstractBaseUser) -> Registration:
    """Returned by mistake: it waits for the head again, as it was written."""
    can_drop_return(by, registration).enforce()
    before = {"remark": registration.remark}
    move(registration, S.WAITING, TRANSITIONS, remark="")
    record(registration, "awards.registration_return_dropped", by=by, before=before)
    with office_language():
        words = _("%(unit)s bỏ việc trả lại đăng ký thi đua %(year)s: đăng ký giữ như đã ghi.")
    _notify(registration, words, by)
    return registration


@transaction.atomic
def withdraw_registration(
    registration: Registration, reason: str, *, by: AbstractBaseUser
) -> Registration:
    """Nothing is registered any more; history keeps what was."""
    can_register(by, registration.unit, registration.person).enforce()
    said = reason_after(closed_on(registration.unit, registration.period), reason)
    move(registration, S.WITHDRAWN, TRANSITIONS, late_reason=said, remark="", confirmed_by=None)
    record(registration, "awards.registration_withdrawn", by=by, after={"late_reason": said})
    return registration
