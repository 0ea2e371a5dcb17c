"""The public list before the council: shown for working days, objected to, answered; complaints after the result.

Whoever objects locks the nomination, and so does whoever brings it before a council: one of them is told.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import Line, record, record_many
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import nfc
from phongtrao.nominations.access.notices import (
    can_answer,
    can_complain,
    can_object,
    can_publish,
    can_take_back,
    get_listed,
)
from phongtrao.nominations.access.rounds import RUNS
from phongtrao.nominations.access.screening import can_be_taken_out
from phongtrao.nominations.access.submissions import can_screen
from phongtrao.nominations.models import AwardRound, Nomination, Objection, PublicNotice
from phongtrao.nominations.queries.notices import shown_of, standings_of
from phongtrao.nominations.services.ending import end_nomination, settle_submission, tell_of
from phongtrao.nominations.services.locking import (
    lock_nomination,
    lock_nominations,
    lock_objection,
    lock_round,
    lock_submission,
)
from phongtrao.nominations.services.reopening import reopen_nomination
from phongtrao.nominations.states import OBJECTION
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Grant
from phongtrao.orgs.working_days import after_working_days

N, O, About = Nomination.Status, Objection.Status, Objection.About  # noqa: E741 -- three words


class Outcome(StrEnum):
    """What the answer does. Upheld, the office still says whether the nomination goes on."""

    REJECTED = "rejected"
    OUT = "out"  # upheld, and refused
    KEPT = "kept"  # upheld, and kept for the reason of the answer
    REOPENED = "reopened"  # a complaint that was right: considered anew


OF_ABOUT = {
    About.NOTICE: (Outcome.REJECTED, Outcome.OUT, Outcome.KEPT),
    About.RESULT: (Outcome.REJECTED, Outcome.REOPENED),
}


@transaction.atomic
def publish_notice(
    found: AwardRound, chosen: Sequence[Nomination], from_on: date, *, by: AbstractBaseUser
) -> PublicNotice:
    """The day it begins is not counted among its working days."""
    can_screen(by, found).enforce()
    if not found.notice_days:
        raise WrongState(_("Đợt này không công khai danh sách (số ngày công khai là 0)."))
    if from_on < timezone.localdate():
        raise BadInput(_("Ngày bắt đầu công khai không thể đã qua."))
    rows = Nomination.objects.filter(submission__round=found, pk__in=[one.pk for one in chosen])
    asked = list(lock_nominations(rows))
    standings = standings_of(asked)
    ready = [one for one in asked if can_publish(by, one, standings[one.pk])]
    if not ready:
        raise WrongState(
            _("Không còn đề nghị nào chờ công khai trong số đã chọn. Hãy tải lại trang.")
        )
    until = after_working_days(from_on, found.notice_days)
    notice = PublicNotice.objects.create(
        round=found,
        from_on=from_on,
        until_on=until,
        made_by_id=by.pk,
        shown={str(one.pk): shown_of(one) for one in ready},
    )
    notice.nominations.set(ready)
    record_many((Line(one) for one in ready), "nominations.published", by=by)
    return notice


@transaction.atomic
def object_to(found: Nomination, words: str, *, by: AbstractBaseUser) -> Objection:
    """By anybody who reads the list while it runs."""
    lock_nomination(found.pk)
    listed = get_listed(by, found.pk)
    can_object(by, listed).enforce()
    return _say(listed, About.NOTICE, words, by=by)


@transaction.atomic
def complain(found: Nomination, words: str, *, by: AbstractBaseUser) -> Objection:
    """The unit or the nominated does not agree with the result."""
    locked = lock_nomination(found.pk)
    can_complain(by, locked).enforce()
    return _say(locked, About.RESULT, words, by=by)


@transaction.atomic
def answer_objection(
    said: Objection, outcome: Outcome, words: str, *, by: AbstractBaseUser
) -> Objection:
    """One answer for good; of two who answer at once the second is told."""
    held = lock_round(said.nomination.submission.round_id)
    sent = lock_submission(said.nomination.submission_id)
    found = lock_nomination(said.nomination_id)
    said = lock_objection(said.pk)
    can_answer(by, said).enforce()
    if outcome not in OF_ABOUT[About(said.about)]:
        raise BadInput(_("Câu trả lời này không dùng cho loại ý kiến ấy."))
    answer = nfc(words).strip()
    if not answer:
        raise BadInput(_("Hãy ghi câu trả lời."))
    to = O.REJECTED if outcome == Outcome.REJECTED else O.UPHELD
    move(said, to, OBJECTION, answer=answer, answered_by=by, answered_at=timezone.now())
    record(said, "nominations.objection_answered", by=by)
    if outcome == Outcome.OUT and found.status not in N.ended:
        _take_out(found, answer, by=by)
        settle_submission(sent)
    if outcome == Outcome.REOPENED:
        reopen_nomination(found, held, by=by)
    _tell_author(said)
    return said


@transaction.atomic
def take_back_objection(said: Objection, *, by: AbstractBaseUser) -> Objection:
    """By its author, while nobody has answered: nothing waits for it any more."""
    lock_nomination(said.nomination_id)
    said = lock_objection(said.pk)
    can_take_back(by, said).enforce()
    move(said, O.WITHDRAWN, OBJECTION)
    record(said, "nominations.objection_withdrawn", by=by)
    return said


# ------------------------------------------------------------------ pieces


def _take_out(found: Nomination, answer: str, *, by: AbstractBaseUser) -> None:
    """Wherever it waits, be it with its unit; not where somebody has decided since."""
    can_be_taken_out(found).enforce()
    end_nomination(found, N.REFUSED, answer, by=by, screened_by=by)
    record(found, "nominations.refused", by=by)
    with office_language():
        told = _("Một đề nghị khen thưởng của “%s” không đưa vào xét. Hãy mở ra để xem lý do.")
    event = f"refused:{timezone.now():%Y%m%d%H%M%S}"
    tell_of(found, told % found.submission.round, event)


def _say(found: Nomination, about: str, words: str, *, by: AbstractBaseUser) -> Objection:
    text = nfc(words).strip()
    if not text:
        raise BadInput(_("Hãy ghi nội dung ý kiến."))
    said = Objection.objects.create(nomination=found, about=about, words=text, made_by_id=by.pk)
    # A line of the objection's own: that of the nomination is read by its unit, who would read the name.
    record(said, "nominations.objected", by=by)
    owner = found.submission.round.owner
    grants = Grant.objects.today().filter(unit=owner, role__in=RUNS)
    people = User.objects.filter(pk__in=grants.values("user"), is_active=True).exclude(pk=by.pk)
    if found.person and found.person.user_id:
        people = people.exclude(pk=found.person.user_id)
    with office_language():
        text = _("Có ý kiến cần trả lời trong đợt khen thưởng “%s”.") % found.submission.round
    url = reverse("nominations:objection", args=[said.pk])
    notify(people.order_by("pk"), text, key=f"award_objection:{said.pk}", url=url)
    return said


def _tell_author(said: Objection) -> None:
    with office_language():
        text = _("Ý kiến của bạn về khen thưởng đã được trả lời.")
    url = reverse("nominations:objection", args=[said.pk])
    notify([said.made_by], text, key=f"award_objection:{said.pk}:answered", url=url)
