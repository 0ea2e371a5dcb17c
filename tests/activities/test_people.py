"""Contributors, registers, themes; a line for the progress report. S0-48, S2-15, S4-08, S4-10, S4-42"""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from phongtrao.activities.models import Contribution, RegisterEntry, Theme
from phongtrao.activities.services import people as services
from phongtrao.activities.services.reporting import line_of, put_into_report
from phongtrao.activities.services.writing import add_proof, draft_activity, record_activity
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.lib.facts import facts_of
from phongtrao.plans.services.reports import submit_report
from tests.activities.made import days_ago, photo, recorded, writing
from tests.factories import make_person
from tests.plans.work import make_work


def fact(name, subject):
    with connection.cursor() as cursor:
        return [(one.value, one.evidence[0]) for one in facts_of(cursor, name, subject.pk, until=days_ago(0))]  # fmt: skip


def test_a_contribution_is_a_fact_once_somebody_else_confirmed_it(
    hoa_sen, lan, binh, giang, teacher
):
    made = services.add_contribution(recorded(hoa_sen, lan), teacher, "Trưởng nhóm", by=lan)

    assert fact("activities.contribution", teacher) == []
    for stranger in (giang, lan):
        with pytest.raises(NotAllowed):
            services.confirm_contribution(made, by=stranger)
    services.confirm_contribution(made, by=binh)

    assert fact("activities.contribution", teacher) == [("Trưởng nhóm", f"activities.contribution:{made.pk}")]  # fmt: skip
    with pytest.raises(NotAllowed, match="đã được xác nhận"):
        services.confirm_contribution(made, by=binh)


def test_nobody_confirms_their_own(hoa_sen, lan, binh, teacher):
    teacher.user = binh
    teacher.save()
    made = services.add_contribution(recorded(hoa_sen, lan), teacher, "Trưởng nhóm", by=lan)

    with pytest.raises(NotAllowed, match="tự xác nhận"):
        services.confirm_contribution(made, by=binh)


def test_only_who_worked_there_is_noted_and_once(hoa_sen, lan, teacher):
    activity = recorded(hoa_sen, lan)

    with pytest.raises(BadInput, match="không công tác"):
        services.add_contribution(activity, make_person("Người Lạ"), "Trưởng nhóm", by=lan)
    services.add_contribution(activity, teacher, "Trưởng nhóm", by=lan)
    with pytest.raises(ValidationError, match="đã được ghi"):
        services.add_contribution(activity, teacher, "Thành viên", by=lan)

    assert Contribution.objects.count() == 1


def test_registers_are_dated(hoa_sen, lan, chi, teacher):
    said = {"register": "core", "unit": hoa_sen, "person": teacher, "since": days_ago(300)}
    with pytest.raises(NotAllowed):
        services.add_entry(RegisterEntry(**said), by=chi)
    entry = services.add_entry(RegisterEntry(**said), by=lan)
    with pytest.raises(ValidationError, match="đang có trong danh sách"):
        services.add_entry(RegisterEntry(**said), by=lan)

    assert fact("activities.registered", teacher) == [("core", f"activities.registerentry:{entry.pk}")]  # fmt: skip
    services.end_entry(entry, days_ago(10), by=lan)
    with pytest.raises(WrongState):
        services.end_entry(entry, days_ago(10), by=lan)
    assert services.add_entry(RegisterEntry(**{**said, "since": days_ago(5)}), by=lan).until is None


def test_a_theme_of_the_year_stands_once_on_a_channel(hoa_sen, lan):
    said = {"unit": hoa_sen, "year": 2026, "title": "Nghị quyết 57", "channel": "portal"}
    services.save_theme(Theme(**said), by=lan)

    with pytest.raises(ValidationError, match="Chủ đề này đã có"):
        services.save_theme(Theme(**said), by=lan)


# ------------------------------------------------------------------ the progress report


@pytest.fixture
def work(so, hoa_sen, binh):
    return make_work(so, hoa_sen)


def test_an_activity_becomes_a_line_of_the_report_when_somebody_says_so(hoa_sen, lan, work):
    said = writing(task=work.task, audiences={"learners": 1200}, quantity=2)
    draft = draft_activity(hoa_sen, said, by=lan)
    proof = add_proof(draft, by=lan, photo=photo())
    draft = record_activity(draft, by=lan)

    report = put_into_report(draft, work, line_of(draft), 40, by=lan)

    day = days_ago(3)
    assert report.done == f"- {day:%d/%m/%Y}: Ngày hội STEM; số buổi: 2; 1.200 người."
    assert (report.percent, report.status, list(report.evidence.all())) == (40, "draft", [proof])
    submit_report(report, by=lan)
    work.refresh_from_db()
    assert work.claimed_percent == 40


def test_a_second_one_stands_below_and_none_twice(hoa_sen, lan, work):
    first = recorded(hoa_sen, lan, task=work.task)
    second = recorded(hoa_sen, lan, "Câu lạc bộ robot", task=work.task)
    put_into_report(first, work, "- một", 20, by=lan)
    report = put_into_report(second, work, "- hai", 30, by=lan)

    assert (report.done, report.percent) == ("- một\n- hai", 30)
    with pytest.raises(BadInput, match="đã có trong báo cáo"):
        put_into_report(second, work, "- hai", 30, by=lan)
    report.refresh_from_db()
    assert report.done == "- một\n- hai"


def test_an_activity_is_linked_to_work_of_its_unit_only(so, hoa_sen, binh_minh, lan):
    theirs = make_work(so, binh_minh)

    with pytest.raises(BadInput, match="không giao cho"):
        recorded(hoa_sen, lan, task=theirs.task)


def test_who_may_not_report_moves_nothing(hoa_sen, lan, giang, work):
    activity = recorded(hoa_sen, lan, task=work.task)

    with pytest.raises(NotAllowed):
        put_into_report(activity, work, "- một", 20, by=giang)

    assert work.reports.count() == 0
