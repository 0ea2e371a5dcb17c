"""Pages about people: moved, away, rated, counted; who finds them.  S0-14"""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from phongtrao.audit.models import SensitiveRead
from phongtrao.lib.periods import school_year
from phongtrao.orgs.models import Headcount, Learner, Leave, YearlyRating
from phongtrao.orgs.services import Decision, Given, Numbers, declare_headcounts, rate
from tests.orgs.people_work import away, place

TODAY = timezone.localdate()
YEAR = school_year(2025)


@pytest.fixture
def post(hoa_sen):
    return place(hoa_sen)


def page(client, user, url, status=200):
    client.force_login(user)
    answer = client.get(url)
    assert answer.status_code == status, url
    return answer.content.decode()


def send(client, user, url, **said):
    client.force_login(user)
    return client.post(url, said)


# ------------------------------------------------------------------ lists
def test_unit_list_shows_a_day_and_narrows(client, hoa_sen, binh):
    place(hoa_sen, "Cũ Thị Đi", until=date(2024, 1, 1))
    place(hoa_sen, "Mới Văn Đến", since=date(2024, 1, 1), is_frontline=False)
    address = f"/don-vi/{hoa_sen.pk}/nguoi/"

    now = page(client, binh, address)
    then = page(client, binh, f"{address}?ngay=31/12/2023")
    teaching = page(client, binh, f"{address}?truc_tiep=co")

    assert ("Cũ Thị Đi" in now, "Mới Văn Đến" in now) == (False, True)
    assert ("Cũ Thị Đi" in then, "Mới Văn Đến" in then) == (True, False)
    assert "Mới Văn Đến" not in teaching


@pytest.mark.parametrize("part", ["nguoi", "xep-loai", "so-nguoi"])
def test_lists_cost_the_same_for_one_and_for_three(client, hoa_sen, binh, part):
    from django.db import connection  # noqa: PLC0415 -- leaf
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- leaf

    counts = []
    for number in (1, 2):
        for step in range(number):
            person = place(hoa_sen, f"Người {number}{step}").person
            rate(YEAR, [Given(hoa_sen, 3, person)], by=None)
            day = date(2025, number, step + 1)
            declare_headcounts(day, [Numbers(hoa_sen, 9, 9, 9, "Khác")], by=binh)
        page(client, binh, f"/don-vi/{hoa_sen.pk}/{part}/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(f"/don-vi/{hoa_sen.pk}/{part}/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


# ------------------------------------------------------------------ one person
def test_personnel_corrects_moves_and_adds_a_post(client, post, tam, binh_minh):
    person = f"/don-vi/nguoi/{post.person_id}/"

    send(
        client, tam, f"{person}sua/", full_name="Nông Thị Hạ", birth_date="02/03/1990", sex="female"
    )
    send(client, tam, f"{person}vi-tri/moi/", unit=binh_minh.name, position="Tổ phó",
         category="public", since="01/09/2025")  # fmt: skip
    moved = send(
        client, tam, f"/don-vi/vi-tri/{post.pk}/dieu-dong/", unit=binh_minh.name, on="01/10/2025"
    )

    shown = page(client, tam, person)
    assert moved.url == person
    for words in ("02/03/1990", "Nữ", "Tổ phó", "kiêm nhiệm", "01/10/2025 – nay"):
        assert words in shown


def test_a_second_full_post_is_refused_on_the_form(client, post, tam, binh_minh):
    answer = send(client, tam, f"/don-vi/nguoi/{post.person_id}/vi-tri/moi/", unit=binh_minh.name,
                  position="Giáo viên", category="public", is_full="on", since="01/09/2025")  # fmt: skip

    assert "đã có một vị trí chính" in answer.content.decode()
    assert post.person.posts.count() == 1


def test_leave_goes_by_its_kind_unless_said_otherwise(client, post, tam):
    address = f"/don-vi/nguoi/{post.person_id}/nghi/moi/"

    send(client, tam, address, kind="maternity", since="01/01/2025", until="30/06/2025")
    send(client, tam, address, kind="unpaid", since="01/07/2025", until="31/07/2025", counts="yes")
    wrong = send(client, tam, address, kind="sick", since="02/09/2025", until="01/09/2025")

    assert list(Leave.objects.order_by("days").values_list("kind", "counts_as_work")) == [
        ("maternity", True),
        ("unpaid", True),
    ]
    assert "Ngày cuối phải từ ngày bắt đầu trở đi" in wrong.content.decode()


def test_the_return_from_leave_is_written(client, post, tam, binh):
    leave = away(post.person, "maternity", date(2025, 1, 1), None, counts=True)
    address = f"/don-vi/nghi/{leave.pk}/tro-lai/"

    assert send(client, binh, address, on="01/07/2025").status_code == 404
    send(client, tam, address, on="01/07/2025")

    leave.refresh_from_db()
    assert leave.last_day == date(2025, 6, 30)


def test_leave_and_day_of_birth_are_for_those_who_keep_people(client, post, tam, binh, an):
    post.person.birth_date = date(1990, 3, 2)
    post.person.save()
    away(post.person, "maternity", date(2025, 1, 1), None, counts=True)
    address = f"/don-vi/nguoi/{post.person_id}/"

    for reader in (binh, an):
        shown = page(client, reader, address)
        assert ("thai sản" in shown, "02/03/1990" in shown) == (False, False)
    assert not SensitiveRead.objects.exists()
    shown = page(client, tam, address)
    assert ("thai sản" in shown, "02/03/1990" in shown) == (True, True)
    assert [(read.reader, read.what) for read in SensitiveRead.objects.all()] == [
        (tam, "orgs.leave")
    ]


@pytest.mark.parametrize("who", ["an", "binh", "lan", "giang", "chi", "khanh"])
def test_others_find_none_of_these_pages(client, request, post, who):
    user, person = request.getfixturevalue(who), f"/don-vi/nguoi/{post.person_id}/"

    for address in (
        f"{person}sua/",
        f"{person}vi-tri/moi/",
        f"{person}nghi/moi/",
        f"{person}ky-luat/",
        f"{person}ky-luat/moi/",
        f"/don-vi/vi-tri/{post.pk}/dieu-dong/",
    ):
        page(client, user, address, 404)


def test_personnel_hires_without_an_account(client, tam, hoa_sen):
    address = f"/don-vi/{hoa_sen.pk}/nguoi/moi/"

    assert "Tên đăng nhập" not in page(client, tam, address)
    answer = send(client, tam, address, full_name="Lò Thị Mới", position="Giáo viên",
                  category="public", since="01/09/2025", username="moi")  # fmt: skip

    assert answer.status_code == 302
    assert hoa_sen.posts.get().person.user is None


# ------------------------------------------------------------------ ratings
def test_the_sheet_writes_a_whole_unit(client, hoa_sen, binh):  # S3-36
    one, two, three = (place(hoa_sen, f"Người {number}").person for number in range(3))
    address = f"/don-vi/{hoa_sen.pk}/xep-loai/ghi/?nam={YEAR.key}"

    asked = page(client, binh, address)
    answer = send(client, binh, address, decision="5/QĐ", decided_on="05/06/2026", **{
        f"level_{one.pk}": "4", f"level_{two.pk}": "0", f"note_{two.pk}": "Nghỉ thai sản",
        f"level_{three.pk}": "",
    })  # fmt: skip

    assert "level_0" not in asked  # a school does not rate itself
    assert answer.url == f"/don-vi/{hoa_sen.pk}/xep-loai/?nam=SY2025"
    assert set(YearlyRating.objects.values_list("person", "level", "note", "decision")) == {
        (one.pk, 4, "", "5/QĐ"),
        (two.pk, None, "Nghỉ thai sản", "5/QĐ"),
    }
    shown = page(client, binh, answer.url)
    assert "Hoàn thành xuất sắc nhiệm vụ" in shown
    assert "Không thuộc diện xếp loại" in shown


def test_a_sheet_saved_as_it_opened_changes_nothing(client, hoa_sen, binh):
    one, two = (place(hoa_sen, f"Người {number}").person for number in range(2))
    given = [Given(hoa_sen, 3, one, "Có con nhỏ"), Given(hoa_sen, 4, two)]
    rate(YEAR, given, Decision("26/QĐ-XL", date(2026, 7, 2)), by=binh)
    address = f"/don-vi/{hoa_sen.pk}/xep-loai/ghi/?nam={YEAR.key}"
    client.force_login(binh)

    form = client.get(address).context["form"]
    as_opened = {field.html_name: field.value() or "" for field in form}
    answer = client.post(address, as_opened, follow=True)

    assert (as_opened["decision"], as_opened["decided_on"]) == ("26/QĐ-XL", "02/07/2026")
    assert "Đã ghi 0 xếp loại mới, sửa 0; 2 giữ nguyên." in answer.content.decode()


def test_empty_decision_boxes_leave_every_decision_as_it_was(client, hoa_sen, binh):
    one, two = (place(hoa_sen, f"Người {number}").person for number in range(2))
    rate(YEAR, [Given(hoa_sen, 3, one)], Decision("26/QĐ-XL", date(2026, 7, 2)), by=binh)
    rate(YEAR, [Given(hoa_sen, 3, two)], Decision("31/QĐ-XL", date(2026, 7, 2)), by=binh)
    address = f"/don-vi/{hoa_sen.pk}/xep-loai/ghi/?nam={YEAR.key}"
    client.force_login(binh)

    form = client.get(address).context["form"]
    client.post(address, {f"level_{one.pk}": "4", f"level_{two.pk}": "3"})

    assert [field.value() for field in form.head()] == [None, "02/07/2026"]
    rows = YearlyRating.objects.order_by("decision")
    assert list(rows.values_list("person", "level", "decision", "decided_on")) == [
        (one.pk, 4, "26/QĐ-XL", date(2026, 7, 2)),
        (two.pk, 3, "31/QĐ-XL", date(2026, 7, 2)),
    ]


def test_a_refused_sheet_keeps_what_was_typed(client, hoa_sen, binh):
    person = place(hoa_sen).person

    answer = send(
        client, binh, f"/don-vi/{hoa_sen.pk}/xep-loai/ghi/", **{f"level_{person.pk}": "0"}
    )

    shown = answer.content.decode()
    assert "không thuộc diện xếp loại" in shown
    assert '<option value="0" selected>' in shown


def test_the_office_rates_the_unit_and_everybody_there_reads_it(client, hoa_sen, an, binh):
    send(client, an, f"/don-vi/{hoa_sen.pk}/xep-loai/ghi/?nam=2025", level_0="4")

    assert "Năm 2025: <strong>Hoàn thành xuất sắc nhiệm vụ" in page(
        client, binh, f"/don-vi/{hoa_sen.pk}/xep-loai/"
    )


def test_ratings_are_exported_as_filtered(client, hoa_sen, binh):
    person = place(hoa_sen).person
    rate(YEAR, [Given(hoa_sen, 3, person)], Decision("5/QĐ"), by=binh)
    client.force_login(binh)

    answer = client.get(f"/don-vi/{hoa_sen.pk}/xep-loai/?muc=3&xuat=xlsx")

    assert answer["Content-Type"].endswith("spreadsheetml.sheet")


def test_ratings_and_numbers_are_for_those_who_read_the_people(client, hoa_sen, chi, giang, khanh):
    for part in ("xep-loai", "so-nguoi"):
        for reader, status in ((chi, 404), (giang, 404), (khanh, 200)):
            page(client, reader, f"/don-vi/{hoa_sen.pk}/{part}/", status)
    for part in ("xep-loai/ghi", "so-nguoi/khai"):
        page(client, khanh, f"/don-vi/{hoa_sen.pk}/{part}/", 404)


# ------------------------------------------------------------------ numbers
def test_numbers_explain_themselves(client, hoa_sen, binh):
    place(hoa_sen)
    address = f"/don-vi/{hoa_sen.pk}/so-nguoi/"

    refused = send(client, binh, f"{address}khai/", day="05/09/2025", staff="3", frontline="2")
    send(client, binh, f"{address}khai/", day="05/09/2025", staff="3", frontline="2",
         learners="640", reason="Hai người hợp đồng")  # fmt: skip

    shown = page(client, binh, f"{address}?ngay=06/09/2025")
    before = page(client, binh, f"{address}?ngay=04/09/2025")
    assert "Hãy ghi lý do" in refused.content.decode()
    assert Headcount.objects.count() == 1
    assert "3 người, 2 trực tiếp, khai tính đến 05/09/2025" in shown
    assert "vị trí công tác cho 1 người: Hai người hợp đồng" in shown
    assert "1 người, 1 trực tiếp, đếm người có vị trí chính trong ngày" in before


# ------------------------------------------------------------------ learners
def test_a_name_of_a_learner_comes_with_consent_and_goes(client, hoa_sen, binh, an, hoa, chi):
    address = f"/don-vi/{hoa_sen.pk}/nguoi-hoc/"
    said = {
        "full_name": "Em Lò Thị Hoa", "purpose": "prize", "purpose_note": "Hội thi sáng tạo",
        "consent_by": "Mẹ: Lò Thị Mận", "consent_on": "01/10/2025",
        "keep_until": (TODAY + timedelta(365)).strftime("%d/%m/%Y"),
    }  # fmt: skip

    without = send(client, binh, f"{address}moi/", **{**said, "consent_by": ""})
    by_office = send(client, an, f"{address}moi/", **said)
    send(client, binh, f"{address}moi/", **said)

    learner = Learner.objects.get()
    assert (without.status_code, by_office.status_code) == (200, 404)
    assert "Em Lò Thị Hoa" in page(client, an, address)
    for other in (hoa, chi):
        page(client, other, address, 404)
    kept = send(client, an, f"/don-vi/nguoi-hoc/{learner.pk}/xoa/", confirm="xóa")
    assert kept.url == address
    assert Learner.objects.exists()
    send(client, binh, f"/don-vi/nguoi-hoc/{learner.pk}/xoa/", confirm="xóa")
    assert not Learner.objects.exists()
