"""How many work and learn: counted from posts, or declared with a reason when it differs."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.models import Headcount
from phongtrao.orgs.queries import Counted, count_posts, shares
from phongtrao.orgs.services import Numbers, Order, declare_headcounts, reorganise
from tests.orgs.people_work import place

DAY = date(2025, 9, 5)
MERGED = date(2025, 7, 1)


def test_full_posts_count_people_and_second_ones_nobody(hoa_sen, binh_minh):
    here = place(hoa_sen).person
    place(hoa_sen, is_frontline=False)
    place(hoa_sen, since=DAY + timedelta(1))
    place(binh_minh, here, is_full=False)

    assert count_posts([hoa_sen.pk, binh_minh.pk], DAY) == {
        hoa_sen.pk: Counted(2, 1),
        binh_minh.pk: Counted(0, 0),
    }


def test_numbers_that_differ_need_a_reason_and_keep_what_was_counted(hoa_sen, binh):
    place(hoa_sen)

    with pytest.raises(BadInput, match="vị trí công tác cho 1 người, 1 trực tiếp"):
        declare_headcounts(DAY, [Numbers(hoa_sen, 2, 2, 500)], by=binh)
    said = [Numbers(hoa_sen, 2, 2, 500, "Một giáo viên hợp đồng chưa nhập")]
    row = declare_headcounts(DAY, said, by=binh)[0]

    assert (row.staff, row.frontline, row.learners) == (2, 2, 500)
    assert (row.counted_staff, row.counted_frontline, row.declared_by) == (1, 1, binh)


def test_a_day_declared_again_is_corrected(hoa_sen, binh):
    place(hoa_sen)
    declare_headcounts(DAY, [Numbers(hoa_sen, 1, 1, 500)], by=binh)

    declare_headcounts(DAY, [Numbers(hoa_sen, 1, 1, 510)], by=binh)

    assert list(Headcount.objects.values_list("day", "learners")) == [(DAY, 510)]


@pytest.mark.parametrize(
    ("day", "numbers", "said"),
    [
        (timezone.localdate() + timedelta(1), (1, 1), "tương lai"),
        (DAY, (1, 2), "không thể lớn hơn"),
        (DAY, (-1, -1), "bằng với 0"),
    ],
)
def test_impossible_numbers_are_refused_with_their_unit(hoa_sen, binh, day, numbers, said):
    with pytest.raises(BadInput, match=said):
        declare_headcounts(day, [Numbers(hoa_sen, *numbers, reason="Khác")], by=binh)
    assert not Headcount.objects.exists()


@pytest.mark.parametrize("who", ["giang", "chi", "khanh", "lam"])
def test_only_the_unit_and_those_who_follow_it_declare(request, hoa_sen, who):
    with pytest.raises(NotAllowed):
        declare_headcounts(DAY, [Numbers(hoa_sen, 0, 0)], by=request.getfixturevalue(who))


def test_many_units_are_declared_in_as_many_queries_as_one(
    hoa_sen, binh_minh, thpt, hoa, django_assert_max_num_queries
):
    numbers = [Numbers(unit, 0, 0, 100) for unit in (hoa_sen, binh_minh, thpt)]
    declare_headcounts(DAY - timedelta(1), numbers[:1], by=hoa)

    with django_assert_max_num_queries(10):
        declare_headcounts(DAY, numbers, by=hoa)

    assert Headcount.objects.filter(day=DAY).count() == 3


def test_totals_before_and_after_a_merger_are_equal(hoa_sen, binh_minh):  # S3-29
    for unit, count in ((hoa_sen, 3), (binh_minh, 2)):
        for _number in range(count):
            place(unit)
    reorganise(Order("Sáp nhập", MERGED, (Merge((hoa_sen.pk,), binh_minh.pk),)), by=None)

    eve, day = shares(binh_minh, MERGED - timedelta(1)), shares(binh_minh, MERGED)

    assert {(share.unit, share.staff) for share in eve} == {(hoa_sen, 3), (binh_minh, 2)}
    assert [(share.unit, share.staff) for share in day] == [(binh_minh, 5)]
