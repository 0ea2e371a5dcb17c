"""Leaders in charge of blocks and their escalations, programmes, guidance papers, money. Issue 3."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.documents.models import OfficialDocument
from phongtrao.documents.services import DocumentData, register_document
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.lib.sheets import open_workbook
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Grant, Line
from phongtrao.plans.access import arranging as access
from phongtrao.plans.models import BudgetLine, Plan
from phongtrao.plans.pages.inside import BudgetSum
from phongtrao.plans.queries.waiting_inside import waiting_inside
from phongtrao.plans.services import arranging, budget
from phongtrao.plans.services.arranging import Links
from phongtrao.plans.services.budget import Money
from phongtrao.plans.services.escalation import send_escalations
from tests.factories import LONG_AGO, give, make_movement, make_user
from tests.plans.test_unit_work_pages import get, post, words
from tests.plans.work import TODAY, make_assignment, make_plan, make_task

FIRST, SECOND = "I. Tuyên truyền", "II. Tập huấn"
DAY = timedelta(days=1)


@pytest.fixture
def plan(so):
    return make_plan(so)


@pytest.fixture
def tasks(plan):
    return [make_task(plan, section=section) for section in (FIRST, FIRST, SECOND)]


@pytest.fixture
def deputy(so):
    user = make_user("Tạ Minh Phó", "pho")
    give(user, Role.LEADER, so, Line.PROF)
    return user


def money(**more):
    fields = {
        "source": "Chi thường xuyên",
        "payer": "Trường THCS Hoa Sen",
        "planned": Decimal(5_000_000),
    }
    return Money(**fields | more)


def holders(plan):
    return [task.in_charge for task in plan.tasks.order_by("position")]


# ------------------------------------------------------------------ in charge


def test_whole_section_is_put_in_charge_at_once(plan, tasks, an, deputy):  # S2-21, S4-20
    changed = arranging.arrange_plan(plan, "", {FIRST: deputy}, by=an)

    assert (changed, holders(plan)) == (2, [deputy, deputy, None])
    assert [notice.to for notice in Notice.objects.all()] == [deputy]


def test_nothing_is_said_when_nothing_changes(plan, tasks, an, deputy):
    arranging.arrange_plan(plan, "", {FIRST: deputy}, by=an)

    assert arranging.arrange_plan(plan, "", {FIRST: deputy}, by=an) == 0
    assert Notice.objects.count() == 1


def test_who_leads_nothing_today_is_not_put_in_charge(plan, tasks, an, deputy, binh):
    Grant.objects.filter(user=deputy).update(days=DateRange(LONG_AGO, timezone.localdate()))

    for user in (deputy, binh):
        with pytest.raises(BadInput, match="không giữ vai trò lãnh đạo"):
            arranging.arrange_plan(plan, "", {FIRST: user}, by=an)


@pytest.mark.parametrize("who", ["dung", "binh", "khanh"])
def test_only_the_office_arranges(request, plan, tasks, who):
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        arranging.arrange_plan(plan, "", {FIRST: None}, by=request.getfixturevalue(who))


def test_block_is_seen_by_who_is_in_charge(client, plan, tasks, an, dung, deputy, hoa_sen):  # S2-21
    make_assignment(tasks[0], hoa_sen, status="accepted", due_on=timezone.localdate() - DAY)
    arranging.arrange_plan(plan, "", {FIRST: deputy}, by=an)

    page = words(get(client, deputy, "my_block", tinh_trang="qua-han"))

    assert [list(access.block_of(user)) for user in (deputy, dung)] == [tasks[:2], []]
    assert page.count("Tổ chức hội thi sáng tạo") == 1


def test_block_is_gone_when_the_role_has_ended(plan, tasks, an, deputy):
    arranging.arrange_plan(plan, "", {FIRST: deputy}, by=an)
    Grant.objects.filter(user=deputy).update(days=DateRange(LONG_AGO, timezone.localdate()))

    assert list(access.block_of(type(deputy).objects.get(pk=deputy.pk))) == []


def test_late_work_is_escalated_once_a_stage(plan, tasks, deputy, hoa_sen, binh_minh):
    plan.tasks.update(in_charge=deputy)
    for unit in (hoa_sen, binh_minh):
        make_assignment(tasks[0], unit, status="accepted", due_on=TODAY - DAY)
    make_assignment(tasks[1], hoa_sen, status="accepted", due_on=TODAY)

    for day in (TODAY, TODAY, TODAY + 2 * DAY, TODAY + 6 * DAY):
        send_escalations(day)

    told = list(Notice.objects.filter(to=deputy).order_by("pk").values_list("text", flat=True))
    assert len(told) == 3  # 09/03 after one and seven days; 10/03 after one
    assert told[0].startswith("Khối bạn phụ trách: 2 việc của 2 đơn vị quá hạn")


def test_nothing_is_escalated_to_who_leads_no_more(plan, tasks, deputy, hoa_sen):
    plan.tasks.update(in_charge=deputy)
    make_assignment(tasks[0], hoa_sen, status="accepted", due_on=TODAY - DAY)
    Grant.objects.filter(user=deputy).update(days=DateRange(LONG_AGO, timezone.localdate()))

    assert send_escalations(TODAY) == 0


def test_late_block_waits_at_home(plan, tasks, deputy, hoa_sen):
    plan.tasks.update(in_charge=deputy)
    make_assignment(tasks[0], hoa_sen, status="accepted", due_on=TODAY - DAY)

    (row,) = waiting_inside(deputy, TODAY)

    assert (row.what, row.for_whom, row.due, row.is_late) == (
        "Khối tôi phụ trách: 1 việc quá hạn, Kế hoạch đổi mới sáng tạo",
        "1 đơn vị",
        TODAY - DAY,
        True,
    )


def test_form_puts_sections_in_charge_and_keeps_mixed_ones(client, plan, tasks, an, dung, deputy):
    tasks[0].in_charge = dung
    tasks[0].save()
    page = words(get(client, an, "arrange_plan", plan.pk))

    data = {"programme": "Đề án 06", "muc_0": "giu", "muc_1": deputy.pk}
    post(client, an, "arrange_plan", plan.pk, **data)

    plan.refresh_from_db()
    assert "Giữ như đang giao" in page
    assert (plan.programme, holders(plan)) == ("Đề án 06", [dung, None, deputy])


def test_one_task_has_its_own_leader_and_programme(client, plan, tasks, an, deputy):  # S1-33, S4-14
    data = {"programme": "Chương trình chuyển đổi số giáo dục", "in_charge": deputy.pk}
    post(client, an, "arrange_task", tasks[0].pk, **data)

    shown = words(get(client, deputy, "task", tasks[0].pk))
    assert "Chương trình chuyển đổi số giáo dục" in shown
    assert "Tạ Minh Phó" in shown


def test_programme_of_the_plan_is_on_its_page(client, plan, tasks, an):  # S1-33
    arranging.arrange_plan(plan, "Đề án 06", {}, by=an)

    assert "Đề án 06" in words(get(client, an, "plan", plan.pk))


def test_a_task_names_its_item_of_the_rooms_work_programme(client, plan, tasks, an):  # S1-80
    item = "Chương trình công tác năm 2026 của Phòng GDTX, mục II.3"
    form = words(get(client, an, "arrange_task", tasks[0].pk))
    post(client, an, "arrange_task", tasks[0].pk, programme=item)

    assert "chương trình công tác năm của phòng" in form
    assert item in words(get(client, an, "task", tasks[0].pk))


# ------------------------------------------------------------------ where a task leads to


def test_a_task_by_a_plan_of_its_own_names_that_plan(client, so, plan, tasks, an, binh):  # S4-39
    own = make_plan(so, "Kế hoạch tổ chức hội thi năm 2026")
    page = words(get(client, an, "arrange_task", tasks[0].pk))
    post(client, an, "arrange_task", tasks[0].pk, programme="", by_plan=own.pk)

    assert "Kế hoạch tổ chức hội thi năm 2026" in page
    response = get(client, an, "task", tasks[0].pk)
    assert "Theo kế hoạch riêng" in words(response)
    assert f'href="{reverse("plans:plan", args=[own.pk])}"' in response.content.decode()


def test_a_task_whose_result_is_a_movement_leads_to_it(client, so, plan, tasks, an):  # S4-40
    made = make_movement(so, "Thi đua dạy tốt")
    post(client, an, "arrange_task", tasks[0].pk, programme="", makes=made.pk)

    response = get(client, an, "task", tasks[0].pk)
    assert "Kết quả là phong trào" in words(response)
    assert f'href="{reverse("plans:movement", args=[made.pk])}"' in response.content.decode()


def test_what_a_reader_may_not_see_is_not_named(client, so, plan, tasks, an, binh):
    draft = make_plan(so, "Bản thảo chưa ban hành", status=Plan.Status.DRAFT)
    arranging.arrange_task(tasks[0], "", None, Links(by_plan=draft), by=an)

    assert "Bản thảo chưa ban hành" in words(get(client, an, "task", tasks[0].pk))
    shown = get(client, binh, "task", tasks[0].pk)
    assert "Bản thảo chưa ban hành" not in shown.content.decode()


def test_history_names_a_draft_to_those_who_read_drafts_only(client, so, tasks, an, binh, hoa_sen):
    draft = make_plan(so, "Bản thảo chưa ban hành", status=Plan.Status.DRAFT)
    make_assignment(tasks[0], hoa_sen)
    arranging.arrange_task(tasks[0], "Đề án 06", None, Links(by_plan=draft), by=an)

    told = {}
    for user in (an, binh):
        client.force_login(user)
        page = client.get(f"/nhat-ky/plans.task/{tasks[0].pk}/").content.decode()
        told[user] = ("Đề án 06" in page, "Bản thảo chưa ban hành" in page)

    assert told == {an: (True, True), binh: (True, False)}


def test_only_another_plan_of_the_same_unit(plan, tasks, an, suoi_may):
    with pytest.raises(BadInput, match="một kế hoạch khác"):
        arranging.arrange_task(tasks[0], "", None, Links(by_plan=plan), by=an)
    with pytest.raises(BadInput, match="không phải của đơn vị ban hành"):
        arranging.arrange_task(tasks[0], "", None, Links(by_plan=make_plan(suoi_may)), by=an)


# ------------------------------------------------------------------ guidance


@pytest.fixture
def paper(so, an):
    data = DocumentData("CV", "Hướng dẫn chi hội thi", number="12/SGDĐT-KHTC", issuer=so)
    return register_document(data, by=an)


def test_guidance_stands_on_the_task_and_at_the_unit(
    client, tasks, an, binh, hoa_sen, paper
):  # S2-26
    work = make_assignment(tasks[0], hoa_sen, status="accepted")

    post(client, an, "guidance_new", tasks[0].pk, document="12/SGDĐT-KHTC")

    assert "12/SGDĐT-KHTC" in words(get(client, an, "task", tasks[0].pk))
    assert "12/SGDĐT-KHTC" in words(get(client, binh, "assignment", work.pk))


def test_guidance_is_not_added_twice_and_is_dropped(client, tasks, an, paper):
    arranging.add_guidance(tasks[0], paper, by=an)
    with pytest.raises(BadInput, match="đã có trong hướng dẫn"):
        arranging.add_guidance(tasks[0], paper, by=an)

    post(client, an, "guidance_drop", tasks[0].pk, **{"van-ban": paper.pk})

    assert list(tasks[0].guidance.all()) == []


def test_draft_paper_is_not_shown_as_guidance(client, tasks, an, binh, hoa_sen, paper):
    work = make_assignment(tasks[0], hoa_sen, status="accepted")
    arranging.add_guidance(tasks[0], paper, by=an)
    OfficialDocument.objects.filter(pk=paper.pk).update(status="draft")

    assert "12/SGDĐT-KHTC" not in words(get(client, binh, "assignment", work.pk))


# ------------------------------------------------------------------ money


def test_budget_line_finds_the_paying_unit(tasks, an, hoa_sen):  # S4-18
    line = budget.add_budget_line(tasks[0], money(), by=an)

    assert (line.payer_unit, line.planned, line.spent) == (hoa_sen, 5_000_000, 0)


def test_what_is_spent_has_its_day(tasks, an):
    for wrong in ({"spent": Decimal(1)}, {"paid_on": timezone.localdate()}):
        with pytest.raises(BadInput, match="phải có ngày chi"):
            budget.add_budget_line(tasks[0], money(**wrong), by=an)
    day = timezone.localdate() + DAY
    with pytest.raises(BadInput, match="chưa tới"):
        budget.add_budget_line(tasks[0], money(spent=Decimal(1), paid_on=day), by=an)

    assert not BudgetLine.objects.exists()


def test_spent_line_is_not_dropped(tasks, an):
    paid = money(spent=Decimal(10), paid_on=timezone.localdate())
    line = budget.add_budget_line(tasks[0], paid, by=an)

    with pytest.raises(BadInput, match="đã chi nên không bỏ được"):
        budget.drop_budget_line(line, by=an)
    budget.edit_budget_line(line, money(), by=an)
    budget.drop_budget_line(line, by=an)

    assert not BudgetLine.objects.exists()


def test_budget_is_for_who_oversees_and_who_pays(tasks, an, dung, khanh, binh, lan, giang, chi):
    line = budget.add_budget_line(tasks[0], money(), by=an)

    seen = {str(user): list(access.visible_budget(user)) for user in (an, dung, khanh, binh, lan)}
    unseen = [list(access.visible_budget(user)) for user in (giang, chi)]

    assert list(seen.values()) == [[line]] * 5
    assert unseen == [[], []]


def test_plan_sums_its_money_on_page_and_in_the_workbook(
    client, plan, tasks, an, binh, chi
):  # S2-25
    paid = money(planned=Decimal(2_000_000), spent=Decimal(1_500_000), paid_on=timezone.localdate())
    budget.add_budget_line(tasks[0], money(payer="Sở chi"), by=an)
    budget.add_budget_line(tasks[2], paid, by=an)

    page = words(get(client, an, "plan_budget", plan.pk))
    sheet = get(client, an, "plan_budget", plan.pk, xuat="xlsx")

    assert BudgetSum.of(plan, an) == BudgetSum("7.000.000", "1.500.000")
    assert BudgetSum.of(plan, binh) == BudgetSum("2.000.000", "1.500.000")
    assert BudgetSum.of(plan, chi) is None
    assert "7.000.000" in page
    rows = list(open_workbook(sheet.content, "kinh-phi.xlsx").rows())
    assert any(5_000_000 in row for row in rows)


def test_budget_is_typed_as_an_office_writes_it(client, tasks, an):
    data = {"source": "Xã hội hóa", "payer": "Hội khuyến học", "planned": "12.500.000"}
    post(client, an, "budget_new", tasks[0].pk, **data)
    line = BudgetLine.objects.get()
    spent = data | {"spent": "1.000.000", "paid_on": "01/10/2026"}
    page = words(post(client, an, "budget_edit", line.pk, **spent))

    assert "Dự toán 12.500.000 đồng, đã chi 1.000.000 đồng." in page


def test_closed_plan_is_arranged_no_more(plan, tasks, an):
    Plan.objects.update(status=Plan.Status.CLOSED)
    plan.refresh_from_db()

    with pytest.raises(NotAllowed, match="đã kết thúc"):
        arranging.arrange_plan(plan, "Đề án 06", {}, by=an)


def test_task_page_of_a_school_shows_no_money_of_others(client, tasks, an, chi, binh_minh):
    make_assignment(tasks[0], binh_minh, status="accepted")
    budget.add_budget_line(tasks[0], money(source="Nguồn kín"), by=an)

    page = client.force_login(chi) or client.get(reverse("plans:task", args=[tasks[0].pk]))

    assert (page.status_code, "Nguồn kín" in words(page)) == (200, False)
