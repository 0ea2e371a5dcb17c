"""An initiative before a council: brought, judged, recognised or refused. S0-29 S0-34"""

import pytest
from django.utils import timezone

from phongtrao.councils.models import Conflict, CouncilRule, Item, RubricVersion
from phongtrao.councils.pages.assignment import rubric_named
from phongtrao.councils.services.applying import apply_decisions
from phongtrao.councils.services.conflicts import pin_conflict
from phongtrao.councils.services.counting import count_votes
from phongtrao.councils.services.members import end_member
from phongtrao.initiatives.kinds import dossiers, parties
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.services.bringing import Judging, preview_of, set_judging
from phongtrao.initiatives.services.checking import return_initiative
from phongtrao.initiatives.services.deciding import write_conclusion
from phongtrao.initiatives.services.submitting import submit_initiative
from phongtrao.initiatives.services.writing import save_draft
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.recognition.models import Creation
from tests.initiatives.judged import accept, decide, make_court, make_valid, open_all, sit, vote
from tests.initiatives.made import full_draft, make_round

S = Initiative.Status
VOTERS = ("chu", "pho", "thu", "doc", "xet", "gop")


@pytest.fixture
def court(so, thpt, hoa_sen, an):
    return make_court(so, thpt, hoa_sen, an)


@pytest.fixture
def valid(court, hoa_sen, giang, giang_at_work):
    return make_valid(court, hoa_sen, giang)


def test_what_is_valid_goes_before_the_council_and_conflicts_are_found(court, valid, giang):
    before = preview_of(court.round, by=court.office)

    (brought,) = court.bring()

    assert (before.number, before.away) == (1, [(court.members["ban"], 1)])
    assert before.titles == [str(brought.case)] == ["Chấm bài trắc nghiệm bằng điện thoại"]
    found = Conflict.objects.filter(case=brought.case).values_list("member", "ground")
    assert list(found) == [(court.members["ban"].pk, "unit")]
    assert Notice.objects.filter(to=giang, text__contains="đang chờ hội đồng xét").count() == 1


def test_pressing_twice_brings_nothing_twice(court, valid):
    court.bring()

    with pytest.raises(WrongState, match="Không có sáng kiến hợp lệ"):
        court.bring()


def test_only_who_runs_the_round_brings(court, valid, giang):
    court.office = giang

    with pytest.raises(NotAllowed):
        court.bring()

    valid.refresh_from_db()
    assert valid.case is None


def test_a_round_without_a_council_says_so(court, valid, an):
    set_judging(court.round, Judging(), by=an)

    with pytest.raises(BadInput, match="Cách xét"):
        court.bring()


def test_bringing_asks_as_often_for_three_as_for_one(
    court, hoa_sen, giang, giang_at_work, django_assert_num_queries
):
    make_valid(court, hoa_sen, giang)
    with django_assert_num_queries(BRINGING):
        court.bring()
    for _ in range(3):
        make_valid(court, hoa_sen, giang)

    with django_assert_num_queries(BRINGING):
        court.bring()


BRINGING = 44


def test_the_council_stays_once_something_is_before_it(court, valid, an):
    court.bring()

    with pytest.raises(WrongState, match="không đổi hội đồng"):
        set_judging(court.round, Judging(), by=an)


def test_a_round_above_has_a_higher_level(court, so, an):
    same = make_round(so, an, title="Đợt khác cùng cấp")

    with pytest.raises(BadInput, match="cấp cao hơn"):
        set_judging(court.round, Judging(court.council, upper=same), by=an)


def test_recognised_it_becomes_a_creation_with_its_shares(court, valid, giang_at_work, giang):
    brought = court.bring()

    decide(court, brought)

    valid.refresh_from_db()
    creation = Creation.objects.get()
    assert (valid.status, valid.creation) == (S.RECOGNISED, creation)
    shares = creation.shares.values_list("person", "share", "is_first")
    assert list(shares) == [(giang_at_work.pk, 100, True)]
    assert list(creation.scopes.values_list("scope", "case")) == [("department", valid.case_id)]
    assert Notice.objects.filter(to=giang, text__contains="được công nhận").count() == 1


def test_refused_its_authors_read_why(court, valid, giang):
    brought = court.bring()
    thu = court.users["thu"]
    write_conclusion(brought[0], "Chưa có số liệu so sánh của lớp đối chứng.", by=thu)

    decide(court, brought, "no")

    valid.refresh_from_db()
    assert valid.status == S.REFUSED
    assert valid.conclusion == "Chưa có số liệu so sánh của lớp đối chứng."
    assert not Creation.objects.exists()
    assert Notice.objects.filter(to=giang, text__contains="không được công nhận").count() == 1


def test_without_a_reason_of_its_own_the_numbers_of_the_vote_are_told(court, valid):
    brought = court.bring()

    decide(court, brought, "no")

    valid.refresh_from_db()
    assert valid.conclusion.startswith(
        "Kết quả biểu quyết của hội đồng: Công nhận 0, Không công nhận 6"
    )


def test_who_is_tied_writes_no_conclusion(court, valid):
    (brought,) = court.bring()

    with pytest.raises(NotAllowed):
        write_conclusion(brought, "Không nên.", by=court.users["ban"])


def test_the_round_names_the_rule_of_the_vote_and_the_score_sheet(court, valid, an):
    rule = CouncilRule.objects.get(of="voting", key="initiative_70", owner=None)
    rubric = RubricVersion.objects.get(rubric__key="school_10", rubric__owner=None)
    set_judging(court.round, Judging(court.council, rubric=rubric, voting=rule), by=an)
    (brought,) = court.bring()
    sitting = sit(court, [brought.case])

    open_all(court, sitting)

    assert sitting.items.get().rule_title == rule.title
    assert rubric_named([brought.case]) == rubric.pk


# ------------------------------------------------------------------ people at once


def test_a_dossier_mended_while_it_is_voted_on_voids_the_votes(court, valid, giang, an):
    (brought,) = court.bring()
    sitting = sit(court, [brought.case])
    open_all(court, sitting)
    vote(court, sitting, "yes", VOTERS)
    return_initiative(brought, "Nêu nguồn số liệu.", [], by=an)

    done = count_votes(sitting, list(sitting.items.values_list("pk", flat=True)), by=an)

    item = sitting.items.get()
    assert (done.counted, [one.pk for one in done.voided]) == ([], [item.pk])
    assert item.void_reason == "Hồ sơ đã thay đổi trong khi biểu quyết."


def test_a_dossier_handed_in_anew_after_the_count_waits_for_a_new_vote(court, valid, giang, an):
    (brought,) = court.bring()
    sitting = sit(court, [brought.case])
    open_all(court, sitting)
    vote(court, sitting, "yes", VOTERS)
    count_votes(sitting, list(sitting.items.values_list("pk", flat=True)), by=an)
    return_initiative(brought, "Sửa tên.", [], by=an)
    save_draft(brought, full_draft(title="Tên đã sửa"), brought.saved, by=giang)
    submit_initiative(brought, by=giang)
    accept(brought, by=an)

    applied, stale = apply_decisions(court.council, [brought.case_id], by=an)

    assert (applied, [case.pk for case in stale]) == ([], [brought.case_id])
    brought.refresh_from_db()
    assert (brought.status, brought.creation) == (S.VALID, None)


def test_handed_in_anew_word_for_word_the_votes_stand(court, valid, giang, an):
    (brought,) = court.bring()
    first = dossiers([brought.case])[brought.case_id].hash
    return_initiative(brought, "Xem lại giúp.", [], by=an)
    during = dossiers([brought.case])[brought.case_id].hash
    submit_initiative(brought, by=giang)
    accept(brought, by=an)

    again = dossiers([brought.case])[brought.case_id].hash

    assert (first == again, first == during) == (True, False)


def test_a_new_author_ties_the_hands_of_a_member(court, valid, giang, an):
    (brought,) = court.bring()
    return_initiative(brought, "Ghi đủ tác giả.", [], by=an)
    doc = court.members["doc"].person
    brought.authorships.create(person=doc, share=50, status="asked")

    found = parties([brought.case])[brought.case_id]
    submit_anew(brought, giang, doc)

    assert found.people[doc.pk] == "coauthor"
    ground = Conflict.objects.filter(
        case=brought.case, member=court.members["doc"], ground="coauthor"
    )
    assert ground.count() == 1


def submit_anew(initiative, author, other) -> None:
    initiative.authorships.filter(person=other).update(status="confirmed")
    initiative.authorships.filter(is_first=True).update(share=50)
    submit_initiative(initiative, by=author)


def test_a_late_recusal_of_who_has_voted_voids_the_turn(court, valid, an):
    (brought,) = court.bring()
    sitting = sit(court, [brought.case])
    open_all(court, sitting)
    vote(court, sitting, "yes", VOTERS)
    pin_conflict(brought.case, court.members["doc"], "Là anh em họ của tác giả.", by=an)

    done = count_votes(sitting, list(sitting.items.values_list("pk", flat=True)), by=an)

    assert (done.counted, len(done.voided)) == ([], 1)
    valid.refresh_from_db()
    assert valid.status == S.VALID


def test_a_member_removed_in_the_middle_opens_the_dossier_no_more(court, valid, an, client):
    (brought,) = court.bring()
    sitting = sit(court, [brought.case])
    open_all(court, sitting)
    client.force_login(court.users["gop"])
    address = f"/sang-kien/ho-so-xet/{brought.case_id}/"
    before = client.get(address).status_code
    end_member(court.members["gop"], on=timezone.localdate(), reason="Chuyển công tác.", by=an)

    after = client.get(address).status_code

    assert (before, after) == (200, 404)
    assert Item.objects.get(sitting=sitting).status == Item.Status.VOTING
