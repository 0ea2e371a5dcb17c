"""One mail a day and person, over a real mail server; never the same thing twice."""

from datetime import date, timedelta
from email.header import decode_header, make_header

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import NotAllowed, WrongState
from phongtrao.notifications import services
from phongtrao.notifications.models import Mail, Notice
from phongtrao.notifications.services import NotSent, deliver, mark_all_read, notify, resend
from phongtrao.notifications.tasks import send_digests
from tests.notifications.smtp import mail_server, words
from tests.threads import at_once

TODAY = date(2026, 11, 20)
TOMORROW = TODAY + timedelta(days=1)
S = Mail.Status


@pytest.fixture
def postman(settings):
    with mail_server() as postman:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", postman.port
        settings.SITE_URL = "https://thidua.vidu.example"
        yield postman


@pytest.fixture
def told(binh, lan):
    """Two things for Bình, one for Lan."""
    notify([binh, lan], "Sở giao nhiệm vụ 3.", key="assignment:1:sent", url="/viec-duoc-giao/1/")
    notify([binh], "Báo cáo bị trả lại.", key="report:1:returned", url="/bao-cao-tien-do/1/")


def run_jobs():
    """The waiting jobs, here and now; a failing one waits for its retry in real life."""
    for job in ProcrastinateJob.objects.filter(status="todo", task_name="notifications.send_mail"):
        app.tasks[job.task_name](**job.args)


# ------------------------------------------------------------------ one mail a day
def test_digest_says_everything_unread_in_one_mail(postman, told, binh, lan):
    made = services.send_digests(TODAY)
    run_jobs()

    assert made == 2
    by_person = {letter["To"]: letter for letter in postman.letters}
    assert set(by_person) == {binh.email, lan.email}
    letter = by_person[binh.email]
    subject = str(make_header(decode_header(letter["Subject"])))
    assert subject == "Phong Trào ngày 20/11/2026: 2 thông báo chưa đọc"
    assert "Kính gửi Trần Văn Bình" in words(letter)
    assert "- Sở giao nhiệm vụ 3.\n  https://thidua.vidu.example/viec-duoc-giao/1/" in words(letter)
    assert "- Báo cáo bị trả lại." in words(letter)
    assert set(Mail.objects.values_list("status", "attempts", "error")) == {(S.SENT, 1, "")}


def test_digest_is_made_once_a_day(postman, told):
    services.send_digests(TODAY)
    second = services.send_digests(TODAY)
    run_jobs()

    assert second == 0
    assert len(postman.letters) == 2


def test_what_was_mailed_is_not_mailed_again_tomorrow(postman, told, binh):
    services.send_digests(TODAY)
    assert services.send_digests(TOMORROW) == 0

    notify([binh], "Còn 3 ngày.", key="reminder:1:3")

    assert services.send_digests(TOMORROW) == 1
    mail = Mail.objects.get(day=TOMORROW)
    assert "Còn 3 ngày." in mail.body
    assert "Sở giao nhiệm vụ 3." not in mail.body


def test_digest_leaves_out_what_was_read(told, binh, lan):
    mark_all_read(binh)

    services.send_digests(TODAY)

    assert list(Mail.objects.values_list("to", flat=True)) == [lan.pk]


@pytest.mark.parametrize("change", [{"wants_mail": False}, {"email": ""}, {"is_active": False}])
def test_digest_goes_only_to_those_who_want_and_can_get_it(told, binh, lan, change):
    type(binh).objects.filter(pk=binh.pk).update(**change)

    services.send_digests(TODAY)

    assert list(Mail.objects.values_list("to", flat=True)) == [lan.pk]


def test_digest_goes_back_with_a_failed_transaction(told, monkeypatch):
    def fail(**_more):
        raise RuntimeError

    monkeypatch.setattr(services.send_mail, "defer", fail)

    with pytest.raises(RuntimeError):
        services.send_digests(TODAY)

    assert Mail.objects.count() == 0
    assert Notice.objects.exclude(mail=None).count() == 0


def test_the_morning_job_is_a_door_to_the_service(told):
    send_digests(timestamp=0)

    assert Mail.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_mail(postman, told):
    faults = at_once(lambda: services.send_digests(TODAY), lambda: services.send_digests(TODAY))

    assert faults == [None, None]
    assert Mail.objects.count() == 2
    assert ProcrastinateJob.objects.filter(task_name="notifications.send_mail").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_a_mail_once(postman, told, binh):
    services.send_digests(TODAY)
    mail = Mail.objects.get(to=binh)

    faults = at_once(lambda: deliver(mail.pk), lambda: deliver(mail.pk))

    assert faults == [None, None]
    assert len(postman.letters) == 1


# ------------------------------------------------------------------ failing and sending again
def failed_mail(postman, binh):
    services.send_digests(TODAY)
    mail = Mail.objects.get(to=binh)
    postman.refuse = "550 mailbox full"
    with pytest.raises(NotSent):
        deliver(mail.pk)
    mail.refresh_from_db()
    return mail


def test_refused_mail_keeps_the_reason_and_asks_for_a_retry(postman, told, binh):
    mail = failed_mail(postman, binh)

    assert (mail.status, mail.attempts) == (S.FAILED, 1)
    assert "mailbox full" in mail.error


def test_retry_sends_what_was_refused(postman, told, binh):
    mail = failed_mail(postman, binh)
    postman.refuse = ""

    deliver(mail.pk)

    mail.refresh_from_db()
    assert (mail.status, mail.attempts, mail.error) == (S.SENT, 2, "")
    assert len(postman.letters) == 1


def test_no_server_is_a_failure_with_a_retry(settings, told, binh):
    with mail_server() as postman:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", postman.port
    services.send_digests(TODAY)
    mail = Mail.objects.get(to=binh)

    with pytest.raises(NotSent):
        deliver(mail.pk)

    mail.refresh_from_db()
    assert mail.status == S.FAILED
    assert mail.error.startswith("ConnectionRefusedError")
    assert services.send_mail.retry_strategy.max_attempts == 5


def test_a_mail_that_is_gone_or_sent_is_left_alone(postman, told, binh):
    services.send_digests(TODAY)
    mail = Mail.objects.get(to=binh)
    deliver(mail.pk)

    deliver(mail.pk)
    deliver(0)

    assert len(postman.letters) == 1


def test_resend_puts_it_back_in_the_queue_and_into_the_history(postman, told, binh, hoa):
    mail = failed_mail(postman, binh)
    postman.refuse = ""

    resend(mail, by=hoa)
    deliver(mail.pk)

    mail.refresh_from_db()
    assert mail.status == S.SENT
    entry = Entry.objects.get(action="notifications.mail_resent")
    assert (entry.actor, entry.subject_label) == (hoa, f"#{mail.pk}")


def test_resend_is_for_administrators(postman, told, binh, an):
    mail = failed_mail(postman, binh)

    with pytest.raises(NotAllowed, match="Chỉ quản trị viên"):
        resend(mail, by=an)


def test_resend_of_a_waiting_mail_is_refused(told, binh, hoa):
    services.send_digests(TODAY)

    with pytest.raises(NotAllowed, match="đang chờ gửi"):
        resend(Mail.objects.get(to=binh), by=hoa)


def test_resend_loses_when_somebody_was_faster(postman, told, binh, hoa):
    mail = failed_mail(postman, binh)
    seen_earlier = Mail.objects.get(pk=mail.pk)
    resend(mail, by=hoa)

    with pytest.raises(WrongState, match="người khác"):
        resend(seen_earlier, by=hoa)
