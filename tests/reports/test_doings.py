"""What units did stands in reports as lines that a person accepts. S0-21, S1-54"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from phongtrao.activities.models import Activity, Participation
from phongtrao.lib.periods import PeriodKind, calendar_year, containing, quarter
from phongtrao.reports.doings import movement_lines, plan_lines
from phongtrao.reports.facts import Letter, PlanFacts
from phongtrao.reports.models import MovementReport, PlanReport
from phongtrao.reports.paper import result_sentences
from phongtrao.reports.queries import plan_facts
from phongtrao.reports.services import make_plan_report
from tests.activities.made import kind
from tests.documents.jobs import run_jobs
from tests.factories import make_movement
from tests.reports.plan import make_plan, make_task

DAY = date(2026, 5, 4)
LINE = (
    "Tập huấn, bồi dưỡng: 2 hoạt động của 2 đơn vị; số buổi: 2; 90 lượt người."
    " Tiêu biểu: Tập huấn ký số (Trường THCS Hoa Sen, 04/05/2026);"
    " Tập huấn an toàn (Trường THCS Hoa Sen, 04/05/2026)."
)


def done(unit, title, key="training", day=DAY, *others, **more):
    fields = {"starts_on": day, "ends_on": day, "status": "confirmed"} | more
    made = Activity.objects.create(kind=kind(key), unit=unit, title=title, **fields)
    for one in (unit, *others):
        Participation.objects.create(activity=made, unit=one, day=day)
    return made


@pytest.fixture
def plan(so, hoa_sen, binh_minh, thpt):
    plan = make_plan(so)
    task = make_task(plan, "Tập huấn")
    done(hoa_sen, "Tập huấn ký số", "training", DAY, binh_minh, people=60, task=task)
    done(hoa_sen, "Tập huấn an toàn", people=30, task=task)
    done(hoa_sen, "Chưa xác nhận", people=99, task=task, status="recorded")
    done(hoa_sen, "Việc khác", people=99)
    done(hoa_sen, "Quý sau", day=date(2026, 8, 1), people=5, task=task)
    return plan


def test_what_was_confirmed_in_the_period_is_proposed_by_kind(plan):
    assert plan_lines(plan, quarter(2026, 2)) == [LINE]
    assert plan_lines(plan, quarter(2026, 1)) == []
    assert plan_lines(plan, calendar_year(2026))[0].startswith("Tập huấn, bồi dưỡng: 3 hoạt động")


def test_queries_do_not_grow_with_kinds(plan, hoa_sen):
    with CaptureQueriesContext(connection) as one:
        plan_lines(plan, calendar_year(2026))
    for key in ("stem", "seminar", "model"):
        done(hoa_sen, key, key, task=plan.tasks.get())
    with CaptureQueriesContext(connection) as four:
        assert len(plan_lines(plan, calendar_year(2026))) == 4

    assert len(four) == len(one)


def test_a_movement_tells_everything_since_its_first_day(so, plan, hoa_sen):
    movement = make_movement(so, starts_on=date(2026, 1, 1))
    plan.movements.add(movement)
    done(hoa_sen, "Phát động", "launching", movement=movement)
    done(hoa_sen, "Trước ngày phát động", "launching", date(2025, 5, 1), movement=movement)

    said = movement_lines(movement)

    assert [line.split(":")[0] for line in said] == ["Tập huấn, bồi dưỡng", "Phát động phong trào"]
    assert "1 hoạt động của 1 đơn vị" in said[1]


def test_a_task_of_another_plan_is_told_there_and_one_made_from_ours_here(so, plan, hoa_sen):
    movement, other = make_movement(so, starts_on=date(2026, 1, 1)), make_plan(so)
    for one in (plan, other):
        one.movements.add(movement)
    school = make_task(make_plan(hoa_sen), "Của trường")
    school.derived_from = plan.tasks.get()
    school.save()
    done(hoa_sen, "Việc của trường", "stem", task=school)
    done(hoa_sen, "Của kế hoạch kia", "seminar", task=make_task(other, "Khác"), movement=movement)
    done(hoa_sen, "Phát động", "launching", movement=movement)

    def said(of, **more):
        return {line.split(":")[0] for line in plan_lines(of, quarter(2026, 2), **more)}

    names = {key: kind(key).name for key in ("stem", "seminar", "launching", "training")}
    assert said(plan) == {names["training"], names["stem"], names["launching"]}
    assert said(other) == {names["seminar"], names["launching"]}
    assert said(plan, movement=movement) == {names["launching"]}


def test_lines_are_frozen_with_the_paper(plan, an):
    made = make_plan_report(plan, calendar_year(2026), Letter(), by=an, activities=[LINE])
    frozen = PlanFacts.from_json(made.paper.facts)

    assert frozen.activities == (LINE,)
    assert result_sentences(frozen)[-1] == LINE
    old = plan_facts(plan, calendar_year(2026)).to_json()
    del old["activities"]
    assert PlanFacts.from_json(old).activities == ()


def said_of(**more):
    letter = {"symbol": "BC-SGDĐT", "place": "Sông Ngân", "position": "Giám đốc", "signer": "Mẫu", "filing": "VT"}  # fmt: skip
    return (
        letter
        | {"period": containing(timezone.localdate(), PeriodKind.MONTH).key, "movement": ""}
        | more
    )


@pytest.mark.django_db(transaction=True)
def test_the_writer_takes_changes_or_drops_what_is_proposed(plan, hoa_sen, an, client):
    client.force_login(an)
    url = reverse("reports:plan_report_new", args=[plan.pk])

    month = containing(timezone.localdate(), PeriodKind.MONTH)
    done(hoa_sen, "Tập huấn tháng này", day=month.start, people=7, task=plan.tasks.get())

    shown = client.get(url).context["form"].initial["activities"]
    assert shown == "\n".join(plan_lines(plan, calendar_year(month.start.year)))
    anew = client.post(url, said_of(de_xuat="1", activities="Cũ", period=month.key))
    assert anew.context["form"].initial["activities"] == "\n".join(plan_lines(plan, month))
    assert "1 hoạt động" in anew.context["form"].initial["activities"]
    assert not PlanReport.objects.exists()
    client.post(url, said_of(activities="Một ý của tôi.\n\n Ý hai. "))
    client.post(url, said_of(activities=""))
    run_jobs()

    kept = [one.paper.facts["activities"] for one in PlanReport.objects.order_by("pk")]
    assert kept == [["Một ý của tôi.", "Ý hai."], []]


@pytest.mark.django_db(transaction=True)
def test_lines_of_the_year_are_not_said_of_a_quarter(plan, an, client):
    client.force_login(an)
    url = reverse("reports:plan_report_new", args=[plan.pk])
    form = client.get(url).context["form"]
    told = {name: form.initial[name] for name in ("activities", "proposed_for")}
    month = said_of()["period"]

    refused = client.post(url, said_of(**told | {"activities": "Dòng của năm"}))
    assert "của kỳ hoặc phong trào khác" in refused.content.decode()
    assert not PlanReport.objects.exists()
    form = refused.context["form"]
    again = form["proposed_for"].value()
    assert (again, form["activities"].value()) == (f"{month}:", "Dòng của năm")
    client.post(url, said_of(activities="Dòng đã sửa", proposed_for=again))

    assert PlanReport.objects.get().paper.facts["activities"] == ["Dòng đã sửa"]


@pytest.mark.django_db(transaction=True)
def test_so_does_the_writer_of_a_movement(so, plan, hoa_sen, an, client):
    movement = make_movement(so, starts_on=date(2026, 1, 1), launched_on=date(2026, 1, 1))
    done(hoa_sen, "Phát động", "launching", movement=movement)
    client.force_login(an)
    url = reverse("reports:movement_report_new", args=[movement.pk])

    assert "Phát động phong trào: 1 hoạt động" in client.get(url).content.decode()
    client.post(url, said_of(activities="Đã phát động ở các trường."))
    run_jobs()

    assert MovementReport.objects.get().paper.facts["activities"] == ["Đã phát động ở các trường."]
