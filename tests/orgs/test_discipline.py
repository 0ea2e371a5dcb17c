"""Discipline of people: a permission of its own, every read logged, nothing shown elsewhere.  S0-45"""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from phongtrao.audit.models import Entry, SensitiveRead
from phongtrao.lib.errors import BadInput, Conflict, NotAllowed
from phongtrao.orgs.models import Discipline
from phongtrao.orgs.services import Case, correct_case, end_post, open_case, read_cases
from tests.orgs.people_work import disciplined, place

SECRET = "xq7phatbaixu"
DAY = date(2025, 3, 1)
EVERYBODY = ("an", "dung", "binh", "lan", "giang", "chi", "lam", "khanh", "hoa")


@pytest.fixture
def person(hoa_sen):
    return place(hoa_sen).person


@pytest.fixture
def case(person, hoa_sen):
    return disciplined(person, hoa_sen, DAY, reason=SECRET, decision=SECRET)


def address(person):
    return f"/don-vi/nguoi/{person.pk}/ky-luat/"


# ------------------------------------------------------------------ the deeds
def test_a_case_is_considered_decided_and_ends(person, hoa_sen, tam):
    row = open_case(person, hoa_sen, Case(DAY), by=tam)
    assert row.is_pending

    decided = Case(DAY, date(2026, 2, 28), "warning", "9/QĐ", date(2025, 3, 10), "Vắng mặt")
    correct_case(row, decided, by=tam)

    row.refresh_from_db()
    entry = Entry.objects.get(action="orgs.discipline_corrected")
    assert (row.severity, row.last_day, row.is_over) == (2, date(2026, 2, 28), True)
    assert (entry.subject_label, entry.values.before) == (f"#{row.pk}", {"since": "2025-03-01"})
    assert entry.values.after["form"] == "Cảnh cáo"


def test_who_comes_second_is_told(case, tam):
    same = Discipline.objects.get()
    correct_case(case, Case(DAY, DAY, "warning", "9/QĐ", DAY), by=tam)

    with pytest.raises(Conflict):
        correct_case(same, Case(DAY), by=tam)

    assert Discipline.objects.get().decision == "9/QĐ"


def test_who_saves_over_what_the_form_did_not_show_is_told(client, case, tam):
    client.force_login(tam)
    page = f"/don-vi/ky-luat/{case.pk}/sua/"
    mark = client.get(page).context["form"]["as_read"].value()
    correct_case(case, Case(DAY, DAY, "warning", "9/QĐ", DAY), by=tam)
    typed = {"form": "", "since": "01/03/2025", "reason": "Gõ trên bản cũ"}

    refused = client.post(page, {**typed, "as_read": mark})

    assert "Người khác vừa xử lý" in refused.content.decode()
    assert Discipline.objects.get().decision == "9/QĐ"

    mark = client.get(page).context["form"]["as_read"].value()
    assert client.post(page, {**typed, "as_read": mark}).status_code == 302
    assert Discipline.objects.get().reason == "Gõ trên bản cũ"


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (Case(DAY, form="prison", decided_on=DAY), "hình thức kỷ luật “prison”"),
        (Case(DAY, date(2025, 2, 1)), "Ngày cuối phải từ ngày bắt đầu"),
    ],
)
def test_what_cannot_be_is_refused(person, hoa_sen, tam, case, said):
    with pytest.raises(BadInput, match=said):
        open_case(person, hoa_sen, case, by=tam)
    assert not Discipline.objects.exists()


@pytest.mark.parametrize("who", [*EVERYBODY, "nho"])
def test_no_other_role_reads_or_writes(request, person, hoa_sen, case, who):
    user = request.getfixturevalue(who)

    with pytest.raises(NotAllowed):
        read_cases(person, by=user, why="Tò mò")
    with pytest.raises(NotAllowed):
        open_case(person, hoa_sen, Case(DAY), by=user)
    with pytest.raises(NotAllowed):
        correct_case(case, Case(DAY), by=user)
    assert not SensitiveRead.objects.exists()


def test_whom_one_may_read_follows_the_person(person, hoa_sen, binh_minh, case, nho):
    end_post(person.posts.get(), date(2025, 9, 1), by=None)
    place(binh_minh, person, date(2025, 9, 1))

    assert read_cases(person, by=nho, why="Xét thi đua") == [case]


# ------------------------------------------------------------------ the pages
def test_nothing_is_shown_before_a_purpose_is_said(client, person, case, tam):
    client.force_login(tam)

    asked = client.get(address(person)).content.decode()
    empty = client.post(address(person), {}).content.decode()
    assert SECRET not in asked + empty
    assert not SensitiveRead.objects.exists()
    shown = client.post(address(person), {"purpose": "award", "note": "Đợt 1"}).content.decode()

    read = SensitiveRead.objects.get()
    assert SECRET in shown
    assert (read.reader, read.subject_id, read.why) == (
        tam,
        str(person.pk),
        "Xét thi đua, khen thưởng: Đợt 1",
    )


def test_the_form_that_corrects_is_a_read_as_well(client, person, case, tam):
    client.force_login(tam)

    shown = client.get(f"/don-vi/ky-luat/{case.pk}/sua/").content.decode()
    answer = client.post(
        f"/don-vi/ky-luat/{case.pk}/sua/",
        {
            "form": "warning",
            "decided_on": "01/03/2025",
            "since": "01/03/2025",
            "until": "01/06/2025",
        },
    )

    case.refresh_from_db()
    assert SECRET in shown
    assert [read.why for read in SensitiveRead.objects.all()] == ["Sửa hồ sơ kỷ luật"]
    assert (answer.url, case.last_day) == (address(person), date(2025, 6, 1))


def test_a_new_case_is_written_on_its_page(client, person, tam):
    client.force_login(tam)

    asked = client.get(f"{address(person)}moi/")
    undated = client.post(f"{address(person)}moi/", {"form": "warning", "since": "01/03/2025"})
    answer = client.post(f"{address(person)}moi/", {"form": "", "since": "01/03/2025"})

    assert "(cần khi đã có hình thức)" in asked.content.decode()
    assert "ngày của quyết định" in undated.content.decode()
    assert answer.url == address(person)
    assert Discipline.objects.get().is_pending


# ------------------------------------------------------------------ leaks
@pytest.mark.parametrize("who", [*EVERYBODY, "nho"])
def test_discipline_shows_on_no_page_of_others(client, request, person, case, hoa_sen, who):
    """Lists, counts, exports, history and search: nothing says that there is a case."""
    client.force_login(request.getfixturevalue(who))
    looked = 0

    for url in (
        f"/don-vi/nguoi/{person.pk}/",
        f"/don-vi/{hoa_sen.pk}/nguoi/",
        f"/don-vi/{hoa_sen.pk}/nguoi/?xuat=xlsx",
        "/don-vi/nguoi/?xuat=xlsx",
        f"/don-vi/{hoa_sen.pk}/xep-loai/",
        f"/don-vi/{hoa_sen.pk}/so-nguoi/",
        f"/nhat-ky/orgs.person/{person.pk}/",
        f"/nhat-ky/orgs.discipline/{case.pk}/",
        f"/nhat-ky/?q={SECRET}",
        f"/tim-kiem/?q={SECRET[:6]}",
        address(person),
        f"/don-vi/ky-luat/{case.pk}/sua/",
    ):
        answer = client.get(url)
        if answer.status_code == 200:
            looked += 1
            text = words_of(answer)
            assert SECRET not in text.replace(f"q={SECRET}", ""), url
            assert "Cảnh cáo" not in text, url
    assert looked > 0


def test_history_of_a_case_opens_for_nobody(client, case, tam):
    client.force_login(tam)

    assert client.get(f"/nhat-ky/orgs.discipline/{case.pk}/").status_code == 404


def words_of(answer) -> str:
    content = b"".join(answer) if answer.streaming else answer.content
    if not content.startswith(b"PK"):
        return content.decode()
    with ZipFile(BytesIO(content)) as book:
        return " ".join(book.read(name).decode(errors="replace") for name in book.namelist())
