"""Contents that become tasks or targets and come back; sentences read several times, seen once."""

import pytest

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.plans.queries.intake import section_counts
from phongtrao.plans.services.intake import reread_intake
from phongtrao.plans.services.intake_batches import accept_facts
from phongtrao.plans.services.intake_facts import (
    accept_fact,
    drop_fact,
    edit_fact,
    restore_fact,
)
from phongtrao.plans.services.intake_turns import turn_fact
from tests.plans.intake_work import PLAN, make_fact, make_intake, read_in, run_jobs

S = IntakeFact.State
DUTY = "Báo cáo kết quả phong trào. Gửi cho: Sở Giáo dục và Đào tạo trước ngày 25 hằng tháng."
CONTENT = "Phấn đấu 100% giáo viên dùng học liệu số trước ngày 30/6/2027."


@pytest.fixture
def intake(so, an) -> Intake:
    """A plan with a content that is more, and a duty that is also a task and a report."""
    text = PLAN.replace("b) Phát huy", f"b) {CONTENT}\nc) Phát huy")
    return read_in(so, an, text.replace("- Xây dựng kế hoạch chi tiết", f"- {DUTY}\n- Xây dựng"))


def content(intake: Intake) -> IntakeFact:
    return intake.facts.get(section="contents", value__text=CONTENT.rstrip("."))


def sentence(intake: Intake) -> list[IntakeFact]:
    """The task, the duty and the report of DUTY."""
    rows = intake.facts.filter(passage__contains="25 hằng tháng")
    return [rows.get(section=name) for name in ("tasks", "responsibilities", "reports_due")]


def states(*facts: IntakeFact) -> list[str]:
    return [IntakeFact.objects.get(pk=fact.pk).state for fact in facts]


def pending(intake: Intake) -> dict[str, tuple[int, int]]:
    """Section → facts to be looked at, facts riding with others."""
    counts = section_counts(intake)
    return {c.section.key: (c.pending, c.riding) for c in counts}


# ------------------------------------------------------------------ one sentence, once


def test_one_sentence_waits_once(intake):
    task, duty, report = sentence(intake)

    found = pending(intake)

    assert (duty.rides_with, report.rides_with, task.rides_with) == (task, task, None)
    assert (found["tasks"], found["reports_due"]) == ((1, 0), (0, 1))
    assert found["responsibilities"][1] == 1


@pytest.mark.parametrize("at_once", [False, True])
def test_it_is_accepted_in_one_act(intake, an, at_once):
    facts = sentence(intake)

    if at_once:
        accept_facts(intake, [facts[0].pk], "tasks", by=an)
    else:
        accept_fact(facts[0], by=an)

    assert states(*facts) == [S.CONFIRMED] * 3
    assert Entry.objects.get(action="plans.facts_accepted").data["facts"] == 3


def test_without_its_task_the_rest_is_looked_at_by_itself(intake, an):
    task, duty, report = sentence(intake)

    drop_fact(task, by=an)

    assert states(task, duty, report) == [S.DROPPED, S.PENDING, S.PENDING]
    assert pending(intake)["reports_due"] == (1, 0)


def test_what_is_put_right_in_the_task_is_right_in_the_rest(intake, an):
    task, duty, report = sentence(intake)
    right = {
        "lead_units": ["Các trường học"],
        "time": "trước ngày 15/12/2026",
        "time_kind": "date",
        "deadline": "2026-12-15",
    }

    edit_fact(task, right, by=an)

    duty.refresh_from_db()
    report.refresh_from_db()
    day = {name: report.value[name] for name in ("year", "month", "day", "recurring")}
    assert (duty.value["unit"], report.value["who"]) == ("Các trường học", "Các trường học")
    assert day == {"year": 2026, "month": 12, "day": 15, "recurring": False}
    assert states(task, duty, report) == [S.CONFIRMED] * 3


def test_a_second_reading_keeps_the_sentence_together(intake, an):
    accept_fact(sentence(intake)[0], by=an)

    reread_intake(intake, by=an)
    run_jobs()

    assert states(*sentence(intake)) == [S.CONFIRMED] * 3
    assert pending(intake)["reports_due"] == (0, 0)


# ------------------------------------------------------------------ turned into something else


def test_a_content_becomes_a_task_with_its_time(intake, an):
    fact = content(intake)

    made = turn_fact(fact, "tasks", by=an)

    value = {name: made.value[name] for name in ("text", "time", "deadline", "lead_units")}
    assert value == {
        "text": CONTENT.rstrip("."),
        "time": "trước ngày 30/6/2027",
        "deadline": "2027-06-30",
        "lead_units": [],
    }
    assert (made.section, made.state, made.passage) == ("tasks", S.PENDING, fact.passage)
    assert states(fact) == [S.DROPPED]


def test_a_content_becomes_a_target_with_its_number(intake, an):
    made = turn_fact(content(intake), "indicators", by=an)

    (target,) = made.value["targets"]
    assert (made.section, made.state) == ("indicators", S.PENDING)
    assert (target["year"], target["value"], target["unit"]) == (2027, 100, "%")


def test_turning_is_undone_by_taking_the_content_back(intake, an):
    fact = content(intake)
    made = turn_fact(fact, "tasks", by=an)
    accept_fact(made, by=an)

    restore_fact(fact, by=an)

    assert not IntakeFact.objects.filter(pk=made.pk).exists()
    assert states(fact) == [S.PENDING]


def test_a_second_reading_keeps_what_was_turned(intake, an):
    fact = content(intake)
    made = turn_fact(fact, "indicators", by=an)

    reread_intake(intake, by=an)
    run_jobs()

    assert states(fact, made) == [S.DROPPED, S.PENDING]
    assert content(intake) == fact


def test_only_plain_items_are_turned_and_only_once(so, an, intake):
    task = make_fact(make_intake(so, an))
    fact = content(intake)
    turn_fact(fact, "tasks", by=an)

    with pytest.raises(BadInput, match="không chuyển sang phần khác được"):
        turn_fact(task, "indicators", by=an)
    with pytest.raises(WrongState, match="Mục này đã bỏ"):
        turn_fact(fact, "indicators", by=an)
