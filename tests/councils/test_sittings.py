"""Calling a sitting, who is there, its votes and what they come to."""

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from phongtrao.councils.models import (
    BallotBox,
    Case,
    CouncilRule,
    Item,
    Member,
    Sitting,
    Vote,
    Voter,
)
from phongtrao.councils.services.applying import apply_decisions
from phongtrao.councils.services.counting import (
    PaperTally,
    count_votes,
    enter_paper_count,
)
from phongtrao.councils.services.sittings import (
    cancel_sitting,
    close_sitting,
    hand_over_chair,
    open_sitting,
    plan_sitting,
    take_off_agenda,
)
from phongtrao.councils.services.voting import (
    Opening,
    Written,
    cast_votes,
    open_votes,
    void_votes,
    write_opinion,
)
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from tests.councils.kind import KEY, change_dossier
from tests.councils.meeting import (
    applied,
    begin,
    call,
    call_roll,
    make_cases,
    start_vote,
    tie,
    vote,
)
from tests.factories import LONG_AGO

ALL = ("chu", "pho", "thu", "doc", "xet", "ban", "gop")


def keys(sitting: Sitting) -> list[int]:
    return list(sitting.items.values_list("pk", flat=True))


def tally(sitting: Sitting) -> dict:
    return sitting.items.get().tally


# ------------------------------------------------------------------ calling, order, end


def test_a_sitting_is_called_with_its_agenda_and_everybody_is_invited_in_the_same_words(seven):
    first, second = make_cases(seven, 2)
    tie(seven, "chu", first)

    sitting = plan_sitting(seven.council, call(), [second, first], by=seven.office)

    assert [item.case for item in sitting.items.order_by("position")] == [second, first]
    assert set(Case.objects.values_list("status", flat=True)) == {"listed"}
    notices = Notice.objects.filter(key__startswith=f"sitting:{sitting.pk}")
    assert {notice.to.username for notice in notices} == set(ALL)
    assert len({notice.text for notice in notices}) == 1


def test_a_case_stands_on_one_agenda_at_a_time(seven):
    (case,) = make_cases(seven)
    plan_sitting(seven.council, call(), [case], by=seven.office)

    with pytest.raises(WrongState, match="1 hồ sơ"):
        plan_sitting(seven.council, call(), [case], by=seven.office)


def test_a_member_may_not_call_a_sitting(seven):
    with pytest.raises(NotAllowed, match="Chỉ thư ký"):
        plan_sitting(seven.council, call(), [], by=seven.people["doc"])


def test_who_keeps_away_from_a_case_does_not_run_its_sitting(seven):
    (case,) = make_cases(seven)
    sitting = plan_sitting(seven.council, call(), [case], by=seven.office)
    tie(seven, "thu", case)

    with pytest.raises(NotAllowed) as refused:
        open_sitting(sitting, by=seven.secretary)

    assert "hồ sơ" not in str(refused.value)


def test_a_cancelled_sitting_gives_its_cases_back(seven):
    (case,) = make_cases(seven)
    sitting = plan_sitting(seven.council, call(), [case], by=seven.office)

    with pytest.raises(BadInput, match="lý do"):
        cancel_sitting(sitting, " ", by=seven.office)
    cancel_sitting(sitting, "Bão", by=seven.office)

    case.refresh_from_db()
    assert (sitting.status, case.status) == ("cancelled", "open")


def test_an_item_left_out_may_come_back(seven):
    (case,) = make_cases(seven)
    sitting = plan_sitting(seven.council, call(), [case], by=seven.office)
    take_off_agenda(sitting, keys(sitting), by=seven.office)
    case.refresh_from_db()
    assert case.status == "open"

    plan_sitting(seven.council, call(), [case], by=seven.office)

    case.refresh_from_db()
    assert case.status == "listed"


def test_closing_is_refused_while_a_vote_is_open_and_leaves_the_rest(seven):
    make_cases(seven, 2)
    sitting = begin(seven, list(Case.objects.order_by("pk")))
    first, second = keys(sitting)
    open_votes(sitting, [first], Opening("open"), by=seven.office)

    with pytest.raises(WrongState, match="Còn 1 nội dung"):
        close_sitting(sitting, by=seven.office)
    vote(seven, sitting, **dict.fromkeys(ALL, "yes"))
    count_votes(sitting, [first], by=seven.office)
    close_sitting(sitting, by=seven.office)

    assert sitting.status == "closed"
    assert [item.status for item in sitting.items.order_by("pk")] == ["counted", "left"]
    assert Item.objects.get(pk=second).case.status == "open"


def test_without_the_chair_nothing_is_voted_on_until_the_chair_is_handed_over(seven):
    make_cases(seven)
    sitting = begin(seven, list(Case.objects.all()), absent=["chu"])

    with pytest.raises(WrongState, match="chủ trì vắng mặt"):
        start_vote(seven, sitting)
    with pytest.raises(WrongState, match="thành viên có mặt"):
        hand_over_chair(sitting, seven.seats["chu"], by=seven.office)
    hand_over_chair(sitting, seven.seats["pho"], by=seven.office)
    start_vote(seven, sitting)

    assert sitting.chair == seven.seats["pho"]


# ------------------------------------------------------------------ quorum


def test_a_vote_needs_its_quorum_and_says_the_numbers(seven):
    make_cases(seven)
    sitting = begin(seven, list(Case.objects.all()), absent=["doc", "xet", "ban"])

    with pytest.raises(WrongState, match="ít nhất 5 trên 7 thành viên, hiện có 4"):
        start_vote(seven, sitting, rule="award_90")


def test_a_tied_chair_needs_a_vice_for_that_case_only(seven):
    first, second = make_cases(seven, 2)
    sitting = begin(seven, [first, second], absent=["pho"])
    tie(seven, "chu", first)
    one, other = keys(sitting)
    how = Opening("open", CouncilRule.objects.get(key="award_90"))

    with pytest.raises(WrongState, match="chủ tịch hoặc phó chủ tịch"):
        open_votes(sitting, [one], how, by=seven.office)
    open_votes(sitting, [other], how, by=seven.office)

    assert Item.objects.get(pk=other).status == "voting"


def test_a_recusal_that_takes_the_quorum_after_opening_stops_the_count_with_the_numbers(seven):
    (case,) = make_cases(seven)
    sitting = begin(seven, [case], absent=["doc", "xet"])
    start_vote(seven, sitting, rule="award_90")  # 5 of 7: just enough
    vote(seven, sitting, chu="yes", pho="yes", thu="yes", ban="yes")
    tie(seven, "gop", case)

    with pytest.raises(WrongState, match="ít nhất 5 trên 7 thành viên, hiện có 4"):
        count_votes(sitting, keys(sitting), by=seven.office)

    assert sitting.items.get().status == "voting"


# ------------------------------------------------------------------ open votes


def test_an_open_vote_is_counted_decided_and_pending(seven):
    (case,) = make_cases(seven)
    sitting = begin(seven, [case], absent=["gop"], wrote=["ban"])
    start_vote(seven, sitting, rule="initiative_70")
    vote(seven, sitting, chu="yes", pho="yes", thu="yes", doc="yes", xet="no", ban="yes")

    done = count_votes(sitting, keys(sitting), by=seven.office)

    case.refresh_from_db()
    assert [item.case for item in done.counted] == [case]
    assert tally(sitting) == {
        "seats": 7,
        "present": 5,
        "written": 1,
        "counts": {"yes": 5, "no": 1},
        "spoilt": 0,
    }
    assert (case.status, case.outcome, case.passes) == ("decided", "recognised", True)
    assert Vote.objects.get(is_written=True).member == seven.seats["ban"]


def test_nobody_votes_twice(seven):
    make_cases(seven)
    sitting = begin(seven, list(Case.objects.all()))
    start_vote(seven, sitting)
    vote(seven, sitting, doc="yes")

    with pytest.raises(WrongState, match="đã bỏ phiếu"):
        vote(seven, sitting, doc="no")

    assert list(Vote.objects.values_list("choice", flat=True)) == ["yes"]


@pytest.mark.parametrize("name", ["gop", "chu"])
def test_who_is_absent_or_tied_does_not_vote(seven, name):
    (case,) = make_cases(seven)
    sitting = begin(seven, [case], absent=["gop"])
    tie(seven, "chu", case)
    start_vote(seven, sitting)

    with pytest.raises((WrongState, NotAllowed)):
        vote(seven, sitting, **{name: "yes"})

    assert not Vote.objects.exists()


def test_a_choice_that_is_none_of_the_rule_is_refused(seven):
    make_cases(seven)
    sitting = begin(seven, list(Case.objects.all()))
    start_vote(seven, sitting)

    with pytest.raises(BadInput, match="lựa chọn"):
        vote(seven, sitting, doc="maybe")


def test_a_counted_tally_never_changes(seven):
    make_cases(seven)
    sitting = begin(seven, list(Case.objects.all()))
    start_vote(seven, sitting)
    vote(seven, sitting, doc="yes")
    count_votes(sitting, keys(sitting), by=seven.office)
    before = tally(sitting)

    for late in (
        lambda: count_votes(sitting, keys(sitting), by=seven.office),
        lambda: void_votes(sitting, keys(sitting), "Nhầm", by=seven.office),
        lambda: vote(seven, sitting, xet="yes"),
        lambda: start_vote(seven, sitting),
    ):
        with pytest.raises((WrongState, BadInput)):
            late()

    assert tally(sitting) == before


def test_the_rule_of_an_open_vote_is_frozen(seven):
    make_cases(seven)
    sitting = begin(seven, list(Case.objects.all()))
    start_vote(seven, sitting)
    frozen = sitting.items.get().rule
    rule = CouncilRule.objects.get(of="voting", key="majority")
    rule.data = rule.data | {"quorum": {"share": "1"}}
    rule.save()
    vote(seven, sitting, doc="yes")

    count_votes(sitting, keys(sitting), by=seven.office)

    assert sitting.items.get().rule == frozen != rule.data


def test_the_default_rule_goes_by_the_kind_and_the_unit_has_the_word(seven, so):
    shipped = CouncilRule.objects.get(of="voting", key="majority", owner=None)
    own = CouncilRule.objects.create(
        of="voting", key=KEY, title="Của Sở", owner=so, data=shipped.data
    )
    make_cases(seven)
    sitting = begin(seven, list(Case.objects.all()))

    open_votes(sitting, keys(sitting), Opening("open"), by=seven.office)

    assert sitting.items.get().rule_title == own.title


# ------------------------------------------------------------------ secret votes


def test_a_secret_vote_is_counted_with_both_halves_and_the_box_is_emptied(seven):
    first, second = make_cases(seven, 2)
    sitting = begin(seven, [first, second])
    halves = start_vote(seven, sitting, Item.Mode.SECRET)
    vote(seven, sitting, **dict.fromkeys(ALL[:5], "yes"), ban="no")

    count_votes(sitting, keys(sitting), by=seven.office, halves=halves)

    counts = [item.tally["counts"] for item in sitting.items.all()]
    assert counts == [{"yes": 5, "no": 1}, {"yes": 5, "no": 1}]
    assert (BallotBox.objects.count(), Vote.objects.count()) == (0, 0)


def test_a_secret_vote_is_not_counted_with_one_half(seven):
    make_cases(seven)
    sitting = begin(seven, list(Case.objects.all()))
    halves = start_vote(seven, sitting, Item.Mode.SECRET)
    vote(seven, sitting, doc="yes")

    with pytest.raises(BadInput, match="Nửa khóa chưa đúng"):
        count_votes(sitting, keys(sitting), by=seven.office, halves=(halves[0], halves[0]))
    with pytest.raises(BadInput, match="cả hai nửa"):
        count_votes(sitting, keys(sitting), by=seven.office)

    assert sitting.items.get().status == "voting"


def test_a_lost_half_asks_for_a_new_turn(seven):
    make_cases(seven)
    sitting = begin(seven, list(Case.objects.all()))
    lost = start_vote(seven, sitting, Item.Mode.SECRET)
    vote(seven, sitting, doc="yes", xet="yes")
    void_votes(sitting, keys(sitting), "Mất một nửa khóa", by=seven.office)
    assert (BallotBox.objects.count(), Voter.objects.count()) == (0, 0)

    halves = start_vote(seven, sitting, Item.Mode.SECRET)
    vote(seven, sitting, doc="no")

    with pytest.raises(BadInput):
        count_votes(sitting, keys(sitting), by=seven.office, halves=lost)
    count_votes(sitting, keys(sitting), by=seven.office, halves=halves)
    item = sitting.items.get()
    assert (item.turn, item.tally["counts"]) == (2, {"yes": 0, "no": 1})
    assert item.void_reason == "Mất một nửa khóa"


def test_tellers_are_two_who_are_there_and_free(seven):
    (case,) = make_cases(seven)
    sitting = begin(seven, [case])
    tie(seven, "ban", case)

    with pytest.raises(BadInput, match="Kiểm phiếu viên phải có mặt"):
        start_vote(seven, sitting, Item.Mode.SECRET)
    one = Opening("secret", None, [seven.seats["doc"]])
    with pytest.raises(BadInput, match="hai kiểm phiếu viên"):
        open_votes(sitting, keys(sitting), one, by=seven.office)


# ------------------------------------------------------------------ dossiers that change


def test_a_changed_dossier_stops_casting_and_voids_the_vote_visibly(seven):
    first, second = make_cases(seven, 2)
    sitting = begin(seven, [first, second])
    halves = start_vote(seven, sitting, Item.Mode.SECRET)
    vote(seven, sitting, doc="yes")
    change_dossier(first)

    with pytest.raises(WrongState, match="đã thay đổi"):
        vote(seven, sitting, xet="yes")
    done = count_votes(sitting, keys(sitting), by=seven.office, halves=halves)

    assert ([i.case for i in done.voided], [i.case for i in done.counted]) == ([first], [second])
    item = Item.objects.get(case=first)
    assert (item.status, item.tally) == ("waiting", None)
    assert item.void_reason == "Hồ sơ đã thay đổi trong khi biểu quyết."


def test_a_recusal_after_the_ballot_is_in_voids_the_turn(seven):
    (case,) = make_cases(seven)
    sitting = begin(seven, [case])
    halves = start_vote(seven, sitting, Item.Mode.SECRET)
    vote(seven, sitting, **dict.fromkeys(ALL, "yes"))
    tie(seven, "gop", case)

    done = count_votes(sitting, keys(sitting), by=seven.office, halves=halves)

    assert [item.case for item in done.voided] == [case]
    assert not BallotBox.objects.exists()


def test_a_dossier_changed_before_it_is_applied_sends_the_case_back(seven):
    first, second = make_cases(seven, 2)
    sitting = begin(seven, [first, second])
    start_vote(seven, sitting)
    vote(seven, sitting, doc="yes")
    count_votes(sitting, keys(sitting), by=seven.office)
    before = [item.tally for item in sitting.items.all()]
    change_dossier(first)

    done, stale = apply_decisions(seven.council, [first.pk, second.pk], by=seven.office)

    assert ([case.pk for case in done], [case.pk for case in stale]) == (
        [second.pk],
        [first.pk],
    )
    assert applied() == [second.pk]
    first.refresh_from_db()
    assert (first.status, first.outcome, first.passes) == ("open", "", None)
    assert [item.tally for item in sitting.items.all()] == before


def test_decisions_are_applied_together_and_once(seven):
    cases = make_cases(seven, 3)
    sitting = begin(seven, cases)
    start_vote(seven, sitting)
    vote(seven, sitting, doc="yes")
    count_votes(sitting, keys(sitting), by=seven.office)
    chosen = [case.pk for case in cases]

    apply_decisions(seven.council, chosen, by=seven.office)

    assert applied() == chosen
    with pytest.raises(WrongState, match="Không có kết quả nào chờ"):
        apply_decisions(seven.council, chosen, by=seven.office)


# ------------------------------------------------------------------ paper, written, removed


def test_paper_ballots_are_counted_twice_and_must_agree(seven):
    make_cases(seven)
    sitting = begin(seven, list(Case.objects.all()), wrote=["gop"])
    start_vote(seven, sitting, Item.Mode.PAPER)
    vote(seven, sitting, gop="yes")
    item = sitting.items.get()
    tu, nam = seven.people["xet"], seven.people["ban"]
    enter_paper_count(item, PaperTally({"yes": 4, "no": 1}, 1), by=tu)

    with pytest.raises(WrongState, match="chưa đủ kết quả"):
        count_votes(sitting, keys(sitting), by=seven.office)
    enter_paper_count(item, PaperTally({"yes": 5, "no": 0}, 1), by=nam)
    with pytest.raises(WrongState, match="đếm khác nhau"):
        count_votes(sitting, keys(sitting), by=seven.office)
    enter_paper_count(item, PaperTally({"yes": 4, "no": 1}, 1), by=nam)
    count_votes(sitting, keys(sitting), by=seven.office)

    assert tally(sitting) == {
        "seats": 7,
        "present": 6,
        "written": 1,
        "counts": {"yes": 5, "no": 1},
        "spoilt": 1,
    }


def test_more_paper_ballots_than_people_are_refused(seven):
    make_cases(seven)
    sitting = begin(seven, list(Case.objects.all()), absent=["gop"])
    start_vote(seven, sitting, Item.Mode.PAPER)
    item = sitting.items.get()

    with pytest.raises(BadInput, match="Tổng 7 phiếu nhiều hơn 6 người"):
        enter_paper_count(item, PaperTally({"yes": 7, "no": 0}), by=seven.people["xet"])
    with pytest.raises(NotAllowed, match="hai kiểm phiếu viên"):
        enter_paper_count(item, PaperTally({"yes": 1, "no": 0}), by=seven.people["doc"])
    with pytest.raises(WrongState):
        vote(seven, sitting, doc="yes")


def test_the_secretary_enters_a_written_opinion_once(seven):
    make_cases(seven)
    sitting = begin(seven, list(Case.objects.all()), wrote=["gop"])
    start_vote(seven, sitting, Item.Mode.SECRET)
    item = sitting.items.get()

    made = write_opinion(item, seven.seats["gop"], Written("no", "Chưa rõ"), by=seven.secretary)

    assert (made.choice, made.words, made.is_written) == ("no", "Chưa rõ", True)
    with pytest.raises(NotAllowed, match="đã bỏ phiếu"):
        write_opinion(item, seven.seats["gop"], Written("yes"), by=seven.secretary)
    with pytest.raises(WrongState, match="không được ghi là gửi ý kiến"):
        write_opinion(item, seven.seats["doc"], Written("yes"), by=seven.secretary)


def test_a_member_removed_in_the_middle_votes_no_more_and_has_no_seat(seven):
    make_cases(seven)
    sitting = begin(seven, list(Case.objects.all()))
    start_vote(seven, sitting)
    vote(seven, sitting, doc="yes")
    gone = DateRange(LONG_AGO, timezone.localdate())
    names = ("doc", "gop")
    Member.objects.filter(pk__in=[seven.seats[n].pk for n in names]).update(days=gone)

    with pytest.raises(NotAllowed, match="Chỉ thành viên"):
        vote(seven, sitting, gop="yes")
    count_votes(sitting, keys(sitting), by=seven.office)

    counted = tally(sitting)
    assert (counted["seats"], counted["present"], counted["counts"]["yes"]) == (6, 6, 1)


def test_who_comes_late_may_still_vote(seven):
    make_cases(seven)
    sitting = begin(seven, list(Case.objects.all()), absent=["gop"])
    start_vote(seven, sitting)
    with pytest.raises(NotAllowed, match="chưa được ghi có mặt"):
        vote(seven, sitting, gop="yes")

    call_roll(seven, sitting)
    vote(seven, sitting, gop="yes")

    assert Vote.objects.get().member == seven.seats["gop"]


@pytest.mark.parametrize("number", [1, 3])
def test_votes_cost_the_same_queries_for_one_and_three(
    seven, number, django_assert_max_num_queries
):
    make_cases(seven, number)
    sitting = begin(seven, list(Case.objects.all()))
    halves = start_vote(seven, sitting, Item.Mode.SECRET)
    chosen = dict.fromkeys(keys(sitting), "yes")

    with django_assert_max_num_queries(16):
        cast_votes(sitting, chosen, by=seven.people["doc"])
    with django_assert_max_num_queries(34):
        count_votes(sitting, keys(sitting), by=seven.office, halves=halves)


@pytest.mark.parametrize("number", [1, 4])
def test_counting_asks_the_same_whatever_the_number_of_cases_and_tallies(
    seven, number, django_assert_num_queries
):
    sitting = begin(seven, make_cases(seven, number))
    start_vote(seven, sitting)
    keys = list(sitting.items.values_list("pk", flat=True))
    for seat, name in enumerate(seven.people):
        choices = {key: "no" if seat < place else "yes" for place, key in enumerate(keys)}
        cast_votes(sitting, choices, by=seven.people[name])

    with django_assert_num_queries(13):
        count_votes(sitting, keys, by=seven.office)

    tallies = sitting.items.order_by("pk").values_list("tally__counts__no", flat=True)
    assert list(tallies) == list(range(number))


def test_what_was_decided_stands_in_the_history_of_the_case(client, seven):
    (case,) = make_cases(seven)
    sitting = begin(seven, [case])
    start_vote(seven, sitting)
    vote(seven, sitting, **dict.fromkeys(seven.people, "yes"))

    count_votes(sitting, [sitting.items.get().pk], by=seven.office)

    client.force_login(seven.office)
    history = client.get(f"/nhat-ky/councils.case/{case.pk}/").content.decode()
    assert "Kiểm phiếu" in history
    assert "Thông qua" in history
