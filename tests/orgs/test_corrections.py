"""“Hồ sơ của tôi”: everybody sees what is kept of them and asks for corrections; the unit answers."""

from datetime import date

import pytest

from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Correction, YearlyRating
from phongtrao.orgs.services import (
    NewPerson,
    answer_correction,
    ask_correction,
    hire,
    withdraw_correction,
)
from tests.factories import make_person

S = Correction.Status
MINE = "/don-vi/ho-so-cua-toi/"


@pytest.fixture
def ha(hoa, hoa_sen):
    """A teacher with an account and a post, rated once."""
    new = NewPerson("Nông Thị Hạ", "Giáo viên", "public", date(2024, 9, 1), username="ha")
    person = hire(new, hoa_sen, by=hoa).person
    person.user.must_change_password = False
    person.user.save()
    YearlyRating.objects.create(
        person=person, unit=hoa_sen, period="2025", ends_on=date(2025, 12, 31), level=4
    )
    return person


@pytest.fixture
def asked(ha, lan):
    return ask_correction(ha, "Giáo viên, từ 01/09/2024", "Từ 01/09/2020", by=ha.user)


def test_asking_tells_those_who_act_for_the_unit_and_who_may_fix_it(binh, asked, lan, hoa, hoa_sen):
    told = Notice.objects.filter(key=f"correction:{asked.pk}:asked")

    assert (asked.unit, asked.status) == (hoa_sen, S.ASKED)
    assert set(told.values_list("to", flat=True)) == {
        binh.pk,
        lan.pk,
        hoa.pk,
    }  # who may fix it, too


def test_nobody_asks_for_another(ha, giang):
    with pytest.raises(NotAllowed):
        ask_correction(ha, "Giáo viên", "Hiệu trưởng", by=giang)


def test_who_never_worked_anywhere_is_told_whom_to_ask(giang):
    with pytest.raises(WrongState, match="chưa thuộc đơn vị nào"):
        ask_correction(make_person("Vũ Thị Giang", giang), "Chức vụ", "Giáo viên", by=giang)


def test_the_unit_answers_and_the_person_is_told(asked, ha, lan):
    answer_correction(asked, is_fixed=True, answer="Đã sửa ở sổ.", by=lan)

    told = Notice.objects.get(to=ha.user, key=f"correction:{asked.pk}:answered")
    assert (asked.status, asked.answered_by) == (S.FIXED, lan)
    assert told.text == "Trường THCS Hoa Sen đã trả lời đề nghị sửa hồ sơ của bạn: Đã sửa"


def test_keeping_the_record_as_it_is_needs_a_reason(asked, lan):
    with pytest.raises(BadInput):
        answer_correction(asked, is_fixed=False, answer="", by=lan)

    answer_correction(asked, is_fixed=False, answer="Quyết định ghi năm 2024.", by=lan)
    assert asked.status == S.DECLINED


def test_who_cannot_put_it_right_says_what_was_put_right(asked, lan, hoa):
    with pytest.raises(BadInput, match="đã sửa gì"):
        answer_correction(asked, is_fixed=True, answer="", by=lan)

    answer_correction(asked, is_fixed=True, answer="", by=hoa)
    assert asked.status == S.FIXED


def test_nobody_answers_themselves_or_for_another_unit(asked, ha, chi, khanh):
    for stranger in (ha.user, chi, khanh):
        with pytest.raises(NotAllowed):
            answer_correction(asked, is_fixed=True, answer="", by=stranger)


def test_what_is_withdrawn_is_not_answered(asked, ha, lan):
    withdraw_correction(asked, by=ha.user)

    with pytest.raises(NotAllowed):
        answer_correction(asked, is_fixed=True, answer="", by=lan)


# ------------------------------------------------------------------ pages


def test_my_record_shows_posts_and_ratings_of_oneself_only(client, ha, hoa, hoa_sen):
    hire(NewPerson("Lò Văn Tú", "Bảo vệ", "worker", date(2025, 1, 1)), hoa_sen, by=hoa)
    client.force_login(ha.user)

    page = client.get(MINE).content.decode()

    assert "Giáo viên, Trường THCS Hoa Sen" in page
    assert "Hoàn thành xuất sắc nhiệm vụ" in page
    assert "Bảo vệ" not in page


def test_an_account_without_a_person_is_told_so(client, giang):
    client.force_login(giang)

    assert "chưa gắn với người nào" in client.get(MINE).content.decode()


def test_a_correction_goes_from_the_page_to_its_answer(client, ha, lan):
    client.force_login(ha.user)
    client.post("/don-vi/sua-ho-so/moi/", {"about": "Ngày vào ngành", "text": "01/09/2020"})
    asked = Correction.objects.get()

    client.force_login(lan)
    page = client.get(f"/don-vi/sua-ho-so/{asked.pk}/")
    assert "01/09/2020" in page.content.decode()
    client.post(f"/don-vi/sua-ho-so/{asked.pk}/tra-loi/", {"do": "fixed", "answer": "Đã sửa."})

    asked.refresh_from_db()
    assert asked.status == S.FIXED


def test_others_do_not_find_it(client, asked, chi, giang, khanh):
    for stranger in (chi, giang, khanh):
        client.force_login(stranger)
        page = client.get("/don-vi/sua-ho-so/").content.decode()

        assert "01/09/2020" not in page
        assert "Giáo viên, từ" not in page
        assert client.get(f"/don-vi/sua-ho-so/{asked.pk}/").status_code == 404


def test_it_waits_on_the_page_of_those_who_answer(client, asked, lan, ha):
    client.force_login(lan)
    before = client.get("/").content.decode()
    answer_correction(asked, is_fixed=True, answer="Đã sửa.", by=lan)
    after = client.get("/").content.decode()

    assert "Nông Thị Hạ đề nghị sửa hồ sơ: Giáo viên, từ 01/09/2024" in before
    assert "đề nghị sửa hồ sơ: Giáo viên, từ" not in after
