"""A unit splits a task into parts with persons and days; its page shows how far they are. S2-10"""

from datetime import timedelta

import pytest
from django.utils import timezone

from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.notifications.models import Notice
from phongtrao.plans.models import HandOver
from phongtrao.plans.pages.handovers import PartsInside
from phongtrao.plans.services import handovers as services
from phongtrao.plans.services.assignments import LocalTask, add_local_task
from phongtrao.plans.services.handovers import Handing
from phongtrao.plans.services.splitting import split_work
from tests.plans.handed import DAY, fresh, reported
from tests.plans.test_unit_work_pages import get, post, words
from tests.plans.work import make_work


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def own(so, hoa_sen, binh, today):
    """A task the school added itself to a plan it works on."""
    work = make_work(so, hoa_sen, due_on=today + 9 * DAY)
    local = LocalTask("Mở câu lạc bộ sáng tạo", "Học sinh cần.", due_on=today + 20 * DAY)
    return add_local_task(hoa_sen, work.task.plan, local, by=binh)


@pytest.fixture
def parts(giang, lan, today):
    return [
        Handing(today + 5 * DAY, giang, note="Lập danh sách học sinh"),
        Handing(today + 9 * DAY, lan, note="Mượn phòng"),
        Handing(today + 15 * DAY, giang, note="Buổi đầu tiên"),
    ]


def test_own_task_is_split_and_shows_how_far_its_parts_are(own, parts, binh, giang):
    made = split_work(own, parts, by=binh)
    services.take_over(reported(fresh(made[0]), giang, 100), by=binh)
    reported(fresh(made[2]), giang, 50)

    inside = PartsInside.build(own, binh)

    assert [(p.user, p.note, p.due_on) for p in made] == [(p.user, p.note, p.due_on) for p in parts]
    assert inside.sentence() == (
        "1 trên 3 phần đã nhận kết quả; 1 phần chờ nhận, 0 phần quá hạn. Bình quân 50%."
    )
    assert Notice.objects.filter(to=giang, key__contains=":given").count() == 2


def test_all_parts_or_none(own, parts, binh, chi, today):
    stranger = Handing(today + DAY, chi, note="Của trường khác")

    with pytest.raises(BadInput, match="Phần 4: Ngô Kim Chi không thuộc"):
        split_work(own, [*parts, stranger], by=binh)

    assert HandOver.objects.count() == 0


@pytest.mark.parametrize("count", [0, 1])
def test_one_part_is_no_split(own, parts, binh, count):
    with pytest.raises(BadInput, match="hai đến"):
        split_work(own, parts[:count], by=binh)


def test_only_who_acts_for_the_unit_splits(own, parts, giang, chi, an):
    for who in (giang, chi, an):
        with pytest.raises(NotAllowed):
            split_work(own, parts, by=who)

    assert HandOver.objects.count() == 0


def test_head_splits_on_screen(client, own, binh, giang, lan, today):
    day = f"{today + timedelta(days=3):%d/%m/%Y}"
    first = {"viec1": "Danh sách", "nhan1": f"nguoi{giang.pk}", "han1": day}
    second = {"viec3": "Mượn phòng", "nhan3": f"nguoi{lan.pk}", "han3": day}

    assert "Chia thành các phần việc" in words(get(client, binh, "assignment", own.pk))
    answer = words(post(client, binh, "split_work", own.pk, **first, **second))

    assert "Đã giao 2 phần việc." in answer
    assert "0 trên 2 phần đã nhận kết quả" in answer


def test_a_row_that_is_begun_must_be_whole(client, own, binh, giang, today):
    day = f"{today + timedelta(days=3):%d/%m/%Y}"
    first = {"viec1": "Danh sách", "nhan1": f"nguoi{giang.pk}", "han1": day}

    for half in ({"viec2": "Mượn phòng"}, {"nhan2": f"nguoi{giang.pk}"}):
        answer = words(post(client, binh, "split_work", own.pk, **first, **half))
        assert "Phần đã ghi thì phải đủ việc, người nhận và hạn." in answer
    alone = words(post(client, binh, "split_work", own.pk, **first))

    assert "Hãy ghi ít nhất hai phần." in alone
    assert HandOver.objects.count() == 0
