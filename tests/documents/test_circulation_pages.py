"""Screens of sending and receiving: whom they show what, in how many queries, and what the forms do."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from phongtrao.documents.models import (
    Delivery,
    DocumentKind,
    Incoming,
    Purpose,
    RecipientGroup,
)
from phongtrao.documents.queries.recipients import Addressed
from phongtrao.documents.services import DocumentData, register_document
from phongtrao.documents.services.distribution import distribute
from phongtrao.documents.services.receiving import Arrival, register_incoming
from phongtrao.documents.services.recipients import GroupData, add_group
from phongtrao.lib.sheets import open_workbook
from phongtrao.orgs.models import Unit
from tests.documents.files import make_docx, upload
from tests.factories import LONG_AGO

K = DocumentKind


@pytest.fixture
def paper(so, an):
    data = DocumentData(K.PLAN, "Phát động thi đua", "05/KH-SGDĐT", date(2026, 1, 15), issuer=so)
    return register_document(data, by=an)


def send(paper, by, *units) -> None:
    pks = tuple(unit.pk for unit in units)
    distribute(paper, [Addressed("Các trường", Purpose.CARRY_OUT, units=pks)], by=by)


def make_schools(so, number: int) -> list[Unit]:
    return Unit.objects.bulk_create(
        Unit(
            kind=Unit.Kind.SCHOOL,
            opened_on=LONG_AGO,
            name=f"Trường {n}",
            sort_key=f"truong {n:05}",
            admin_path=f"{so.admin_path}x{n}/",
            prof_path=f"{so.prof_path}x{n}/",
        )
        for n in range(number)
    )


def text(response) -> str:
    return " ".join(response.content.decode().split())


# ------------------------------------------------------------------ groups


def test_office_makes_orders_changes_and_drops_groups(client, an, so, hoa_sen, binh_minh):
    client.force_login(an)

    made = client.get("/van-ban/nhom-noi-nhan/", follow=True)
    ready = client.post(f"/van-ban/nhom-noi-nhan/don-vi/{so.pk}/thuong-dung/", follow=True)
    sent = {
        "name": "Cụm thi đua",
        "purpose": "report",
        "line": "prof",
        "members": "Cụm thi đua số 5 Thành phố\nTrường THCS Hoa Sen",
    }
    client.post(f"/van-ban/nhom-noi-nhan/don-vi/{so.pk}/moi/", sent)
    group = RecipientGroup.objects.get(name="Cụm thi đua")
    client.post(f"/van-ban/nhom-noi-nhan/{group.pk}/chuyen/", {"huong": "len"})
    client.post(f"/van-ban/nhom-noi-nhan/{group.pk}/", sent | {"name": "Các cụm thi đua"})
    page = client.get(f"/van-ban/nhom-noi-nhan/{group.pk}/")

    assert "Chưa có nhóm nơi nhận nào" in text(made)
    assert "Các trường THCS" in text(ready)
    names = [row.name for row in RecipientGroup.objects.filter(owner=so)]
    assert names == [
        "Ủy ban nhân dân các xã, phường, đặc khu",
        "Các trường tiểu học",
        "Các cụm thi đua",
        "Các trường THCS",
    ]
    assert "Cụm thi đua số 5 Thành phố\nTrường THCS Hoa Sen" in page.content.decode()

    client.post(f"/van-ban/nhom-noi-nhan/{group.pk}/bo/", {"confirm": "BỎ"})
    assert not RecipientGroup.objects.filter(pk=group.pk).exists()


def test_groups_of_another_office_are_not_there(client, chi, an, so):
    group = add_group(so, GroupData("Các trường", kinds=["school"]), by=an)
    client.force_login(chi)

    assert client.get(f"/van-ban/nhom-noi-nhan/{group.pk}/").status_code == 404
    assert client.get(f"/van-ban/nhom-noi-nhan/don-vi/{so.pk}/").status_code == 404


# ------------------------------------------------------------------ sending


def test_preview_counts_before_anything_is_sent(client, an, so, paper, hoa_sen, binh_minh, binh):
    group = add_group(so, GroupData("Các trường", kinds=["school"]), by=an)
    client.force_login(an)
    url = f"/van-ban/{paper.pk}/gui/?xem=1&nhom{group.pk}=carry_out&muc_dich=know"
    url += "&them=Ban+T%C4%90KT+Th%C3%A0nh+ph%E1%BB%91+(%C4%91%E1%BB%83+b/c)%0ATr%C6%B0%E1%BB%9Dng+THCS+Hoa+Sen"

    page = text(client.get(url))

    assert "2 nơi nhận mới: 2 đơn vị, 0 người, 0 nơi ngoài hệ thống." in page
    assert "1 tên chưa nhận ra: Ban TĐKT Thành phố." in page
    assert "<strong>1</strong> nơi có ở hơn một dòng" in page
    assert "<strong>1</strong> đơn vị chưa có người nhận thông báo" in page
    assert "- Ban TĐKT Thành phố (để b/c);" in page
    assert Delivery.objects.count() == 0

    response = client.post(url, {"ngoai": "Ban TĐKT Thành phố"}, follow=True)
    assert "Đã gửi tới 3 nơi nhận." in text(response)
    assert Delivery.objects.count() == 3


def test_empty_choice_is_refused(client, an, paper):
    client.force_login(an)

    page = text(client.get(f"/van-ban/{paper.pk}/gui/?xem=1&them="))

    assert "Hãy chọn mục đích cho ít nhất một nhóm" in page


@pytest.mark.parametrize(("who", "expected"), [("an", 200), ("dung", 403), ("chi", 403)])
def test_only_the_office_opens_the_form(client, paper, who, expected, request):
    client.force_login(request.getfixturevalue(who))

    assert client.get(f"/van-ban/{paper.pk}/gui/").status_code == expected


# ------------------------------------------------------------------ who has it


def test_an_unknown_name_is_asked_about_before_it_goes_outside(client, an, so, paper, hoa_sen):
    client.force_login(an)
    url = f"/van-ban/{paper.pk}/gui/?xem=1&them=Trường+THCS+Hoa+Xen%0ALưu:+VT"

    page = text(client.get(url))
    refused = text(client.post(url))
    assert (
        "Không tìm thấy đơn vị tên “Trường THCS Hoa Xen”. Gửi như cơ quan ngoài hệ thống?" in page
    )
    assert "Gần giống: “Trường THCS Hoa Sen”." in page
    assert "hoặc sửa tên: Trường THCS Hoa Xen." in refused
    assert "0 nơi nhận mới: 0 đơn vị, 0 người, 0 nơi ngoài hệ thống." in page
    assert Delivery.objects.count() == 0

    client.post(url, {"ngoai": "Trường THCS Hoa Xen"})
    assert list(Delivery.objects.values_list("outside", flat=True)) == ["Trường THCS Hoa Xen"]
    again = text(client.get(url))  # an office is asked once about a name
    assert "Không tìm thấy đơn vị" not in again


@pytest.mark.parametrize("rows", [1, 3, 3_000])
def test_table_costs_the_same_for_any_number_of_rows(
    client, an, so, paper, rows, django_assert_max_num_queries
):
    send(paper, an, *make_schools(so, rows))
    client.force_login(an)

    # session, user, grants, unread, units, works, document, lines, standing, block, file, count, page
    with django_assert_max_num_queries(13):
        response = client.get(f"/van-ban/{paper.pk}/noi-nhan/")

    assert response.context["table"].count == rows
    assert len(response.content) < 100_000


def test_table_says_who_has_not_and_exports_as_filtered(
    client, an, paper, hoa_sen, binh_minh, binh
):  # S0-55
    send(paper, an, hoa_sen, binh_minh)
    client.force_login(binh)
    client.get(f"/van-ban/{paper.pk}/")
    client.post(f"/van-ban/noi-nhan/{Delivery.objects.get(unit=hoa_sen).pk}/xac-nhan/")
    client.force_login(an)

    url = f"/van-ban/{paper.pk}/noi-nhan/"
    page = text(client.get(url))
    book = open_workbook(client.get(f"{url}?tinh_trang=chua-xac-nhan&xuat=xlsx").content, "a.xlsx")

    assert "1 trong 2 nơi đã xác nhận, 1 nơi đã mở; còn 1 nơi chưa xác nhận." in page
    cells = [row[0] for row in book.rows() if row and row[1] == "Các trường"]
    assert cells == ["Trường Tiểu học Bình Minh"]


@pytest.mark.parametrize(("who", "expected"), [("dung", 200), ("khanh", 200), ("binh", 404)])
def test_only_the_issuers_side_reads_who_has_it(client, an, paper, hoa_sen, who, expected, request):
    send(paper, an, hoa_sen)
    client.force_login(request.getfixturevalue(who))

    assert client.get(f"/van-ban/{paper.pk}/noi-nhan/").status_code == expected


def test_reminder_is_previewed_and_sent_once_a_day(client, an, paper, hoa_sen, binh_minh, binh):
    send(paper, an, hoa_sen, binh_minh)
    client.force_login(an)
    url = f"/van-ban/{paper.pk}/noi-nhan/nhac/"

    page = text(client.get(url))
    sent = text(client.post(url, follow=True))
    again = text(client.get(url))

    assert "1 nơi nhận được đôn đốc." in page
    assert "1 nơi chưa xác nhận nhưng chưa có người nhận thông báo" in page
    assert "Đã đôn đốc 1 nơi nhận." in sent
    assert "Không còn nơi nào để đôn đốc hôm nay." in again


# ------------------------------------------------------------------ receiving


def test_reader_of_the_unit_opens_and_acknowledges_on_the_page(client, an, paper, hoa_sen, binh):
    send(paper, an, hoa_sen)
    client.force_login(binh)

    page = text(client.get(f"/van-ban/{paper.pk}/"))
    delivery = Delivery.objects.get()
    after = text(client.post(f"/van-ban/noi-nhan/{delivery.pk}/xac-nhan/", follow=True))

    assert "Xác nhận đã nhận" in page
    assert "Đã xác nhận đã nhận văn bản." in after
    assert "Trần Văn Bình xác nhận lúc" in after


def test_one_who_left_is_told_so(client, an, paper, hoa_sen, binh):
    send(paper, an, hoa_sen)
    binh.grants.update(days=(LONG_AGO, timezone.localdate()))
    client.force_login(binh)

    page = client.post(f"/van-ban/noi-nhan/{Delivery.objects.get().pk}/xac-nhan/", follow=True)

    assert "không còn giữ nhiệm vụ ở Trường THCS Hoa Sen" in text(page)
    assert Delivery.objects.get().acknowledged_at is None


def test_somebody_elses_delivery_is_not_there(client, an, paper, hoa_sen, chi):
    send(paper, an, hoa_sen)
    client.force_login(chi)

    url = f"/van-ban/noi-nhan/{Delivery.objects.get().pk}/xac-nhan/"
    assert client.post(url).status_code == 404


# ------------------------------------------------------------------ incoming


def arrive(unit, by, number=1) -> Incoming:
    arrival = Arrival(K.LETTER, "Công an xã", f"Thư số {number}", timezone.localdate())
    return register_incoming(unit, arrival, by=by)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_incoming_costs_the_same(client, lan, hoa_sen, rows, django_assert_max_num_queries):
    for n in range(rows):
        arrive(hoa_sen, lan, n)
    client.force_login(lan)

    # session, user, grants, unread, units, works, unit, count, page
    with django_assert_max_num_queries(9):
        response = client.get(f"/van-ban/den/don-vi/{hoa_sen.pk}/")

    assert response.context["table"].count == rows


def test_incoming_papers_are_found_by_the_days_they_came(client, lan, hoa_sen):
    arrive(hoa_sen, lan)
    client.force_login(lan)
    today = timezone.localdate()
    tomorrow, page = today + timedelta(days=1), f"/van-ban/den/don-vi/{hoa_sen.pk}/"

    came = client.get(f"{page}?tu_ngay={today:%d/%m/%Y}&den_ngay={today:%d/%m/%Y}")
    later = client.get(f"{page}?tu_ngay={tomorrow:%d/%m/%Y}")

    assert [found.context["table"].count for found in (came, later)] == [1, 0]


def test_book_of_incoming_is_exported_in_the_words_of_the_decree(client, lan, hoa_sen):
    arrive(hoa_sen, lan)
    client.force_login(lan)

    response = client.get(f"/van-ban/den/don-vi/{hoa_sen.pk}/?xuat=xlsx")

    rows = [row for row in open_workbook(response.content, "a.xlsx").rows() if any(row)]
    assert ["Số đến", "Ngày đến", "Số, ký hiệu"] in [row[:3] for row in rows]
    assert [row[0] for row in rows if "Thư số 1" in row] == [1]


def test_clerk_enters_hands_on_and_ends_a_paper(client, lan, giang, hoa_sen):
    client.force_login(lan)
    today = timezone.localdate()
    sent = {
        "secrecy": "",
        "sender": "Công an xã Suối Mây",
        "number": "12/CV-CAX",
        "issued_on": "",
        "kind": "CV",
        "abstract": "An toàn cổng trường",
        "arrived_on": f"{today:%d/%m/%Y}",
        "file": upload(make_docx("CÔNG AN XÃ", "Số: 12/CV-CAX"), "cong-van.docx"),
    }

    made = client.post(f"/van-ban/den/don-vi/{hoa_sen.pk}/vao-so/", sent, follow=True)
    paper = Incoming.objects.get()
    handed = client.post(
        f"/van-ban/den/{paper.pk}/chuyen/",
        {"to": giang.pk, "due_on": f"{today:%d/%m/%Y}", "note": "Phổ biến"},
        follow=True,
    )
    client.force_login(giang)
    done = client.post(f"/van-ban/den/{paper.pk}/xong/", {"result": "Đã làm"}, follow=True)

    assert "Đã vào sổ, số đến 1." in text(made)
    assert "Đã chuyển cho" in text(handed)
    assert "Vũ Thị Giang" in text(handed)
    assert "Đã xử lý xong" in text(done)


def test_secret_paper_is_refused_on_the_form(client, lan, hoa_sen):
    client.force_login(lan)
    sent = {
        "secrecy": "secret",
        "sender": "Sở",
        "kind": "CV",
        "abstract": "x",
        "arrived_on": f"{timezone.localdate():%d/%m/%Y}",
    }

    page = client.post(f"/van-ban/den/don-vi/{hoa_sen.pk}/vao-so/", sent)

    assert "Văn bản có dấu độ mật nên hệ thống không nhận" in text(page)
    assert Incoming.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "listed", "paper"), [("binh", 200, 200), ("giang", 403, 404), ("an", 403, 404)]
)
def test_incoming_papers_are_the_units_own(client, lan, hoa_sen, who, listed, paper, request):
    found = arrive(hoa_sen, lan)
    client.force_login(request.getfixturevalue(who))

    assert client.get(f"/van-ban/den/don-vi/{hoa_sen.pk}/").status_code == listed
    assert client.get(f"/van-ban/den/{found.pk}/").status_code == paper
