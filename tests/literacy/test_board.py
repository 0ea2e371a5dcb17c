"""Numbers by unit and group: true denominators, sums over the tree, predecessors, missing units."""

from datetime import timedelta

import pytest
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.literacy.models import Completion, LearnerCount, TargetGroup
from phongtrao.literacy.queries.board import board_of, figures_of, units_under
from phongtrao.literacy.services.completions import Ground, confirm_completions
from phongtrao.literacy.services.counts import Declared, declare_counts
from phongtrao.literacy.suppression import Figure
from phongtrao.orgs.forest import Found, Merge, Node, Split
from phongtrao.orgs.models import Headcount, Unit
from phongtrao.orgs.services import Order, reorganise
from tests.factories import give, make_unit, make_user
from tests.literacy.made import make_worker, take

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def headcount(unit, learners, staff=0):
    Headcount.objects.create(
        unit=unit, day=TODAY - timedelta(days=90), staff=staff, frontline=0, learners=learners,
        counted_staff=staff, counted_frontline=0,
    )  # fmt: skip


def count(unit, by, framework, done, whole=None, key="pupils", ago=1):
    group = TargetGroup.objects.get(key=key, owner=framework.owner)
    day = TODAY - timedelta(days=ago)
    return declare_counts([Declared(unit, group, framework, day, done, whole)], by=by)


def board(unit, framework, key="pupils"):
    group = framework.groups.get(key=key)
    return board_of(unit, framework, group, TODAY, units=units_under(unit))


def test_learners_are_counted_of_the_units_learners(
    so, hoa_sen, binh_minh, framework, binh, chi
):  # S1-34 S4-28
    headcount(hoa_sen, 400)
    headcount(binh_minh, 300)
    count(hoa_sen, binh, framework, 100)

    found = board(so, framework)

    assert found.total == Figure(100, 400)
    rows = {row.name: (row.figure, row.said, row.units) for row in found.rows}
    assert rows["Xã Suối Mây"] == (Figure(100, 400), 1, 2)  # the commune itself and its school
    assert rows["Phường Đồi Thông"] == (Figure(0, 0), 0, 2)  # missing, not nought of 300


def test_every_total_is_the_sum_of_its_rows(so, suoi_may, hoa_sen, binh_minh, framework, an):
    for number, unit in enumerate((hoa_sen, binh_minh), start=1):
        headcount(unit, 100 * number)
        count(unit, an, framework, 10 * number)

    whole, commune = board(so, framework), board(suoi_may, framework)

    assert whole.total == Figure(30, 300)
    assert commune.total == Figure(10, 100)
    assert next(row for row in whole.rows if row.key == suoi_may.pk).figure == commune.total


def test_staff_are_those_who_work_here_and_hold_a_valid_confirmation(
    so, hoa_sen, framework, quiz, giang, teacher, lan, binh
):
    make_worker(lan, hoa_sen)
    take(quiz, giang, right=4)
    waiting = board(so, framework, "staff").total
    confirm_completions(Completion.objects.all(), Ground(TODAY), by=binh)

    assert (waiting, board(so, framework, "staff").total) == (Figure(0, 2), Figure(1, 2))


def test_the_last_number_counts_and_the_newer_of_a_day_stands(hoa_sen, framework, binh):
    headcount(hoa_sen, 400)
    for done, ago in ((50, 9), (80, 5), (90, 5)):
        count(hoa_sen, binh, framework, done, ago=ago)

    group = framework.groups.get(key="pupils")
    assert figures_of([hoa_sen.pk], framework, group, TODAY) == {hoa_sen.pk: Figure(90, 400)}


def test_a_merged_school_brings_its_numbers_until_the_heir_says_one(
    so, suoi_may, hoa_sen, framework, an
):
    other = make_unit("Trường THCS Ban Mai", admin=suoi_may, prof=so, level=Unit.Level.LOWER)
    for unit, learners in ((hoa_sen, 400), (other, 200)):
        headcount(unit, learners)
        count(unit, an, framework, learners // 4, learners, key="elderly", ago=5)
    before = board(so, framework, "elderly").total
    reorganise(Order("Sáp nhập", TODAY, (Merge((other.pk,), hoa_sen.pk),)), by=None)

    merged = board(so, framework, "elderly").total
    hoa_sen.refresh_from_db()
    count(hoa_sen, an, framework, 160, 610, key="elderly", ago=0)

    assert (before, merged) == (Figure(150, 600), Figure(150, 600))
    assert board(so, framework, "elderly").total == Figure(160, 610)


def test_the_learners_of_a_merged_school_are_the_heirs_until_it_declares(
    so, suoi_may, hoa_sen, framework, an
):  # S4-28
    other = make_unit("Trường THCS Ban Mai", admin=suoi_may, prof=so, level=Unit.Level.LOWER)
    for unit, done, learners in ((hoa_sen, 200, 500), (other, 100, 300)):
        headcount(unit, learners, staff=20)
        count(unit, an, framework, done, ago=5)
    reorganise(Order("Sáp nhập", TODAY, (Merge((other.pk,), hoa_sen.pk),)), by=None)
    hoa_sen.refresh_from_db()

    merged = [board(so, framework, key).total for key in ("pupils", "staff")]
    count(hoa_sen, an, framework, 600, ago=0)  # more than its own 500
    Headcount.objects.create(
        unit=hoa_sen, day=TODAY, staff=41, frontline=0, learners=790, counted_staff=41, counted_frontline=0
    )  # fmt: skip

    assert merged == [Figure(300, 800), Figure(0, 40)]
    assert board(so, framework).total == Figure(600, 790)
    assert board(so, framework, "staff").total == Figure(0, 41)


def test_a_school_that_was_split_is_counted_once(so, suoi_may, doi_thong, hoa_sen, framework, an):
    headcount(hoa_sen, 500)
    count(hoa_sen, an, framework, 200, ago=5)
    parts = tuple(
        Found(-number, Node(f"Trường THCS Phần {number}", "school", "lower", admin=where.pk, prof=so.pk))
        for number, where in ((1, suoi_may), (2, doi_thong))
    )  # fmt: skip
    reorganise(Order("Chia", TODAY, (*parts, Split(hoa_sen.pk, (-1, -2), heir=-2))), by=None)

    found = board(so, framework)

    rows = {row.key: row.figure for row in found.rows}
    assert found.total == Figure(200, 500)
    assert (rows[suoi_may.pk], rows[doi_thong.pk]) == (Figure(0, 0), Figure(200, 500))
    assert board(suoi_may, framework).total == Figure(0, 0)


@pytest.mark.parametrize(
    ("key", "done", "whole", "said"),
    [
        ("pupils", 401, None, "lớn hơn tổng số"),
        ("elderly", 30, 20, "lớn hơn tổng số"),
        ("elderly", 30, None, "tổng số người"),
        ("staff", 3, 4, "theo tên"),
        ("women", 3, 4, "không dành cho nhóm “Nhóm ngoài khung”"),
    ],
)
def test_numbers_that_cannot_be_are_refused(hoa_sen, framework, binh, key, done, whole, said):
    headcount(hoa_sen, 400)
    TargetGroup.objects.create(
        owner=framework.owner, key="women", name="Nhóm ngoài khung", counted="declared"
    )

    with pytest.raises(BadInput, match=said):
        count(hoa_sen, binh, framework, done, whole, key)


def test_without_learners_declared_there_is_no_denominator(hoa_sen, framework, binh):
    with pytest.raises(BadInput, match="chưa khai số người học"):
        count(hoa_sen, binh, framework, 3)


def test_a_number_above_its_denominator_is_named_and_not_summed(so, hoa_sen, framework, binh):
    headcount(hoa_sen, 400)
    count(hoa_sen, binh, framework, 390)
    Headcount.objects.update(learners=300)

    found = board(so, framework)

    assert (found.wrong, found.total) == (("Trường THCS Hoa Sen",), Figure(0, 0))


def test_a_school_says_no_number_of_another(hoa_sen, framework, chi, khanh):
    for user in (chi, khanh):
        with pytest.raises(NotAllowed):
            count(hoa_sen, user, framework, 3, 4, "elderly")


def test_the_board_costs_the_same_for_one_school_and_three(
    so, suoi_may, hoa_sen, framework, an, django_assert_num_queries
):
    def made(number):
        unit = make_unit(f"Trường {number}", admin=suoi_may, prof=so, level=Unit.Level.PRIMARY)
        headcount(unit, 100)
        count(unit, an, framework, 10)

    with django_assert_num_queries(5):  # group, units, who ended, counts, headcounts
        board(so, framework)
    for number in range(3):
        made(number)
    with django_assert_num_queries(5):
        board(so, framework)


def test_a_file_of_numbers_costs_the_same_for_one_line_and_three(
    suoi_may, so, hoa_sen, framework, an, django_assert_num_queries
):
    elderly = framework.groups.get(key="elderly")
    units = [hoa_sen, *(make_unit(f"Trường {n}", admin=suoi_may, prof=so) for n in (1, 2))]
    count(hoa_sen, an, framework, 1, 20, "elderly")  # grants of An are known from here on
    for day, some in ((0, units[:1]), (1, units)):
        rows = [
            Declared(unit, elderly, framework, TODAY - timedelta(days=day), 3, 10) for unit in some
        ]
        with django_assert_num_queries(
            7
        ):  # groups, numbers, what was owed, history, its values; a savepoint
            declare_counts([*rows, rows[0]], by=an)

    assert LearnerCount.objects.filter(done=3, whole=10).count() == 4


def test_office_of_another_department_reads_nothing_here(so, framework):
    stranger = make_user("Cao Bá Ngoại")
    give(stranger, Role.OFFICE, make_unit("Sở khác", Unit.Kind.DEPARTMENT))

    with pytest.raises(NotAllowed):
        count(so, stranger, framework, 3, 4, "elderly")
