"""A test is begun, answered and handed in. Questions, their order and the order of options are drawn once.

The server's clock decides: an answer that comes after the end is refused, and what was saved is judged. Nothing
that tells what is right leaves the server before the test is handed in.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.workflow import Transitions, move
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.lib.numbers import format_date
from phongtrao.literacy.access.banks import can_take
from phongtrao.literacy.grading import draw, is_right, options_of, percent
from phongtrao.literacy.models import Attempt, Completion, QuestionVersion, Quiz
from phongtrao.literacy.services.completions import complete_by_test
from phongtrao.orgs.models import Person, Post

S = Attempt.Status
TRANSITIONS: Transitions[Attempt.Status] = {
    S.OPEN: frozenset({S.SUBMITTED}),
    S.SUBMITTED: frozenset(),
}


def may_start(person: Person | None, quiz: Quiz) -> Answer:
    """The retake rule: how often, how long after the last time, never while it is passed and holds."""
    taken = list(Attempt.objects.filter(quiz=quiz, person=person).order_by("number"))
    rows = Completion.objects.filter(person=person, attempt__quiz=quiz).order_by("-pk")
    return may_start_with(person, quiz, taken, rows.select_related("confirmation").first())


def may_start_with(
    person: Person | None, quiz: Quiz, taken: Sequence[Attempt], completion: Completion | None
) -> Answer:
    """The same, where attempts and what came of the last passed one are at hand. No query."""
    if (answer := can_take(person, quiz)).reason:
        return answer
    if any(one.status == S.OPEN for one in taken):
        return YES  # going on with it
    # What is over is begun anew: attempts up to the one that was passed no longer count.
    last = max((place for place, one in enumerate(taken) if one.passed), default=-1)
    if last >= 0 and not _is_over(completion):
        return no(_("Thầy cô đã đạt bài này."))
    taken = taken[last + 1 :]
    if len(taken) >= quiz.attempts:
        return no(_("Đã làm đủ %s lần được phép.") % quiz.attempts)
    if taken and (again := _again_on(taken[-1], quiz)) > timezone.now():
        return no(_("Được làm lại từ ngày %s.") % format_date(timezone.localdate(again)))
    return YES


@transaction.atomic
def start_attempt(quiz: Quiz, *, by: AbstractBaseUser) -> Attempt:
    """Begin, or go on with the one that is open."""
    person = Person.objects.filter(user=by.pk).select_for_update(of=("self",)).first()
    _hold(quiz)
    may_start(person, quiz).enforce()
    if person is None:
        raise NotAllowed
    taken = Attempt.objects.filter(quiz=quiz, person=person)
    if (open_one := taken.filter(status=S.OPEN).first()) is not None:
        return open_one
    post = Post.objects.today().filter(person=person).order_by("-is_full", "pk").first()
    if post is None:
        raise WrongState(_("Hồ sơ chưa có vị trí công tác hôm nay. Hãy nhờ đơn vị ghi vị trí."))
    now = timezone.now()
    attempt = Attempt(
        quiz=quiz,
        person=person,
        unit_id=post.unit_id,
        number=taken.count() + 1,
        started_at=now,
        ends_at=now + timedelta(minutes=quiz.minutes),
        drawn=_draw(quiz),
    )
    attempt.full_clean(exclude=["answers"])
    attempt.save()
    record(attempt, "literacy.attempt_started", by=by)
    return attempt


def save_answer(
    attempt: Attempt, place: int, chosen: Collection[int], *, by: AbstractBaseUser
) -> Attempt:
    """Keep what was chosen for the question at the place (from 0), as numbers of options on the screen.

    WrongState once it is handed in or the time is up; whoever asks then is told the same, right or wrong.
    """
    with transaction.atomic():
        attempt = _own_locked(attempt, by)
        if attempt.status != S.OPEN:
            raise WrongState(_("Bài đã nộp nên không trả lời thêm được."))
        if not 0 <= place < len(attempt.drawn):
            raise BadInput
        _key, order = attempt.drawn[place]
        if any(not 0 <= one < len(order) for one in chosen):
            raise BadInput
        if timezone.now() < attempt.ends_at:
            attempt.answers[str(place)] = sorted(order[one] for one in chosen)
            attempt.save(update_fields=["answers"])
            return attempt
        _judge(attempt, attempt.ends_at)
    raise WrongState(_("Đã hết giờ. Bài được nộp với những câu đã lưu."))


@transaction.atomic
def submit_attempt(attempt: Attempt, *, by: AbstractBaseUser) -> Attempt:
    """Hand in; after the end it has been handed in by itself, and this is no error."""
    attempt = _own_locked(attempt, by)
    if attempt.status == S.OPEN:
        _judge(attempt, min(timezone.now(), attempt.ends_at))
    return attempt


def close_if_over(attempt: Attempt) -> Attempt:
    """For pages: what ran out while nobody looked is judged now."""
    if attempt.status != S.OPEN or timezone.now() < attempt.ends_at:
        return attempt
    with transaction.atomic():
        locked = _locked(attempt.pk)
        if locked.status == S.OPEN:
            _judge(locked, locked.ends_at)
    return locked


def close_overdue() -> int:
    """For the job: all that ran out. Answers how many."""
    overdue = Attempt.objects.filter(status=S.OPEN, ends_at__lte=timezone.now())
    keys = list(overdue.order_by("pk").values_list("pk", flat=True))
    for key in keys:
        close_if_over(Attempt.objects.get(pk=key))
    return len(keys)


# ------------------------------------------------------------------ pieces


def _hold(quiz: Quiz) -> None:
    """The test as it is now, and nobody closes or rewrites it until the attempt is there."""
    with connection.cursor() as cursor:
        # Not select_for_update: a whole staff begins in the same minute, and they need not wait for each other.
        cursor.execute("SELECT 1 FROM literacy_quiz WHERE id = %s FOR SHARE", [quiz.pk])
    quiz.refresh_from_db()


def _draw(quiz: Quiz) -> list[list[Any]]:
    stock = QuestionVersion.objects.in_use().filter(question__bank=quiz.bank_id).order_by("pk")
    pool = [(one.pk, len(one.options), one.kind) for one in stock.only("options", "kind")]
    if len(pool) < quiz.count:
        raise WrongState(_("Ngân hàng không còn đủ câu hỏi. Hãy báo đơn vị mở bài kiểm tra."))
    return draw(pool, quiz.count, SystemRandom())


def _locked(pk: int) -> Attempt:
    rows = Attempt.objects.select_for_update(of=("self",))
    related = ("quiz__bank__owner", "quiz__bank__version", "quiz__group", "person", "unit")
    return rows.select_related(*related).get(pk=pk)


def _own_locked(attempt: Attempt, by: AbstractBaseUser) -> Attempt:
    found = _locked(attempt.pk)
    if found.person.user_id != by.pk:
        raise NotAllowed(_("Chỉ người làm bài mới trả lời được."))
    return found


def _judge(attempt: Attempt, at: datetime) -> None:
    """Count what is right, close it, and where it is passed say so to whoever confirms."""
    right = sum(_right_places(attempt))
    score = percent(right, len(attempt.drawn))
    passed = score >= attempt.quiz.pass_mark
    said = {"right": right, "score": score, "passed": passed, "submitted_at": at}
    move(attempt, S.SUBMITTED, TRANSITIONS, **said)
    record(attempt, "literacy.attempt_submitted", by=None)
    if passed:
        complete_by_test(attempt)


def _right_places(attempt: Attempt) -> Iterable[bool]:
    keys = [key for key, _order in attempt.drawn]
    versions = QuestionVersion.objects.in_bulk(keys)
    for place, key in enumerate(keys):
        chosen = attempt.answers.get(str(place), [])
        yield is_right(options_of(versions[key].options), chosen)


def _again_on(last: Attempt, quiz: Quiz) -> datetime:
    return (last.submitted_at or last.ends_at) + timedelta(days=quiz.days_between)


def _is_over(last: Completion | None) -> bool:
    """Whether what came of it was refused, or its confirmation ends or holds no longer."""
    if last is None or last.status == Completion.Status.REFUSED:
        return True
    held = getattr(last, "confirmation", None)
    return held is not None and (held.status != held.Status.VALID or held.is_ending)
