"""An initiative leaves its council undecided: by the office, or because its authors ask for it. S0-29"""

import pytest
from django.utils import translation

from phongtrao.councils.services.counting import count_votes
from phongtrao.councils.services.withdrawing import withdraw_case
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.services.checking import return_initiative
from phongtrao.initiatives.services.questions import ask_question
from phongtrao.initiatives.services.taking_back import ask_back, stop_asking
from phongtrao.initiatives.waiting import WORDS, initiative_sorts
from phongtrao.lib.errors import NotAllowed
from phongtrao.notifications.models import Notice
from phongtrao.plans.queries.waiting import waiting_for
from tests.initiatives.judged import decide, make_court, make_valid, open_all, sit, vote

pytestmark = pytest.mark.django_db
S = Initiative.Status
WHY = "Số liệu đo lại khác xa"
OUT = "đã được rút khỏi hội đồng, trở lại chờ đưa ra hội đồng."


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
    assert Notice.objects.filter(to=giang, text__contains="đang chờ hội đồng xét").count() == 2
    decide(court, [again])
    again.refresh_from_db()
    assert (again.status, again.case != first) == (S.RECOGNISED, True)


def test_sent_back_to_be_mended_it_is_not_said_to_wait_for_a_council(court, brought, giang, an):
    return_initiative(brought, "Nêu nguồn số liệu.", [], by=an)

    withdraw_case(brought.case, "Sai hội đồng", by=an)

    brought.refresh_from_db()
    assert (brought.status, brought.case) == (S.RETURNED, None)
    told = Notice.objects.get(to=giang, key__contains="taken_back").text
    assert told.endswith("hồ sơ tiếp tục được bổ sung, kiểm tra. Lý do: Sai hội đồng")


def test_authors_are_told_in_the_language_of_the_office(court, hoa_sen, giang, giang_at_work, an):
    make_valid(court, hoa_sen, giang)

    with translation.override("en"):
        (one,) = court.bring()
        withdraw_case(one.case, WHY, by=an)

    told = Notice.objects.filter(to=giang).order_by("pk").values_list("text", flat=True)
    assert [*told][-2:] == [
        f"Sáng kiến “{one.title}” đang chờ hội đồng xét.",
        f"Sáng kiến “{one.title}” {OUT} Lý do: {WHY}",
    ]


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
    with pytest.raises(NotAllowed, match="Không có đề nghị rút nào"):
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


def test_once_it_is_counted_the_asking_is_over(client, court, brought, giang, an):
    ask_back(brought, WHY, by=giang)
    sitting = sit(court, [brought.case])
    open_all(court, sitting)
    vote(court, sitting, "yes", ("chu", "pho", "thu", "doc", "xet", "gop"))
    client.force_login(giang)
    before = client.get(f"/sang-kien/{brought.pk}/").content.decode()

    count_votes(sitting, list(sitting.items.values_list("pk", flat=True)), by=an)

    after = client.get(f"/sang-kien/{brought.pk}/").content.decode()
    assert [WHY in page for page in (before, after)] == [True, False]


def test_the_asking_is_read_by_authors_and_office_only(client, court, brought, giang, binh, an):
    ask_back(brought, WHY, by=giang)

    read = {}
    for user in (giang, an, binh, court.users["ban"], court.users["doc"]):
        client.force_login(user)
        pages = [f"/sang-kien/{brought.pk}/", f"/sang-kien/ho-so-xet/{brought.case_id}/", "/"]
        texts = [client.get(url).content.decode() for url in pages]
        read[user.username] = any("đề nghị rút" in text for text in texts)

    assert read == {"giang": True, "an": True, "binh": False, "ban": False, "doc": False}


def test_the_office_reads_the_title_that_was_handed_in(brought, giang, an):
    ask_back(brought, WHY, by=giang)

    Initiative.objects.filter(pk=brought.pk).update(title="Tên đang viết lại")

    assert f"Tác giả đề nghị rút: {brought.title}" in waiting(an)
