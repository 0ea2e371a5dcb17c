"""What changed between two versions of a consolidated report, on screen and as a workbook."""

from dataclasses import replace

import pytest

from phongtrao.lib.sheets import open_workbook
from phongtrao.reports.comparison import Line, compare_facts
from phongtrao.reports.facts import Counts, LateFacts, ObstacleFacts, TaskFacts
from phongtrao.reports.sample import sample_facts
from phongtrao.reports.services import make_plan_report
from tests.reports.plan import fill_plan, make_plan
from tests.reports.test_pages import text
from tests.reports.test_reports import LETTER, YEAR


@pytest.fixture
def plan(so, hoa_sen, binh_minh, thpt, chi):
    plan = make_plan(so)
    plan.work = fill_plan(plan, hoa_sen, binh_minh, thpt, chi)
    return plan


@pytest.fixture
def versions(plan, an):
    first = make_plan_report(plan, YEAR, LETTER, by=an)
    late = plan.work["late"]
    late.percent = 70
    late.save()
    return first, make_plan_report(plan, YEAR, replace(LETTER, signer="Trần Thị Thử"), by=an)


def part(before, after, title):
    return next(part for part in compare_facts(before, after) if part.title == title)


# ------------------------------------------------------------------ comparing


def test_equal_versions_differ_in_nothing():
    facts = sample_facts()

    found = compare_facts(facts, facts)

    assert [part.lines for part in found] == [(), (), (), (), ()]


def test_numbers_that_changed_are_told_with_their_difference():
    before = sample_facts()
    after = replace(before, units=5, counts=Counts(done=3, on_time=1, percent=80))

    lines = part(before, after, "Số liệu chung").lines

    assert [line.cells for line in lines] == [
        ("Số đơn vị", 3, 5, "+2"),
        ("Hoàn thành", 2, 3, "+1"),
        ("Quá hạn", 1, 0, "−1"),
        ("Tiến độ (%)", 65, 80, "+15"),
    ]


def test_tasks_added_dropped_and_changed():
    before = sample_facts()
    first, second = before.tasks
    changed = replace(first, leads="Các trường", counts=Counts(3, 0, percent=100))
    added = TaskFacts(9, "", "3", "Việc mới", "Sở", "", Counts(on_time=4))
    after = replace(before, tasks=(changed, added))

    lines = part(before, after, "Từng nhiệm vụ").lines

    name = f"1 {first.text}"
    assert lines == (
        Line((name, "Chủ trì", "Các cơ sở giáo dục", "Các trường", "Sửa"), "/nhiem-vu/1/"),
        Line((name, "Hoàn thành", 2, 3, "+1"), "/nhiem-vu/1/"),
        Line((name, "Đúng hạn", 1, 0, "−1"), "/nhiem-vu/1/"),
        Line((name, "Tiến độ (%)", 83, 100, "+17"), "/nhiem-vu/1/"),
        Line(("3 Việc mới", "Cả nhiệm vụ", "–", 4, "Thêm"), "/nhiem-vu/9/"),
        Line((f"2 {second.text}", "Cả nhiệm vụ", 1, "–", "Bỏ")),
    )


def test_units_that_became_late_or_are_late_no_more():
    before = sample_facts()
    newly = LateFacts(7, "", "Trường THPT Thử", "1", "Việc một", "2026-11-19", 20)
    other = LateFacts(8, "", "Trường Mầm non Mẫu", "1", "Việc một", "2026-11-19", 20)
    before = replace(before, late=(*before.late, other))
    after = replace(before, late=(newly, replace(other, percent=35)))

    lines = part(before, after, "Đơn vị quá hạn").lines

    assert lines == (
        Line(
            ("Trường THPT Thử", "Việc một", "–", "20%", "Mới quá hạn"),
            "/viec-duoc-giao/7/",
        ),
        Line(("Trường Mầm non Mẫu", "Việc một", "20%", "35%", "+15"), "/viec-duoc-giao/8/"),
        Line(
            (
                "Trường THCS Hoa Sen (Xã Suối Mây)",
                "Báo cáo kết quả",
                "10%",
                "–",
                "Không còn quá hạn",
            )
        ),
    )


def test_sentences_and_obstacles_stand_side_by_side():
    before = sample_facts()
    new = ObstacleFacts(5, "Trường THPT Thử", "Việc một", "Thiếu máy.")
    letter = replace(before.letter, signer="Trần Thị Thử")
    after = replace(before, obstacles=(*before.obstacles, new), letter=letter)

    obstacles = part(before, after, "Khó khăn").lines
    sentences = part(before, after, "Câu chữ trong văn bản").lines

    assert [line.cells for line in obstacles] == [
        ("Trường THPT Thử", "Việc một", "–", "Thiếu máy.")
    ]
    assert [line.cells for line in sentences] == [
        ("Có 1 đơn vị nêu khó khăn, vướng mắc:", "Có 2 đơn vị nêu khó khăn, vướng mắc:"),
        ("Nguyễn Văn Mẫu", "Trần Thị Thử"),
    ]


# ------------------------------------------------------------------ pages


def test_page_compares_with_the_version_before(client, an, versions):
    first, second = versions
    client.force_login(an)

    report = text(client.get(f"/bao-cao/{second.pk}/"))
    page = text(client.get(f"/bao-cao/{second.pk}/so-sanh/"))
    turned = text(client.get(f"/bao-cao/{first.pk}/so-sanh/?voi={second.pk}"))

    assert f'href="/bao-cao/{second.pk}/so-sanh/"' in report
    assert "Phiên bản 2 (số liệu đến" in page
    assert "so với phiên bản 1" in turned
    for side in (page, turned):
        assert '<div class="cell">+30</div>' in side
        assert "Trần Thị Thử" in side


def test_first_version_says_that_there_is_nothing_to_compare(client, an, plan):
    only = make_plan_report(plan, YEAR, LETTER, by=an)
    client.force_login(an)

    report = text(client.get(f"/bao-cao/{only.pk}/"))
    page = text(client.get(f"/bao-cao/{only.pk}/so-sanh/"))
    sheet = client.get(f"/bao-cao/{only.pk}/so-sanh/tai/")

    assert "/so-sanh/" not in report
    assert "Mới có một phiên bản của kỳ này." in page
    assert sheet.status_code == 404


def test_report_of_another_plan_is_no_version(client, an, so, versions):
    foreign = make_plan_report(make_plan(so, title="Kế hoạch khác"), YEAR, LETTER, by=an)
    client.force_login(an)

    response = client.get(f"/bao-cao/{versions[1].pk}/so-sanh/?voi={foreign.pk}")

    assert response.status_code == 404


def test_comparison_is_exported(client, an, versions):
    first, second = versions
    client.force_login(an)

    response = client.get(f"/bao-cao/{second.pk}/so-sanh/tai/?voi={first.pk}")

    book = open_workbook(response.content, "a.xlsx")
    rows = [row for row in book.rows("Đơn vị quá hạn") if any(row)]
    assert "so-sanh-2026-v1-v2.xlsx" in response["Content-Disposition"]
    assert rows[-1][2:] == ["40%", "70%", "+30"]


@pytest.mark.parametrize(
    ("who", "code"), [("an", 200), ("dung", 200), ("binh", 404), ("giang", 404), ("hoa", 404)]
)
def test_comparison_is_for_the_plans_side(client, request, versions, who, code):
    client.force_login(request.getfixturevalue(who))

    paths = ("so-sanh/", "so-sanh/tai/")
    found = [client.get(f"/bao-cao/{versions[1].pk}/{path}").status_code for path in paths]

    assert found == [code, code]


@pytest.mark.parametrize("count", [2, 4])
def test_comparison_costs_the_same_for_any_number_of_versions(
    client, an, plan, count, django_assert_num_queries
):
    reports = [make_plan_report(plan, YEAR, LETTER, by=an) for _n in range(count)]
    client.force_login(an)
    client.get(f"/bao-cao/{reports[-1].pk}/so-sanh/")

    # session, user, grants, unread, units, works, report, the one before, the list
    with django_assert_num_queries(9):
        client.get(f"/bao-cao/{reports[-1].pk}/so-sanh/")
