"""The bell, and the log of mail for administrators."""

from datetime import date

import pytest

from phongtrao.lib.sheets import open_workbook
from phongtrao.notifications.models import Mail, Notice
from phongtrao.notifications.services import notify, send_digests

TODAY = date(2026, 11, 20)


def tell(user, count=1):
    for number in range(count):
        notify([user], f"Việc mới số {number}.", key=f"test:{number}", url="/viec/")


# ------------------------------------------------------------------ notices
def test_notify_says_the_same_thing_once(binh):
    notify([binh], "Việc mới.", key="assignment:1")
    notify([binh], "Việc mới, nói lại.", key="assignment:1")

    assert list(Notice.objects.values_list("text", flat=True)) == ["Việc mới."]


def test_bell_counts_the_unread(client, binh):
    tell(binh, 3)
    client.force_login(binh)

    page = client.get("/thong-bao/").content.decode()

    assert '<span class="count">3</span>' in page


def test_list_shows_the_unread_and_on_wish_the_read(client, binh):
    tell(binh, 2)
    Notice.objects.filter(text="Việc mới số 0.").update(read_at="2026-11-20T00:00Z")
    client.force_login(binh)

    unread = client.get("/thong-bao/").content.decode()
    everything = client.get("/thong-bao/?xem=tat-ca").content.decode()

    assert ("số 0." in unread, "số 1." in unread) == (False, True)
    assert ("số 0." in everything, "số 1." in everything) == (True, True)


def test_opening_a_notice_reads_it_and_goes_there(client, binh):
    tell(binh)
    notice = Notice.objects.get()
    client.force_login(binh)

    answer = client.get(f"/thong-bao/{notice.pk}/")

    assert (answer.status_code, answer.url) == (302, "/viec/")
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_opening_a_notice_never_leaves_the_house(client, binh):
    notify([binh], "Xem ở ngoài.", key="x", url="https://noi-khac.example/")
    client.force_login(binh)

    answer = client.get(f"/thong-bao/{Notice.objects.get().pk}/")

    assert answer.url == "/thong-bao/"


def test_notices_of_others_do_not_exist(client, binh, chi):
    tell(binh)
    client.force_login(chi)

    assert client.get(f"/thong-bao/{Notice.objects.get().pk}/").status_code == 404
    assert "Việc mới" not in client.get("/thong-bao/?xem=tat-ca").content.decode()


def test_read_all_reads_only_ones_own(client, binh, chi):
    tell(binh, 2)
    tell(chi)
    client.force_login(binh)

    client.post("/thong-bao/da-doc/")

    assert set(Notice.objects.filter(read_at=None).values_list("to", flat=True)) == {chi.pk}


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_with_more_rows(client, binh, rows, django_assert_num_queries):
    tell(binh, rows)
    client.force_login(binh)

    with django_assert_num_queries(7):  # session, user, grants, works, bell, count, page
        page = client.get("/thong-bao/")

    assert page.content.decode().count("Việc mới số") == rows


# ------------------------------------------------------------------ the log of mail
@pytest.fixture
def mail(binh):
    tell(binh)
    send_digests(TODAY)
    return Mail.objects.get()


@pytest.mark.parametrize(
    ("who", "status"), [("hoa", 200), ("an", 404), ("khanh", 404), ("binh", 404), ("chi", 404)]
)
def test_log_is_for_administrators(client, request, mail, who, status):
    client.force_login(request.getfixturevalue(who))

    assert client.get("/thong-bao/thu/").status_code == status
    assert client.get(f"/thong-bao/thu/{mail.pk}/").status_code == status


def test_log_narrows_and_exports(client, hoa, mail):
    client.force_login(hoa)

    waiting = client.get("/thong-bao/thu/", {"q": "tran van binh", "tinh_trang": "waiting"})
    sent = client.get("/thong-bao/thu/", {"tinh_trang": "sent"})
    book = open_workbook(client.get("/thong-bao/thu/?xuat=xlsx").content, "thu.xlsx")

    assert list(waiting.context["table"].filtered) == [mail]
    assert list(sent.context["table"].filtered) == []
    assert any("binh@vidu.example" in row for row in book.rows())


def test_log_shows_no_content(client, hoa, mail):
    client.force_login(hoa)

    page = client.get(f"/thong-bao/thu/{mail.pk}/").content.decode()

    assert "binh@vidu.example" in page
    assert "Việc mới số 0." not in page


def test_resend_button_puts_a_failed_mail_back(client, hoa, mail):
    Mail.objects.update(status="failed", error="550 full")
    client.force_login(hoa)

    client.post(f"/thong-bao/thu/{mail.pk}/gui-lai/")

    mail.refresh_from_db()
    assert mail.status == "waiting"


def test_resend_button_says_why_not(client, hoa, mail):
    client.force_login(hoa)

    answer = client.post(f"/thong-bao/thu/{mail.pk}/gui-lai/", follow=True)

    assert "đang chờ gửi" in answer.content.decode()
