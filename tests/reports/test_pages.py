"""Pages of the consolidated report, and who reaches them."""

import pytest

from phongtrao.documents.services import approve_paper
from phongtrao.lib.sheets import open_workbook
from phongtrao.reports.access import visible_reports
from phongtrao.reports.models import PlanReport
from phongtrao.reports.services import make_plan_report
from tests.documents.jobs import run_jobs
from tests.reports.plan import fill_plan, make_plan
from tests.reports.test_reports import LETTER, YEAR

FORM = {
    "period": "2026",
    "symbol": "BC-SGDĐT",
    "place": "Sông Ngân",
    "capacity": "",
    "position": "Giám đốc",
    "signer": "Nguyễn Văn Mẫu",
    "recipients": "UBND tỉnh\n\nCác trường",
    "filing": "VT",
}


@pytest.fixture
def plan(so, hoa_sen, binh_minh, thpt, chi):
    plan = make_plan(so)
    fill_plan(plan, hoa_sen, binh_minh, thpt, chi)
    return plan


@pytest.fixture
def report(plan, an):
    report = make_plan_report(plan, YEAR, LETTER, by=an)
    run_jobs()
    return report


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_numbers_open_down_to_their_rows(client, an, plan):
    client.force_login(an)

    page = text(client.get(f"/bao-cao/ke-hoach/{plan.pk}/?ky=2026"))

    assert "Vì sao “Hoàn thành” là 1?" in page
    assert "Tuyên truyền về chuyển đổi số" in page
    assert "Phường Đồi Thông" in page
    assert "Thiếu máy tính &amp; đường truyền &lt;yếu&gt;." in page


def test_figures_are_exported(client, khanh, plan):
    client.force_login(khanh)

    response = client.get(f"/bao-cao/ke-hoach/{plan.pk}/so-lieu/?ky=2026")

    rows = list(open_workbook(response.content, "a.xlsx").rows("Quá hạn"))
    assert "Trường Tiểu học Bình Minh" in [row[1] for row in rows if any(row)]


def test_office_makes_and_leader_approves(client, an, dung, plan):
    client.force_login(an)
    made = client.post(f"/bao-cao/ke-hoach/{plan.pk}/lap/", FORM)
    run_jobs()
    report = PlanReport.objects.get()
    client.force_login(dung)
    page = text(client.get(made.url))
    client.post(f"/van-ban/lap/{report.paper.pk}/duyet/")
    approved = text(client.get(made.url))

    report.paper.refresh_from_db()
    letter = report.paper.facts["letter"]
    assert made.url == f"/bao-cao/{report.pk}/"
    assert letter["recipients"] == ["UBND tỉnh", "Các trường"]
    assert "Duyệt bản này" in page
    assert report.paper.approved_file.sha256 in approved


def test_paper_page_shows_its_state(client, an, report):
    client.force_login(an)

    page = text(client.get(f"/van-ban/lap/{report.paper.pk}/"))

    assert "Chỉ lãnh đạo của Sở Giáo dục và Đào tạo Sông Ngân được duyệt" in page


def test_form_offers_what_was_typed_last(client, an, plan, report):
    client.force_login(an)

    page = text(client.get(f"/bao-cao/ke-hoach/{plan.pk}/lap/"))

    assert "Nguyễn Văn Mẫu" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_any_number_of_rows(
    client, an, plan, rows, django_assert_max_num_queries
):
    for _n in range(rows):
        make_plan_report(plan, YEAR, LETTER, by=an)
    client.force_login(an)

    # session, user, grants, unread, units, works, count, page
    with django_assert_max_num_queries(8):
        response = client.get("/bao-cao/")

    assert response.context["table"].count == rows


def test_who_reaches_what(client, plan, report, request):
    paths = {
        "list": "/bao-cao/?q=ket+qua&tinh_trang=draft",
        "plan": f"/bao-cao/ke-hoach/{plan.pk}/",
        "figures": f"/bao-cao/ke-hoach/{plan.pk}/so-lieu/",
        "new": f"/bao-cao/ke-hoach/{plan.pk}/lap/",
        "report": f"/bao-cao/{report.pk}/",
        "frozen": f"/bao-cao/{report.pk}/so-lieu/",
        "paper": f"/van-ban/lap/{report.paper.pk}/",
    }
    found = {}
    for name in ("an", "dung", "khanh", "binh", "giang", "hoa"):
        client.force_login(request.getfixturevalue(name))
        found[name] = [client.get(path).status_code for path in paths.values()]

    outside = [200, 404, 404, 404, 404, 404, 404]
    assert found == {
        "an": [200] * 7,
        "dung": [200, 200, 200, 403, 200, 200, 200],
        "khanh": [200, 200, 200, 403, 404, 404, 404],
        "binh": outside,
        "giang": outside,
        "hoa": outside,
    }


def test_inspector_reads_a_report_once_it_is_approved(client, plan, report, an, dung, khanh):
    draft = make_plan_report(plan, YEAR, LETTER, by=an)
    run_jobs()
    report.paper.refresh_from_db()
    approve_paper(report.paper, by=dung)
    client.force_login(khanh)

    def codes(found):
        paths = (f"/bao-cao/{found.pk}/", f"/van-ban/lap/{found.paper_id}/")
        files = (found.paper.file_id, found.paper.approved_file_id)
        paths += tuple(f"/van-ban/tep/{pk}/" for pk in files if pk)
        answers = [client.get(path) for path in paths]
        return [(answer.status_code, b"".join(answer)[:0])[0] for answer in answers]

    report.paper.refresh_from_db()
    draft.paper.refresh_from_db()
    comparison = text(client.get(f"/bao-cao/{report.pk}/so-sanh/"))
    assert (codes(report), codes(draft)) == ([200] * 4, [404] * 3)
    assert list(visible_reports(khanh)) == [report]
    assert "Mới có một phiên bản của kỳ này." in comparison
