"""Discipline of a unit as a whole: kept, read and asked about as that of a person.  S0-40 S1-51 S3-38"""

from datetime import date

import pytest

from phongtrao.audit.models import Entry, SensitiveRead
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.models import Discipline
from phongtrao.orgs.services import Case, Order, correct_case, open_case, read_cases, reorganise
from tests.orgs.people_work import ask, disciplined, explain, place

SECRET = "xq7tapthexu"
DAY = date(2025, 3, 1)
END = date(2026, 6, 30)
EVERYBODY = ("an", "dung", "binh", "lan", "giang", "chi", "lam", "khanh", "hoa")


@pytest.fixture
def case(hoa_sen):
    return disciplined(None, hoa_sen, DAY, reason=SECRET, decision=SECRET)


def address(unit):
    return f"/don-vi/{unit.pk}/ky-luat/"


# ------------------------------------------------------------------ the deeds
def test_a_case_is_considered_decided_and_ends(hoa_sen, tam):
    row = open_case(None, hoa_sen, Case(DAY), by=tam)

    correct_case(row, Case(DAY, date(2026, 2, 28), "warning", "9/QĐ", DAY, "Lạm thu"), by=tam)

    row.refresh_from_db()
    entry = Entry.objects.get(action="orgs.discipline_corrected")
    assert (row.subject, row.person, row.severity, row.is_over) == (hoa_sen, None, 2, True)
    assert (entry.subject_label, entry.values.after["form"]) == (f"#{row.pk}", "Cảnh cáo")


def test_a_unit_is_not_dismissed(hoa_sen, tam):
    with pytest.raises(BadInput, match="Chưa có hình thức kỷ luật “dismissal”"):
        open_case(None, hoa_sen, Case(DAY, form="dismissal", decided_on=DAY), by=tam)
    assert not Discipline.objects.exists()


@pytest.mark.parametrize("who", [*EVERYBODY, "nho"])
def test_no_other_role_reads_or_writes(request, hoa_sen, case, who):
    user = request.getfixturevalue(who)

    with pytest.raises(NotAllowed):
        read_cases(hoa_sen, by=user, why="Tò mò")
    with pytest.raises(NotAllowed):
        open_case(None, hoa_sen, Case(DAY), by=user)
    with pytest.raises(NotAllowed):
        correct_case(case, Case(DAY), by=user)
    assert not SensitiveRead.objects.exists()


def test_cases_of_people_and_of_the_unit_are_two_lists(hoa_sen, case, tam):
    person = place(hoa_sen).person
    of_person = disciplined(person, hoa_sen, DAY)

    assert read_cases(hoa_sen, by=tam, why="Xét thi đua") == [case]
    assert read_cases(person, by=tam, why="Xét thi đua") == [of_person]
    assert [read.subject_type for read in SensitiveRead.objects.order_by("pk")] == [
        "orgs.unit",
        "orgs.person",
    ]


# ------------------------------------------------------------------ the fact
def test_the_fact_touches_the_days_asked_about(hoa_sen):
    case = disciplined(None, hoa_sen, date(2024, 3, 1), until=date(2025, 2, 28))
    disciplined(place(hoa_sen).person, hoa_sen, date(2024, 5, 1))

    whole = explain("orgs.unit_discipline", hoa_sen, until=END)

    assert [(fact.date, fact.value) for fact in whole] == [(date(2024, 3, 1), 2)]
    assert whole[0].evidence == (f"orgs.discipline:{case.pk}",)
    assert ask("orgs.unit_discipline", hoa_sen, since=date(2025, 3, 1), until=END) == []


def test_an_heir_bears_it_only_where_a_rule_says_so(hoa_sen, binh_minh, case):
    reorganise(Order("Sáp nhập", date(2025, 7, 1), (Merge((hoa_sen.pk,), binh_minh.pk),)), by=None)

    assert ask("orgs.unit_discipline", binh_minh, until=END) == []
    assert ask("orgs.unit_discipline", binh_minh, until=END, with_predecessors=True) == [(DAY, 2)]


# ------------------------------------------------------------------ the pages
def test_nothing_is_shown_before_a_purpose_is_said(client, hoa_sen, case, tam):
    client.force_login(tam)

    asked = client.get(address(hoa_sen)).content.decode()
    assert SECRET not in asked
    assert not SensitiveRead.objects.exists()
    shown = client.post(address(hoa_sen), {"purpose": "award", "note": "Đợt 1"}).content.decode()

    read = SensitiveRead.objects.get()
    assert SECRET in shown
    assert (read.reader, read.subject_id) == (tam, str(hoa_sen.pk))
    assert read.why == "Xét thi đua, khen thưởng: Đợt 1"


def test_a_case_is_written_and_mended_on_its_pages(client, hoa_sen, tam):
    client.force_login(tam)

    asked = client.get(f"{address(hoa_sen)}moi/").content.decode()
    new = client.post(f"{address(hoa_sen)}moi/", {"form": "", "since": "01/03/2025"})
    row = Discipline.objects.get()
    said = {"form": "reprimand", "decided_on": "01/04/2025", "since": "01/03/2025"}
    mended = client.post(f"/don-vi/ky-luat/{row.pk}/sua/", said)

    row.refresh_from_db()
    assert ("Khiển trách" in asked, "Buộc thôi việc" in asked) == (True, False)
    assert [new.url, mended.url] == [address(hoa_sen)] * 2
    assert (row.person, row.form) == (None, "reprimand")


@pytest.mark.parametrize("who", [*EVERYBODY, "nho"])
def test_it_shows_on_no_page_of_others(client, request, case, hoa_sen, who):
    client.force_login(request.getfixturevalue(who))
    paths = [f"/don-vi/{hoa_sen.pk}/", f"/nhat-ky/orgs.discipline/{case.pk}/"]
    paths += [f"/nhat-ky/orgs.unit/{hoa_sen.pk}/", f"/nhat-ky/?q={SECRET}"]
    paths += [address(hoa_sen), f"{address(hoa_sen)}moi/", f"/don-vi/ky-luat/{case.pk}/sua/"]

    pages = {path: client.get(path) for path in paths}

    told = [path for path, page in pages.items() if SECRET.encode() in page.content]
    assert told == [path for path in told if path.endswith(f"?q={SECRET}")]  # what was asked for
    assert [pages[path].status_code for path in paths[4:]] == [404] * 3
    assert b"ky-luat" not in pages[paths[0]].content
