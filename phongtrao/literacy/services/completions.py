"""Results of people come in from tests, lists and hand; a competent unit confirms or refuses them."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import Line, record, record_many
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.documents.models import OfficialDocument
from phongtrao.documents.services.certificates import Ending
from phongtrao.documents.services.ending_certificates import end_certificates
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.numbers import format_date
from phongtrao.lib.text import nfc
from phongtrao.lib.words import gettext_noop
from phongtrao.literacy.access.common import can_bring
from phongtrao.literacy.access.results import can_decide
from phongtrao.literacy.models import (
    Attempt,
    Completion,
    Confirmation,
    FrameworkVersion,
    Quiz,
    TargetGroup,
)
from phongtrao.literacy.queries.results import certificates_by
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Person, Unit

S, C = Completion.Status, Confirmation.Status
TRANSITIONS: Transitions[Completion.Status] = {
    S.WAITING: frozenset({S.CONFIRMED, S.REFUSED}),
    S.CONFIRMED: frozenset(),
    S.REFUSED: frozenset(),
}
CONFIRMATION_TRANSITIONS: Transitions[Confirmation.Status] = {
    C.VALID: frozenset({C.EXPIRED, C.REVOKED}),
    C.EXPIRED: frozenset(),
    C.REVOKED: frozenset(),
}
YEAR_MONTHS = 12
KEYS = ("person", "unit", "decider", "group", "version", "attempt")


@dataclass(frozen=True, slots=True)
class Result:
    """A person's result as a list or somebody says it."""

    person: Person
    unit: Unit
    version: FrameworkVersion
    group: TargetGroup
    done_on: date
    level: int | None = None
    reference: str = ""
    valid_months: int = 0


@dataclass(frozen=True, slots=True)
class Ground:
    """What a confirmation says: when, on which decision; ``until`` None: as long as the test or list says."""

    decided_on: date
    document: OfficialDocument | None = None
    until: date | None = None


def complete_by_test(attempt: Attempt) -> Completion:
    """A passed test waits for its confirmation. In the caller's transaction."""
    quiz = attempt.quiz
    is_owners = quiz.confirmed_by == Quiz.Confirms.OWNER
    found, _is_new = Completion.objects.get_or_create(
        attempt=attempt,
        defaults={
            "person": attempt.person,
            "version": quiz.bank.version,
            "done_on": timezone.localdate(attempt.submitted_at),
            "source": Completion.Source.TEST,
            "unit": attempt.unit,
            "decider": quiz.bank.owner if is_owners else attempt.unit,
            "group": quiz.group,
            "level": quiz.level,
            "valid_months": quiz.valid_months,
            "reference": quiz.title,
        },
    )
    return found


@transaction.atomic
def add_results(results: Sequence[Result], source: str, *, by: AbstractBaseUser) -> int:
    """Results an office writes or brings; those that stand already are left. Answers how many are new."""
    for unit in {one.unit.pk: one.unit for one in results}.values():
        can_bring(by, unit).enforce()
    if any(not one.group.is_named for one in results):
        raise BadInput(_("Nhóm này chỉ tính số lượng: không ghi tên người. Hãy khai số người đạt."))
    # Of two lists at once the second waits here and finds what the first has written.
    people = Person.objects.filter(pk__in={one.person.pk for one in results}).order_by("pk")
    list(people.select_for_update().values_list("pk"))
    rows = [
        Completion(
            person=one.person,
            unit=one.unit,
            decider=one.unit,
            group=one.group,
            version=one.version,
            level=one.level,
            done_on=one.done_on,
            source=source,
            valid_months=one.valid_months,
            reference=nfc(one.reference).strip()[:300],
        )
        for one in results
    ]
    new = _not_kept(rows, source)
    for row in new:
        # What it points at is there, and that it is not there twice was just asked for all.
        row.full_clean(exclude=KEYS, validate_unique=False, validate_constraints=False)
    made = Completion.objects.bulk_create(new)
    record_many((Line(row) for row in made), "literacy.result_added", by=by)
    return len(made)


@transaction.atomic
def confirm_completions(
    rows: QuerySet[Completion], ground: Ground, *, by: AbstractBaseUser
) -> list[Confirmation]:
    """Confirm those that wait; an older confirmation of the same framework holds beside it until its own end."""
    refuse_ground(ground)
    locked = rows.filter(status=S.WAITING).order_by("pk").select_for_update(of=("self",))
    waiting = list(locked.select_related("person", "decider"))
    if not waiting:
        raise WrongState(_("Không còn kết quả nào chờ xác nhận. Hãy tải lại trang."))
    return [_confirm(one, ground, by) for one in waiting]


@transaction.atomic
def refuse_completion(completion: Completion, reason: str, *, by: AbstractBaseUser) -> Completion:
    can_decide(by, completion).enforce()
    said = _reason(reason)
    move(completion, S.REFUSED, TRANSITIONS, reason=said)
    record(completion, "literacy.completion_refused", by=by, after={"reason": said})
    _tell(
        completion,
        gettext_noop("Kết quả kỹ năng số của thầy cô không được xác nhận: %(said)s"),
        said,
    )
    return completion


@transaction.atomic
def revoke_confirmation(
    confirmation: Confirmation, reason: str, *, by: AbstractBaseUser
) -> Confirmation:
    """From today it holds no longer; its certificate neither."""
    can_decide(by, confirmation.completion).enforce()
    said, today = _reason(reason), timezone.localdate()
    move(confirmation, C.REVOKED, CONFIRMATION_TRANSITIONS, ended_on=today, reason=said)
    end_certificates(certificates_by(confirmation), Ending(said), by=by)
    record(confirmation.completion, "literacy.confirmation_revoked", by=by, after={"reason": said})
    words = gettext_noop("Xác nhận kỹ năng số của thầy cô bị hủy bỏ: %(said)s")
    _tell(confirmation.completion, words, said)
    return confirmation


def expire_confirmations(today: date) -> int:
    """For the job: what ends is told a month before, and ends the day after its last. Safe to run twice."""
    near = Confirmation.objects.filter(
        status=C.VALID, valid_until__range=(today, today + timedelta(days=30))
    )
    words = gettext_noop(
        "Xác nhận kỹ năng số của thầy cô hết hạn ngày %(said)s. Hãy làm lại bài kiểm tra."
    )
    for one in near.select_related("completion").order_by("pk"):
        _tell(one.completion, words, _last_day(one), step="near")
    over = Confirmation.objects.filter(status=C.VALID, valid_until__lt=today)
    words = gettext_noop(
        "Xác nhận kỹ năng số của thầy cô đã hết hạn ngày %(said)s. Hãy làm lại bài kiểm tra."
    )
    count = 0
    for one in over.select_related("completion").order_by("pk"):
        with transaction.atomic():
            move(one, C.EXPIRED, CONFIRMATION_TRANSITIONS, ended_on=today)
            with office_language():
                said = _("Xác nhận hết hạn ngày %s.") % _last_day(one)
            end_certificates(certificates_by(one), Ending(said), by=None)
            record(one.completion, "literacy.confirmation_expired", by=None)
            _tell(one.completion, words, _last_day(one), step="over")
        count += 1
    return count


def refuse_ground(ground: Ground) -> None:
    if ground.decided_on > timezone.localdate():
        raise BadInput(_("Ngày xác nhận chưa đến. Hãy chọn từ hôm nay trở về trước."))
    if ground.until and ground.until < ground.decided_on:
        raise BadInput(_("Ngày hết giá trị phải từ ngày xác nhận trở đi."))
    document = ground.document
    if document and document.status != OfficialDocument.Status.ISSUED:
        raise WrongState(_("Văn bản chưa ban hành. Hãy cấp số văn bản trước."))
    if document and document.issued_on and ground.decided_on < document.issued_on:
        raise BadInput(_("Ngày xác nhận phải từ ngày ban hành văn bản trở đi."))


def months_later(day: date, months: int) -> date:
    """The last day of so many months from the day: the same day of the month less one, or the month's last."""
    year, month = divmod(day.year * YEAR_MONTHS + day.month - 1 + months, YEAR_MONTHS)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) - timedelta(days=1)


# ------------------------------------------------------------------ pieces


def _confirm(completion: Completion, ground: Ground, by: AbstractBaseUser) -> Confirmation:
    can_decide(by, completion).enforce()
    if ground.decided_on < completion.done_on:
        raise BadInput(_("Ngày xác nhận phải từ ngày hoàn thành trở đi."))
    move(completion, S.CONFIRMED, TRANSITIONS)
    months = completion.valid_months
    until = ground.until or (months_later(ground.decided_on, months) if months else None)
    confirmation = Confirmation(
        completion=completion,
        unit=completion.decider,
        decided_on=ground.decided_on,
        decided_by_id=by.pk,
        valid_until=until,
        document=ground.document,
    )
    confirmation.full_clean()
    confirmation.save()
    record(completion, "literacy.completion_confirmed", by=by)
    _tell(completion, gettext_noop("Kết quả kỹ năng số của thầy cô đã được xác nhận."), "")
    return confirmation


def _not_kept(rows: Sequence[Completion], source: str) -> list[Completion]:
    """Those that stand neither in the database nor earlier in the list."""
    people = {row.person_id for row in rows}
    stand = Completion.objects.filter(source=source, person__in=people)
    kept = set(stand.values_list("person", "version", "done_on"))
    new = []
    for row in rows:
        key = (row.person_id, row.version_id, row.done_on)
        if key not in kept:
            kept.add(key)
            new.append(row)
    return new


def _last_day(confirmation: Confirmation) -> str:
    return format_date(confirmation.valid_until) if confirmation.valid_until else ""


def _reason(reason: str) -> str:
    said = nfc(reason).strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do."))
    return said[:300]


def _tell(completion: Completion, words: str, said: str, step: str = "") -> None:
    with office_language():
        text = _(words) % {"said": said}
    key = f"literacy:{completion.pk}:{step or completion.status}:{bool(said)}"
    holder: Iterable[User] = User.objects.filter(person=completion.person_id)
    notify(holder, text, key=key, url=reverse("literacy:home"))
