"""Who scores what: shared out fairly, by hand, by workbook; never where hands are tied."""

import io
from collections import Counter
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.councils.assignment_sheet import COLUMNS, SHEET
from phongtrao.councils.models import RubricVersion, ScoreSheet
from phongtrao.councils.parties import Parties
from phongtrao.councils.queries.assignment import propose
from phongtrao.councils.services.assignment import Order, assign_sheets, undo_assignment
from phongtrao.councils.services.conflicts import pin_conflict
from phongtrao.councils.services.members import SeatData, end_member, replace_member
from phongtrao.councils.sharing import Need, Reviewer, share_out
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.lib.sheets import SheetContent, open_workbook, write_workbook
from phongtrao.notifications.models import Notice
from tests.councils.cast import make_case
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def order():
    return Order(RubricVersion.objects.order_by("pk")[0], date(2026, 12, 20))


def sheets():
    rows = ScoreSheet.objects.living().order_by("pk")
    return list(rows.values_list("case__title", "member__person__user__username"))


# ------------------------------------------------------------------ sharing out


def test_loads_come_out_equal():
    needs = [Need(case, 2) for case in range(9)]
    pairs = share_out(needs, [Reviewer(member) for member in range(6)], set())

    assert Counter(case for case, _member in pairs) == dict.fromkeys(range(9), 2)
    assert Counter(member for _case, member in pairs) == dict.fromkeys(range(6), 3)


def test_who_has_much_gets_less():
    needs = [Need(case, 1) for case in range(4)]

    pairs = share_out(needs, [Reviewer(1, load=4), Reviewer(2)], set())

    assert {member for _case, member in pairs} == {2}


def test_who_knows_the_field_comes_first():
    needs = [Need(1, 1, "Toán"), Need(2, 1, "Văn")]
    reviewers = [Reviewer(1, areas=frozenset({"Văn"})), Reviewer(2, areas=frozenset({"Toán"}))]

    assert share_out(needs, reviewers, set()) == [(1, 2), (2, 1)]


def test_no_pair_is_made_that_is_barred_and_what_lacks_people_gets_who_is_left():
    needs = [Need(1, 2), Need(2, 2)]

    pairs = share_out(needs, [Reviewer(7), Reviewer(8)], {(1, 7), (1, 8), (2, 8)})

    assert pairs == [(2, 7)]


# ------------------------------------------------------------------ the service


def test_cases_are_given_and_reviewers_told_once(seven, an):
    cases = [make_case(seven.council, f"Hồ sơ {n}", by=an) for n in (1, 2)]
    doc = seven.member("doc")

    done = assign_sheets(seven.council, [(one.pk, doc.pk) for one in cases], order(), by=an)

    assert sheets() == [("Hồ sơ 1", "doc"), ("Hồ sơ 2", "doc")]
    assert done.sheets == 2
    notice = Notice.objects.get(to=seven.people["doc"])
    assert notice.text == (
        "Bạn được phân công chấm 2 hồ sơ của Hội đồng Sáng kiến thử, hạn 20/12/2026."
    )


def test_secretary_assigns_and_a_plain_member_does_not(seven, an):
    case = make_case(seven.council, by=an)
    pair = [(case.pk, seven.member("doc").pk)]

    with pytest.raises(NotAllowed):
        assign_sheets(seven.council, pair, order(), by=seven.people["doc"])
    assert assign_sheets(seven.council, pair, order(), by=seven.people["thu"]).sheets == 1


def test_nobody_with_a_conflict_is_given_the_case(papers, seven, an):
    """Found at this very moment, and nothing of the lot is written."""
    case, other = make_case(seven.council, by=an), make_case(seven.council, "Khác", by=an)
    papers.parties[case.pk] = Parties(people={seven.member("doc").person_id: "author"})
    pairs = [(one.pk, seven.member("doc").pk) for one in (other, case)]

    with pytest.raises(BadInput, match="Khổng Văn Đọc không tham gia xét “Hồ sơ”"):
        assign_sheets(seven.council, pairs, order(), by=an)

    assert sheets() == []


def test_conflicted_secretary_gives_the_case_to_nobody(seven, an):
    case = make_case(seven.council, by=an)
    pin_conflict(case, seven.member("thu"), "Người nhà", by=an)

    with pytest.raises(BadInput, match="không còn chờ xét"):
        assign_sheets(
            seven.council, [(case.pk, seven.member("doc").pk)], order(), by=seven.people["thu"]
        )


def test_pair_that_is_there_stays_as_it_is(seven, an):
    case = make_case(seven.council, by=an)
    pair = (case.pk, seven.member("doc").pk)
    assign_sheets(seven.council, [pair], order(), by=an)

    done = assign_sheets(seven.council, [pair, (case.pk, seven.member("xet").pk)], order(), by=an)

    assert (done.sheets, sheets()) == (1, [("Hồ sơ", "doc"), ("Hồ sơ", "xet")])


def test_stranger_is_no_reviewer(seven, an):
    case = make_case(seven.council, by=an)

    with pytest.raises(BadInput, match="không còn là thành viên"):
        assign_sheets(seven.council, [(case.pk, 0)], order(), by=an)


def test_assignment_is_taken_back_while_nothing_is_begun(seven, an):
    case = make_case(seven.council, by=an)
    first = assign_sheets(seven.council, [(case.pk, seven.member("doc").pk)], order(), by=an)
    second = assign_sheets(seven.council, [(case.pk, seven.member("xet").pk)], order(), by=an)

    assert undo_assignment(seven.council, second.at, by=an) == 1
    assert sheets() == [("Hồ sơ", "doc")]
    ScoreSheet.objects.update(status="draft")
    with pytest.raises(WrongState, match="bắt đầu chấm"):
        undo_assignment(seven.council, first.at, by=an)
    with pytest.raises(WrongState, match="đã được hoàn tác"):
        undo_assignment(seven.council, second.at, by=an)
    assert Entry.objects.filter(action="councils.assignment_undone").count() == 1


def test_late_conflict_voids_the_sheet_and_the_case_is_offered_anew(seven, an):
    case = make_case(seven.council, by=an)
    assign_sheets(seven.council, [(case.pk, seven.member("doc").pk)], order(), by=an)

    pin_conflict(case, seven.member("doc"), "Người nhà", by=an)

    assert sheets() == []
    members = [seven.member("doc"), seven.member("xet")]
    assert propose(seven.council, [case], members, 2, areas={}) == [
        (case.pk, seven.member("xet").pk)
    ]


@pytest.mark.parametrize("way", ["end", "replace"])
def test_member_removed_in_the_middle_leaves_the_sheets_of_the_rest(seven, an, way):
    case = make_case(seven.council, by=an)
    pairs = [(case.pk, seven.member(name).pk) for name in ("doc", "xet")]
    assign_sheets(seven.council, pairs, order(), by=an)
    today = timezone.localdate()

    if way == "end":
        end_member(seven.member("doc"), on=today, reason="Ốm", by=an)
    else:
        new = make_person("Người Thay")
        replace_member(seven.member("doc"), new, SeatData("reviewer"), on=today, reason="Ốm", by=an)

    assert sheets() == [("Hồ sơ", "xet")]
    left = propose(seven.council, [case], [seven.member("ban")], 2, areas={})
    assert left == [(case.pk, seven.member("ban").pk)]


# ------------------------------------------------------------------ on screen


def test_office_sees_the_shares_before_they_are_given(client, seven, an):
    for n in range(4):
        make_case(seven.council, f"Hồ sơ {n}", by=an)
    client.force_login(an)
    said = {
        "per_case": "1",
        "members": [seven.member("doc").pk, seven.member("xet").pk],
        "rubric": order().rubric.pk,
        "due_on": "20/12/2026",
    }

    page = client.post(f"/hoi-dong/{seven.council.pk}/phan-cong/", said)

    assert sheets() == []
    preview = page.context["preview"]
    assert [(str(one.member), one.new) for one in preview.shares] == [
        ("Khổng Văn Đọc", 2),
        ("Cù Thị Xét", 2),
    ]
    done = client.post(
        f"/hoi-dong/{seven.council.pk}/phan-cong/ghi/", {"rows": page.context["rows"]}
    )
    assert "Đã giao 4 phiếu chấm." in done.content.decode()
    client.post(f"/hoi-dong/{seven.council.pk}/phan-cong/hoan-tac/", {"at": done.context["at"]})
    assert sheets() == []


def test_preview_that_was_changed_by_hand_is_refused(client, seven, an):
    client.force_login(an)

    client.post(f"/hoi-dong/{seven.council.pk}/phan-cong/ghi/", {"rows": "abc:def:ghi"})

    assert sheets() == []


NO_MEMBER = (
    "Dòng 2, cột “Người chấm”: “Ai Đó” không phải là thành viên hội đồng."
    " Hãy ghi đủ họ tên hoặc mã."
)


def upload(rows):
    data = write_workbook([SheetContent(SHEET, COLUMNS, rows)])
    return SimpleUploadedFile("phan-cong.xlsx", data)


def test_workbook_is_tried_first_and_every_wrong_cell_named(client, seven, an):
    case = make_case(seven.council, "Hồ sơ 1", by=an)
    pin_conflict(case, seven.member("xet"), "Người nhà", by=an)
    client.force_login(an)
    address = f"/hoi-dong/{seven.council.pk}/phan-cong/nhap/"
    rows = [[str(case.pk), "", "Khổng Văn Đọc; Cù Thị Xét; Ai Đó"], ["999999", "", ""]]

    page = client.post(address, {"file": upload(rows), "rubric": order().rubric.pk})

    assert page.context["errors"] == [
        NO_MEMBER,
        "Dòng 3, cột “Mã hồ sơ”: Không có hồ sơ chờ xét mang mã này.",
        "Cù Thị Xét không tham gia xét “Hồ sơ 1” vì xung đột lợi ích.",
    ]
    good = [[str(case.pk), "", "khong van doc"]]
    page = client.post(address, {"file": upload(good), "rubric": order().rubric.pk})
    assert sheets() == []
    client.post(f"/hoi-dong/{seven.council.pk}/phan-cong/ghi/", {"rows": page.context["rows"]})
    assert sheets() == [("Hồ sơ 1", "doc")]


def test_downloaded_table_holds_what_is_given_and_only_what_one_may_know(client, seven, an):
    cases = [make_case(seven.council, f"Hồ sơ {n}", by=an) for n in (1, 2)]
    pin_conflict(cases[1], seven.member("thu"), "Người nhà", by=an)
    assign_sheets(seven.council, [(cases[0].pk, seven.member("doc").pk)], order(), by=an)
    client.force_login(seven.people["thu"])

    answer = client.get(f"/hoi-dong/{seven.council.pk}/phan-cong/bang/")

    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    rows = [row[1:] for row in open_workbook(io.BytesIO(data).read(), "bang.xlsx").rows()]
    assert [row for row in rows if row[0].startswith("Hồ sơ")] == [["Hồ sơ 1", "Khổng Văn Đọc"]]


@pytest.mark.parametrize("name", ["doc", "chu"])
def test_plain_members_have_no_page_of_assignment(client, seven, name):
    client.force_login(seven.people[name])

    assert client.get(f"/hoi-dong/{seven.council.pk}/phan-cong/").status_code == 404
