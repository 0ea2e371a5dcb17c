"""The facts of a consolidated report: counted once, frozen, read back the same."""

import json

import pytest

from phongtrao.lib.periods import calendar_year, quarter
from phongtrao.reports.facts import Counts, LateFacts, Letter, PlanFacts
from phongtrao.reports.letters import last_letter_of
from phongtrao.reports.paper import fill_plan_report, month_words, result_sentences
from phongtrao.reports.queries import plan_facts
from phongtrao.reports.sample import sample_facts
from tests.reports.plan import TODAY, fill_plan, make_plan, make_task

YEAR = calendar_year(2026)


def test_facts_of_a_plan(so, hoa_sen, binh_minh, thpt, chi):  # S1-86, S0-28
    plan = make_plan(so)
    made = fill_plan(plan, hoa_sen, binh_minh, thpt, chi)

    facts = plan_facts(plan, YEAR, as_of=TODAY)

    assert facts.counts == Counts(done=1, late=1, due_soon=1, percent=47)
    assert (facts.units, facts.waiting, facts.declined) == (2, 1, 1)
    assert [(t.text, t.leads, t.timing, t.counts) for t in facts.tasks] == [
        (
            "Tuyên truyền về chuyển đổi số",
            "Các trường",
            "15/11/2026",
            Counts(done=1, late=1, percent=70),
        ),
        ("Tổ chức hội thi sáng tạo", "Các trường", "22/11/2026", Counts(due_soon=1)),
    ]
    assert facts.late == (
        LateFacts(
            assignment=made["late"].pk,
            group="Phường Đồi Thông",
            unit=binh_minh.name,
            ordinal="",
            task="Tuyên truyền về chuyển đổi số",
            due_on="2026-11-15",
            percent=40,
        ),
    )
    assert [(o.unit, o.text) for o in facts.obstacles] == [
        (binh_minh.name, "Thiếu máy tính & đường truyền <yếu>.")
    ]
    assert (facts.owner, facts.superior) == (so.name, "UBND tỉnh Sông Ngân")


def test_total_is_the_sum_of_the_rows(so, hoa_sen, binh_minh, thpt, chi):
    plan = make_plan(so)
    fill_plan(plan, hoa_sen, binh_minh, thpt, chi)

    facts = plan_facts(plan, YEAR, as_of=TODAY)

    assert facts.counts.total == sum(task.counts.total for task in facts.tasks)
    assert facts.counts.late == len(facts.late)


def test_obstacles_are_those_of_the_period(so, hoa_sen, binh_minh, thpt, chi):
    plan = make_plan(so)
    fill_plan(plan, hoa_sen, binh_minh, thpt, chi)

    found = {
        period.key: len(plan_facts(plan, period, as_of=TODAY).obstacles)
        for period in (YEAR, quarter(2026, 3), quarter(2026, 2), calendar_year(2025))
    }

    assert found == {"2026": 1, "2026Q3": 1, "2026Q2": 0, "2025": 1}


def test_plan_without_tasks_has_zeros(so):
    facts = plan_facts(make_plan(so), YEAR, as_of=TODAY)

    assert (facts.counts, facts.tasks, facts.late) == (Counts(), (), ())


@pytest.mark.parametrize("tasks", [1, 3])
def test_facts_cost_the_same_for_any_number_of_tasks(
    so, hoa_sen, binh_minh, thpt, chi, tasks, django_assert_num_queries
):
    plan = make_plan(so)
    fill_plan(plan, hoa_sen, binh_minh, thpt, chi)
    for n in range(tasks):
        make_task(plan, f"Nhiệm vụ {n}")

    # counts, totals, superior, tasks, leads, derived, bases, late, names above, periods, obstacles
    with django_assert_num_queries(11):
        plan_facts(plan, YEAR, as_of=TODAY)


def test_frozen_facts_read_back_the_same():
    facts = sample_facts()

    again = PlanFacts.from_json(json.loads(json.dumps(facts.to_json())))

    assert again == facts


def test_first_letter_takes_the_symbol_of_the_plan(so):
    assert last_letter_of(so, make_plan(so).document) == Letter(
        symbol="BC-SGDĐT", place="Sông Ngân"
    )


# ------------------------------------------------------------------ words


def test_sentences_say_the_sums():
    assert result_sentences(sample_facts()) == [
        "Kế hoạch có 2 nhiệm vụ, đã gửi tới 3 đơn vị với 4 lượt việc; tiến độ bình quân 65%.",
        "Đã hoàn thành 2 lượt việc; đang thực hiện đúng hạn 1; sắp đến hạn 0.",
        "Quá hạn 1 lượt việc; lâu chưa cập nhật 0; chưa bắt đầu 0.",
        "Còn 1 lượt việc đơn vị chưa tiếp nhận.",
        "Có 1 đề nghị đơn vị không nhận, không tính vào số trên.",
    ]


@pytest.mark.parametrize(
    ("day", "words"), [("2026-01-05", "01"), ("2026-02-05", "02"), ("2026-03-05", "3")]
)
def test_first_two_months_have_a_zero(day, words):
    assert month_words(TODAY.fromisoformat(day)) == words


def test_paper_without_late_ones_says_so():
    facts = sample_facts().to_json() | {"late": [], "obstacles": []}

    values = fill_plan_report(facts)

    assert (values["cau_qua_han"], values["bang_qua_han"], values["vuong_mac"]) == (
        "Không có đơn vị nào quá hạn.",
        "",
        "",
    )
    assert values["cau_vuong_mac"] == "Các đơn vị không nêu khó khăn, vướng mắc trong kỳ."


def test_letterhead_and_opening():
    values = fill_plan_report(sample_facts().to_json())

    assert values["co_quan_cap_tren"] == "ỦY BAN NHÂN DÂN TỈNH SÔNG NGÂN"
    assert values["dia_danh_ngay"] == "Sông Ngân, ngày     tháng     năm 2026"
    assert values["mo_dau"] == (
        "Thực hiện Kế hoạch số 05/KH-SGDĐT ngày 15/01/2026 (Kế hoạch triển khai phong trào thi đua"
        " “Đổi mới sáng tạo và chuyển đổi số”), Sở Giáo dục và Đào tạo Sông Ngân tổng hợp kết quả"
        " năm 2026, số liệu đến ngày 20/11/2026, như sau:"
    )


def test_obstacles_are_escaped():
    row = {"report": 1, "unit": "Trường A", "task": "Việc", "text": "a & b <c>"}
    facts = sample_facts().to_json() | {"obstacles": [row]}

    assert "a &amp; b &lt;c&gt;" in fill_plan_report(facts)["vuong_mac"]
