"""Research on screen: the list, one task with its next step, each deed, what a council reads."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.lib.sheets import open_workbook
from phongtrao.research.access.tasks import visible_tasks
from phongtrao.research.models import ResearchTask, TaskReport
from phongtrao.research.queries.money import money_by_field
from phongtrao.research.services.contracts import Money, set_budget
from phongtrao.research.services.deciding import bring_to_council
from phongtrao.research.services.stages import rules_of
from tests.factories import make_person
from tests.research.made import TODAY, bring_to_acceptance, go_on, join, make_task, run, tick_all
from tests.research.screens import get, page, send

pytestmark = pytest.mark.django_db
S = ResearchTask.Status
DAY = f"{TODAY:%d/%m/%Y}"


def proposal(so, hoa_sen, **more):
    given = {"host": hoa_sen.pk, "owner": so.pk, "code": "ĐT-9", "title": "Dạy học bằng dữ liệu"}
    given |= {"about": "", "level": "base", "orientation": "new", "fields_said": ["ai"]}
    return given | {"proposed_on": DAY, "partners": ""} | more


def test_the_list_says_what_it_is_for_and_takes_a_proposal(so, hoa_sen, lan, binh_minh):
    assert "Chưa có nhiệm vụ KH&amp;CN nào" in page(lan, "tasks")
    refused = send(lan, "task_new", **proposal(so, hoa_sen, partners="Trường không có"))
    assert ResearchTask.objects.count() == 0
    assert "Đơn vị phối hợp" in refused.content.decode()
    send(lan, "task_new", **proposal(so, hoa_sen, partners=binh_minh.name))

    task = ResearchTask.objects.get()
    assert list(task.partners.all()) == [binh_minh]
    assert "Dạy học bằng dữ liệu" in page(lan, "tasks", linh_vuc="cn40")
    assert "Dạy học bằng dữ liệu" not in page(lan, "tasks", cap="nation")


def test_it_is_proposed_to_whom_somebody_manages_it_right_above_first(
    so, hoa_sen, province, lan, an, binh
):
    form = get(lan, "task_new").context["form"]

    offered = set(form.fields["owner"].queryset)
    assert {so, hoa_sen} <= offered  # their office, their head
    assert province not in offered  # nobody there would ever approve it
    assert form.fields["owner"].initial == so


def test_before_approval_the_button_leads_to_what_is_missing(so, hoa_sen, lan, an):
    task = make_task(so, hoa_sen, lan)
    rules = rules_of(task)
    while rules.after(task.stage).state != S.APPROVED:
        go_on(task, an)

    assert "Ghi chủ nhiệm" in page(an, "task", task.pk)
    assert get(an, "member_new", task.pk).context["form"].initial["role"] == "lead"
    join(task, make_person("Khúc Văn Mới"), lan, "lead")
    assert "btn-primary" in page(an, "task", task.pk).split("Ghi kinh phí")[0]
    assert get(an, "member_new", task.pk).context["form"].initial["role"] == "member"
    set_budget(task, [Money("state", 2026, Decimal(5_000_000))], by=lan)
    assert "Xong bước này" in page(an, "task", task.pk)


def test_without_a_council_one_is_told_to_found_it(task, an):
    run(task, an)
    bring_to_acceptance(task, an, "60", "40")

    text = page(an, "bring", task.pk)

    assert "Chưa có hội đồng nào xét việc này." in text
    assert reverse("councils:council_new") in text


def test_a_task_page_says_the_next_step_and_what_is_missing(task, lan, an):  # S0-27
    text = page(lan, "task", task.pk)

    assert "Bước hiện nay: Nộp hồ sơ theo thông báo tài trợ, đặt hàng" in text
    assert "<strong>Còn thiếu:</strong> Đơn đăng ký; Thuyết minh" in text
    assert "BM-09" in text
    assert "Bước tiếp theo: Kiểm tra hồ sơ hợp lệ" in text
    send(lan, "tick", task.pk, item=["application", "outline"])
    send(an, "finish", task.pk)
    task.refresh_from_db()
    assert task.stage == "valid"


def test_out_of_scope_it_does_not_exist(task, chi, an):
    assert get(chi, "task", task.pk).status_code == 404
    assert get(chi, "budget", task.pk).status_code == 404
    assert get(an, "task", task.pk).status_code == 200


def test_inside_but_refused_is_a_sentence(task, binh, giang, khanh):
    response = get(binh, "contract", task.pk)
    assert response.status_code == 403
    assert get(khanh, "member_new", task.pk).status_code == 403
    assert "Thêm người" not in page(khanh, "task", task.pk)


def test_one_query_count_for_one_and_three_rows(so, hoa_sen, lan, an):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            page(an, "tasks")
        return len(seen)

    make_task(so, hoa_sen, lan, code="1")
    queries()
    one = queries()
    for code in "23":
        make_task(so, hoa_sen, lan, code=code)

    assert queries() == one


def test_people_money_and_contract_by_the_pages(task, lan, an, so):
    mate = make_person("Khúc Văn Mới")
    mate.code = "CB-77"
    mate.save()
    send(lan, "member_new", task.pk, person="CB-77", role="helper", since=DAY, work="Khảo sát")
    send(lan, "budget", task.pk, source="state", year=2026, amount="250.000.000")
    send(lan, "budget", task.pk, source="host", year=2026, amount="50.000.000")
    while ResearchTask.objects.get(pk=task.pk).status != S.APPROVED:
        go_on(task, an)
    tick_all(task, an)
    end = f"{TODAY + timedelta(days=500):%d/%m/%Y}"
    said = {"number": "5/HĐ", "signed_on": DAY, "signers": "Sở\nTrường", "starts_on": DAY}
    send(an, "contract", task.pk, ends_on=end, about="", **said)
    send(an, "instalment_new", task.pk, amount="100.000.000", due_on="")
    refused = send(an, "instalment_new", task.pk, amount="200.000.001", due_on="")
    send(an, "instalment_pay", task.instalments.get().pk, day=DAY)

    text = page(an, "task", task.pk)
    for words in ("Khúc Văn Mới", "300.000.000", "5/HĐ", "đã cấp ngày"):
        assert words in text
    assert "vượt kinh phí 300.000.000 đồng" in refused.content.decode()


def test_reports_changes_and_visits_by_the_pages(task, lan, an):  # S0-28
    run(task, an)
    first = task.reports.first()
    assert "Quá hạn, chưa nộp" in page(lan, "task", task.pk)
    told = {"done": "Khảo sát xong", "percent": "40", "pace": "slow"}
    send(lan, "report", first.pk, spent="", next_work="", trouble="", **told)
    send(an, "report_answer", first.pk, verdict="no", answer="Thiếu số liệu")
    assert "Cần bổ sung: Thiếu số liệu" in page(lan, "report", first.pk)
    send(lan, "report", first.pk, spent="", next_work="", trouble="", **told)
    send(an, "report_answer", first.pk, verdict="yes", answer="")
    first.refresh_from_db()
    assert first.status == TaskReport.Status.ACCEPTED

    until = f"{task.ends_on + timedelta(days=100):%d/%m/%Y}"
    send(lan, "change_new", task.pk, kind="extend", words="Chậm thiết bị", until=until)
    send(an, "change_answer", task.changes.get().pk, verdict="yes", answer="20/QĐ")
    task.refresh_from_db()
    assert f"{task.ends_on:%d/%m/%Y}" == until

    asked = {"day": DAY, "team": "Đoàn của Sở", "found": "Chậm", "asked": "Bổ sung nhật ký"}
    send(an, "visit_new", task.pk, due_on=until, **asked)
    visit = task.visits.get()
    send(lan, "visit_follow", visit.pk, words="Đã bổ sung")
    send(an, "visit_close", visit.pk)
    send(lan, "product_new", task.pk, kind="paper", title="Bài báo", place="Tạp chí", year="2026")
    text = page(lan, "task", task.pk)
    for words in ("Đã đóng", "Bài báo", "20/QĐ"):
        assert words in text


def test_shares_of_99_9_are_refused_on_the_form(task, lan, an):
    run(task, an)
    go_on(task, an)
    first, second = task.members.all()
    given = {f"share_{first.pk}": "59,9", f"share_{second.pk}": "40"}
    refused = send(lan, "shares", task.pk, **given)
    send(lan, "shares", task.pk, **(given | {f"share_{first.pk}": "60"}))

    assert "còn thiếu 0,1%" in refused.content.decode()
    assert [one.share for one in task.members.all()] == [Decimal(60), Decimal(40)]


def test_a_council_reads_the_dossier_and_nobody_else_does(task, council, seven, an, chi):
    run(task, an)
    bring_to_acceptance(task, an, "60", "40")
    assert council.title in page(an, "bring", task.pk)
    case = bring_to_council(task, council, by=an).case

    text = page(seven.people["doc"], "dossier", case.pk)
    assert "Vũ Thị Giang – Chủ nhiệm, 60%" in text
    assert "Thêm người" not in text
    assert get(seven.people["ban"], "dossier", case.pk).status_code == 404  # works at the host
    assert get(chi, "dossier", case.pk).status_code == 404


def test_an_office_stops_a_task_and_says_money_came_back(task, an):
    run(task, an)
    given = {"reason": "Sai mục đích", "stopped_on": DAY, "is_violation": "on", "to_return": "5"}
    send(an, "stop", task.pk, **given)
    assert "Kinh phí phải nộp trả" in page(an, "task", task.pk)
    send(an, "close", task.pk)
    task.refresh_from_db()
    assert task.status == S.STOPPED
    send(an, "returned", task.pk, day=DAY)
    send(an, "close", task.pk)
    task.refresh_from_db()
    assert task.status == S.CLOSED


def test_somebody_of_the_office_answers_for_it(task, an, lan):  # S0-26
    assert "chưa phân công" in page(an, "task", task.pk)
    send(an, "minder", task.pk, minder=an.pk)

    assert an.full_name in page(lan, "task", task.pk)


def test_money_is_summed_by_field_and_year_and_once_in_all(task, an, chi):  # S0-25
    assert "Chưa có kinh phí nào" in page(an, "money")
    run(task, an)
    found = money_by_field(visible_tasks(an))

    assert [(row.label, row.years) for row in found.fields] == [
        ("Khoa học giáo dục", {2026: Decimal(300_000_000)}),
        ("Trí tuệ nhân tạo, dữ liệu lớn", {2026: Decimal(300_000_000)}),
    ]
    assert (found.total.whole, found.industry4.whole) == (300_000_000, 300_000_000)
    text = page(an, "money")
    assert "Trong đó: Công nghiệp 4.0" in text
    assert "(triệu đồng)" in text
    book = open_workbook(get(an, "money", xuat="xlsx").content, "kinh-phi.xlsx")
    assert "Tất cả, mỗi nhiệm vụ một lần" in [row[0] for row in book.rows()]
    assert get(an, "money_picture").headers["Content-Type"] == "image/svg+xml"
    assert "Chưa có kinh phí nào" in page(chi, "money")
