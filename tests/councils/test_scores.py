"""What the sheets of a case come to, and who reads it when. S0-29."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from phongtrao.councils.models import Case, ScoreSheet
from phongtrao.councils.scores import scores_of
from phongtrao.councils.services.inviting import invite_reviewer
from phongtrao.councils.services.sheets import reopen_sheet
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from tests.councils.cast import make_case
from tests.councils.kind import change_dossier
from tests.councils.scored import FAIR, GOOD, POOR, give_sheet, recuse, score

TITLE = "Bảng số học di động"


@pytest.fixture
def case(council) -> Case:
    return make_case(council, TITLE)


def given(seven, case, **points: tuple[str, ...]) -> dict[str, ScoreSheet]:
    """Final sheets of these members."""
    return {name: score(give_sheet(case, seven.member(name)), one) for name, one in points.items()}


def url_of(case, page: str = "diem") -> str:
    return f"/hoi-dong/ho-so/{case.pk}/{page}/"


def seen(client, user, url: str) -> str:
    client.force_login(user)
    answer = client.get(url)
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


# ------------------------------------------------------------------ what they come to


def test_final_sheets_are_counted_and_those_that_agree_raise_no_alarm(seven, case):
    given(seven, case, doc=GOOD, xet=FAIR)
    give_sheet(case, seven.member("ban"))

    found = scores_of([case])[case.pk]

    assert found.result is not None
    assert (found.result.score, found.result.spread) == (Decimal("7.63"), Decimal("1.25"))
    assert (len(found.sheets), len(found.waiting), found.result.is_apart) == (2, 1, False)


def test_sheets_apart_raise_the_alarm_of_the_rubric(seven, case):
    given(seven, case, doc=GOOD, xet=POOR)

    assert scores_of([case])[case.pk].result.is_apart


def test_a_sheet_on_an_older_dossier_is_not_counted(seven, case):
    sheets = given(seven, case, doc=GOOD, xet=FAIR)
    change_dossier(case)

    found = scores_of([case])[case.pk]

    assert (found.result, found.waiting) == (None, tuple(sheets.values()))


def test_a_fact_of_the_case_caps_its_score(seven, case):
    change_dossier(case, copied="0.25")
    given(seven, case, doc=GOOD)

    found = scores_of([case])[case.pk]

    assert (found.result.score, [cap.fact for cap in found.caps]) == (Decimal("5.9"), ["copied"])


@pytest.mark.parametrize("more", [1, 4])
def test_scores_of_many_cases_cost_one_query(council, seven, more, django_assert_num_queries):
    cases = [make_case(council, f"Hồ sơ {number}") for number in range(more)]
    for one in cases:
        given(seven, one, doc=GOOD, xet=FAIR)

    with django_assert_num_queries(1):
        assert len(scores_of(cases)) == more


# ------------------------------------------------------------------ who reads them


def test_who_runs_the_council_reads_every_sheet(client, seven, case, an):
    given(seven, case, doc=GOOD, xet=POOR)

    for user in (an, seven.people["thu"], seven.people["chu"]):
        page = seen(client, user, url_of(case))

        assert "8,25" in page
        assert "cách nhau 4,25 điểm" in page
        assert "Khổng Văn Đọc" in page


def test_a_reviewer_reads_the_others_only_after_an_own_final_sheet(client, seven, case):
    given(seven, case, doc=GOOD)
    own = give_sheet(case, seven.member("xet"))

    before = seen(client, seven.people["xet"], url_of(case))
    score(own, FAIR)
    after = seen(client, seven.people["xet"], url_of(case))

    assert "8,25" not in before
    assert "Điểm còn ẩn với bạn." in before
    assert "8,25" in after


def test_a_sheet_opened_again_hides_the_others_again(client, seven, case):
    sheets = given(seven, case, doc=GOOD, xet=FAIR)
    reopen_sheet(sheets["xet"], "Xem lại minh chứng", by=seven.people["xet"])

    assert "8,25" not in seen(client, seven.people["xet"], url_of(case))


def test_the_secretary_who_scores_sees_no_score_in_list_order_or_export(client, seven, council):
    """Also whoever runs the council scores without knowing: no number, no place in the order."""
    high, low, own = (make_case(council, f"Hồ sơ {name}") for name in ("cao", "thấp", "riêng"))
    given(seven, high, doc=GOOD)
    given(seven, low, doc=POOR)
    given(seven, own, doc=("1", "1", "3", "3", "2"))
    give_sheet(own, seven.member("thu"))
    url = f"/hoi-dong/{council.pk}/diem/?sap-xep="

    for order in ("score", "-score"):
        page = seen(client, seven.people["thu"], url + order)
        assert page.index("Hồ sơ riêng") > max(page.index("Hồ sơ cao"), page.index("Hồ sơ thấp"))
    assert exported(client, url)["Hồ sơ riêng"] == ["1/2", "", "", "", "Xem được khi bạn chấm xong"]


def exported(client, url: str) -> dict[str, list[object]]:
    """What the workbook says after the title of each case."""
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(url + "&xuat=xlsx").content))
    return {row[0]: row[1:] for row in book.get_sheet_by_index(0).to_python()}


def test_members_without_a_sheet_and_strangers_find_no_scores(client, seven, case, binh, chi):
    given(seven, case, doc=GOOD)

    for user in (seven.people["ban"], binh, chi):
        assert seen(client, user, url_of(case)) == "404"
        assert seen(client, user, f"/hoi-dong/{case.council_id}/diem/") == "404"


def test_the_list_sorts_by_the_score_after_caps(client, seven, council, an):
    first, second = (make_case(council, f"Hồ sơ {name}") for name in ("bị khống chế", "vừa"))
    change_dossier(first, copied="0.3")
    given(seven, first, doc=GOOD)
    given(seven, second, doc=FAIR)

    page = seen(client, an, f"/hoi-dong/{council.pk}/diem/?sap-xep=-score")

    assert page.index("Hồ sơ vừa") < page.index("Hồ sơ bị khống chế")


@pytest.mark.parametrize("more", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    client, seven, council, an, more, django_assert_num_queries
):
    for number in range(more):
        given(seven, make_case(council, f"Hồ sơ {number}"), doc=GOOD, xet=FAIR)
    client.force_login(an)
    client.get(f"/hoi-dong/{council.pk}/diem/")

    with django_assert_num_queries(12):
        client.get(f"/hoi-dong/{council.pk}/diem/")


# ------------------------------------------------------------------ one more reviewer


def test_a_third_reviewer_is_asked_by_the_same_rubric_and_told(seven, case, an):
    sheets = given(seven, case, doc=GOOD, xet=POOR)
    due = timezone.localdate() + timedelta(days=5)

    made = invite_reviewer(case, seven.member("ban"), due, by=an)

    assert (made.rubric, made.due_on, made.assigned_by) == (sheets["doc"].rubric, due, an)
    assert made.asked_because == "Các phiếu đã chấm chênh lệch nhiều."
    assert TITLE in Notice.objects.get(to=seven.people["ban"]).text


def test_neither_the_recused_nor_who_has_a_sheet_is_asked(seven, case, an):
    given(seven, case, doc=GOOD, xet=POOR)
    recuse(case, seven.member("ban"))
    due = timezone.localdate() + timedelta(days=5)

    for name in ("ban", "doc"):
        with pytest.raises(WrongState, match="chọn người khác"):
            invite_reviewer(case, seven.member(name), due, by=an)


def test_only_who_runs_the_council_asks_and_not_for_a_day_gone(seven, case, an):
    given(seven, case, doc=GOOD, xet=POOR)
    today = timezone.localdate()

    with pytest.raises(NotAllowed, match="Chỉ thư ký"):
        invite_reviewer(case, seven.member("ban"), today, by=seven.people["doc"])
    with pytest.raises(BadInput, match="đã qua"):
        invite_reviewer(case, seven.member("ban"), today - timedelta(days=1), by=an)


def test_the_secretary_asks_on_screen(client, seven, case):
    given(seven, case, doc=GOOD, xet=POOR)
    client.force_login(seven.people["thu"])
    due = timezone.localdate() + timedelta(days=5)
    sent = {"member": seven.member("ban").pk, "due_on": f"{due:%d/%m/%Y}"}

    answer = client.post(url_of(case, "moi-phan-bien"), sent)

    assert answer.status_code == 302, answer.context["form"].errors
    assert ScoreSheet.objects.get(member=seven.member("ban")).status == "assigned"
