"""Reorganising from the screen: choose, preview, apply, undo."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.audit.acts import acts_behind
from phongtrao.audit.models import Entry
from phongtrao.audit.queries import history_of
from phongtrao.orgs.models import Post, Reorganisation, Succession, Unit
from tests.factories import LONG_AGO, make_person, make_unit

NEW = "/don-vi/sap-xep/moi"
ON = "01/08/2025"


def ask(client, kind, **said):
    return client.get(f"{NEW}/{kind}/", {"buoc": "xem", "on": ON, **said})


def apply(client, kind, **said):
    query = "&".join(f"{name}={value}" for name, value in {"buoc": "xem", "on": ON, **said}.items())
    return client.post(f"{NEW}/{kind}/?{query}", {"confirm": "thực hiện"})


@pytest.fixture
def teacher(hoa_sen):
    post = {"position": "Giáo viên", "category": "public", "days": DateRange(LONG_AGO, None)}
    return Post.objects.create(person=make_person("Vũ Thị Giang"), unit=hoa_sen, **post)


def test_the_preview_says_what_would_happen_and_does_nothing(
    client, hoa, hoa_sen, binh_minh, teacher
):
    client.force_login(hoa)

    page = ask(client, "sap-nhap", former=hoa_sen.name, into=binh_minh.code).content.decode()

    assert f"Sáp nhập {hoa_sen} thành {binh_minh}" in page
    assert "<strong>1</strong> vị trí công tác chuyển sang đơn vị kế thừa" in page
    assert not Reorganisation.objects.exists()
    assert Unit.objects.standing().filter(pk=hoa_sen.pk).exists()


def test_schools_are_merged_into_a_new_one_and_the_past_stands_on_their_pages(
    client, hoa, hoa_sen, binh_minh, teacher
):
    client.force_login(hoa)
    former = f"{hoa_sen.name}%0A{binh_minh.name}"

    answer = apply(client, "sap-nhap", former=former, name="Trường Sen Minh", decision="12/QĐ-UBND")

    act = Reorganisation.objects.get()
    new = Unit.objects.get(name="Trường Sen Minh")
    assert answer.url == f"/don-vi/sap-xep/{act.pk}/"
    assert (act.decision, act.on, act.made_by) == ("12/QĐ-UBND", date(2025, 8, 1), hoa)
    assert Succession.objects.filter(latter=new, is_heir=True).count() == 2
    assert Post.objects.today().get(person=teacher.person).unit == new
    old = client.get(f"/don-vi/{hoa_sen.pk}/").content.decode()
    assert "Trước và sau sắp xếp" in old
    assert "Trường Sen Minh" in old
    assert "12/QĐ-UBND" in client.get(answer.url).content.decode()


def test_undoing_asks_for_a_word_and_gives_everything_back(client, hoa, hoa_sen, binh_minh):
    client.force_login(hoa)
    apply(client, "sap-nhap", former=hoa_sen.name, into=binh_minh.name)
    url = f"/don-vi/sap-xep/{Reorganisation.objects.get().pk}/hoan-tac/"

    client.post(url, {"confirm": "gì đó"})
    assert not Unit.objects.standing().filter(pk=hoa_sen.pk).exists()
    client.post(url, {"confirm": "hoàn tác"})

    assert Unit.objects.standing().filter(pk=hoa_sen.pk).exists()
    assert "Đã hoàn tác" in client.get("/don-vi/sap-xep/").content.decode()


def test_a_moved_persons_page_and_history_name_the_act(client, hoa, hoa_sen, binh_minh, teacher):
    other = Post.objects.create(
        person=make_person("Lý Văn Ở"),
        unit=binh_minh,
        position="Giáo viên",
        category="public",
        days=DateRange(LONG_AGO, None),
    )
    client.force_login(hoa)
    apply(client, "sap-nhap", former=hoa_sen.name, into=binh_minh.name, decision="12/QĐ-UBND")
    act = Reorganisation.objects.get()
    line = Entry.objects.get(action="orgs.reorganised")

    page = client.get(f"/don-vi/nguoi/{teacher.person.pk}/").content.decode()

    assert f'href="/don-vi/sap-xep/{act.pk}/">theo 12/QĐ-UBND</a>' in page
    assert list(acts_behind("orgs.person", str(teacher.person.pk))) == [line.pk]
    assert line in history_of("orgs.person", str(teacher.person.pk), reader=hoa)
    assert list(acts_behind("orgs.person", str(other.person.pk))) == []


def test_a_name_without_its_beginning_is_understood_if_one_unit_bears_it(
    client, hoa, suoi_may, so, binh_minh
):
    make_unit("Trường Mầm non Sao Mai", admin=suoi_may, prof=so)
    client.force_login(hoa)

    one = ask(client, "sap-nhap", former="mầm non sao mai", into=binh_minh.name).content.decode()
    make_unit("Nhóm trẻ Mầm non Sao Mai", admin=suoi_may, prof=so)
    two = ask(client, "sap-nhap", former="mầm non sao mai", into=binh_minh.name).content.decode()

    assert f"Sáp nhập Trường Mầm non Sao Mai thành {binh_minh}" in one
    assert "Có nhiều đơn vị tên “mầm non sao mai”" in two


def test_other_kinds_of_acts(client, hoa, hoa_sen, suoi_may, doi_thong, so):
    client.force_login(hoa)

    apply(client, "thay-doi", unit=hoa_sen.name, name="Trường THCS Sen Hồng")
    apply(
        client,
        "chuyen",
        former=suoi_may.name,
        to=doi_thong.name,
        units="Trường THCS Sen Hồng",
        on="02/08/2025",
    )
    apply(
        client,
        "chia-tach",
        unit=doi_thong.name,
        parts="Xã Đồi A;H99.A%0AXã Đồi B",
        ends="on",
        on="03/08/2025",
    )
    apply(client, "giai-the", units="Xã Đồi B", successors="Xã Đồi A", on="04/08/2025")

    first = Unit.objects.get(name="Xã Đồi A")
    hoa_sen.refresh_from_db()
    assert (hoa_sen.name, hoa_sen.admin_path) == (
        "Trường THCS Sen Hồng",
        f"{first.admin_path}{hoa_sen.pk}/",
    )
    assert first.code == "H99.A"
    assert Unit.objects.get(name="Xã Đồi B").closed_on == date(2025, 8, 4)
    assert Reorganisation.objects.count() == 4


@pytest.mark.parametrize(
    ("kind", "said", "told"),
    [
        ("sap-nhap", {"former": "Trường Hoa Sem", "into": "x"}, "Không thấy đơn vị “x”"),
        (
            "sap-nhap",
            {"former": "Trường THCS Hoa Sem", "name": "x"},
            "Có phải “Trường THCS Hoa Sen”?",
        ),
        ("sap-nhap", {"former": "Trường THCS Hoa Sen"}, "không cả hai"),
        (
            "sap-nhap",
            {"former": "Trường THCS Hoa Sen", "into": "Trường THCS Hoa Sen"},
            "nhập vào chính mình",
        ),
        ("sap-nhap", {"former": "Xã Suối Mây", "into": "Trường THCS Hoa Sen"}, "cấp dưới của mình"),
        ("thay-doi", {"unit": "Trường THCS Hoa Sen"}, "ít nhất một điều thay đổi"),
        (
            "thay-doi",
            {"unit": "Trường THCS Hoa Sen", "name": "A", "on": "01/01/2019"},
            "đã có thay đổi từ ngày 01/01/2020",
        ),
        ("chia-tach", {"unit": "Trường THCS Hoa Sen", "parts": ";"}, "chưa có tên"),
    ],
)
def test_what_cannot_be_done_is_said_before_it_is_tried(client, hoa, hoa_sen, kind, said, told):
    client.force_login(hoa)

    page = ask(client, kind, **said).content.decode()

    assert told in page
    assert "Thực hiện</button>" not in page


def test_the_last_step_asks_for_a_word(client, hoa, hoa_sen, binh_minh):
    client.force_login(hoa)
    address = f"{NEW}/sap-nhap/?buoc=xem&on={ON}&former={hoa_sen.name}&into={binh_minh.name}"

    page = client.post(address, {"confirm": "gì đó"}).content.decode()

    assert "Chưa đúng từ xác nhận" in page
    assert not Reorganisation.objects.exists()
    assert client.post(address, {"confirm": "thuc hien"}).status_code == 302
    assert Reorganisation.objects.count() == 1


@pytest.mark.parametrize("who", ["an", "binh", "khanh"])
def test_only_administrators_reorganise(client, request, who, hoa_sen, binh_minh):
    client.force_login(request.getfixturevalue(who))

    assert client.get(f"{NEW}/sap-nhap/").status_code == 404
    assert apply(client, "sap-nhap", former=hoa_sen.name, into=binh_minh.name).status_code == 404
    assert client.get("/don-vi/sap-xep/").status_code == 200
