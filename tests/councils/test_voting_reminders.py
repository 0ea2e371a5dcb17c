"""Who has a ballot and has not voted is told; the calendar file of an invitation."""

from datetime import UTC, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from phongtrao.councils.models import Item
from phongtrao.councils.services.counting import count_votes
from phongtrao.councils.services.sittings import Call, cancel_sitting, plan_sitting
from phongtrao.councils.services.voting import void_votes
from phongtrao.councils.services.voting_reminders import remind_voters
from phongtrao.notifications.models import Notice
from phongtrao.notifications.services import send_digests
from tests.councils.meeting import begin, make_cases, start_vote, tie, vote

pytestmark = pytest.mark.django_db


def later(hours=2):
    """Tomorrow morning and on: a few hours later is the same day, whenever the tests run."""
    morning = timezone.localtime().replace(hour=6, minute=0, second=0)
    return morning + timedelta(days=1, hours=hours)


def reminded():
    rows = Notice.objects.filter(key__startswith="councils.vote:")
    return sorted(rows.values_list("to__username", flat=True))


def test_who_has_a_ballot_and_has_not_voted_is_told_once_a_day(seven):
    sitting = begin(seven, make_cases(seven, 3), absent=("pho",), wrote=("doc",))
    start_vote(seven, sitting)
    vote(seven, sitting, chu="yes", thu="no")

    soon = remind_voters(timezone.now())
    first = remind_voters(later())
    remind_voters(later(3))

    left = sorted(seven.seats.keys() - {"chu", "thu", "pho"})
    assert (soon, first, reminded()) == (0, len(left), left)
    remind_voters(later(26))
    assert reminded() == sorted(left * 2)
    said = Notice.objects.filter(to=seven.people["doc"], key__startswith="councils.vote:").first()
    when = f"{timezone.localtime(sitting.starts_at):%H:%M %d/%m/%Y}"
    assert said.text == (
        f"{seven.council} đang biểu quyết tại phiên họp {when}. Bạn chưa bỏ phiếu xong."
    )
    assert said.url == reverse("councils:ballot", args=[sitting.pk])


def test_who_keeps_away_from_the_only_case_under_vote_hears_nothing(seven):
    (case,) = make_cases(seven)
    tie(seven, "gop", case)
    sitting = begin(seven, [case])
    start_vote(seven, sitting)

    remind_voters(later())

    assert reminded() == sorted(seven.seats.keys() - {"gop"})


def test_on_paper_only_who_writes_is_told(seven):
    sitting = begin(seven, make_cases(seven), wrote=("doc",))
    start_vote(seven, sitting, Item.Mode.PAPER)

    remind_voters(later())

    assert reminded() == ["doc"]


def test_casting_takes_no_reminder_back_and_the_end_of_the_vote_takes_all_at_one_moment(seven):
    """The moment of a secret vote is kept nowhere, not even as that of a notice read."""
    sitting = begin(seven, make_cases(seven))
    halves = start_vote(seven, sitting, Item.Mode.SECRET)
    remind_voters(later())
    rows = Notice.objects.filter(key__startswith="councils.vote:")

    vote(seven, sitting, **dict.fromkeys(seven.seats, "yes"))
    unread = rows.filter(read_at=None).count()
    keys = list(sitting.items.values_list("pk", flat=True))
    count_votes(sitting, keys, by=seven.office, halves=halves)

    assert unread == len(seven.seats)
    assert rows.filter(read_at=None).count() == 0
    assert len(set(rows.values_list("read_at", flat=True))) == 1


def test_a_vote_called_off_asks_nobody_and_one_that_goes_on_does(seven):
    sitting = begin(seven, make_cases(seven, 2))
    start_vote(seven, sitting)
    remind_voters(later())
    first, second = sitting.items.values_list("pk", flat=True)
    rows = Notice.objects.filter(key__startswith="councils.vote:", read_at=None)

    void_votes(sitting, [first], "Phiếu in sai.", by=seven.office)
    one_left = rows.count()
    void_votes(sitting, [second], "Phiếu in sai.", by=seven.office)

    assert (one_left, rows.count()) == (len(seven.seats), 0)


def test_the_reminder_goes_by_mail_too(seven):
    sitting = begin(seven, make_cases(seven))
    start_vote(seven, sitting)
    with translation.override("en"):
        remind_voters(later())

    send_digests(timezone.localdate())

    body = seven.people["chu"].mails.get().body
    assert "Bạn chưa bỏ phiếu xong." in body
    assert reverse("councils:ballot", args=[sitting.pk]) in body


# ------------------------------------------------------------------ the calendar file
def test_an_invitation_goes_into_ones_own_calendar(seven):
    starts = timezone.now().replace(microsecond=0) + timedelta(days=3)
    sitting = plan_sitting(
        seven.council, Call(starts, "Phòng họp số 2"), make_cases(seven), by=seven.office
    )
    client = Client()
    client.force_login(seven.people["gop"])
    address = reverse("councils:sitting_calendar", args=[sitting.pk])

    page = client.get(reverse("councils:sitting", args=[sitting.pk])).content.decode()
    answer = client.get(address)
    lines = answer.content.decode().split("\r\n")

    assert address in page
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert f"DTSTART:{starts.astimezone(UTC):%Y%m%dT%H%M%SZ}" in lines
    assert "LOCATION:Phòng họp số 2" in lines
    assert f"SUMMARY:Họp {seven.council}" in lines
    assert "Hồ sơ số 1" not in answer.content.decode()  # the agenda stays on its page

    cancel_sitting(sitting, "Bão", by=seven.office)
    assert client.get(address).url == reverse("councils:sitting", args=[sitting.pk])
