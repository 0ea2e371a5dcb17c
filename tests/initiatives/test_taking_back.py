"""An initiative leaves its council undecided: by the office, or because its authors ask for it. S0-29"""

import pytest

from phongtrao.councils.services.withdrawing import withdraw_case
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.services.questions import ask_question
from phongtrao.initiatives.services.taking_back import ask_back, stop_asking
from phongtrao.initiatives.waiting import WORDS, initiative_sorts
from phongtrao.lib.errors import NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.plans.queries.waiting import waiting_for
from tests.initiatives.judged import decide, make_court, make_valid

pytestmark = pytest.mark.django_db
S = Initiative.Status
WHY = "Số liệu đo lại khác xa"


@pytest.fixture
def court(so, thpt, hoa_sen, an):
    return make_court(so, thpt, hoa_sen, an)


@pytest.fixture
def brought(court, hoa_sen, giang, giang_at_work):
    make_valid(court, hoa_sen, giang)
    (one,) = court.bring()
    return one


def waiting(user) -> set[str]:
    return {row.what for row in waiting_for(user, also=initiative_sorts(user), said=WORDS)}


def test_taken_out_by_the_office_it_waits_and_can_be_brought_again(court, brought, giang, an):
    first = brought.case
    ask_question(brought, "Đo ở mấy lớp?", by=court.users["doc"])

    withdraw_case(first, "Sai hội đồng 50%", by=an)

    brought.refresh_from_db()
    assert (brought.status, brought.case) == (S.VALID, None)
    assert list(brought.earlier_cases.all()) == [first]
    told = Notice.objects.get(to=giang, key__contains="taken_back").text
    assert told.endswith("trở lại chờ đưa ra hội đồng. Lý do: Sai hội đồng 50%")
    (again,) = court.bring()
    decide(court, [again])
    again.refresh_from_db()
    assert (again.status, again.case != first) == (S.RECOGNISED, True)


def test_asked_for_by_an_author_it_is_withdrawn_for_good(client, court, brought, giang, an):
    client.force_login(giang)
    at = f"/sang-kien/{brought.pk}/"
    assert "Đề nghị rút khỏi hội đồng" in client.get(at).content.decode()
    said = client.post(f"{at}rut/", {"reason": WHY}, follow=True).content.decode()
    assert "Đã gửi đề nghị rút" in said
    assert WHY in said
    title = f"Tác giả đề nghị rút: {brought.title}"
    assert (title in waiting(an), title in waiting(giang)) == (True, False)

    client.force_login(an)
    link = f"/hoi-dong/ho-so/{brought.case_id}/rut/"
    assert link in client.get(at).content.decode()
    client.post(link, {"reason": WHY})

    brought.refresh_from_db()
    assert (brought.status, brought.case, brought.asked_back) == (S.WITHDRAWN, None, "")
    assert title not in waiting(an)
    client.force_login(giang)
    assert "Đã rút" in client.get(at).content.decode()


def test_authors_may_leave_it_before_the_council_after_all(client, brought, giang):
    client.force_login(giang)
    client.post(f"/sang-kien/{brought.pk}/rut/", {"reason": WHY})

    client.post(f"/sang-kien/{brought.pk}/rut/", {"giu": "1"})

    brought.refresh_from_db()
    assert brought.asked_back == ""
    with pytest.raises(WrongState):
        stop_asking(brought, by=giang)


def test_only_an_author_asks_once_and_not_of_what_is_decided(court, brought, giang, binh, an):
    for user in (binh, an, court.users["doc"]):
        with pytest.raises(NotAllowed):
            ask_back(brought, WHY, by=user)
    ask_back(brought, WHY, by=giang)
    with pytest.raises(NotAllowed, match="Đã đề nghị rút"):
        ask_back(brought, WHY, by=giang)
    with pytest.raises(NotAllowed):
        stop_asking(brought, by=binh)
    decide(court, [brought])

    brought.refresh_from_db()
    assert (brought.status, brought.asked_back) == (S.RECOGNISED, "")
    with pytest.raises(NotAllowed, match="đã có kết quả"):
        ask_back(brought, WHY, by=giang)


def test_the_asking_is_read_by_authors_and_office_only(client, court, brought, giang, binh, an):
    ask_back(brought, WHY, by=giang)

    read = {}
    for user in (giang, an, binh, court.users["ban"], court.users["doc"]):
        client.force_login(user)
        pages = [f"/sang-kien/{brought.pk}/", f"/sang-kien/ho-so-xet/{brought.case_id}/", "/"]
        texts = [client.get(url).content.decode() for url in pages]
        read[user.username] = any("đề nghị rút" in text for text in texts)

    assert read == {"giang": True, "an": True, "binh": False, "ban": False, "doc": False}
