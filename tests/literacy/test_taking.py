"""Tests taken on screen, nothing of the answers before the end; banks written, exported, imported."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from phongtrao.literacy.models import (
    Attempt,
    FrameworkVersion,
    QuestionBank,
    QuestionVersion,
    Quiz,
)
from phongtrao.literacy.services.attempts import start_attempt
from phongtrao.literacy.sheets import QUESTION_COLUMNS
from tests.literacy.made import make_bank, right_on_screen, take
from tests.literacy.screens import as_, book, get, page, rows_in, send

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


# ------------------------------------------------------------------ taking a test


def test_a_test_is_taken_one_question_at_a_time(quiz, teacher, giang):
    assert quiz.title in page(giang, "home")
    first = send(giang, "start", quiz.pk)
    attempt = Attempt.objects.get()
    assert first.url == reverse("literacy:question", args=[attempt.pk, 1])

    for place in range(4):
        chosen = right_on_screen(attempt, place)
        response = send(giang, "question", attempt.pk, place + 1, chon=chosen, di=place + 2)
    assert response.url == reverse("literacy:hand_in", args=[attempt.pk])
    send(giang, "hand_in", attempt.pk)

    text = page(giang, "result_own", attempt.pk)
    assert "Đúng 4 trong 4 câu" in text
    assert "Vì sao" in text


def test_an_answer_is_kept_while_one_chooses(quiz, teacher, giang):
    attempt = start_attempt(quiz, by=giang)
    url = reverse("literacy:question", args=[attempt.pk, 2])

    response = as_(giang).post(url, {"chon": "0"}, headers={"HX-Request": "true"})

    attempt.refresh_from_db()
    assert "Đã lưu 1 trong 4 câu" in response.content.decode()
    assert attempt.answers == {"1": [attempt.drawn[1][1][0]]}


def test_nothing_tells_what_is_right_before_the_end(quiz, teacher, giang):
    """Page source, what a saved answer is answered with, headers and the cache are channels too."""
    attempt = start_attempt(quiz, by=giang)
    url = reverse("literacy:question", args=[attempt.pk, 1])
    text = page(giang, "question", attempt.pk, 1)
    right = right_on_screen(attempt, 0)
    wrong = [n for n in range(len(attempt.drawn[0][1])) if n not in right][:1]
    answers = [
        as_(giang).post(url, {"chon": chosen}, headers={"HX-Request": "true"})
        for chosen in (right, wrong)
    ]

    assert not re.search(r"Vì sao|data-right|is-right|đáp án", text)
    assert answers[0].content == answers[1].content
    assert "no-store" in get(giang, "question", attempt.pk, 1)["Cache-Control"]
    assert get(giang, "result_own", attempt.pk).status_code == 302


def test_the_order_on_the_screen_tells_nothing(quiz, teacher, giang):
    """The right option of the bank stands first; on the screen it stands anywhere."""
    orders = set()
    for _ in range(12):
        attempt = start_attempt(quiz, by=giang)
        orders |= {tuple(order) for _key, order in attempt.drawn if len(order) > 2}
        Attempt.objects.all().delete()

    assert len({order.index(0) for order in orders}) > 1


def test_a_right_and_a_wrong_answer_cost_the_same_queries(quiz, teacher, giang):
    attempt = start_attempt(quiz, by=giang)
    url = reverse("literacy:question", args=[attempt.pk, 1])
    client, counts = as_(giang), []
    right = right_on_screen(attempt, 0)
    wrong = [n for n in range(len(attempt.drawn[0][1])) if n not in right][:1]
    for chosen in (right, right, wrong):
        with CaptureQueriesContext(connection) as captured:
            client.post(url, {"chon": chosen, "di": 2})
        counts.append(len(captured))

    assert counts[1] == counts[2]


def test_banks_and_their_export_are_for_their_keepers(bank, giang, binh, khanh, an):
    for user in (giang, binh, khanh):
        for name in ("bank", "bank_sheet", "bank_import", "bank_edit", "question_new"):
            assert get(user, name, bank.pk).status_code == 404
    assert page(an, "bank", bank.pk)


def test_nobody_opens_the_attempt_of_another(quiz, teacher, giang, binh, an):
    attempt = take(quiz, giang, right=4)

    for user in (binh, an):
        for name in ("result_own", "hand_in"):
            assert get(user, name, attempt.pk).status_code == 404


def test_a_test_of_another_department_is_not_offered(quiz, nho, giang, teacher, binh_minh, chi):
    Quiz.objects.update(status="draft")
    assert send(giang, "start", quiz.pk).status_code == 404


# ------------------------------------------------------------------ banks


def question(**more):
    given = {"kind": "single", "text": "Mới?", "explanation": "Vì thế.", "competence": ""}
    return given | {"option_1": "Một", "option_2": "Hai", "right_2": "on"} | more


def test_a_question_without_a_right_answer_is_refused_where_it_stands(bank, an):
    given = question()
    del given["right_2"]

    response = send(an, "question_new", bank.pk, **given)

    assert "chưa có phương án đúng" in response.content.decode()
    assert not QuestionVersion.objects.filter(text="Mới?").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"option_2": "Một"}, "trùng phương án"),
        ({"right_1": "on"}, "Câu một lựa chọn có 2"),
        ({"option_2": "", "right_2": ""}, "ít nhất hai phương án"),
        ({"text": ""}, "bắt buộc"),
    ],
)
def test_questions_that_cannot_be_asked(bank, an, more, said):
    assert said in send(an, "question_new", bank.pk, **question(**more)).content.decode()


def test_a_question_written_anew_is_a_further_version(bank, an):
    send(an, "question_new", bank.pk, **question())
    made = QuestionVersion.objects.get(text="Mới?").question

    send(an, "question_edit", made.pk, **question(text="Mới hơn?"))

    assert list(made.versions.order_by("number").values_list("text", "is_current")) == [
        ("Mới?", False),
        ("Mới hơn?", True),
    ]


def test_what_is_exported_comes_in_again_unchanged(bank, framework, an):
    content = get(an, "bank_sheet", bank.pk).getvalue()
    other = make_bank(framework, an, questions=0)

    preview = send(an, "bank_import", other.pk, file=SimpleUploadedFile("cau-hoi.xlsx", content))
    send(an, "bank_import", other.pk, rows=rows_in(preview.content.decode()))

    said = [
        [one.said() for one in QuestionVersion.objects.filter(question__bank=each).order_by("pk")]
        for each in (bank, other)
    ]
    assert said[0] == said[1]
    assert len(said[0]) == 6


def test_every_bad_cell_of_a_sheet_is_said_at_once_and_nothing_written(bank, an):
    blank = [""] * 6
    sheet = book(
        QUESTION_COLUMNS,
        ["Một đáp án", "Không có đáp án?", "a", "b", *blank, "", "", ""],
        ["Một đáp án", "Đáp án lạ?", "a", "b", *blank, "F", "", ""],
        ["Đúng sai", "Đúng hay sai?", "", "", *blank, "Đúng", "", "9.9"],
        ["Trắc nghiệm", "Loại lạ?", "a", "b", *blank, "A", "", ""],
    )

    text = send(an, "bank_import", bank.pk, file=sheet).content.decode()

    for said in (
        "chưa có phương án đúng",
        "không phải phương án nào",
        "không có mã “9.9”",
        "Trắc nghiệm",
    ):
        assert said in text
    assert QuestionVersion.objects.count() == 6


def test_a_test_needs_as_many_questions_as_it_asks(bank, an):
    group = bank.version.framework.groups.get(key="staff").pk
    rules = {"count": 9, "minutes": 10, "pass_mark": 70, "days_between": 0, "attempts": 1}
    send(
        an,
        "quiz_new",
        bank.pk,
        title="Bài dài",
        group=group,
        valid_months=0,
        confirmed_by="unit",
        **rules,
    )

    send(an, "quiz_open", Quiz.objects.get().pk)

    assert Quiz.objects.get().status == "draft"


def test_a_bank_is_written_on_screen(framework, an, so):
    version = framework.versions.get()

    send(an, "bank_new", owner=so.pk, title="Ngân hàng mới", version=version.pk, about="")

    assert QuestionBank.objects.get().title == "Ngân hàng mới"
    assert FrameworkVersion.objects.get().frozen_at
