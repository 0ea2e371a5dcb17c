"""Founding a council and putting it to work."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.councils.models import Council
from phongtrao.councils.services.councils import (
    activate_council,
    change_council,
    change_term,
    drop_council,
    end_council,
    found_council,
)
from phongtrao.councils.services.members import SeatData, add_member
from phongtrao.documents.models import OfficialDocument
from phongtrao.documents.services import find_or_register_cited
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from tests.councils.cast import (
    composition,
    council_data,
    make_case,
    make_decision,
    make_worker,
)
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def draft(unit, by, rule=None):
    return found_council(unit, council_data("Hội đồng mới", rule), by=by)


def deeds(council):
    rows = Entry.objects.filter(subject_type="councils.council", subject_id=str(council.pk))
    return list(rows.order_by("pk").values_list("action", flat=True))


def test_office_founds_a_draft_and_its_decision_puts_it_to_work(so, an):
    council = draft(so, an)
    for role in ("chair", "secretary", "member"):
        add_member(council, make_person(f"Người {role}"), SeatData(role), by=an)
    decision = make_decision(so, an)

    active = activate_council(council, decision, by=an)

    assert (active.status, active.decision) == (Council.Status.ACTIVE, decision)
    assert deeds(council) == [
        "councils.founded",
        *["councils.member_added"] * 3,
        "councils.activated",
    ]


def test_head_of_another_school_founds_none(hoa_sen, chi):
    with pytest.raises(NotAllowed, match="Trường THCS Hoa Sen"):
        draft(hoa_sen, chi)


def test_head_founds_the_council_of_the_own_school(hoa_sen, binh):
    assert draft(hoa_sen, binh).unit == hoa_sen


def test_faulty_composition_is_refused_with_every_sentence(so, an):
    rule = composition(least=5, odd=True, union=True, roles={"chair": 1, "secretary": 1})
    council = draft(so, an, rule)
    for role in ("chair", "member"):
        add_member(council, make_person(f"Người {role}"), SeatData(role), by=an)

    with pytest.raises(BadInput) as refusal:
        activate_council(council, make_decision(so, an), by=an)

    assert str(refusal.value) == (
        "Hội đồng cần ít nhất 5 thành viên, hiện có 2. "
        "Số thành viên hội đồng phải lẻ, hiện có 2. "
        "Hội đồng cần có đại diện công đoàn. "
        "Hội đồng cần ít nhất 1 thư ký, hiện có 0."
    )
    council.refresh_from_db()
    assert (council.status, council.decision) == (Council.Status.DRAFT, None)


def whole(unit, by):
    council = draft(unit, by)
    for role in ("chair", "secretary", "member"):
        add_member(council, make_person(f"Người {role}"), SeatData(role), by=by)
    return council


def test_decision_of_another_unit_is_refused(so, hoa_sen, binh, an, suoi_may):
    council = whole(hoa_sen, binh)
    theirs = make_decision(
        so, an
    )  # the Sở is not above a lower secondary school on the administrative line

    with pytest.raises(BadInput, match="cấp trên ban hành"):
        activate_council(council, theirs, by=binh)


def test_decision_only_cited_or_drafted_is_refused(so, an):
    council = whole(so, an)
    cited = find_or_register_cited("77/QĐ-SGDĐT", "QD", "", issuer=so, by=an)
    unnumbered = OfficialDocument.objects.create(
        kind="QD", issuer=so, issuer_name=so.name, abstract="Dự thảo", status="draft"
    )

    for decision in (cited, unnumbered):
        with pytest.raises(BadInput, match="đã ban hành"):
            activate_council(council, decision, by=an)


def test_second_clerk_loses_the_activation(so, an):
    council = whole(so, an)
    decision = make_decision(so, an)
    stale = Council.objects.get(pk=council.pk)
    activate_council(council, decision, by=an)

    with pytest.raises(WrongState):
        activate_council(stale, decision, by=an)

    assert deeds(council).count("councils.activated") == 1


def test_working_council_keeps_its_name_and_rule(council, an):
    with pytest.raises(WrongState, match="theo quyết định"):
        change_council(council, council_data("Tên khác"), by=an)


def test_term_is_prolonged_and_told_with_its_reason(council, an):
    last = council.ends_on + timedelta(days=30)

    changed = change_term(council, last, "QĐ số 20/QĐ-SGDĐT", by=an)

    assert changed.ends_on == last
    line = Entry.objects.get(action="councils.term_changed")
    assert line.data == {"reason": "QĐ số 20/QĐ-SGDĐT"}


def test_council_past_its_term_takes_no_case(council, an):
    Council.objects.filter(pk=council.pk).update(ends_on=timezone.localdate() - timedelta(days=1))

    with pytest.raises(WrongState, match="đã kết thúc nhiệm kỳ"):
        make_case(council)


def test_council_with_open_cases_is_not_ended(council, an):
    make_case(council, by=an)

    with pytest.raises(WrongState, match="Còn hồ sơ"):
        end_council(council, by=an)


def test_council_ends_once_nothing_waits(council, an):
    assert end_council(council, by=an).status == Council.Status.ENDED


def test_only_a_draft_is_dropped(council, so, an):
    mistake = draft(so, an)
    drop_council(mistake, by=an)

    with pytest.raises(WrongState):
        drop_council(council, by=an)
    assert list(Council.objects.all()) == [council]


def test_pages_of_a_council_by_reader(client, seven, an, dung, khanh, chi, giang):
    """Its unit's office, leader and inspector, and its members; nobody else."""
    address = f"/hoi-dong/{seven.council.pk}/"
    answers = {}
    for user in (an, dung, khanh, seven.people["ban"], chi, giang):
        client.force_login(user)
        answers[user.username] = client.get(address).status_code

    assert answers == {"an": 200, "dung": 200, "khanh": 200, "ban": 200, "chi": 404, "giang": 404}


def test_draft_is_shown_neither_to_whom_it_seats_nor_to_inspectors(client, so, an, khanh):
    council = draft(so, an)
    person = make_worker("Người Mới", "moi", so)
    add_member(council, person, SeatData("chair"), by=an)
    answers = {}
    for user in (an, person.user, khanh):
        client.force_login(user)
        answers[user.username] = client.get(f"/hoi-dong/{council.pk}/").status_code

    assert answers == {"an": 200, "moi": 404, "khanh": 404}


def test_office_founds_a_council_on_screen(client, so, an):
    client.force_login(an)
    said = {
        "unit": so.pk,
        "title": "Hội đồng Sáng kiến",
        "composition": composition().pk,
        "case_kinds": ["thu-nghiem"],
        "starts_on": "01/01/2026",
        "ends_on": "31/12/2027",
    }

    answer = client.post("/hoi-dong/lap/", said, follow=True)

    made = Council.objects.get()
    assert answer.request["PATH_INFO"] == f"/hoi-dong/{made.pk}/thanh-vien/them/"
    assert (made.title, made.starts_on, made.case_kinds) == (
        "Hội đồng Sáng kiến",
        date(2026, 1, 1),
        ["thu-nghiem"],
    )
    assert "Hội đồng cần ít nhất 3 thành viên, hiện có 0." in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_queries_whatever_its_length(
    client, so, an, rows, django_assert_num_queries
):
    for _ in range(rows):
        draft(so, an)
    client.force_login(an)
    client.get("/hoi-dong/")

    with django_assert_num_queries(LIST_QUERIES):
        page = client.get("/hoi-dong/").content.decode()

    assert page.count("Hội đồng mới") >= rows


LIST_QUERIES = 8


def test_incomplete_council_is_offered_members_instead_of_its_decision(client, so, an):
    council = draft(so, an)
    client.force_login(an)

    page = client.get(f"/hoi-dong/{council.pk}/hoat-dong/").content.decode()

    assert "Quyết định đã ban hành của đơn vị" not in page
    assert f'href="/hoi-dong/{council.pk}/thanh-vien/them/"' in page
