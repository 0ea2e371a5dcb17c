"""Units by what speaks for inspecting them. S1-47"""

from datetime import timedelta

from django.utils import timezone

from phongtrao.activities import risk
from phongtrao.activities.queries.risk import risks_of
from phongtrao.activities.risk import Mark, Sign
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Assignment, ProgressReport
from phongtrao.plans.services.reports import return_report, submit_report
from tests.activities.inspected import (
    today,
)
from tests.activities.made import recorded
from tests.plans.work import make_report, make_submitted, make_work


def test_units_are_ranked_by_what_speaks_for_a_visit(so, hoa_sen, binh_minh, thpt, an, chi, binh):
    late = make_work(so, hoa_sen, due_on=today() - timedelta(days=5))
    sent = make_submitted(late, binh)
    for _again in range(2):
        return_report(sent, "Thiếu minh chứng.", by=an)
        submit_report(sent, by=binh)
    recorded(binh_minh, chi)
    make_work(so, binh_minh)
    make_work(so, thpt)
    Assignment.objects.update(sent_at=timezone.now() - timedelta(days=200))
    units = Unit.objects.filter(kind=Unit.Kind.SCHOOL)

    found = risks_of(units, today())

    assert [(one.unit, one.rank, one.weight) for one in found] == [
        (hoa_sen, 1, 8),
        (thpt, 2, 6),
        (binh_minh, 3, 0),
    ]
    assert found[0].why == "1 nhiệm vụ quá hạn. 2 lần trả lại báo cáo."
    assert [mark.sign for mark in found[1].marks] == [Sign.SILENT]


def test_a_unit_is_silent_only_with_open_work_of_long_ago(so, thpt):
    work = make_work(so, thpt)  # of this morning
    units = Unit.objects.filter(pk=thpt.pk)
    assert risks_of(units, today())[0].marks == []
    Assignment.objects.update(sent_at=timezone.now() - timedelta(days=200), done_on=today())
    assert risks_of(units, today())[0].marks == []
    Assignment.objects.update(done_on=None)
    Unit.objects.filter(pk=thpt.pk).update(opened_on=today() - timedelta(days=7))
    assert risks_of(units, today())[0].marks == []

    Unit.objects.filter(pk=thpt.pk).update(opened_on=work.sent_at.date() - timedelta(days=900))
    assert [mark.sign for mark in risks_of(units, today())[0].marks] == [Sign.SILENT]


def test_work_said_to_be_done_without_proof_overstates(so, hoa_sen, binh):
    work = make_work(so, hoa_sen)
    said = {"submitted_by": binh, "submitted_at": timezone.now(), "percent": 100}
    make_report(work, binh, status=ProgressReport.Status.SUBMITTED, **said)

    (found,) = risks_of(Unit.objects.filter(pk=hoa_sen.pk), today())

    assert [(mark.sign, mark.weight) for mark in found.marks] == [(Sign.OVERSTATING, 2)]


def test_apps_above_add_what_they_know(so, hoa_sen, monkeypatch):
    mark = Mark(Sign.OVERSTATING, 9, "Tự chấm cao hơn thẩm định 20 điểm.")
    monkeypatch.setattr(risk, "_PROVIDERS", {"above": lambda _units, _today: {hoa_sen.pk: [mark]}})

    (found,) = risks_of(Unit.objects.filter(pk=hoa_sen.pk), today())

    assert found.marks == [mark]


def test_risk_asks_as_often_for_many_units(so, hoa_sen, binh_minh, django_assert_num_queries):
    for rows in (Unit.objects.filter(pk=hoa_sen.pk), Unit.objects.filter(kind="school")):
        with django_assert_num_queries(5 + len(risk.providers())):
            risks_of(rows, today())
