"""A test is drawn once, answered, judged by the server's clock, and taken again as its rule says."""

from datetime import timedelta

import pytest
from django.utils import timezone

from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.literacy.models import Attempt, Completion, QuestionVersion, Quiz
from phongtrao.literacy.services.attempts import (
    close_overdue,
    may_start,
    save_answer,
    start_attempt,
    submit_attempt,
)
from phongtrao.literacy.services.banks import rewrite_question
from phongtrao.literacy.services.completions import (
    Ground,
    confirm_completions,
    refuse_completion,
)
from phongtrao.literacy.services.quizzes import close_quiz, save_quiz
from tests.literacy.made import make_quiz, make_worker, right_on_screen, said, take

pytestmark = pytest.mark.django_db
S = Attempt.Status


def later(attempt, **ago):
    """As if it had been begun so long ago."""
    moved = timedelta(**ago)
    fields = {"started_at": attempt.started_at - moved, "ends_at": attempt.ends_at - moved}
    if attempt.submitted_at:
        fields["submitted_at"] = attempt.submitted_at - moved
    Attempt.objects.filter(pk=attempt.pk).update(**fields)
    attempt.refresh_from_db()
    return attempt


def test_a_passed_test_waits_for_the_takers_unit(quiz, teacher, giang, hoa_sen):  # S1-34 S1-61
    attempt = take(quiz, giang, right=3)

    assert (attempt.right, attempt.score, attempt.passed) == (3, 75, True)
    row = Completion.objects.get()
    assert (row.person, row.unit, row.decider, row.status) == (teacher, hoa_sen, hoa_sen, "waiting")


def test_below_the_mark_nothing_is_completed(quiz, teacher, giang):
    attempt = take(quiz, giang, right=2)

    assert (attempt.score, attempt.passed) == (50, False)
    assert not Completion.objects.exists()


def test_an_owner_that_confirms_itself_is_named(bank, an, teacher, giang, so):
    quiz = make_quiz(bank, an, confirmed_by="owner")

    take(quiz, giang, right=4)

    assert Completion.objects.get().decider == so


def test_questions_are_drawn_once_without_repetition(quiz, teacher, giang):
    attempt = start_attempt(quiz, by=giang)
    again = start_attempt(quiz, by=giang)

    keys = [key for key, _order in attempt.drawn]
    assert len(set(keys)) == quiz.count
    assert (again.pk, again.drawn) == (attempt.pk, attempt.drawn)


def test_a_question_written_anew_is_judged_as_it_was_asked(quiz, teacher, giang, an):
    attempt = start_attempt(quiz, by=giang)
    for place in range(4):
        save_answer(attempt, place, right_on_screen(attempt, place), by=giang)
    for version in QuestionVersion.objects.filter(pk__in=[key for key, _order in attempt.drawn]):
        rewrite_question(version.question, said(99 + version.pk), by=an)

    assert submit_attempt(attempt, by=giang).score == 100


def test_answers_after_the_end_are_refused_and_what_was_saved_is_judged(quiz, teacher, giang):
    attempt = start_attempt(quiz, by=giang)
    for place in range(3):
        save_answer(attempt, place, right_on_screen(attempt, place), by=giang)
    later(attempt, minutes=11)

    with pytest.raises(WrongState, match="hết giờ"):
        save_answer(attempt, 3, right_on_screen(attempt, 3), by=giang)

    attempt.refresh_from_db()
    assert (attempt.status, attempt.score, attempt.submitted_at) == (
        S.SUBMITTED,
        75,
        attempt.ends_at,
    )


def test_what_ran_out_while_nobody_looked_is_judged_by_the_job(quiz, teacher, giang):
    later(start_attempt(quiz, by=giang), minutes=11)

    assert (close_overdue(), close_overdue()) == (1, 0)
    assert Attempt.objects.get().passed is False


def test_handing_in_twice_is_no_second_result(quiz, teacher, giang):
    attempt = take(quiz, giang, right=4)

    submit_attempt(attempt, by=giang)

    assert Completion.objects.count() == 1


def test_nobody_answers_for_another(quiz, teacher, giang, binh):
    attempt = start_attempt(quiz, by=giang)

    with pytest.raises(NotAllowed):
        save_answer(attempt, 0, [0], by=binh)


@pytest.mark.parametrize(("place", "chosen"), [(9, [0]), (-1, [0]), (0, [7])])
def test_what_was_not_asked_is_no_answer(quiz, teacher, giang, place, chosen):
    attempt = start_attempt(quiz, by=giang)

    with pytest.raises(BadInput):
        save_answer(attempt, place, chosen, by=giang)


def test_a_test_is_taken_again_after_some_days_and_not_too_often(quiz, teacher, giang):
    first = take(quiz, giang, right=0)
    too_soon = may_start(teacher, quiz)
    later(first, days=4)
    second = take(quiz, giang, right=0)
    later(second, days=4)

    assert "làm lại từ ngày" in too_soon.reason
    assert second.number == 2
    assert "đủ 2 lần" in may_start(teacher, quiz).reason


def test_who_passed_begins_anew_only_when_it_ends(quiz, teacher, giang, binh):
    take(quiz, giang, right=4)
    waiting = may_start(teacher, quiz)
    today = timezone.localdate()
    confirm_completions(
        Completion.objects.all(), Ground(today, until=today + timedelta(days=400)), by=binh
    )
    held = may_start(teacher, quiz)
    Completion.objects.get().confirmation.__class__.objects.update(valid_until=today)

    assert [bool(waiting), bool(held)] == [False, False]
    assert may_start(teacher, quiz)


def test_what_is_over_is_begun_anew_under_the_same_rule(quiz, teacher, giang, binh):  # S1-34
    take(quiz, giang, right=4)
    refuse_completion(Completion.objects.get(), "Làm hộ.", by=binh)
    anew = may_start(teacher, quiz)
    second = take(quiz, giang, right=0)
    too_soon = may_start(teacher, quiz)
    later(second, days=4)
    later(take(quiz, giang, right=0), days=4)

    assert anew
    assert "làm lại từ ngày" in too_soon.reason
    assert "đủ 2 lần" in may_start(teacher, quiz).reason


def test_each_passed_test_of_a_day_has_its_result(bank, an, quiz, teacher, giang, binh):
    other = make_quiz(bank, an, title="Bài thứ hai")
    for one in (quiz, other):
        take(one, giang, right=4)
    refuse_completion(Completion.objects.get(attempt__quiz=quiz), "Làm hộ.", by=binh)
    take(quiz, giang, right=4)

    found = Completion.objects.order_by("pk").values_list("attempt__quiz", "status")
    assert list(found) == [
        (quiz.pk, "refused"),
        (other.pk, "waiting"),
        (quiz.pk, "waiting"),
    ]


def test_a_test_is_not_written_anew_while_it_is_open_and_stays_closed(quiz, teacher, giang, an):
    stale = Quiz.objects.get()
    with pytest.raises(WrongState, match="đang mở"):
        save_quiz(stale, by=an)
    close_quiz(quiz, by=an)
    save_quiz(stale, by=an)

    assert Quiz.objects.get().status == "closed"


def test_a_test_closed_meanwhile_is_not_begun(quiz, teacher, giang, an):
    seen = Quiz.objects.get()
    close_quiz(quiz, by=an)

    with pytest.raises(NotAllowed, match="đã đóng"):
        start_attempt(seen, by=giang)


def test_closed_tests_are_not_begun_and_without_a_person_none(quiz, giang, an, teacher, binh):
    with pytest.raises(NotAllowed, match="chưa gắn"):
        start_attempt(quiz, by=binh)
    close_quiz(quiz, by=an)
    with pytest.raises(NotAllowed, match="đã đóng"):
        start_attempt(quiz, by=giang)


def test_rules_stay_once_somebody_took_it(quiz, teacher, giang, an):
    take(quiz, giang, right=1)
    quiz.pass_mark = 10

    with pytest.raises(WrongState, match="Đã có người làm"):
        save_quiz(quiz, by=an)


def test_two_people_get_different_tests(bank, an, giang, lan, hoa_sen, teacher):
    make_worker(lan, hoa_sen)
    quiz = make_quiz(bank, an, count=6)

    orders = {str(start_attempt(quiz, by=user).drawn) for user in (giang, lan)}

    assert len(orders) == 2  # one in some hundred million draws alike
