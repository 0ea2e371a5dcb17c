"""A plan below follows the changed plan above, or is left as it is. S0-53, S4-01."""

import pytest
from django.urls import reverse

from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.plans.models import Plan, Task
from phongtrao.plans.queries.changes_above import changes_above
from phongtrao.plans.services.carrying import carry_over, leave_changes
from phongtrao.plans.services.plans import publish_plan
from tests.plans.amended import amend_wholly, copy_of, make_running
from tests.plans.work import make_plan, make_task, text_of


@pytest.fixture
def running(so, hoa_sen):
    return make_running(so, hoa_sen)


@pytest.fixture
def below(running, suoi_may):
    """The commune's plan: training as above but with its own day, the visit in its own words."""
    plan = make_plan(suoi_may, "Kế hoạch của xã", parent=running.plan)
    date = {"timing": Task.Timing.DATE}
    make_task(
        plan, running.train.text, derived_from=running.train, timing_value="2030-06-10", **date
    )
    make_task(plan, "Xã tổ chức tham quan", derived_from=running.visit)
    make_task(plan, running.report.text, derived_from=running.report)
    return plan


@pytest.fixture
def changed(running, below, an):
    amendment = amend_wholly(running, an)
    copy_of(amendment, running.visit).delete()
    said = {"text": "Tập huấn giáo viên về trí tuệ nhân tạo", "timing_value": "2030-07-15"}
    Task.objects.filter(pk=copy_of(amendment, running.train).pk).update(**said)
    publish_plan(amendment, by=an)


def test_only_tasks_made_of_changed_ones_are_told(below, changed):
    told = {row.task.text: row.change.kind for row in changes_above(below)}

    assert told == {
        "Tập huấn giáo viên về sáng kiến số": "changed",
        "Xã tổ chức tham quan": "dropped",
    }


def test_a_plan_in_force_gets_an_amendment_of_its_own(below, changed, lam):
    draft = carry_over(below, by=lam)

    assert (draft.amends, draft.status) == (below, Plan.Status.DRAFT)
    rows = list(draft.tasks.order_by("position").values_list("text", "timing_value"))
    # The words follow, the day the commune had set itself stays.
    assert rows[0] == ("Tập huấn giáo viên về trí tuệ nhân tạo", "2030-06-10")
    assert [text for text, _day in rows[1:]] == ["Báo cáo kết quả thực hiện phong trào"]
    assert below.tasks.standing().count() == 3  # until the amendment is issued
    assert changes_above(below) == []


def test_a_draft_is_edited_itself(below, changed, lam):
    Plan.objects.filter(pk=below.pk).update(status=Plan.Status.DRAFT)
    below.refresh_from_db()

    assert carry_over(below, by=lam) == below
    assert [task.text for task in below.tasks.order_by("position")] == [
        "Tập huấn giáo viên về trí tuệ nhân tạo",
        "Báo cáo kết quả thực hiện phong trào",
    ]


def test_it_may_be_left_as_it_is(below, changed, lam):
    assert leave_changes(below, by=lam) == 2
    with pytest.raises(BadInput, match="Không còn thay đổi"):
        carry_over(below, by=lam)
    assert changes_above(below) == []
    assert not below.amendments.exists()


def test_only_who_writes_the_plan_takes_over(below, changed, binh):
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        carry_over(below, by=binh)


def test_the_page_shows_the_difference_and_carries_it_over(client, below, changed, lam):
    client.force_login(lam)
    page = text_of(client.get(reverse("plans:plan", args=[below.pk])))
    assert "2 thay đổi chạm tới nhiệm vụ ở đây" in page

    address = reverse("plans:plan_above", args=[below.pk])
    assert "<del>Tham quan mô hình trường học thông minh</del>" in text_of(client.get(address))

    page = text_of(client.post(address, follow=True))
    assert "Đã lập bản sửa đổi theo kế hoạch cấp trên" in page


def test_a_plan_below_made_of_the_new_words_is_not_marked(running, changed, doi_thong):
    running.train.refresh_from_db()
    later = make_plan(doi_thong, "Kế hoạch của phường", parent=running.plan)
    make_task(
        later,
        running.train.text,
        derived_from=running.train,
        timing="date",
        timing_value=running.train.timing_value,
    )

    assert changes_above(later) == []
