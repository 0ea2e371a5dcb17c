"""Digital literacy for tests: a framework, a bank, a test, somebody who takes it. Every name is invented."""

from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.accounts.models import User
from phongtrao.literacy.grading import Option, Said
from phongtrao.literacy.models import Attempt, QuestionBank, QuestionVersion, Quiz, SkillFramework
from phongtrao.literacy.services.attempts import save_answer, start_attempt, submit_attempt
from phongtrao.literacy.services.banks import add_question, save_bank
from phongtrao.literacy.services.frameworks import take_in_framework
from phongtrao.literacy.services.quizzes import open_quiz, save_quiz
from phongtrao.orgs.models import Person, Post, Unit
from phongtrao.orgs.services import appoint
from tests.factories import LONG_AGO, make_person


def make_framework(owner: Unit, by: User, key: str = "qd757") -> SkillFramework:
    return take_in_framework(owner, key, by=by)


def said(number: int, kind: str = "single", **more: Any) -> Said:
    """Its first option is right; of “several” the first two."""
    texts = ("Đúng", "Sai") if kind == "truth" else ("chọn tôi", "và tôi", "không", "cũng không")
    right = 2 if kind == "several" else 1
    options = tuple(Option(text, place < right) for place, text in enumerate(texts))
    fields = {"explanation": f"Vì sao {number}: xem bài {number}.", **more}
    return Said(kind, f"Câu hỏi thử {number}?", options, **fields)


def make_bank(framework: SkillFramework, by: User, questions: int = 6) -> QuestionBank:
    version = framework.versions.get()
    bank = QuestionBank(owner=framework.owner, version=version, title="Kỹ năng số cơ bản")
    save_bank(bank, by=by)
    for number in range(1, questions + 1):
        add_question(bank, said(number, ("single", "several", "truth")[number % 3]), by=by)
    return bank


def make_quiz(bank: QuestionBank, by: User, **more: Any) -> Quiz:
    """Open: four questions, ten minutes, from 75 %."""
    fields = {
        "title": "Tự kiểm tra kỹ năng số",
        "group": bank.version.framework.groups.get(key="staff"),
        "count": 4,
        "minutes": 10,
        "pass_mark": 75,
        "days_between": 3,
        "attempts": 2,
        "valid_months": 36,
        "confirmed_by": Quiz.Confirms.UNIT,
        **more,
    }
    return open_quiz(save_quiz(Quiz(bank=bank, **fields), by=by), by=by)


def make_worker(user: User, unit: Unit, position: str = "Giáo viên") -> Person:
    """A person with a full post for an account."""
    person = make_person(user.full_name, user=user)
    post = Post(
        person=person,
        unit=unit,
        position=position,
        category=Post.Category.PUBLIC,
        days=DateRange(LONG_AGO, None),
    )
    appoint(post, by=None)
    return person


def right_on_screen(attempt: Attempt, place: int) -> list[int]:
    """Where the right options of a question stand on the screen."""
    key, order = attempt.drawn[place]
    options = QuestionVersion.objects.get(pk=key).options
    return [number for number, option in enumerate(order) if options[option]["right"]]


def take(quiz: Quiz, by: User, *, right: int) -> Attempt:
    """Taken and handed in with so many right answers; the others are left."""
    attempt = start_attempt(quiz, by=by)
    for place in range(right):
        save_answer(attempt, place, right_on_screen(attempt, place), by=by)
    return submit_attempt(attempt, by=by)
