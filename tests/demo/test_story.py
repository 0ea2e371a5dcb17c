"""The demo's plans, and what became of them."""

import json
import os
import re
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from docx import Document

from phongtrao.audit.services import verify_chain
from phongtrao.councils.models import Council
from phongtrao.demo.packs import FOLDER, read_packs
from phongtrao.demo.paper import plan_docx
from phongtrao.documents.models import Citation, Evidence, OfficialDocument
from phongtrao.plans.intake.socket import waiting_facts
from phongtrao.plans.models import Assignment, Intake, Movement, Phase, Plan, ProgressReport, Task
from phongtrao.plans.queries.coverage import unrooted_tasks
from phongtrao.plans.queries.own_plans import OwnPlan, call_of, units_at_work, with_own_plan
from phongtrao.plans.queries.status import with_progress
from phongtrao.reports.models import RequestAnswer
from phongtrao.reports.queries import papers_waiting

pytestmark = pytest.mark.django_db

GOLD = Path(__file__).resolve().parents[3] / "shared" / "plans" / "gold"


def test_five_plans_with_their_movements_phases_and_citations(demo):
    # S0-01 S0-02 S0-16 S0-17 S0-18 S1-01 S1-49 S1-50 S2-01 S3-01 S4-01
    movements = {
        plan.pk: plan.movements.count()
        for plan in Plan.objects.exclude(status=Plan.Status.DRAFT).order_by("pk")
    }

    assert list(movements.values())[:6] == [1, 2, 1, 2, 1, 1]
    assert [str(day) for day in Phase.objects.order_by("pk").values_list("review_on", flat=True)][
        :3
    ] == [
        "None",
        "2027-05-18",
        "None",
    ]
    assert Citation.objects.filter(role=Citation.Role.BASIS).count() == 13
    assert OfficialDocument.objects.get(number="206/KH-UBND").issuer_name
    running = Movement.objects.filter(status=Movement.Status.RUNNING, owner=demo.department)
    assert running.count() == 2


def test_movements_stand_under_the_province_and_are_answered_by_units(demo):
    # S0-01 S0-16 S1-82
    top = Movement.objects.get(owner__kind="province")
    answered = Movement.objects.filter(parent__owner=demo.department)
    owners = set(answered.values_list("owner", flat=True))

    assert top.launched_by.number == "206/KH-UBND"
    assert [child.owner for child in top.children.all()] == [demo.department]
    assert {demo.places["upper"].pk, demo.places["commune"].pk} <= owners
    assert demo.places["lower"].pk not in owners


def test_next_years_plan_is_written_here_and_printed_twice(demo):  # S0-53
    plan = Plan.objects.get(owner=demo.department, status=Plan.Status.DRAFT, outline__gt="")

    assert plan.paper.document.versions.count() == 2
    assert plan.tasks.count() == len(plan.paper.facts["tasks"])


def test_every_state_of_work_and_of_reports_is_there(demo):
    states = set(with_progress(Assignment.objects.all()).values_list("state", flat=True))

    # Its schools merged before the plans were written: nothing was joined to an heir's.
    assert states == set(Assignment.Progress.values) - {"joined"}
    answers = set(Assignment.objects.values_list("status", flat=True))
    assert answers == set(Assignment.Status.values) - {"joined"}
    assert {"submitted", "returned", "accepted"} <= set(
        ProgressReport.objects.values_list("status", flat=True)
    )


def test_a_commune_carries_on_what_the_department_planned(demo):
    # S4-01 S4-03 S0-09 S2-03
    plan = Plan.objects.get(owner=demo.places["commune"])
    derived = Task.objects.filter(plan=plan).order_by("position")

    assert [task.derived_from.ordinal for task in derived] == ["I.1", "II.1", "VII.1"]
    assert plan.parent == derived[0].derived_from.plan
    assert {row.unit.kind for row in Assignment.objects.filter(task__in=derived)} == {"school"}
    assert Task.objects.get(local_to=demo.places["lower"]).plan == plan.parent


def test_a_report_waits_for_the_director(demo):
    [report] = papers_waiting(demo.people["giamdoc"])

    assert (report.paper.status, report.paper.version) == ("draft", 1)


def test_what_upper_apps_will_own_waits_confirmed(demo):
    # S3-36 to S3-41: criteria; S3-20 to S3-27: agenda of eight rows; indicators were adopted
    assert waiting_facts("indicators").count() == 0
    assert waiting_facts("agenda").count() == 8
    assert waiting_facts("criteria").count() == 31


def test_next_years_plan_waits_for_review(demo):
    intake = Intake.objects.get(status=Intake.Status.REVIEW)

    assert intake.facts.filter(section="tasks").count() == 14
    assert intake.facts.filter(state="pending").exists()


def test_yearly_report_is_due_before_15_december(demo):
    # S1-86
    task = Task.objects.get(ordinal="IV.3.c")

    assert (task.timing, task.timing_value) == (Task.Timing.YEARLY, "--12-15")


def test_history_of_the_demo_is_sealed(demo):
    report = verify_chain()

    assert (report.is_whole, report.unsealed) == (True, 0)


def test_demo_plays_in_no_real_place_and_numbers_its_papers(demo):
    # The letterhead stands in a table; the rest of the paper in paragraphs.
    papers = [Document(BytesIO(plan_docx(pack))) for pack in read_packs()]
    heads = [paper.tables[0].rows[0].cells[0].text.splitlines()[-1] for paper in papers]
    words = json.dumps([pack.data for pack in read_packs()], ensure_ascii=False)

    assert heads == [f"Số: {pack.number}" for pack in read_packs()]
    assert re.findall("hải phòng|cát hải|thành ủy", words.lower()) == []


def test_every_evidence_of_the_demo_has_a_title_of_its_own(demo):
    titles = list(Evidence.objects.values_list("title", flat=True))

    assert len(titles) == len(set(titles)) >= 6


def test_nobody_of_the_source_plans_is_in_the_packs():
    if not GOLD.is_dir():
        assert os.getenv("CI") != "true", "../shared/plans is missing"
        pytest.skip("../shared/plans is not there")
    people, phones = set(), set()
    for path in GOLD.glob("*.json"):
        gold = json.loads(path.read_text(encoding="utf-8"))
        people.add(gold["document"]["signer_name"])
        people |= {contact["person"] for contact in gold["contacts"]}
        phones |= {contact["phone"] for contact in gold["contacts"]}
    packs = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.yaml"))

    assert [name for name in people - {None} if name in packs] == []
    assert [phone for phone in phones - {None} if phone in re.sub(r"\D", "", packs)] == []


def test_every_pack_names_its_document_and_its_days():
    faults = [
        pack.key
        for pack in read_packs()
        if not (
            pack.title and pack.document.get("signer") and pack.days("starts_on") and pack.waiting
        )
    ]

    assert faults == []


def test_no_answer_is_dated_before_its_request(demo):  # S1-86, S2-23
    for answer in RequestAnswer.objects.select_related("request"):
        request = answer.request
        sent = timezone.localdate(request.sent_at)
        assert sent < request.due_on <= answer.due_on
        for moment in (answer.submitted_at, answer.reviewed_at):
            assert moment is None or request.sent_at < moment <= timezone.now()
    waiting = RequestAnswer.objects.owed()
    assert waiting.filter(due_on__lt=timezone.localdate()).count() >= 3
    assert waiting.exclude(writer=None).get().unit == demo.places["lower"]


def test_units_have_issued_are_writing_and_are_late_with_their_own_plans(demo):
    # S0-53 S1-82 S2-04
    above = Plan.objects.get(own_plan_call__isnull=False)
    rows = with_own_plan(units_at_work(above), above, call_of(above), timezone.localdate())

    assert set(rows.values_list("state", flat=True)) == {OwnPlan.ISSUED, OwnPlan.LATE}
    assert rows.exclude(own_number="").filter(own_number__contains="/KH-").count() > 3
    own = Plan.objects.get(owner=demo.places["lower"], parent=above)
    assert own.status == Plan.Status.DRAFT
    assert [one.proposed is not None for one in unrooted_tasks(own, above)] == [True]


def test_a_council_of_seven_works_by_its_founding_decision(demo):
    # S0-29
    council = Council.objects.get()

    assert (council.status, str(council.composition)) == ("active", "Hội đồng sáng kiến")
    assert council.decision.number == "2815/QĐ-SGDĐT"
    assert sorted(council.members.values_list("role", flat=True)) == [
        "chair",
        "member",
        "member",
        "reviewer",
        "reviewer",
        "secretary",
        "vice",
    ]
