"""A case is taken out of its council before it is decided. S0-29"""

import re
from threading import Event
from time import monotonic, sleep

import pytest
from django.db import connection, transaction

from phongtrao.audit.models import Entry
from phongtrao.councils.catalogue import add_missing
from phongtrao.councils.models import BallotBox, Case, Item, ScoreSheet
from phongtrao.councils.services.counting import count_votes
from phongtrao.councils.services.sittings import plan_sitting
from phongtrao.councils.services.withdrawing import withdraw_case
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from tests.councils.cast import SEATS, make_case
from tests.councils.kind import PAPERS
from tests.councils.meeting import begin, call, make_cases, start_vote, tie, vote
from tests.councils.scored import give_sheet, score
from tests.threads import at_once

ALL = tuple(SEATS)
WHY = "Nộp nhầm đợt xét"
LONGEST = 30  # seconds to wait for another thread


@pytest.mark.django_db
def test_an_open_vote_and_the_sheets_are_void_and_the_agenda_says_why(seven):
    case, other = make_cases(seven, 2)
    score(give_sheet(case, seven.seats["doc"]))
    give_sheet(case, seven.seats["xet"])
    sitting = begin(seven, [case, other])
    start_vote(seven, sitting, Item.Mode.SECRET)
    vote(seven, sitting, chu="yes", pho="no")

    withdraw_case(case, f" {WHY} ", by=seven.secretary)

    case.refresh_from_db()
    assert (case.status, case.withdraw_reason) == ("withdrawn", WHY)
    assert PAPERS.withdrawn == [(case.pk, WHY)]
    items = sitting.items.values_list("case", "status", "void_reason")
    assert list(items) == [(case.pk, "withdrawn", WHY), (other.pk, "voting", "")]
    assert list(BallotBox.objects.values_list("item__case", flat=True)) == [other.pk]
    sheets = set(ScoreSheet.objects.values_list("status", "void_reason"))
    assert sheets == {("void", f"Hồ sơ đã rút khỏi hội đồng: {WHY}")}
    told = Notice.objects.filter(key=f"councils.case_withdrawn:{case.pk}")
    assert set(told.values_list("to__username", flat=True)) == {"doc", "xet"}
    assert all(WHY in one.text for one in told)
    deeds = Entry.objects.filter(subject_type="councils.case", subject_id=str(case.pk))
    assert list(deeds.order_by("-pk").values_list("action", flat=True))[:2] == [
        "councils.case_withdrawn",
        "councils.vote_voided",
    ]


@pytest.mark.django_db
def test_one_not_yet_on_an_agenda_and_one_before_the_vote(seven):
    waiting, listed = make_cases(seven, 2)
    sitting = plan_sitting(seven.council, call(), [listed], by=seven.office)

    for case in (waiting, listed):
        withdraw_case(case, WHY, by=seven.office)

    assert set(Case.objects.values_list("status", flat=True)) == {"withdrawn"}
    assert [item.status for item in sitting.items.all()] == ["withdrawn"]


@pytest.mark.django_db
def test_who_may_and_when(seven, giang):
    (case,) = make_cases(seven, 1)
    with pytest.raises(BadInput, match="lý do"):
        withdraw_case(case, " ", by=seven.secretary)
    for user in (seven.people["chu"], seven.people["doc"], giang):
        with pytest.raises(NotAllowed):
            withdraw_case(case, WHY, by=user)
    sitting = begin(seven, [case])
    start_vote(seven, sitting)
    vote(seven, sitting, **dict.fromkeys(ALL, "yes"))
    count_votes(sitting, [item.pk for item in sitting.items.all()], by=seven.office)

    with pytest.raises(NotAllowed, match="đã có kết quả biểu quyết"):
        withdraw_case(case, WHY, by=seven.secretary)

    case.refresh_from_db()
    assert (case.status, PAPERS.withdrawn) == ("decided", [])


@pytest.mark.django_db
def test_a_secretary_with_tied_hands_neither_finds_nor_withdraws_it(client, seven):
    (case,) = make_cases(seven, 1)
    tie(seven, "thu", case)
    client.force_login(seven.secretary)

    assert client.get(f"/hoi-dong/ho-so/{case.pk}/rut/").status_code == 404
    with pytest.raises(NotAllowed):
        withdraw_case(case, WHY, by=seven.secretary)


@pytest.mark.django_db
def test_the_page_says_what_would_be_lost(client, seven):
    (case,) = make_cases(seven, 1)
    score(give_sheet(case, seven.seats["doc"]))
    sitting = begin(seven, [case])
    start_vote(seven, sitting)
    vote(seven, sitting, chu="yes", pho="no")
    client.force_login(seven.secretary)

    assert "Rút khỏi hội đồng" in client.get(f"/hoi-dong/ho-so/{case.pk}/").content.decode()
    asked = client.get(f"/hoi-dong/ho-so/{case.pk}/rut/").content.decode()
    done = client.post(f"/hoi-dong/ho-so/{case.pk}/rut/", {"reason": WHY}, follow=True)
    again = client.post(f"/hoi-dong/ho-so/{case.pk}/rut/", {"reason": WHY}, follow=True)

    assert "1 phiếu chấm mất giá trị, 2 phiếu đã bỏ bị hủy" in asked
    assert "Đã rút hồ sơ khỏi hội đồng" in done.content.decode()
    assert WHY in done.content.decode()
    assert again.status_code == 403
    (item,) = sitting.items.all()
    page = client.get(f"/hoi-dong/phien-hop/{sitting.pk}/noi-dung/{item.pk}/").content.decode()
    assert f"Hồ sơ đã rút khỏi hội đồng: {WHY}" in page
    assert "Hồ sơ đã rút" in client.get(f"/hoi-dong/phien-hop/{sitting.pk}/").content.decode()


@pytest.mark.django_db
def test_who_keeps_away_learns_nothing_of_the_withdrawal(client, seven):
    case, other = make_case(seven.council, "Cân điện tử tự chế"), make_case(seven.council, "Bản đồ")
    give_sheet(case, seven.seats["ban"])
    tie(seven, "ban", case)
    sitting = begin(seven, [case, other])
    start_vote(seven, sitting)
    client.force_login(seven.people["ban"])
    pages = ["/", "/thong-bao/", f"/hoi-dong/{seven.council.pk}/ho-so/"]
    pages += [f"/hoi-dong/phien-hop/{sitting.pk}/", f"/hoi-dong/{seven.council.pk}/lich-su/"]
    pages += [f"/hoi-dong/{seven.council.pk}/diem/", "/hoi-dong/cham/"]
    before = {url: seen(client, url) for url in pages}

    withdraw_case(case, WHY, by=seven.office)

    assert {url: seen(client, url) for url in pages} == before
    for rest in ("", "rut/"):
        assert client.get(f"/hoi-dong/ho-so/{case.pk}/{rest}").status_code == 404
    assert not Notice.objects.filter(to=seven.people["ban"], text__contains="rút").exists()


def seen(client, url: str) -> str:
    """The page without what differs from one answer to the next."""
    page = client.get(url).content.decode()
    return re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": |form_key" value=)"[^"]+"', "", page)


@pytest.fixture
def shipped(transactional_db):
    add_missing()


@pytest.mark.django_db(transaction=True)
def test_counting_and_withdrawing_at_once_end_in_one_of_them(shipped, request):
    seven = request.getfixturevalue("seven")
    (case,) = make_cases(seven, 1)
    sitting = begin(seven, [case])
    halves = start_vote(seven, sitting, Item.Mode.SECRET)
    vote(seven, sitting, **dict.fromkeys(ALL, "yes"))
    keys = [item.pk for item in sitting.items.all()]

    counted, withdrawn = at_once(
        lambda: count_votes(sitting, keys, by=seven.office, halves=halves),
        lambda: withdraw_case(case, WHY, by=seven.secretary),
    )

    case.refresh_from_db()
    if counted is None:
        assert (case.status, case.outcome) == ("decided", "agreed")
        assert isinstance(withdrawn, NotAllowed)
        assert "đã có kết quả" in str(withdrawn)
    else:
        assert (case.status, case.outcome, withdrawn) == ("withdrawn", "", None)
        assert isinstance(counted, WrongState)
        assert "tải lại trang" in str(counted)
    assert len(PAPERS.withdrawn) == (withdrawn is None)


@pytest.mark.django_db(transaction=True)
def test_put_on_an_agenda_meanwhile_it_is_not_withdrawn(shipped, request):
    seven = request.getfixturevalue("seven")
    (case,) = make_cases(seven, 1)
    is_listed = Event()

    def put() -> None:
        with transaction.atomic():
            plan_sitting(seven.council, call(), [case], by=seven.office)
            is_listed.set()
            wait_for_whom_we_block()

    def take_out() -> None:
        assert is_listed.wait(LONGEST)
        withdraw_case(case, WHY, by=seven.secretary)

    listed, withdrawn = at_once(put, take_out)

    case.refresh_from_db()
    assert (listed, case.status, case.items.get().status) == (None, "listed", "waiting")
    assert isinstance(withdrawn, WrongState)
    assert "vừa được đưa vào chương trình họp" in str(withdrawn)
    assert PAPERS.withdrawn == []


def wait_for_whom_we_block() -> None:
    """Until another connection waits for a row of this transaction."""
    asked = (
        "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    )
    until = monotonic() + LONGEST
    with connection.cursor() as cursor:
        cursor.execute(asked)
        while not cursor.fetchone():
            assert monotonic() < until
            sleep(0.02)
            cursor.execute(asked)


@pytest.mark.django_db
def test_a_vote_on_a_case_no_longer_listed_is_not_counted(seven):
    (case,) = make_cases(seven, 1)
    sitting = begin(seven, [case])
    start_vote(seven, sitting)
    vote(seven, sitting, **dict.fromkeys(ALL, "yes"))
    Case.objects.filter(pk=case.pk).update(status=Case.Status.WITHDRAWN, withdraw_reason=WHY)

    with pytest.raises(WrongState, match="không còn trong chương trình họp"):
        count_votes(sitting, [item.pk for item in sitting.items.all()], by=seven.office)

    assert [(item.status, item.tally) for item in sitting.items.all()] == [("voting", None)]
    assert not Entry.objects.filter(action="councils.vote_counted").exists()
