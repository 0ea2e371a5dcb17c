"""A refusal, the complaint against it and its answer; questions of a council; sending up. S0-29 S0-34"""

import pytest

from phongtrao.accounts.models import Role
from phongtrao.initiatives.access.council import complaints_for, questions_for
from phongtrao.initiatives.models import Initiative, InitiativeRound
from phongtrao.initiatives.services.bringing import Judging, set_judging
from phongtrao.initiatives.services.complaints import answer_complaint, raise_complaint
from phongtrao.initiatives.services.questions import answer_question, ask_question
from phongtrao.initiatives.services.sending_up import send_up
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.recognition.models import Creation, Objection
from tests.factories import give, make_user
from tests.initiatives.judged import decide, make_court, make_valid
from tests.initiatives.made import make_round

S = Initiative.Status


@pytest.fixture
def court(so, thpt, hoa_sen, an):
    return make_court(so, thpt, hoa_sen, an)


@pytest.fixture
def refused(court, hoa_sen, giang, giang_at_work):
    made = make_valid(court, hoa_sen, giang)
    decide(court, court.bring(), "no")
    made.refresh_from_db()
    return made


def test_a_complaint_found_right_brings_it_before_the_council_again(court, refused, giang, an):
    first = refused.case
    raise_complaint(refused, "Hội đồng chưa đọc phụ lục.", by=giang)

    answer_complaint(refused, "Đúng, phụ lục bị sót.", is_right=True, by=an)
    refused.refresh_from_db()
    waiting = (refused.status, refused.case)
    decide(court, court.bring(), "yes")

    refused.refresh_from_db()
    assert waiting == (S.VALID, None)
    assert refused.status == S.RECOGNISED
    assert list(refused.earlier_cases.all()) == [first]
    told = complaints_for(giang, refused).values_list("status", "answer")
    assert list(told) == [("upheld", "Đúng, phụ lục bị sót.")]
    assert Notice.objects.filter(to=giang, text__contains="được chấp nhận").count() == 1


def test_a_complaint_found_wrong_leaves_the_decision(refused, giang, an):
    raise_complaint(refused, "Xin xem lại.", by=giang)

    answer_complaint(refused, "Hội đồng đã xét đủ.", is_right=False, by=an)

    refused.refresh_from_db()
    assert (refused.status, Objection.objects.get().status) == (S.REFUSED, "rejected")


def test_only_an_author_complains_once_and_only_the_office_answers(refused, giang, binh, an):
    with pytest.raises(NotAllowed, match="Chỉ tác giả"):
        raise_complaint(refused, "Xin xem lại.", by=binh)
    raise_complaint(refused, "Xin xem lại.", by=giang)
    with pytest.raises(NotAllowed, match="đang chờ trả lời"):
        raise_complaint(refused, "Xin xem lại lần nữa.", by=giang)
    with pytest.raises(NotAllowed):
        answer_complaint(refused, "Được.", is_right=True, by=giang)
    with pytest.raises(BadInput):
        answer_complaint(refused, " ", is_right=True, by=an)

    assert Objection.objects.get().status == "open"


def test_the_pages_of_a_complaint(client, refused, giang, an):
    client.force_login(giang)
    at = f"/sang-kien/{refused.pk}/"
    page = client.get(at).content.decode()
    sent = client.post(f"{at}kien-nghi/", {"words": "Xin xem lại."})
    client.force_login(an)
    asked = client.get(at).content.decode()
    answered = client.post(f"{at}kien-nghi/tra-loi/", {"is_right": "khong", "words": "Đã xét đủ."})

    assert ["Gửi kiến nghị" in page, "Trả lời kiến nghị" in asked] == [True, True]
    assert [sent.url, answered.url] == [at, at]
    assert Objection.objects.get().answer == "Đã xét đủ."


# ------------------------------------------------------------------ questions


def test_a_question_is_answered_once_by_an_author(court, hoa_sen, giang, giang_at_work):
    made = make_valid(court, hoa_sen, giang)
    court.bring()
    made.refresh_from_db()
    question = ask_question(made, "Đo ở mấy lớp?", by=court.users["xet"])

    answer_question(question, "Hai lớp.", by=giang)

    with pytest.raises(WrongState, match="đã được trả lời"):
        answer_question(question, "Ba lớp.", by=court.users["thu"])
    assert [one.answer for one in questions_for(court.users["doc"], made)] == ["Hai lớp."]


def test_who_is_tied_asks_nothing_and_reads_no_question(court, hoa_sen, giang, giang_at_work, binh):
    made = make_valid(court, hoa_sen, giang)
    court.bring()
    made.refresh_from_db()
    ask_question(made, "Đo ở mấy lớp?", by=court.users["xet"])

    with pytest.raises(NotAllowed):
        ask_question(made, "Ai giúp?", by=court.users["ban"])

    read = [questions_for(user, made).count() for user in (court.users["ban"], binh, giang)]
    assert read == [0, 0, 1]


# ------------------------------------------------------------------ up


@pytest.fixture
def province_round(province):
    office = make_user("Lưu Thị Tỉnh", "tinh")
    give(office, Role.OFFICE, province)
    level = InitiativeRound.Level.PROVINCE
    return make_round(province, office, title="Đợt xét cấp tỉnh", level=level, line="admin")


def test_recognised_it_goes_up_and_stays_one_creation(court, hoa_sen, giang, giang_at_work, an, province_round):  # fmt: skip
    made = make_valid(court, hoa_sen, giang)
    set_judging(court.round, Judging(court.council, upper=province_round), by=an)
    decide(court, court.bring())
    made.refresh_from_db()

    sent = send_up(made, by=an)

    assert (sent.status, sent.sent_from, sent.round) == (S.SUBMITTED, made, province_round)
    assert sent.versions.get().data["values"] == made.versions.get().data["values"]
    assert list(sent.authorships.values_list("person", "share")) == [(giang_at_work.pk, 100)]
    with pytest.raises(NotAllowed, match="đã được gửi lên"):
        send_up(made, by=an)
    assert Creation.objects.get() == made.creation


def test_what_is_not_recognised_stays(refused, an):
    with pytest.raises(NotAllowed, match="đã được công nhận"):
        send_up(refused, by=an)
