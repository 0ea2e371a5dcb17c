"""The tab “Soát lỗi văn bản”: its list, one defect, what is done with it, and for whom it exists."""

import html
from datetime import date

import pytest
from django.urls import reverse

from phongtrao.plans.models import Plan
from phongtrao.plans.services.plan_papers import PlanWording, print_plan
from phongtrao.plans.services.plans import draft_plan
from phongtrao.plans.services.tasks import TaskDraft, add_task
from tests.factories import make_movement
from tests.plans.intake_work import PLAN, read_in
from tests.plans.test_defects import REASON, SPOILED


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def intake(so, an):
    return read_in(so, an, SPOILED)


@pytest.fixture
def plan(so, an):
    plan = Plan(title="Thi đua đổi mới năm 2026", owner=so, starts_on=date(2026, 1, 1))
    draft_plan(plan, [make_movement(so)], by=an)
    add_task(plan, TaskDraft("Mở hội thi", section="I. Thi đua", leads=("Văn phòng Sở",)), by=an)
    print_plan(plan, PlanWording("Thực hiện theo Phụ lục III."), by=an)
    return plan


def page_of(client, url: str) -> str:
    return client.get(url).content.decode()


def list_of(intake) -> str:
    return reverse("plans:intake_defects", args=[intake.pk])


def test_review_has_a_tab_with_the_number_of_open_defects(client, intake, an):
    client.force_login(an)

    review = page_of(client, reverse("plans:intake", args=[intake.pk]))

    assert list_of(intake) in review
    assert 'Soát lỗi văn bản <span class="count">2</span>' in review


def test_list_says_what_is_wrong_and_how_to_mend_it(client, intake, an):
    client.force_login(an)

    page = page_of(client, list_of(intake))

    assert "2 điểm chờ sửa hoặc bỏ qua có lý do." in page
    assert "Không có ngày “31/02/2026” trên lịch." in page
    assert "Đối chiếu với bản gốc rồi ghi lại ngày đúng." in page


def test_list_costs_the_same_with_one_and_with_many(client, so, an, django_assert_max_num_queries):
    one = read_in(so, an, PLAN.replace("ngày 05/01/2026", "ngày 31/02/2026"))
    many = read_in(so, an, SPOILED.replace("2. Yêu cầu", "4. Yêu cầu"), name="b.txt")
    client.force_login(an)
    client.get(list_of(one))

    counts = []
    for intake in (one, many):
        with django_assert_max_num_queries(40) as captured:
            client.get(list_of(intake))
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_defect_leads_to_its_passage_in_the_review(client, intake, an):
    defect = intake.text_check.defects.first()
    client.force_login(an)

    page = page_of(client, reverse("plans:defect", args=[defect.pk]))

    assert f"doan={defect.first_block}#b{defect.first_block}" in page
    assert "Thực hiện Kế hoạch số 155/KH-UBND ngày 31/02/2026" in page


def test_dismissed_with_a_reason_and_taken_back(client, intake, an):
    defect = intake.text_check.defects.first()
    client.force_login(an)

    refused = client.post(reverse("plans:defect_dismiss", args=[defect.pk]), {"reason": ""})
    done = client.post(reverse("plans:defect_dismiss", args=[defect.pk]), {"reason": REASON})
    page = page_of(client, reverse("plans:defect", args=[defect.pk]))
    client.post(reverse("plans:defect_restore", args=[defect.pk]))

    assert refused.status_code == 200
    assert done.url == list_of(intake)
    assert REASON in page
    assert intake.text_check.defects.filter(dismissed_at=None).count() == 2


def test_filter_by_state(client, intake, an):
    defect = intake.text_check.defects.first()
    client.force_login(an)
    client.post(reverse("plans:defect_dismiss", args=[defect.pk]), {"reason": REASON})

    page = page_of(client, f"{list_of(intake)}?tinh_trang=dismissed")

    assert "31/02/2026" in page
    assert "TỔ CHỨC THỰC HIỆN" not in page


def test_paper_of_a_plan_has_its_defects(client, plan, an):
    client.force_login(an)
    url = reverse("plans:plan_defects", args=[plan.pk])

    panel = page_of(client, reverse("plans:plan", args=[plan.pk]))
    listed = page_of(client, url)
    again = client.post(reverse("plans:plan_check", args=[plan.pk]))

    assert url in panel
    assert "điểm cần xem trước khi trình ký" in panel
    assert "Văn bản dẫn Phụ lục III nhưng không có phụ lục ấy." in listed
    assert again.url == url


def test_a_plan_without_a_paper_is_not_said_to_be_without_fault(client, so, an):
    plan = Plan(title="Chưa lập văn bản", owner=so, starts_on=date(2026, 1, 1))
    draft_plan(plan, [make_movement(so)], by=an)
    client.force_login(an)

    page = page_of(client, reverse("plans:plan_defects", args=[plan.pk]))

    assert "Chưa soát. Lập văn bản trước." in page
    assert "Không thấy lỗi nào" not in page
    assert "Soát lại" not in page


def test_leader_reads_and_decides_nothing(client, intake, dung):
    defect = intake.text_check.defects.first()
    client.force_login(dung)

    page = page_of(client, reverse("plans:defect", args=[defect.pk]))
    client.post(reverse("plans:defect_dismiss", args=[defect.pk]), {"reason": REASON})

    assert "Bỏ qua, giữ lý do" not in page
    assert intake.text_check.defects.filter(dismissed_at=None).count() == 2


@pytest.mark.parametrize("name", ["binh", "giang", "lam", "khanh", "hoa", "chi"])
def test_it_does_not_exist_outside_the_workshop(client, request, intake, plan, name):
    defect, printed = intake.text_check.defects.first(), plan.text_check.defects.first()
    client.force_login(request.getfixturevalue(name))

    gets = [
        list_of(intake),
        reverse("plans:plan_defects", args=[plan.pk]),
        *(reverse("plans:defect", args=[d.pk]) for d in (defect, printed)),
    ]
    posts = [
        reverse("plans:intake_check", args=[intake.pk]),
        reverse("plans:plan_check", args=[plan.pk]),
        reverse("plans:defect_dismiss", args=[defect.pk]),
        reverse("plans:defect_restore", args=[printed.pk]),
    ]

    assert {client.get(url).status_code for url in gets} == {404}
    assert {client.post(url, {"reason": REASON}).status_code for url in posts} == {404}


def test_the_list_quotes_the_words_meant_out_of_a_long_passage(client, intake, an):
    defect = intake.text_check.defects.first()
    defect.passage = f"{'Căn cứ ' * 60}{defect.quote} về việc giao kế hoạch"
    defect.save()
    client.force_login(an)

    page = page_of(client, list_of(intake))

    assert f"… {'Căn cứ ' * 7}{defect.quote}" in html.unescape(page)
