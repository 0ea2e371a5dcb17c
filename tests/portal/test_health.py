"""The health page is the administrator's; the heartbeat is everybody's and says nothing."""

from phongtrao.notifications.models import Mail
from phongtrao.portal.queries.health import run_checks


def test_administrator_sees_every_check(client, hoa):
    client.force_login(hoa)

    page = client.get("/suc-khoe/").content.decode()

    assert [
        title
        for title in ("Cơ sở dữ liệu", "Tiến trình nền", "Hàng đợi", "Nhật ký")
        if title not in page
    ] == []


def test_for_others_the_page_does_not_exist(client, an):
    client.force_login(an)

    assert client.get("/suc-khoe/").status_code == 404


def test_mail_that_could_not_be_sent_asks_for_a_look(an):
    Mail.objects.create(
        to=an,
        address=an.email,
        day="2026-11-20",
        subject="Việc hôm nay",
        body="…",
        status=Mail.Status.FAILED,
    )

    [mail] = [check for check in run_checks() if check.title == "Thư điện tử"]

    assert (mail.is_well, mail.sentence) == (
        False,
        "1 thư gửi không được. Hãy xem nhật ký thư và gửi lại.",
    )


def test_without_a_worker_the_check_says_what_to_do(db):
    [worker] = [check for check in run_checks() if check.title == "Tiến trình nền"]

    assert not worker.is_well
    assert "make worker" in worker.sentence


def test_heartbeat_answers_without_sign_in(client, db):
    response = client.get("/song/")

    assert (response.status_code, response.content) == (200, b"ok")


def test_metrics_are_given_to_whoever_has_the_token(client, db, settings):
    settings.METRICS_TOKEN = "mật mã của máy đo".encode().hex()
    bearer = {"Authorization": f"Bearer {settings.METRICS_TOKEN}"}

    answered = client.get("/so-do/", headers=bearer)

    assert answered.status_code == 200
    assert b"django_http_requests" in answered.content


def test_metrics_do_not_exist_without_the_token(client, hoa, settings):
    settings.METRICS_TOKEN = ""
    client.force_login(hoa)

    assert client.get("/so-do/", headers={"Authorization": "Bearer "}).status_code == 404
