"""A difficulty from a school to an amendment of the plan, in three browsers. Issue 9, S2-31, S0-58

The school raises it about its task on a telephone, the commune whose plan it is passes it up, the Sở's office
answers; the commune makes an amendment of it, which comes into force. The school is told, reads the answer and
its changed task, and every other unit finds the answer among those for all.
"""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from phongtrao.notifications.models import Notice
from phongtrao.plans.models import CommonAnswer, Difficulty, Plan, Task
from tests.browser import PHONE, dress, faults, misfits, sign_in, too_wide
from tests.e2e.test_main_job import press
from tests.plans.amended import copy_of, make_running

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TROUBLE = "Trường có một phòng máy cho 900 học sinh nên không kịp tổ chức hội thi trước 15/9."
ANSWER = "Được lùi hội thi đến hết tháng 10; mượn phòng máy của trường bên cạnh."


def test_from_a_school_to_an_amended_plan(
    new_context, live_server, so, suoi_may, hoa_sen, binh, lam, an, chi
):
    running = make_running(suoi_may, hoa_sen)
    school, commune, office, other = (new_context().new_page() for _ in range(4))
    for page, user in ((school, binh), (commune, lam), (office, an), (other, chi)):
        sign_in(page, live_server, user)
    dress(school, size=PHONE, theme="light")
    raise_it(school, live_server, running.contest.assignments.get())
    found = Difficulty.objects.get()
    at = live_server.url + reverse("plans:difficulty", args=[found.pk])

    pass_it_up(commune, at)
    answer(office, at)
    amend(commune, at, live_server, running)
    publish(office, at)

    read_at_school(school, live_server, at)
    other.goto(f"{live_server.url}/hoi-dap/")
    expect(other.get_by_text("Không đủ phòng máy thì lùi hội thi được không?")).to_be_visible()
    found.refresh_from_db()
    assert (found.status, found.desk, found.amendment.status) == ("closed", so, Plan.Status.MERGED)
    assert CommonAnswer.objects.get().owner == so


def raise_it(page, live_server, work):
    page.goto(live_server.url + reverse("plans:assignment", args=[work.pk]))
    page.goto(live_server.url + reverse("plans:difficulty_new", args=[work.pk]))
    page.locator("[name=text]").fill(TROUBLE)
    page.locator("[name=wish]").fill("Xin lùi hạn hội thi.")
    assert (faults(page), too_wide(page)) == ([], False)
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text("Đã gửi vướng mắc").first).to_be_visible()


def pass_it_up(page, at):
    page.goto(at)
    page.goto(f"{at}chuyen-len/")
    page.locator("[name=note]").fill("Xã không quyết được phòng máy.")
    press(page, "Chuyển lên", exact=True)
    expect(page.get_by_text("Đã chuyển vướng mắc lên cấp trên.")).to_be_visible()
    assert (faults(page), misfits(page)) == ([], [])


def answer(page, at):
    page.goto(at)
    expect(page.get_by_text("Xã không quyết được phòng máy.").first).to_be_visible()
    page.locator("[name=answer]").fill(ANSWER)
    press(page, "Gửi trả lời")
    expect(page.get_by_text("Đã gửi trả lời.")).to_be_visible()


def amend(page, at, live_server, running):
    page.goto(at)
    expect(page.get_by_text(ANSWER).first).to_be_visible()
    page.goto(f"{at}sua-doi/")
    page.locator("[name=amending][value=whole]").check()
    press(page, "Bắt đầu soạn")
    expect(page.get_by_text("Đã mở bản sửa đổi kế hoạch từ vướng mắc này.")).to_be_visible()
    amendment = Plan.objects.get(amends=running.plan)
    late = copy_of(amendment, running.contest)
    Task.objects.filter(pk=late.pk).update(timing_value="2030-10-31")
    page.goto(f"{live_server.url}/ke-hoach/{amendment.pk}/ban-hanh/")
    press(page, "Ban hành", exact=True)
    expect(page.get_by_text("Đã ban hành và áp dụng")).to_be_visible()


def publish(page, at):
    page.goto(f"{at}dang/")
    page.locator("[name=question]").fill("Không đủ phòng máy thì lùi hội thi được không?")
    page.locator("[name=answer]").fill(ANSWER)
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text("Đã đăng thành hỏi – đáp chung:")).to_be_visible()


def read_at_school(page, live_server, at):
    """It is told by itself, reads the answer, sees its changed task and says that it is settled."""
    told = Notice.objects.filter(to__username="binh", key__contains=":amended:").get()
    assert told.text.startswith("Kế hoạch “Kế hoạch phong trào thi đua năm 2030”")
    page.goto(live_server.url + told.url)
    expect(page.get_by_text(ANSWER).first).to_be_visible()
    expect(page.get_by_text("Đã dẫn đến bản sửa đổi kế hoạch:")).to_be_visible()
    page.get_by_role("link", name="Mở việc của đơn vị").click()
    expect(page.get_by_text("31/10/2030").first).to_be_visible()
    page.goto(at)
    press(page, "Đã giải quyết")
    expect(page.get_by_text("Đã ghi là giải quyết xong.")).to_be_visible()
    assert (faults(page), too_wide(page)) == ([], False)
