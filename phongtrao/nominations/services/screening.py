"""Screening: what came in is taken, accepted, returned with marked places, refused, withdrawn. S0-56 S0-57 S3-44

Rows are locked first: of two secretaries at once the second reads what the first did.
"""

from collections.abc import Iterable, Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.audit.services import Line, record, record_many
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move, move_many
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import nfc
from phongtrao.nominations.access.screening import (
    can_accept,
    can_refuse,
    can_return,
    can_take,
    can_withdraw,
)
from phongtrao.nominations.models import AwardRound, Mark, Nomination, Submission
from phongtrao.nominations.parts import PLACES
from phongtrao.nominations.services.ending import end_nomination, settle_submission, tell_of
from phongtrao.nominations.services.locking import lock_nomination, lock_submission
from phongtrao.nominations.services.refusing import refuse_hindered, refuse_unconfirmed
from phongtrao.nominations.services.telling import tell_unit
from phongtrao.nominations.states import NOMINATION, SUBMISSION
from phongtrao.notifications.services import notify

S, N = Submission.Status, Nomination.Status


@transaction.atomic
def take_submission(sent: Submission, *, by: AbstractBaseUser) -> Submission:
    """The unit has its receipt: who took it, and when."""
    locked = lock_submission(sent.pk)
    can_take(by, locked).enforce()
    move(locked, S.TAKEN, SUBMISSION, taken_at=timezone.now(), taken_by=by)
    record(locked, "nominations.taken", by=by)
    with office_language():
        said = _("Hồ sơ đề nghị “%s” đã được tiếp nhận.") % locked.round
    _tell(locked, said, f"taken:{locked.taken_at:%Y%m%d%H%M%S}")
    return locked


@transaction.atomic
def accept_nomination(found: Nomination, *, by: AbstractBaseUser) -> Nomination:
    """It meets what is asked and waits for the public notice, or its council."""
    locked = lock_nomination(found.pk)
    can_accept(by, locked).enforce()
    refuse_hindered([locked])
    refuse_unconfirmed(locked.submission.round, [locked])
    move(locked, N.ACCEPTED, NOMINATION, screened_by=by)
    record(locked, "nominations.accepted", by=by)
    return locked


@transaction.atomic
def accept_many(
    found: AwardRound, chosen: Iterable[Nomination], *, by: AbstractBaseUser
) -> list[int]:
    """Those of the round that may be accepted, at once; what somebody else dealt with meanwhile is left out."""
    rows = Nomination.objects.filter(pk__in=[one.pk for one in chosen], submission__round=found)
    asked = [one for one in rows.select_related("person", "unit", "submission__unit", "submission__round__owner") if can_accept(by, one)]  # fmt: skip
    refuse_hindered(asked)
    refuse_unconfirmed(found, asked)
    keys = Nomination.objects.filter(pk__in=[one.pk for one in asked])
    moved = move_many(keys, N.SENT, N.ACCEPTED, NOMINATION, screened_by=by)
    if not moved:
        raise WrongState(_("Không còn đề nghị nào chờ xét trong số đã chọn. Hãy tải lại trang."))
    done = Nomination.objects.filter(pk__in=moved).select_related("form__honour").order_by("pk")
    record_many((Line(one) for one in done), "nominations.accepted", by=by)
    return moved


@transaction.atomic
def return_nomination(
    found: Nomination, places: Mapping[str, str], words: str, *, by: AbstractBaseUser
) -> Nomination:
    """Back to its unit with what to mend, and where; the others of the submission stay as they are."""
    sent = lock_submission(found.submission_id)
    locked = lock_nomination(found.pk)
    can_return(by, locked).enforce()
    marked = {key: nfc(note).strip() for key, note in places.items() if nfc(note).strip()}
    if unknown := marked.keys() - PLACES.keys():
        raise BadInput(_("Hồ sơ không có phần “%s”.") % ", ".join(sorted(unknown)))
    if not marked:
        raise BadInput(_("Hãy ghi cần sửa gì ở ít nhất một chỗ."))
    move(locked, N.RETURNED, NOMINATION, screened_by=by)
    rows = [Mark(nomination=locked, part=key, note=note, made_by_id=by.pk) for key, note in marked.items()]  # fmt: skip
    Mark.objects.bulk_create(rows)
    note = nfc(words).strip()
    if sent.status == S.RETURNED:
        if note:
            Submission.objects.filter(pk=sent.pk).update(return_note=note)
    else:
        move(sent, S.RETURNED, SUBMISSION, return_note=note)
    record(locked, "nominations.returned", by=by, places=sorted(marked))
    with office_language():
        said = _("Hồ sơ đề nghị “%s” cần bổ sung. Hãy mở ra để xem các chỗ đã đánh dấu.")
    _tell(sent, said % sent.round, f"returned:{rows[0].pk}")
    return locked


@transaction.atomic
def refuse_nomination(found: Nomination, reason: str, *, by: AbstractBaseUser) -> Nomination:
    """It is not considered; its unit reads why."""
    locked = lock_nomination(found.pk)
    can_refuse(by, locked).enforce()
    end_nomination(locked, N.REFUSED, reason, by=by, screened_by=by)
    record(locked, "nominations.refused", by=by)
    with office_language():
        said = _("Một đề nghị khen thưởng của “%s” không đưa vào xét. Hãy mở ra để xem lý do.")
    tell_of(locked, said % locked.submission.round, f"refused:{timezone.now():%Y%m%d%H%M%S}")
    return locked


@transaction.atomic
def withdraw_nomination(found: Nomination, reason: str, *, by: AbstractBaseUser) -> Nomination:
    """By the unit or whoever runs the round, until it is decided. The other side is told."""
    sent = lock_submission(found.submission_id)
    locked = lock_nomination(found.pk)
    can_withdraw(by, locked).enforce()
    was_sent = locked.status != N.DRAFT
    end_nomination(locked, N.WITHDRAWN, reason, by=by)
    record(locked, "nominations.withdrawn", by=by)
    settle_submission(sent)
    if was_sent:
        _tell_withdrawn(locked, sent, by)
    return locked


# ------------------------------------------------------------------ pieces


def _tell_withdrawn(found: Nomination, sent: Submission, by: AbstractBaseUser) -> None:
    with office_language():
        said = _(
            "Một đề nghị khen thưởng của %(unit)s trong “%(round)s” đã rút. Hãy mở ra để xem lý do."
        )
        text = said % {"unit": sent.unit, "round": sent.round}
    event = f"withdrawn:{timezone.now():%Y%m%d%H%M%S}"
    tell_of(found, text, event)
    if sent.round.receiver and sent.round.receiver.pk != by.pk:
        url = reverse("nominations:nomination", args=[found.pk])
        notify([sent.round.receiver], text, key=f"nomination:{found.pk}:{event}", url=url)


def _tell(sent: Submission, said: str, event: str) -> None:
    url = reverse("nominations:submission", args=[sent.pk])
    tell_unit(sent.unit, said, key=f"award_submission:{sent.pk}:{event}", url=url)


def accepted_words(number: int) -> str:
    said = ngettext("Đã chấp nhận %d đề nghị.", "Đã chấp nhận %d đề nghị.", number)
    return said % number
