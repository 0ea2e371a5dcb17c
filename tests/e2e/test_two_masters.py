"""A task from the Sở to a teacher and back through two masters, as four people do it. Issue 3.

The Sở gives a task to a school; the commune makes it its own and gives it to the same school; the
focal person hands it to a teacher, who reports on a telephone; one submission goes to both, the
commune returns it and the Sở accepts it.
"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from phongtrao.accounts.models import Role
from phongtrao.demo.load import load_province
from phongtrao.plans.models import Assignment, Plan, ProgressReport
from phongtrao.plans.services.cascade import Issue, issue_tasks
from phongtrao.plans.services.plans import draft_plan, publish_plan
from phongtrao.plans.services.tasks import TaskDraft, add_task
from phongtrao.plans.timings import read_when
from tests.browser import PHONE
from tests.e2e.test_main_job import enter, fits, go, press
from tests.factories import LONG_AGO, give, make_movement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TASK = "Mở lớp học sáng tạo số"
NOTE = "Dạy thử hai tiết ở khối 6."
DONE = "Đã dạy thử ở lớp 6A và 6B, có giáo án kèm theo."
REASON = "Xã cần thêm số học sinh tham gia."


def test_task_goes_to_a_teacher_and_back_through_two_masters(new_context, live_server):
    province = load_province("school", seed=1)
    school = province.places["lower"]
    give_twice(province, school)
    focal = enter(new_context(), live_server, "daumoi")
    teacher = enter(new_context(), live_server, "giaovien", size=PHONE)
    office = enter(new_context(), live_server, "vanphong")
    commune = enter(new_context(), live_server, "xa")

    accept_both(focal, school.pk)
    hand_over(focal)
    report_part(teacher)
    take_over_and_submit(focal)
    send_back(commune)
    accept(office)

    statuses = ProgressReport.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["accepted", "returned"]


def give_twice(province, school) -> None:
    """The Sở's task and the commune's made of it, both at the school."""
    office, commune = province.people["vanphong"], province.places["commune"]
    give(province.people["xa"], Role.OFFICE, commune)
    day = timezone.localdate() + timedelta(days=20)
    when = read_when(f"Chậm nhất ngày {day:%d/%m/%Y}", ())
    above = None
    for owner, by in ((province.department, office), (commune, province.people["xa"])):
        served = [make_movement(owner, f"Phong trào của {owner}")]
        plan = Plan(title=f"Kế hoạch của {owner}", owner=owner, line="admin", starts_on=LONG_AGO)
        draft_plan(plan, served, by=by)
        draft = TaskDraft(TASK, when=when, leads=("Các trường",), derived_from=above)
        above = add_task(plan, draft, by=by)
        publish_plan(plan, by=by)
        issue_tasks(Issue(plan, [above], [school.pk]), by=by)


def accept_both(focal: Page, school: int) -> None:
    """One entry stands for both; accepting it accepts from both."""
    go(focal, f"/don-vi/{school}/viec/")
    row = focal.locator("tbody tr", has_text=TASK)
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Sở")
    expect(row).to_contain_text("Xã")
    row.locator("input[type=checkbox]").check()
    press(focal, "Tiếp nhận")
    expect(focal.get_by_text("Đã tiếp nhận 1 nhiệm vụ.")).to_be_visible()
    assert set(Assignment.objects.values_list("status", flat=True)) == {"accepted"}


def hand_over(focal: Page) -> None:
    focal.get_by_role("link", name=TASK).first.click()
    press(focal, "Giao cho người trong đơn vị")
    focal.get_by_label("Người nhận").select_option(label="Vũ Thị Giang")
    day = timezone.localdate() + timedelta(days=10)
    focal.get_by_label("Hạn trong đơn vị").fill(f"{day:%d/%m/%Y}")
    focal.get_by_label("Phần việc, lời dặn").fill(NOTE)
    press(focal, "Giao việc", exact=True)
    expect(focal.get_by_text("Đã giao cho Vũ Thị Giang.")).to_be_visible()


def report_part(teacher: Page) -> None:
    go(teacher, "/")
    expect(teacher.get_by_text(f"Việc được giao: {NOTE}")).to_be_visible()
    press(teacher, "Báo cáo phần việc")
    fits(teacher)
    teacher.get_by_label("Tiến độ (%)").fill("100")
    teacher.get_by_label("Việc đã làm").fill(DONE)
    press(teacher, "Gửi báo cáo")
    expect(teacher.get_by_text("Đã gửi báo cáo cho người giao việc.")).to_be_visible()
    fits(teacher)


def take_over_and_submit(focal: Page) -> None:
    go(focal, "/")
    press(focal, "Xem và nhận")
    press(focal, "Đưa vào báo cáo của đơn vị")
    expect(focal.get_by_label("Việc đã làm")).to_have_value(f"– Vũ Thị Giang: {DONE}")
    expect(focal.get_by_label(re.compile("^Nộp cho cả hai"))).to_be_checked()
    press(focal, "Nộp báo cáo")
    expect(focal.get_by_text("Đã nộp báo cáo tiến độ cho Sở")).to_be_visible()


def send_back(commune: Page) -> None:
    open_report(commune)
    commune.get_by_label("Lý do trả lại").fill(REASON)
    press(commune, "Trả lại")
    expect(commune.get_by_text("Đã trả lại báo cáo")).to_be_visible()


def accept(office: Page) -> None:
    open_report(office)
    expect(office.get_by_text("Nộp cùng lúc cho")).to_be_visible()
    press(office, "Duyệt", exact=False)
    expect(office.get_by_text("Đã duyệt báo cáo")).to_be_visible()


def open_report(judge: Page) -> None:
    go(judge, "/bao-cao-tien-do/cho-duyet/")
    judge.locator("tbody a").first.click()
    expect(judge.get_by_text(DONE)).to_be_visible()
