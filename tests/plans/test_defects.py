"""Texts checked: at the reading of an intake, at the printing of a plan; dismissed with a reason. SX-01 … SX-07."""

from datetime import date

import pytest
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Plan, TextDefect
from phongtrao.plans.queries.defects import ended_units_in, open_defects
from phongtrao.plans.services.defects import (
    check_intake,
    check_plan,
    dismiss_defect,
    restore_defect,
)
from phongtrao.plans.services.intake import drop_intake, reread_intake
from phongtrao.plans.services.plan_papers import PlanWording, print_plan
from phongtrao.plans.services.plans import draft_plan
from phongtrao.plans.services.tasks import TaskDraft, add_task
from tests.factories import make_movement
from tests.plans.intake_work import PLAN, PLANS, read_in, run_jobs

SPOILED = PLAN.replace("ngày 05/01/2026", "ngày 31/02/2026").replace("III. TỔ CHỨC", "II. TỔ CHỨC")
FOUND = [("dates.impossible", "31/02/2026"), ("numbering.repeated", "TỔ CHỨC THỰC HIỆN")]
REASON = "Bản gốc ghi đúng như vậy."


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def intake(so, an):
    return read_in(so, an, SPOILED)


def found_in(subject) -> list[tuple[str, str]]:
    return list(subject.text_check.defects.values_list("rule", "quote"))


# ------------------------------------------------------------------ found


def test_reading_an_intake_checks_its_text(intake):
    defect = intake.text_check.defects.first()

    assert found_in(intake) == FOUND
    assert defect.what == "Không có ngày “31/02/2026” trên lịch."
    assert (defect.line, open_defects(intake)) == (6, 2)


def test_clean_plan_has_nothing_to_mend(so, an):
    intake = read_in(so, an)

    assert found_in(intake) == []


def test_printing_a_plan_checks_its_paper(so, an):
    plan = Plan(title="Thi đua đổi mới năm 2026", owner=so, starts_on=date(2026, 1, 1))
    draft_plan(plan, [make_movement(so)], by=an)
    add_task(plan, TaskDraft("Mở hội thi", section="I. Thi đua", leads=("Văn phòng Sở",)), by=an)
    words = PlanWording(
        "Các trường thực hiện theo Phụ lục III.",
        bases="Căn cứ Quyết định số 12/KH-UBND ngày 05/01/2025;",
    )

    print_plan(plan, words, by=an)

    said = found_in(plan)
    assert ("numbers.kind_and_code", "Quyết định số 12/KH-UBND") in said
    assert ("annexes.missing", "Phụ lục III") in said
    assert plan.text_check.file == plan.paper.file


def test_plan_without_a_paper_cannot_be_checked(so, an):
    plan = Plan(title="Thi đua đổi mới năm 2026", owner=so, starts_on=date(2026, 1, 1))
    draft_plan(plan, [make_movement(so)], by=an)

    with pytest.raises(BadInput, match="Hãy lập văn bản"):
        check_plan(plan, by=an)


def test_unit_of_ours_that_has_ended_is_known(hoa_sen):
    name = hoa_sen.name
    Unit.objects.filter(pk=hoa_sen.pk).update(closed_on=timezone.localdate())

    told = ended_units_in(f"Giao {name} chủ trì hội thi.")
    others = ended_units_in("Giao Văn phòng Sở chủ trì hội thi.")

    assert told[0].name == name
    assert name not in [unit.name for unit in others]


@pytest.mark.skipif(not PLANS.exists(), reason="the source plans are not beside the project")
def test_text_that_had_lost_its_marks_is_asked_only_for_days_and_numbers(so, an):  # SX-03, SX-04
    text = (PLANS / "001.txt").read_text(encoding="utf-8")

    intake = read_in(so, an, text)

    assert found_in(intake) == [
        ("dates.impossible", "27 tháng 70 năm 2025"),
        ("numbers.kind_and_code", "Quyết định số 899/KH-BGDĐT"),
    ]


# ------------------------------------------------------------------ dismissed, taken back


def test_dismissed_defect_keeps_its_reason_here_and_in_the_history(intake, an):
    defect = intake.text_check.defects.first()

    dismiss_defect(defect, f"  {REASON}  ", by=an)

    entry = Entry.objects.get(action="plans.defect_dismissed")
    assert (defect.reason, defect.dismissed_by) == (REASON, an)
    assert open_defects(intake) == 1
    assert REASON in str(entry.data)


def test_reason_is_needed(intake, an):
    with pytest.raises(BadInput, match="Hãy ghi lý do"):
        dismiss_defect(intake.text_check.defects.first(), "  ", by=an)


def test_second_person_who_dismisses_is_told(intake, an):
    first, second = (intake.text_check.defects.first() for _ in range(2))
    dismiss_defect(first, REASON, by=an)

    with pytest.raises(WrongState, match="đã được bỏ qua"):
        dismiss_defect(second, "Lý do khác.", by=an)


def test_defect_taken_back_waits_again(intake, an):
    defect = dismiss_defect(intake.text_check.defects.first(), REASON, by=an)

    restore_defect(defect, by=an)

    assert (defect.reason, defect.dismissed_by, open_defects(intake)) == ("", None, 2)
    with pytest.raises(WrongState, match="đang chờ sửa"):
        restore_defect(defect, by=an)


def test_second_reading_keeps_what_was_dismissed(intake, an):
    dismiss_defect(intake.text_check.defects.first(), REASON, by=an)

    reread_intake(intake, by=an)
    run_jobs()
    intake.refresh_from_db()
    check_intake(intake, by=an)

    rows = TextDefect.objects.values_list("rule", "reason")
    assert list(rows) == [("dates.impossible", REASON), ("numbering.repeated", "")]


def test_only_the_office_of_the_workshop_decides(intake, an, dung):
    with pytest.raises(NotAllowed):
        dismiss_defect(intake.text_check.defects.first(), REASON, by=dung)
    with pytest.raises(NotAllowed):
        check_intake(intake, by=dung)


def test_nothing_is_decided_once_the_intake_is_put_aside(intake, an):
    defect = intake.text_check.defects.first()
    drop_intake(intake, by=an)
    defect.text_check.intake.refresh_from_db()

    with pytest.raises(NotAllowed, match="không còn chờ soát"):
        dismiss_defect(defect, REASON, by=an)
