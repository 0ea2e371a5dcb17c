"""Who has a conflict of interest learns nothing of the scoring of the case, by whatever channel. S0-29."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from phongtrao.audit.models import Entry
from phongtrao.audit.visibility import seen_entries
from phongtrao.councils.access import sheets as access
from phongtrao.councils.models import Case, ScoreSheet
from phongtrao.councils.queries.records import records_by_member
from phongtrao.councils.services.scoring_reminders import remind_scorers
from phongtrao.councils.services.sheets import reopen_sheet
from phongtrao.councils.services.voiding import void_lapsed
from phongtrao.notifications.models import Notice
from tests.councils.cast import make_case
from tests.councils.scored import FAIR, GOOD, POOR, give_sheet, recuse, score

SECRET = "Cân điện tử tự chế"
OTHER = "Bản đồ nổi"


@pytest.fixture
def secret(council, seven) -> Case:
    """Scored by two, one of them opened again; its chair, secretary and a reviewer have a conflict."""
    case = make_case(council, SECRET)
    for name, points in (("xet", GOOD), ("ban", POOR)):
        score(give_sheet(case, seven.member(name)), points, comment="Lời kín")
    give_sheet(case, seven.member("doc"), days=1)
    sheet = case.sheets.get(member=seven.member("xet"))
    reopen_sheet(sheet, "Lý do kín", by=seven.people["xet"])
    score(sheet, GOOD)
    for name in ("chu", "thu", "doc"):
        recuse(case, seven.member(name))
    return case


@pytest.fixture
def other(council, seven) -> Case:
    case = make_case(council, OTHER)
    score(give_sheet(case, seven.member("xet")), FAIR)
    return case


@pytest.fixture(params=["chu", "thu", "doc"])
def tied(request, seven, secret, other):
    return seven.people[request.param]


def pages_of(council, case) -> list[str]:
    return [
        "/hoi-dong/cham/",
        "/hoi-dong/cham/?xuat=xlsx",
        f"/hoi-dong/{council.pk}/diem/",
        f"/hoi-dong/{council.pk}/diem/?sap-xep=-score",
        f"/hoi-dong/ho-so/{case.pk}/diem/",
        f"/hoi-dong/ho-so/{case.pk}/moi-phan-bien/",
        "/",
    ]


def test_no_page_names_the_case_or_its_numbers(client, tied, council, secret):
    client.force_login(tied)

    for url in pages_of(council, secret):
        answer = client.get(url)
        page = answer.content.decode(errors="replace")
        assert SECRET not in page, url
        assert "Lời kín" not in page, url


def test_the_case_and_the_own_sheet_do_not_exist(client, tied, secret, seven):
    client.force_login(tied)
    own = ScoreSheet.objects.get(member=seven.member("doc"))

    for url in (
        f"/hoi-dong/ho-so/{secret.pk}/diem/",
        f"/hoi-dong/cham/{own.pk}/",
        f"/hoi-dong/cham/{own.pk}/mo-lai/",
    ):
        assert client.get(url).status_code == 404


def test_the_counts_of_the_list_leave_it_out(client, seven, council, secret, other):
    client.force_login(seven.people["thu"])

    page = client.get(f"/hoi-dong/{council.pk}/diem/").content.decode()

    assert "1 trên 1 hồ sơ đã chấm đủ; 0 hồ sơ chênh lệch lớn." in page
    assert OTHER in page


def test_exports_leave_it_out(client, seven, council, secret, other):
    client.force_login(seven.people["thu"])
    answer = client.get(f"/hoi-dong/{council.pk}/diem/?xuat=xlsx")

    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    rows = [" ".join(map(str, row)) for row in book.get_sheet_by_index(0).to_python()]
    assert any(OTHER in row for row in rows)
    assert not any(SECRET in row for row in rows)


def test_averages_of_members_leave_it_out(seven, council, secret, other):
    cases = access.scored_cases(seven.people["thu"]).filter(council=council)

    found = records_by_member(council.members.all(), cases)

    assert {member: one.given for member, one in found.items()} == {seven.member("xet").pk: 1}


def test_history_leaves_it_out(tied, secret, other):
    lines = Entry.objects.filter(seen_entries(tied), subject_type="councils.scoresheet")

    assert not lines.filter(
        subject_id__in=[str(pk) for pk in secret.sheets.values_list("pk", flat=True)]
    )


def test_history_of_a_sheet_tells_the_others_no_numbers(secret, an):
    lines = Entry.objects.filter(seen_entries(an), subject_type="councils.scoresheet")

    assert "councils.sheet_reopened" in lines.values_list("action", flat=True)
    assert not any("8.25" in str(line.data) or "4" in str(line.data) for line in lines)


def test_reminders_do_not_count_it(seven, secret, other):
    give_sheet(other, seven.member("doc"), days=1)

    remind_scorers(timezone.localdate())

    notice = Notice.objects.get(to=seven.people["doc"])
    assert "1 hồ sơ chờ bạn chấm" in notice.text


def test_no_word_reaches_them_when_their_sheet_is_voided(seven, secret, other):
    before = Notice.objects.count()

    void_lapsed(Case.objects.all(), by=None)
    remind_scorers(timezone.localdate() + timedelta(days=1))

    assert Notice.objects.count() == before
    assert not ScoreSheet.objects.living().filter(member=seven.member("doc"), case=secret).exists()
