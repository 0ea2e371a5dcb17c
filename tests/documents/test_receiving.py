"""A paper arrives: opened, acknowledged, numbered, handed on, done; a secret one is never taken in."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.documents.models import (
    Delivery,
    DocumentKind,
    Incoming,
    Purpose,
    StoredFile,
)
from phongtrao.documents.queries.deliveries_waiting import deliveries_waiting
from phongtrao.documents.queries.recipients import Addressed
from phongtrao.documents.services import DocumentData, register_document
from phongtrao.documents.services.distribution import distribute
from phongtrao.documents.services.receiving import (
    Arrival,
    acknowledge,
    finish_incoming,
    hand_incoming,
    open_deliveries,
    register_incoming,
)
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Grant
from phongtrao.reader.stamps import SecretPaper, is_stamped
from tests.documents.files import make_docx, upload
from tests.factories import LONG_AGO

K = DocumentKind


@pytest.fixture
def paper(so, an):
    data = DocumentData(K.PLAN, "Phát động thi đua", "05/KH-SGDĐT", date(2026, 1, 15), issuer=so)
    return register_document(data, by=an)


@pytest.fixture
def delivery(paper, an, hoa_sen):
    distribute(paper, [Addressed("Các trường", Purpose.CARRY_OUT, units=(hoa_sen.pk,))], by=an)
    return Delivery.objects.get()


def letter(**more) -> Arrival:
    fields = {
        "kind": K.LETTER,
        "sender": "Công an xã Suối Mây",
        "abstract": "Phối hợp bảo đảm an toàn cổng trường",
        "arrived_on": timezone.localdate(),
    }
    return Arrival(**(fields | more))


# ------------------------------------------------------------------ opened and acknowledged


def test_reading_the_page_opens_the_paper_for_the_first_reader(delivery, paper, binh, lan):
    for reader in (lan, binh):
        open_deliveries(paper, by=reader)

    delivery.refresh_from_db()
    assert delivery.opened_by == lan
    assert Entry.objects.filter(action="documents.opened").count() == 1


@pytest.mark.parametrize("who", ["chi", "giang", "an", "lam"])
def test_reading_by_somebody_else_opens_nothing(delivery, paper, who, request):
    opened = open_deliveries(paper, by=request.getfixturevalue(who))

    delivery.refresh_from_db()
    assert (opened, delivery.opened_at) == ([], None)


def test_acknowledging_enters_the_paper_in_the_book(delivery, binh, hoa_sen):  # S0-55
    register_incoming(hoa_sen, letter(), by=binh)

    acknowledge(delivery, by=binh)

    incoming = Incoming.objects.get(delivery=delivery)
    assert (incoming.status, incoming.arrival_number, incoming.arrived_on) == (
        "booked",
        2,
        timezone.localdate(),
    )
    assert (delivery.acknowledged_by, delivery.opened_by) == (binh, binh)


def test_acknowledging_twice_is_refused(delivery, binh, lan):
    acknowledge(delivery, by=lan)

    with pytest.raises(NotAllowed, match="đã được xác nhận"):
        acknowledge(delivery, by=binh)

    delivery.refresh_from_db()
    assert delivery.acknowledged_by == lan


def test_acknowledgement_by_one_who_has_left_is_refused(delivery, binh):
    days = (LONG_AGO, timezone.localdate())
    Grant.objects.filter(user=binh).update(days=days)

    with pytest.raises(NotAllowed, match="không còn giữ nhiệm vụ ở Trường THCS Hoa Sen"):
        acknowledge(delivery, by=binh)

    delivery.refresh_from_db()
    assert delivery.acknowledged_at is None


@pytest.mark.parametrize("who", ["chi", "giang", "an"])
def test_nobody_else_acknowledges_for_the_unit(delivery, who, request):
    with pytest.raises(NotAllowed):
        acknowledge(delivery, by=request.getfixturevalue(who))

    assert Incoming.objects.get().arrival_number is None


def test_paper_to_a_person_is_acknowledged_by_that_person(paper, an, giang, binh):
    distribute(paper, [Addressed("Cô Giang", Purpose.KNOW, users=(giang.pk,))], by=an)
    delivery = Delivery.objects.get()

    with pytest.raises(NotAllowed):
        acknowledge(delivery, by=binh)
    acknowledge(delivery, by=giang)

    assert delivery.acknowledged_by == giang
    assert Incoming.objects.count() == 0


# ------------------------------------------------------------------ from outside


def test_paper_from_outside_gets_the_next_number_of_the_year(hoa_sen, binh_minh, lan, chi):
    today = timezone.localdate()
    last_year = date(today.year - 1, 12, 30)

    made = [
        register_incoming(unit, letter(arrived_on=day), by=by)
        for unit, day, by in (
            (hoa_sen, today, lan),
            (hoa_sen, today, lan),
            (hoa_sen, last_year, lan),
            (binh_minh, today, chi),
        )
    ]

    assert [(row.unit, row.year, row.arrival_number) for row in made] == [
        (hoa_sen, today.year, 1),
        (hoa_sen, today.year, 2),
        (hoa_sen, today.year - 1, 1),
        (binh_minh, today.year, 1),
    ]


def test_paper_of_tomorrow_has_not_arrived(hoa_sen, lan):
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(BadInput, match="không thể sau hôm nay"):
        register_incoming(hoa_sen, letter(arrived_on=tomorrow), by=lan)

    assert Incoming.objects.count() == 0


@pytest.mark.parametrize("who", ["giang", "chi", "an", "lam"])
def test_only_the_units_own_people_keep_its_book(hoa_sen, who, request):
    with pytest.raises(NotAllowed, match="Chỉ người của"):
        register_incoming(hoa_sen, letter(), by=request.getfixturevalue(who))

    assert Incoming.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_get_two_numbers(hoa_sen, binh, lan):
    start = threading.Barrier(2)

    def register(by) -> None:
        start.wait()
        register_incoming(hoa_sen, letter(), by=by)
        connection.close()

    threads = [threading.Thread(target=register, args=(by,)) for by in (binh, lan)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    numbers = Incoming.objects.order_by("arrival_number").values_list("arrival_number", flat=True)
    assert list(numbers) == [1, 2]


# ------------------------------------------------------------------ secrets


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["UBND TỈNH", "MẬT", "Số: 12/BC"], True),
        (["  [TỐI MẬT]  "], True),
        (["Độ mật: Tuyệt mật"], True),
        (["tuyệt  mật."], True),
        (["Quy chế bảo mật thông tin", "MẤT", "MẠT", "Bí mật nhà nước"], False),
        ([], False),
    ],
)
def test_stamp_is_a_line_of_its_own(lines, expected):
    assert is_stamped(lines) is expected


@pytest.mark.parametrize(
    "arrival",
    [
        letter(secrecy="top"),
        letter(file=upload(make_docx("UBND TỈNH", "MẬT", "Số: 12/BC-UBND", "Nội dung"), "a.docx")),
        letter(file=upload("SỞ Y TẾ\nTuyệt mật\nSố: 1/BC\n".encode(), "b.txt")),
    ],
    ids=["said by the clerk", "in a Word file", "in a text file"],
)
def test_secret_paper_is_refused_and_nothing_of_it_is_kept(hoa_sen, lan, arrival, tmp_path):
    with pytest.raises(SecretPaper, match="không lưu gì"):
        register_incoming(hoa_sen, arrival, by=lan)

    assert (Incoming.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


# ------------------------------------------------------------------ what becomes of it


def test_paper_is_handed_to_a_person_and_done(hoa_sen, binh, lan, giang):  # S0-20
    paper = register_incoming(hoa_sen, letter(), by=binh)
    day = timezone.localdate() + timedelta(days=5)

    hand_incoming(paper, giang, due_on=day, note="Phổ biến tới giáo viên", by=binh)
    finish_incoming(paper, "Đã phổ biến", by=giang)

    assert (paper.handed_to, paper.due_on, paper.status) == (giang, day, "done")
    assert (paper.result, paper.done_on) == ("Đã phổ biến", timezone.localdate())
    assert [notice.to for notice in Notice.objects.all()] == [giang]


def test_paper_is_not_handed_to_a_person_of_another_unit(hoa_sen, binh, chi):
    paper = register_incoming(hoa_sen, letter(), by=binh)

    with pytest.raises(BadInput, match="không thuộc Trường THCS Hoa Sen"):
        hand_incoming(paper, chi, by=binh)

    paper.refresh_from_db()
    assert (paper.status, paper.handed_to) == ("booked", None)


def test_paper_not_acknowledged_is_not_handed_on(delivery, binh, giang):
    with pytest.raises(NotAllowed, match="xác nhận đã nhận"):
        hand_incoming(Incoming.objects.get(), giang, by=binh)

    assert Incoming.objects.get().status == "new"


# ------------------------------------------------------------------ at home


def test_what_waits_at_home_is_acknowledging_and_what_was_handed_on(
    delivery, hoa_sen, binh, giang, chi, django_assert_num_queries
):
    paper = register_incoming(hoa_sen, letter(number="12/CV"), by=binh)
    day = timezone.localdate() + timedelta(days=2)
    hand_incoming(paper, giang, due_on=day, by=binh)

    with django_assert_num_queries(1):
        waiting = deliveries_waiting(binh)

    assert [(row.what, row.for_whom, row.due) for row in waiting] == [
        ("Văn bản chờ xác nhận: 05/KH-SGDĐT Phát động thi đua", hoa_sen.name, None)
    ]
    assert [(row.what, row.due, row.url) for row in deliveries_waiting(giang)] == [
        (
            "Văn bản đến được chuyển: 12/CV Phối hợp bảo đảm an toàn cổng trường",
            day,
            f"/van-ban/den/{paper.pk}/",
        )
    ]
    assert deliveries_waiting(chi) == []
    acknowledge(delivery, by=binh)
    assert deliveries_waiting(binh) == []
