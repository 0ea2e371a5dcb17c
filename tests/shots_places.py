"""Addresses of what the pictures show, in the database of the running server.

What the demo does not have is made through the services; the server's own worker does the jobs.
"""

import os
import time
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import django
from django.apps import apps
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from tests.shots_assessments import assessment_places
from tests.shots_awards import award_places
from tests.shots_councils import council_places, initiative_places
from tests.shots_doing import doing_places
from tests.shots_indicators import indicator_places
from tests.shots_library import library_places
from tests.shots_literacy import literacy_places
from tests.shots_nominations import nomination_places
from tests.shots_recognition import recognition_places
from tests.shots_totals import total_places

PATIENCE = 120


def find_places() -> dict[str, str]:
    """Name of the place → its address."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phongtrao.config.settings")
    if not apps.ready:
        django.setup()
    # Models can be imported only now: app ready.
    from phongtrao.accounts.models import User  # noqa: PLC0415
    from phongtrao.orgs.models import Grant  # noqa: PLC0415
    from phongtrao.plans.models import Assignment, ProgressReport  # noqa: PLC0415

    people = {user.username: user for user in User.objects.exclude(username__startswith="nv")}
    unit = {
        grant.user.username: grant.unit
        for grant in Grant.objects.filter(user__in=people.values()).select_related("user", "unit")
    }
    school = unit["daumoi"]
    returned = ProgressReport.objects.filter(assignment__unit=school, status="returned")[0]
    submitted = ProgressReport.objects.filter(assignment__unit=school, status="submitted")[0]
    waiting = Assignment.objects.filter(unit=school, status="sent").order_by("due_on")[0]
    plan = returned.assignment.task.plan
    return (
        _plan(plan)
        | _changes(unit["hieutruong"])
        | _own_plan(plan, school)
        | _intake(people["vanphong"], unit["vanphong"])
        | _papers(plan, people["vanphong"])
        | _outgoing(people["giamdoc"])
        | _circulation(school)
        | _kinds(unit["vanphong"])
        | _imports(people["quantri"], unit["quantri"])
        | _requests()
        | _reorganisations(school)
        | _work(returned, submitted, waiting)
        | _units(school, unit["xa"])
        | _rights(plan, people["xa"])
        | _personnel()
        | _split_work(school)
        | council_places(people["vanphong"], people["hieutruong"])
        | initiative_places(people["vanphong"], people["giaovien"])
        | recognition_places()
        | library_places(unit["hieutruong"])
        | _measuring(people["giaovien"])
        | doing_places()
        | award_places()
        | nomination_places(people["vanphong"])
    )


def _measuring(teacher: Any) -> dict[str, str]:
    measured = indicator_places() | total_places() | assessment_places()
    return measured | literacy_places(teacher)


def _work(returned: Any, submitted: Any, waiting: Any) -> dict[str, str]:
    movement = returned.assignment.task.plan.movements.order_by("pk")[0]
    return {
        "task": reverse("plans:task", args=[returned.assignment.task_id]),
        "movement": reverse("plans:movement", args=[movement.pk]),
        "movement units": reverse("plans:movement_units", args=[movement.pk]),
        "submitted": reverse("plans:report", args=[submitted.pk]),
        "assignment": reverse("plans:assignment", args=[waiting.pk]),
        "report form": reverse("plans:edit_report", args=[returned.pk]),
    }


def _units(school: Any, commune: Any) -> dict[str, str]:
    return {
        "unit work": reverse("plans:unit_work", args=[school.pk]),
        "columns": reverse("plans:work_board", args=[school.pk]),
        "week": reverse("portal:unit_week", args=[school.pk]),
        "evidence": reverse("documents:evidence_list", args=[school.pk]),
        "below": reverse("plans:units_work", args=[commune.pk]),
        "grants": reverse("orgs:unit_grants", args=[school.pk]),
        "staff": reverse("orgs:unit_people", args=[school.pk]),
        "ratings": reverse("orgs:unit_ratings", args=[school.pk]),
        "rating sheet": reverse("orgs:rating_sheet", args=[school.pk]),
        "numbers": reverse("orgs:unit_numbers", args=[school.pk]),
    }


def _rights(plan: Any, asked: Any) -> dict[str, str]:
    return {
        "who sees": reverse("portal:who_sees", args=["ke-hoach", plan.pk]),
        "why sees": reverse("portal:why_sees", args=["ke-hoach", plan.pk, asked.pk]),
    }


def _circulation(school: Any) -> dict[str, str]:
    from phongtrao.documents.models import Incoming  # noqa: PLC0415

    sent = Incoming.objects.filter(unit=school).exclude(document=None).order_by("pk")[0]
    handed = Incoming.objects.filter(unit=school, status="handed").order_by("pk")[0]
    return {
        "sending": reverse("documents:distribute", args=[sent.document_id]),
        "deliveries": reverse("documents:deliveries", args=[sent.document_id]),
        "incoming": reverse("documents:incoming_list", args=[school.pk]),
        "handed": reverse("documents:incoming", args=[handed.pk]),
        "orders": reverse("plans:incoming_tasks", args=[handed.pk]),
    }


def _personnel() -> dict[str, str]:
    """The question before somebody's discipline is shown."""
    from phongtrao.orgs.models import Discipline  # noqa: PLC0415 -- app ready

    person = Discipline.objects.exclude(person=None).order_by("pk")[0].person_id
    return {"discipline": reverse("orgs:person_discipline", args=[person])}


def _split_work(school: Any) -> dict[str, str]:
    """The school's own task with its parts, and the form that splits it."""
    from phongtrao.plans.models import HandOver  # noqa: PLC0415 -- app ready

    own = HandOver.objects.filter(assignment__task__local_to=school).order_by("pk")[0]
    return {
        "own task": reverse("plans:assignment", args=[own.assignment_id]),
        "splitting": reverse("plans:split_work", args=[own.assignment_id]),
    }


def _requests() -> dict[str, str]:
    from phongtrao.reports.models import ReportRequest  # noqa: PLC0415

    closed, sent = ReportRequest.objects.order_by("due_on")[:2]
    answer = sent.answers.order_by("pk")[0]
    given = sent.answers.exclude(writer=None)[0]
    return {
        "requests": reverse("reports:request_list"),
        "request": reverse("reports:request", args=[sent.pk]),
        "request totals": reverse("reports:request_totals", args=[closed.pk]),
        "request answer": reverse("reports:answer", args=[answer.pk]),
        "given answer": reverse("reports:answer", args=[given.pk]),
        "put off": reverse("reports:request_put_off", args=[sent.pk]),
    }


def _plan(plan: Any) -> dict[str, str]:
    return {
        "plan": reverse("plans:plan", args=[plan.pk]),
        "board": reverse("plans:board", args=[plan.pk]),
        "own plans": reverse("plans:own_plans", args=[plan.pk]),
        "coverage": reverse("plans:coverage", args=[plan.pk]),
        "coverage units": reverse("plans:coverage_units", args=[plan.pk]),
        "cascade": _cascade(plan),
        "document": reverse("documents:document", args=[plan.document_id]),
        "plan report": reverse("reports:plan_report", args=[plan.pk]),
        "history": reverse("audit:history", args=["plans.plan", plan.pk]),
    }


def _changes(answering: Any) -> dict[str, str]:
    """Of the demo: an amendment being paired, one in effect, and what it changed for a school."""
    from phongtrao.plans.models import ChangeAnswer, Plan  # noqa: PLC0415 -- app ready

    draft = Plan.objects.filter(status="draft", amends__isnull=False).order_by("pk")[0]
    answer = ChangeAnswer.objects.filter(unit=answering).order_by("pk")[0]
    return {
        "changes": reverse("plans:plan_changes", args=[draft.pk]),
        "versions": reverse("plans:plan_versions", args=[answer.amendment.amends_id]),
        "change answers": reverse("plans:change_answers", args=[answer.amendment_id]),
        "unit changes": reverse("plans:unit_changes", args=[answer.pk]),
    }


def _own_plan(plan: Any, school: Any) -> dict[str, str]:
    """The school's draft under the plan, and two tasks of the plan held against each other."""
    own = type(plan).objects.filter(parent=plan, owner=school).order_by("pk")[0]
    goes, stays = plan.tasks.filter(local_to=None).order_by("position")[:2]
    return {
        "own plan": reverse("plans:plan", args=[own.pk]),
        "own plan paper": reverse("plans:plan_paper", args=[own.pk]),
        "origins": reverse("plans:origins", args=[own.pk]),
        "merging": reverse("plans:task_merge", args=[goes.pk]) + f"?vao={stays.pk}",
    }


def _outgoing(leader: Any) -> dict[str, str]:
    """Of the demo: a draft with opinions, what waits for the director, the book with a gap."""
    from phongtrao.documents.models import (  # noqa: PLC0415 -- app ready
        FinishedFile,
        NumberBook,
        OfficialDocument,
    )
    from phongtrao.documents.queries import to_sign  # noqa: PLC0415 -- app ready

    draft = OfficialDocument.objects.filter(opinions__isnull=False).order_by("pk")[0]
    mended = to_sign(leader).filter(version__version__gt=1)[0]
    book = NumberBook.objects.filter(unit=draft.issuer).order_by("pk")[0]
    finished = FinishedFile.objects.order_by("pk")[0].approval.document_id
    return {
        "outgoing": reverse("documents:outgoing", args=[draft.pk]),
        "drafts compared": reverse("documents:compare_drafts", args=[draft.pk]),
        "approval": reverse("documents:approval", args=[mended.pk]),
        "book": reverse("documents:book", args=[book.pk]),
        "finished file": reverse("documents:finished_file", args=[finished]),
    }


def _cascade(plan: Any) -> str:
    """The preview of a plan that nobody has been given yet, as far as there is one."""
    plans = type(plan).objects.filter(owner=plan.owner, status="published", tasks__isnull=False)
    fresh = plans.exclude(tasks__assignments__isnull=False).order_by("pk").first() or plan
    tasks = fresh.tasks.filter(local_to=None).order_by("position").values_list("pk", flat=True)
    ticked = [("tasks", pk) for pk in tasks[:4]]
    query = [*ticked, ("line", fresh.line), ("kinds", "school"), ("levels", "lower"), ("xem", "1")]
    return reverse("plans:issue", args=[fresh.pk]) + f"?{urlencode(query)}"


def _intake(office: Any, department: Any) -> dict[str, str]:
    """One of the source-like plans, read by the worker and waiting to be reviewed."""
    from phongtrao.demo.packs import read_packs  # noqa: PLC0415 -- app ready
    from phongtrao.demo.paper import plan_docx  # noqa: PLC0415 -- app ready
    from phongtrao.plans.services.intake import take_in  # noqa: PLC0415 -- app ready

    pack = next(pack for pack in read_packs() if pack.key == "004")
    upload = ContentFile(plan_docx(pack) + b"", "ke-hoach-chuyen-doi-so.docx")
    intake = take_in(upload, department, by=office).intake
    if intake.status == "published":  # the very file of the demo: put something else in its place
        intake = take_in(_other_paper(), department, by=office).intake
    _wait(intake, "reading")
    url = reverse("plans:intake", args=[intake.pk])
    reviewed = take_in(_other_paper(), department, by=office).intake
    _wait(reviewed, "reading")
    reviewed.facts.update(state="confirmed")
    return {
        "intake": url,
        "intake tasks": f"{url}?muc=tasks",
        "text defects": reverse("plans:intake_defects", args=[intake.pk]),
        "intake sure": f"{url}nhan-muc-chac/",
        "publishing": reverse("plans:intake_publish", args=[reviewed.pk]),
    }


def _other_paper() -> ContentFile:
    from tests.e2e.paper import plan_docx  # noqa: PLC0415 -- app ready

    return ContentFile(plan_docx(), "ke-hoach.docx")


def _papers(plan: Any, office: Any) -> dict[str, str]:
    from phongtrao.lib.periods import PeriodKind, containing  # noqa: PLC0415 -- app ready
    from phongtrao.reports.facts import Letter  # noqa: PLC0415 -- app ready
    from phongtrao.reports.services import make_plan_report  # noqa: PLC0415 -- app ready

    quarter = containing(timezone.localdate(), PeriodKind.QUARTER)
    letter = Letter("BC-SGDĐT", "Sông Ngân", "", "Giám đốc", "Phạm Quang Dũng", ("UBND tỉnh",))
    make_plan_report(plan, quarter, replace(letter, signer=""), by=office)
    report = make_plan_report(plan, quarter, letter, by=office)
    _wait(report.paper, "rendering")
    return {
        "consolidated": reverse("reports:report", args=[report.pk]),
        "comparison": reverse("reports:compare", args=[report.pk]),
        "paper": reverse("documents:paper", args=[report.paper_id]),
    }


def _wait(row: Any, status: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while row.status == status:
        if time.monotonic() > deadline:
            raise SystemExit(f"{row}: still {status} after {PATIENCE} s.")
        time.sleep(0.3)
        row.refresh_from_db()


def _imports(officer: Any, office: Any) -> dict[str, str]:
    """A list of people with mistakes, checked by the server's worker."""
    from phongtrao.orgs.imports import services, templates  # noqa: PLC0415
    from phongtrao.orgs.models import Import  # noqa: PLC0415

    content = templates.sample_workbook(Import.Kind.PEOPLE)
    upload = services.Upload("can-bo.xlsx", content)
    act = services.start_import(upload, Import.Kind.PEOPLE, office, by=officer)
    services.choose_columns(act, services.propose(act), by=officer)
    _wait(act, Import.Status.CHECKING)
    return {
        "import columns": reverse("orgs:import_columns", args=[act.pk]),
        "import preview": reverse("orgs:import", args=[act.pk]),
    }


def _kinds(department: Any) -> dict[str, str]:
    """A cluster, a type of units, and which rooms look after whom."""
    from phongtrao.orgs.models import Cluster, UnitType  # noqa: PLC0415

    cluster = Cluster.objects.filter(owner=department).order_by("pk")[0]
    return {
        "cluster": reverse("orgs:cluster", args=[cluster.pk]),
        "cluster members": reverse("orgs:cluster_seats", args=[cluster.pk, cluster.this_year]),
        "unit type": reverse("orgs:type_edit", args=[UnitType.objects.get(code="PTDTNT").pk]),
        "charges": reverse("orgs:charges", args=[department.pk]),
    }


def _reorganisations(school: Any) -> dict[str, str]:
    """The merger of the demo, its planned act, and a split of the school in its steps."""
    from phongtrao.orgs.models import PlannedAct, Reorganisation  # noqa: PLC0415 -- as above

    act = Reorganisation.objects.filter(undone_at=None).order_by("on")[0]
    said = {
        "unit": school.code,
        "parts": f"{school} cơ sở 1\n{school} cơ sở 2",
        "ends": "on",
        "on": f"{timezone.localdate():%d/%m/%Y}",
        "decision": "215/QĐ-UBND",
    }
    new = reverse("orgs:reorganisation_new", args=["chia-tach"])
    stages = ("chon", "quyet-dinh", "phan-chia", "xem")
    return {
        "past": reverse("orgs:unit", args=[school.pk]),
        "past work": reverse("plans:past_work", args=[school.pk]),
        "act": reverse("orgs:reorganisation", args=[act.pk]),
        "act print": reverse("orgs:reorganisation_print", args=[act.pk]),
        "planned act": reverse("orgs:planned_act", args=[PlannedAct.objects.all()[0].pk]),
        **{f"split {stage}": f"{new}?{urlencode({**said, 'buoc': stage})}" for stage in stages},
    }
