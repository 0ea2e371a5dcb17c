"""Who keeps away from a case: found, declared, pinned, denied; and what they learn of it: nothing."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.councils.models import Conflict, Relation
from phongtrao.councils.parties import Parties
from phongtrao.councils.services.conflicts import (
    declare_conflict,
    deny_conflict,
    find_conflicts,
    pin_conflict,
    restore_conflict,
)
from phongtrao.councils.services.members import SeatData, add_member
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.lib.sheets import open_workbook
from phongtrao.orgs.models import Cluster, ClusterSeat, Line, Post
from tests.councils.cast import composition, make_case, make_worker
from tests.factories import LONG_AGO, give, make_person

pytestmark = pytest.mark.django_db
S = Conflict.Status


def found(case):
    rows = case.conflicts.filter(status=S.STANDING).select_related("member__person__user")
    return sorted((one.member.person.user.username, one.ground) for one in rows)


def look(papers, case, by, **said):
    papers.parties[case.pk] = Parties(**said)
    find_conflicts([case], by=by)
    return found(case)


def test_authors_are_found(papers, seven, an):
    case = make_case(seven.council)
    people = {
        seven.member("ban").person_id: "author",
        seven.member("xet").person_id: "coauthor",
    }

    assert look(papers, case, an, people=people) == [("ban", "author"), ("xet", "coauthor")]


def test_people_of_the_authors_unit_are_found(papers, seven, an, hoa_sen):
    case = make_case(seven.council)

    assert look(papers, case, an, units=frozenset({hoa_sen.pk})) == [
        ("ban", "unit"),
        ("gop", "unit"),
    ]


def test_council_judges_its_own_house(papers, seven, an, so):
    """Everybody of a school's council works at the school: that alone ties nobody's hands."""
    case = make_case(seven.council)

    assert look(papers, case, an, units=frozenset({so.pk})) == []


def test_past_at_the_unit_counts_since_the_day_named(papers, seven, an, suoi_may):
    Post.objects.create(
        person=seven.member("doc").person,
        unit=suoi_may,
        position="Chuyên viên",
        category="civil",
        is_full=False,
        days=DateRange(LONG_AGO, date(2024, 6, 1)),
    )
    case = make_case(seven.council)
    units = frozenset({suoi_may.pk})

    assert look(papers, case, an, units=units) == []
    assert look(papers, case, an, units=units, since=date(2024, 1, 1)) == [("doc", "unit")]
    assert look(papers, case, an, units=units, since=date(2025, 1, 1)) == []


def test_head_of_the_unit_above_the_author_is_found(papers, seven, an, hoa_sen, suoi_may):
    give(seven.people["doc"], Role.HEAD, suoi_may)
    case = make_case(seven.council)

    assert ("doc", "supervisor") in look(papers, case, an, units=frozenset({hoa_sen.pk}))


def test_leader_of_the_house_is_no_supervisor_of_its_cases(papers, seven, an, so, thpt):
    """The director leads the Sở, which stands above the school, and chairs the council ex officio."""
    give(seven.people["chu"], Role.LEADER, so, Line.PROF)
    case = make_case(seven.council)

    assert look(papers, case, an, units=frozenset({thpt.pk})) == [("doc", "unit")]


def test_declared_relation_is_found_from_either_side(papers, seven, an, giang):
    author = make_person("Tác Giả", giang)
    Relation.objects.create(person=seven.member("pho").person, other=author, words="Vợ chồng")
    Relation.objects.create(person=author, other=seven.member("thu").person, words="Chị em")
    over = timezone.localdate()
    Relation.objects.create(
        person=seven.member("xet").person, other=author, words="Bạn", ended_on=over
    )
    case = make_case(seven.council)

    found_now = look(papers, case, an, people={author.pk: "author"})
    assert found_now == [("pho", "relative"), ("thu", "relative")]


def test_interest_in_a_unit_is_found(papers, seven, an, binh_minh):
    Relation.objects.create(person=seven.member("doc").person, unit=binh_minh, words="Góp vốn")
    case = make_case(seven.council)

    found_now = look(papers, case, an, units=frozenset({binh_minh.pk}))
    assert found_now == [("doc", "relative"), ("xet", "unit")]


@pytest.mark.parametrize("asks", [True, False])
def test_cluster_counts_where_the_rule_says_so(papers, seven, an, so, binh_minh, thpt, asks):
    seven.council.composition = composition(least=3, cluster=asks)
    seven.council.save()
    cluster = Cluster.objects.create(owner=so, code="C1", name="Cụm 1")
    for unit in (binh_minh, thpt):
        ClusterSeat.objects.create(
            cluster=cluster, unit=unit, year=cluster.this_year, kind=cluster.kind
        )
    case = make_case(seven.council)

    found_now = look(papers, case, an, units=frozenset({thpt.pk}))
    expected = (
        [("doc", "cluster"), ("doc", "unit"), ("xet", "cluster")] if asks else [("doc", "unit")]
    )
    assert found_now == expected


def test_what_no_longer_holds_goes_and_what_was_denied_stays(papers, seven, an):
    case = make_case(seven.council)
    ban, xet = seven.member("ban").person_id, seven.member("xet").person_id
    look(papers, case, an, people={ban: "author", xet: "coauthor"})
    deny_conflict(case.conflicts.get(member=seven.member("xet")), "Chỉ góp ảnh", by=an)

    assert look(papers, case, an, people={xet: "coauthor"}) == []
    assert [(one.ground, one.status) for one in case.conflicts.all()] == [("coauthor", "denied")]


def test_what_people_said_is_not_lost_by_looking_again(papers, seven, an):
    case = make_case(seven.council)
    declare_conflict(case, "Thông gia với tác giả", by=seven.people["pho"])
    pin_conflict(case, seven.member("doc"), "Cùng đề tài", by=seven.people["thu"])

    assert look(papers, case, an) == [("doc", "pinned"), ("pho", "declared")]


def test_new_member_is_looked_at(papers, seven, an, so, binh_minh):
    case = make_case(seven.council)
    person = make_worker("Người Vào Sau", "sau", binh_minh)
    papers.parties[case.pk] = Parties(people={person.pk: "author"})

    add_member(seven.council, person, SeatData("member"), by=an)

    assert found(case) == [("sau", "author")]


@pytest.mark.parametrize("count", [1, 3])
def test_looking_costs_the_same_whatever_the_number(
    papers, seven, an, hoa_sen, count, django_assert_max_num_queries
):
    cases = [make_case(seven.council, f"Hồ sơ {n}") for n in range(count)]
    for case in cases:
        papers.parties[case.pk] = Parties(units=frozenset({hoa_sen.pk}))

    with django_assert_max_num_queries(30) as asked:
        find_conflicts(cases, by=an)

    assert len(asked) == LOOKING


LOOKING = 20


# ------------------------------------------------------------------ refused


def test_whoever_has_the_conflict_denies_it_never(papers, seven, an, so):
    """Even with the right of the office in hand."""
    give(seven.people["chu"], Role.OFFICE, so, Line.PROF)
    case = make_case(seven.council, by=an)
    look(papers, case, an, people={seven.member("chu").person_id: "author"})
    conflict = case.conflicts.get()

    with pytest.raises(NotAllowed, match="không tự cho mình"):
        deny_conflict(conflict, "Tôi vô tư", by=seven.people["chu"])
    assert deny_conflict(conflict, "Chỉ đứng tên thay", by=an).status == S.DENIED
    assert restore_conflict(conflict, by=an).status == S.STANDING


def test_denying_needs_a_reason_and_the_right(papers, seven, an):
    case = make_case(seven.council)
    look(papers, case, an, people={seven.member("ban").person_id: "author"})
    conflict = case.conflicts.get()

    with pytest.raises(BadInput, match="lý do"):
        deny_conflict(conflict, " ", by=an)
    with pytest.raises(NotAllowed):
        deny_conflict(conflict, "Không sao", by=seven.people["thu"])


def test_only_members_declare_and_only_the_secretary_pins(seven, an, chi):
    case = make_case(seven.council)

    with pytest.raises(NotAllowed):
        declare_conflict(case, "Người nhà", by=chi)
    with pytest.raises(NotAllowed):
        pin_conflict(case, seven.member("ban"), "Người nhà", by=seven.people["doc"])


def test_settled_case_takes_no_more(seven, an):
    case = make_case(seven.council)
    case.status, case.withdraw_reason = "withdrawn", "Nộp nhầm"
    case.save()

    with pytest.raises(WrongState):
        pin_conflict(case, seven.member("ban"), "Người nhà", by=an)


# ------------------------------------------------------------------ what the conflicted learns


@pytest.fixture
def secret(papers, seven, an):
    """A case the chair has a conflict in, among two others; scored, with a history."""
    cases = [make_case(seven.council, f"Hồ sơ thường {n}", by=an) for n in (1, 2)]
    case = make_case(seven.council, "Sáng kiến bí mật", by=an)
    for one in [*cases, case]:
        papers.parties[one.pk] = Parties()
    look(papers, case, an, people={seven.member("chu").person_id: "author"})
    return case


def pages(client, seven, case):
    number = seven.council.pk
    return {
        "list": client.get(f"/hoi-dong/{number}/ho-so/"),
        "search": client.get(f"/hoi-dong/{number}/ho-so/?q=Sáng"),
        "order": client.get(f"/hoi-dong/{number}/ho-so/?sap-xep=-state"),
        "members": client.get(f"/hoi-dong/{number}/"),
        "history": client.get(f"/nhat-ky/councils.council/{number}/"),
    }


def test_conflicted_chair_finds_no_trace_on_any_page(client, seven, secret):
    client.force_login(seven.people["chu"])

    shown = pages(client, seven, secret)

    assert {name: page.status_code for name, page in shown.items()} == dict.fromkeys(shown, 200)
    told = [name for name, page in shown.items() if "bí mật" in page.content.decode()]
    assert told == []
    assert "Hồ sơ thường 2" in shown["list"].content.decode()


def test_conflicted_chair_counts_only_what_is_shown(client, seven, secret):
    """The same page as if the case were not there: no count, no gap of numbers."""
    client.force_login(seven.people["chu"])
    address = f"/hoi-dong/{seven.council.pk}/ho-so/"

    with_it = [row.title for row in client.get(address).context["table"].items]

    assert with_it == ["Hồ sơ thường 1", "Hồ sơ thường 2"]
    assert client.get(address).context["table"].count == 2


def test_conflicted_chair_exports_nothing_of_it(client, seven, secret):
    client.force_login(seven.people["chu"])

    answer = client.get(f"/hoi-dong/{seven.council.pk}/ho-so/?xuat=xlsx")

    sheet = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert sheet_words(sheet) & {"Sáng kiến bí mật", "Hồ sơ thường 1"} == {"Hồ sơ thường 1"}


def sheet_words(data):
    rows = open_workbook(data, "ho-so.xlsx").rows()
    return {cell for row in rows for cell in row if isinstance(cell, str)}


@pytest.mark.parametrize(
    "way", ["", "khai-xung-dot/", "ghi-xung-dot/"], ids=["page", "declare", "pin"]
)
def test_conflicted_chair_opens_none_of_its_addresses(client, seven, secret, way):
    client.force_login(seven.people["chu"])

    assert client.get(f"/hoi-dong/ho-so/{secret.pk}/{way}").status_code == 404


def test_conflicted_chair_reads_no_history_of_it(client, seven, secret):
    client.force_login(seven.people["chu"])

    assert client.get(f"/nhat-ky/councils.case/{secret.pk}/").status_code == 404
    client.force_login(seven.people["pho"])
    assert client.get(f"/nhat-ky/councils.case/{secret.pk}/").status_code == 200


def test_history_of_the_council_says_nothing_of_conflicts(secret):
    rows = Entry.objects.filter(subject_type="councils.council")

    assert not rows.filter(action__contains="conflict").exists()
    assert Entry.objects.get(action="councils.conflicts_found").subject_type == "councils.case"


def test_members_are_told_who_keeps_away_but_not_why(client, seven, secret):
    client.force_login(seven.people["doc"])
    page = client.get(f"/hoi-dong/ho-so/{secret.pk}/").content.decode()
    client.force_login(seven.people["thu"])
    secretary = client.get(f"/hoi-dong/ho-so/{secret.pk}/").content.decode()

    assert ("Lý Thị Chủ" in page, "Là tác giả" in page) == (True, False)
    assert "Là tác giả" in secretary


def test_declaring_takes_the_case_out_of_sight(client, seven, an):
    case = make_case(seven.council, "Hồ sơ của người quen", by=an)
    client.force_login(seven.people["pho"])

    answer = client.post(
        f"/hoi-dong/ho-so/{case.pk}/khai-xung-dot/", {"words": "Thông gia"}, follow=True
    )

    assert answer.request["PATH_INFO"] == f"/hoi-dong/{seven.council.pk}/ho-so/"
    assert "người quen" not in answer.content.decode()
    assert client.get(f"/hoi-dong/ho-so/{case.pk}/").status_code == 404


def test_pages_of_deeds_are_for_whom_they_are(client, seven, papers, an, dung, khanh):
    """Who only reads finds no form; the secretary notes, the office denies, members declare."""
    case = make_case(seven.council, by=an)
    look(papers, case, an, people={seven.member("ban").person_id: "author"})
    conflict = case.conflicts.get()
    pages = {
        "declare": f"/hoi-dong/ho-so/{case.pk}/khai-xung-dot/",
        "pin": f"/hoi-dong/ho-so/{case.pk}/ghi-xung-dot/",
        "deny": f"/hoi-dong/xung-dot/{conflict.pk}/cho-xet/",
    }
    users = (an, dung, khanh, seven.people["thu"], seven.people["doc"], seven.people["ban"])
    opened = {}
    for user in users:
        client.force_login(user)
        opened[user.username] = [
            name for name, url in pages.items() if client.get(url).status_code == 200
        ]

    assert opened == {
        "an": ["pin", "deny"],
        "dung": [],
        "khanh": [],
        "thu": ["declare", "pin"],
        "doc": ["declare"],
        "ban": [],
    }
