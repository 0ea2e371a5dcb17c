"""Every page of a sitting, as the office, a member and a stranger meet it."""

import re

import pytest

from phongtrao.councils.models import BallotBox, Case, Item, PaperCount, Sitting, Vote
from phongtrao.councils.services.counting import count_votes
from tests.councils.cast import SEATS
from tests.councils.meeting import begin, call, make_cases, start_vote, tie, vote

ALL = tuple(SEATS)


@pytest.fixture
def office(client, an):
    client.force_login(an)
    return client


def at(sitting: Sitting, rest: str = "") -> str:
    return f"/hoi-dong/phien-hop/{sitting.pk}/{rest}"


def text_of(response) -> str:
    return response.content.decode()


def test_the_office_calls_a_sitting_opens_it_takes_the_roll_and_closes_it(office, seven):
    make_cases(seven, 2)
    council = seven.council.pk

    made = office.post(
        f"/hoi-dong/{council}/phien-hop/moi/",
        {"day": "20/11/2026", "hour": "08:00", "place": "Phòng 1", "which": "tat-ca"},
    )
    sitting = Sitting.objects.get()
    assert made.url == at(sitting)
    assert "Phòng 1" in text_of(office.get(at(sitting)))
    Sitting.objects.filter(pk=sitting.pk).update(starts_at=call().starts_at)
    assert office.post(at(sitting, "khai-mac/")).url == at(sitting, "diem-danh/")
    roll = {f"kind_{m.pk}": "present" for m in seven.seats.values()}
    roll[f"kind_{seven.seats['gop'].pk}"] = "absent"
    roll[f"reason_{seven.seats['gop'].pk}"] = "ốm"
    assert office.post(at(sitting, "diem-danh/"), roll).url == at(sitting)
    page = text_of(office.get(at(sitting)))
    assert "Có mặt 6 trên 7 thành viên" in page
    assert "ốm" in page
    assert office.post(at(sitting, "be-mac/"), {"confirm": "bế mạc"}).url == at(sitting)
    assert Sitting.objects.get().status == "closed"
    assert {item.status for item in Item.objects.all()} == {"left"}


def test_a_secret_vote_from_opening_to_applied(client, seven, an):
    (case,) = make_cases(seven)
    sitting = begin(seven, [case])
    client.force_login(an)
    tellers = [seven.seats["xet"].pk, seven.seats["ban"].pk]
    opening = {"which": "tat-ca", "mode": "secret", "tellers": tellers}
    keys = client.post(at(sitting, "bieu-quyet/"), opening)
    halves = re.findall(r'half-letters">([^<]+)<', text_of(keys))
    assert len(set(halves)) == 2
    assert "no-store" in keys["Cache-Control"]
    item = Item.objects.get()

    client.force_login(seven.people["doc"])
    ballot = client.get(at(sitting, "bo-phieu/"))
    assert "no-store" in ballot["Cache-Control"]
    assert "data-draft" not in text_of(ballot).split('class="ballot"')[1]
    cast = client.post(at(sitting, "bo-phieu/"), {f"item_{item.pk}": "yes"}, follow=True)
    assert "Đã bỏ phiếu" in text_of(cast)
    assert "checked" not in text_of(cast)

    client.force_login(an)
    page = text_of(client.get(at(sitting, f"noi-dung/{item.pk}/")))
    assert "1 trên 7 thành viên đã bỏ phiếu" in page
    assert "Khổng Văn Đọc" not in page
    wrong = client.post(
        at(sitting, "kiem-phieu/"), {"which": "tat-ca", "first": halves[0], "second": halves[0]}
    )
    assert "Nửa khóa chưa đúng" in text_of(wrong)
    counted = {"which": "tat-ca", "first": halves[0].upper(), "second": halves[1]}
    assert client.post(at(sitting, "kiem-phieu/"), counted).url == at(sitting)
    assert "vì sao" in text_of(client.get(at(sitting, f"noi-dung/{item.pk}/"))).lower()
    assert client.post(at(sitting, "ap-dung/"), {"confirm": "áp dụng"}).url == at(sitting)
    assert Case.objects.get().status == "applied"


def test_the_answer_to_a_ballot_is_the_same_whatever_was_chosen(client, seven):
    make_cases(seven)
    sitting = begin(seven, list(Case.objects.all()))
    start_vote(seven, sitting, Item.Mode.SECRET)
    item = Item.objects.get()
    answers = []
    for name, choice in (("doc", "yes"), ("gop", "no")):
        client.force_login(seven.people[name])
        answer = client.post(at(sitting, "bo-phieu/"), {f"item_{item.pk}": choice})
        answers.append((answer.status_code, answer.url, answer.content))

    assert answers[0] == answers[1]
    assert {len(bytes(ballot)) for ballot in BallotBox.objects.get().sealed} == {80}


def test_in_an_open_vote_the_secretary_sees_who_voted_and_nobody_how(client, seven):
    make_cases(seven)
    sitting = begin(seven, list(Case.objects.all()))
    start_vote(seven, sitting)
    vote(seven, sitting, doc="no")
    item = Item.objects.get()

    client.force_login(seven.secretary)
    page = text_of(client.get(at(sitting, f"noi-dung/{item.pk}/")))
    assert re.search(r"Khổng Văn Đọc\s*– đã bỏ phiếu", page)
    assert "Không đồng ý" not in page
    count_votes(sitting, [item.pk], by=seven.office)
    page = text_of(client.get(at(sitting, f"noi-dung/{item.pk}/")))
    assert re.search(r"Khổng Văn Đọc\s*– Không đồng ý", page)


def test_paper_ballots_are_entered_by_both_counters(client, seven):
    make_cases(seven)
    sitting = begin(seven, list(Case.objects.all()))
    start_vote(seven, sitting, Item.Mode.PAPER)
    item = Item.objects.get()
    name = f"noi-dung-{item.pk}"
    typed = {"item": item.pk, f"{name}-n_yes": "5", f"{name}-n_no": "1", f"{name}-spoilt": "0"}

    for user in ("xet", "ban"):
        client.force_login(seven.people[user])
        assert "Nhập kết quả đếm phiếu" in text_of(client.get(at(sitting)))
        assert client.post(at(sitting, "dem-phieu/"), typed).status_code == 302
    client.force_login(seven.people["doc"])
    assert "Không có phiếu giấy nào" in text_of(client.get(at(sitting, "dem-phieu/")))
    assert PaperCount.objects.count() == 2


def test_a_written_opinion_is_entered_with_its_paper(client, seven, an):
    make_cases(seven)
    sitting = begin(seven, list(Case.objects.all()), wrote=["gop"])
    start_vote(seven, sitting)
    item = Item.objects.get()
    client.force_login(an)
    address = at(sitting, f"noi-dung/{item.pk}/y-kien/")
    assert "Thân Thị Góp" in text_of(client.get(address))

    typed = {"member": seven.seats["gop"].pk, "choice": "no", "words": "Chưa rõ"}
    assert client.post(address, typed).status_code == 302

    assert Vote.objects.get().words == "Chưa rõ"


def test_voiding_chair_course_agenda_lead_through(office, seven):
    make_cases(seven, 3)
    sitting = begin(seven, list(Case.objects.order_by("pk")))
    first, second, third = Item.objects.order_by("position")

    office.post(at(sitting, "len-dau/"), {"row": [third.pk]})
    assert list(sitting.items.order_by("position").values_list("pk", flat=True)) == [
        third.pk,
        first.pk,
        second.pk,
    ]
    office.post(at(sitting, "chuyen-phien/"), {"row": [second.pk]})
    assert Item.objects.get(pk=second.pk).status == "left"
    office.post(at(sitting, "chu-tri/"), {"member": seven.seats["pho"].pk})
    assert Sitting.objects.get().chair == seven.seats["pho"]
    office.post(at(sitting, "dien-bien/"), {"note": "Thảo luận sôi nổi."})
    assert "Thảo luận sôi nổi." in text_of(office.get(at(sitting)))
    start_vote(seven, sitting)
    office.post(at(sitting, "bo-phieu-lai/"), {"which": "tat-ca", "reason": "Mất khóa"})
    assert "Chờ biểu quyết lại" in text_of(office.get(at(sitting)))
    for rest in ("chu-tri/", "dien-bien/", "bo-phieu-lai/", "be-mac/", "them-ho-so/", "van-ban/"):
        assert office.get(at(sitting, rest)).status_code == 200


def test_some_cases_ticked_beside_all_are_asked_when_a_sitting_is_called(office, seven):
    make_cases(seven, 2)
    first = Case.objects.order_by("pk")[0]
    at_new = f"/hoi-dong/{seven.council.pk}/phien-hop/moi/"
    asked = {"day": "20/11/2026", "hour": "08:00", "cases": [first.pk]}

    answer = office.post(at_new, {**asked, "which": "tat-ca"})
    called = Sitting.objects.count()
    office.post(at_new, {**asked, "which": "chon"})

    assert "Đã đánh dấu 1 hồ sơ nhưng đang chọn tất cả." in text_of(answer)
    assert called == 0
    assert [item.case for item in Sitting.objects.get().items.all()] == [first]


def test_some_ticked_beside_all_is_asked_not_guessed(office, seven):
    """Who ticks one of two and leaves “all” chosen would void both."""
    make_cases(seven, 2)
    sitting = begin(seven, list(Case.objects.order_by("pk")))
    start_vote(seven, sitting)
    first, second = Item.objects.order_by("pk")
    asked = {"items": [first.pk], "reason": "Phiếu in sai"}

    answer = office.post(at(sitting, "bo-phieu-lai/"), {**asked, "which": "tat-ca"})
    still = set(sitting.items.values_list("status", flat=True))
    office.post(at(sitting, "bo-phieu-lai/"), {**asked, "which": "chon"})

    assert "Đã đánh dấu 1 nội dung nhưng đang chọn tất cả." in text_of(answer)
    assert still == {"voting"}
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("waiting", "voting")


def test_a_member_directs_nothing_and_a_stranger_sees_nothing(client, seven, chi):
    make_cases(seven)
    sitting = begin(seven, list(Case.objects.all()))
    rests = ("diem-danh/", "bieu-quyet/", "kiem-phieu/", "be-mac/", "van-ban/", "bo-phieu-lai/")

    client.force_login(seven.people["doc"])
    assert client.get(at(sitting)).status_code == 200
    assert {client.get(at(sitting, rest)).status_code for rest in rests} == {403}
    client.force_login(chi)
    assert {client.get(at(sitting, rest)).status_code for rest in ("", *rests)} == {404}


def test_who_keeps_away_from_a_case_finds_no_trace_of_it(client, seven):
    hidden, other = make_cases(seven, 2)
    tie(seven, "chu", hidden)
    sitting = begin(seven, [hidden, other])
    start_vote(seven, sitting)
    item = Item.objects.get(case=hidden)

    client.force_login(seven.people["chu"])
    page = text_of(client.get(at(sitting)))
    sheet = client.get(at(sitting) + "?export=xlsx")
    ballot = text_of(client.get(at(sitting, "bo-phieu/")))

    assert hidden.title not in page + ballot
    assert "1 nội dung đang biểu quyết" in page
    assert "Còn 1 nội dung" in ballot
    assert hidden.title.encode() not in sheet.content
    assert client.get(at(sitting, f"noi-dung/{item.pk}/")).status_code == 404


def test_the_list_of_sittings_is_filtered_by_state(office, seven):
    make_cases(seven)
    begin(seven, list(Case.objects.all()))
    address = f"/hoi-dong/{seven.council.pk}/phien-hop/"

    assert "Đang họp" in text_of(office.get(address))
    assert "Dòng 1–1 trong 1" in text_of(office.get(address + "?tinh_trang=open"))
    assert "Dòng 1–1 trong 1" not in text_of(office.get(address + "?tinh_trang=closed"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_agenda_costs_the_same_queries_with_1_and_3(
    client, seven, number, django_assert_num_queries
):
    make_cases(seven, number)
    sitting = begin(seven, list(Case.objects.all()))
    start_vote(seven, sitting)
    client.force_login(seven.people["doc"])
    client.get(at(sitting))

    with django_assert_num_queries(14):
        page = client.get(at(sitting))

    assert page.status_code == 200


def test_counting_says_how_many_ballots_would_be_lost(office, seven):
    sitting = begin(seven, make_cases(seven, 2), absent=["gop"])
    start_vote(seven, sitting)
    vote(seven, sitting, chu="yes", pho="yes", thu="yes", doc="yes")

    assert "Còn 4 phiếu chưa bỏ" in text_of(office.get(at(sitting, "kiem-phieu/")))
    vote(seven, sitting, xet="yes", ban="no")
    assert "phiếu chưa bỏ" not in text_of(office.get(at(sitting, "kiem-phieu/")))


def test_where_nothing_waits_the_page_says_so_and_leads_back(office, seven):
    sitting = begin(seven, make_cases(seven, 1))
    start_vote(seven, sitting)

    opening = text_of(office.get(at(sitting, "bieu-quyet/")))
    calling = text_of(office.get(f"/hoi-dong/{seven.council.pk}/phien-hop/moi/"))
    closing = text_of(office.get(at(sitting, "be-mac/")))
    shown = text_of(office.get(at(sitting)))

    assert "Không còn nội dung nào chờ biểu quyết." in opening
    assert '<form class="form"' not in opening
    assert "Chưa có hồ sơ nào chờ xét" in calling
    assert "nội dung đang biểu quyết: kiểm phiếu trước" in closing
    assert "be-mac" not in shown  # refused while a vote is open, so not offered


def test_a_member_who_voted_is_told_so(client, seven):
    sitting = begin(seven, make_cases(seven, 1))
    client.force_login(seven.people["doc"])
    before = text_of(client.get(at(sitting, "bo-phieu/")))
    start_vote(seven, sitting)
    vote(seven, sitting, doc="yes")

    after = text_of(client.get(at(sitting, "bo-phieu/")))

    assert "Không có nội dung nào chờ bạn bỏ phiếu ở đây." in before
    assert "Bạn đã bỏ phiếu xong các nội dung đang biểu quyết." in after


def test_who_votes_on_paper_is_not_told_to_have_voted(client, seven):
    sitting = begin(seven, make_cases(seven, 1))
    start_vote(seven, sitting, Item.Mode.PAPER)
    client.force_login(seven.people["doc"])

    page = text_of(client.get(at(sitting, "bo-phieu/")))

    assert "Bạn đã bỏ phiếu xong" not in page
    assert "Không có nội dung nào chờ bạn bỏ phiếu ở đây." in page
