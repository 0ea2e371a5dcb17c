"""The demo province with an example of everything an address may name.

``build_world()`` adds to the demo, through the services, what it lacks: a draft beside the
published, a stranger beside one's own; tests ask for it by the fixture ``world`` (tests/standing.py).
What is called “foreign” belongs to another Sở of the same province, whose only user nobody of the demo
has ever met.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.files.base import ContentFile
from django.utils import timezone

from phongtrao.accounts.models import Role, User
from phongtrao.audit.models import Entry, Verification
from phongtrao.audit.services import check_chain
from phongtrao.demo.load import Province
from phongtrao.demo.paper import note_docx
from phongtrao.demo.signins import PARTS
from phongtrao.documents.models import (
    Citation,
    Evidence,
)
from phongtrao.documents.services import (
    DocumentData,
    add_evidence,
    approve_paper,
    cite,
    find_or_register_cited,
    register_document,
    store_bytes,
)
from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.notifications.models import Mail, Notice
from phongtrao.notifications.services import compose_digest, notify
from phongtrao.orgs.models import Line, Unit
from phongtrao.plans.models import Assignment, Movement, Plan, ProgressReport
from phongtrao.plans.services.assignments import LocalTask, add_local_task
from phongtrao.plans.services.cascade import Issue, issue_tasks
from phongtrao.plans.services.movements import create_movement, move_movement
from phongtrao.plans.services.plans import close_plan, draft_plan, publish_plan
from phongtrao.plans.services.reports import start_report
from phongtrao.plans.services.targets import add_target
from phongtrao.plans.services.tasks import TaskDraft, add_task
from phongtrao.reports.facts import Letter
from phongtrao.reports.services import make_plan_report
from tests.documents.jobs import run_jobs
from tests.factories import give, make_unit, make_user
from tests.world_activities import SUBJECTS as ACTIVITIES
from tests.world_activities import fill_activities
from tests.world_assessments import SUBJECTS as ASSESSMENTS
from tests.world_assessments import fill_assessments
from tests.world_award_decisions import SUBJECTS as AWARD_DECISIONS
from tests.world_award_decisions import fill_award_decisions
from tests.world_awards import SUBJECTS as AWARDS
from tests.world_awards import fill_awards
from tests.world_changes import SUBJECTS as CHANGES
from tests.world_changes import fill_changes
from tests.world_circulation import SUBJECTS as CIRCULATION
from tests.world_circulation import fill_circulation
from tests.world_councils import SUBJECTS as COUNCILS
from tests.world_councils import fill_councils
from tests.world_imports import SUBJECTS as IMPORTS
from tests.world_imports import fill_imports
from tests.world_indicators import SUBJECTS as INDICATORS
from tests.world_indicators import fill_indicators
from tests.world_initiatives import SUBJECTS as INITIATIVES
from tests.world_initiatives import fill_initiatives, fill_judged
from tests.world_inside import SUBJECTS as INSIDE
from tests.world_inside import fill_inside
from tests.world_inspections import SUBJECTS as INSPECTIONS
from tests.world_inspections import fill_inspections
from tests.world_intakes import fill_intakes
from tests.world_kinds import SUBJECTS as KINDS
from tests.world_kinds import fill_kinds
from tests.world_literacy import SUBJECTS as LITERACY
from tests.world_literacy import fill_literacy
from tests.world_nominations import SUBJECTS as NOMINATIONS
from tests.world_nominations import fill_nominations
from tests.world_outgoing import fill_outgoing
from tests.world_papers import SUBJECTS as PAPERS
from tests.world_papers import fill_papers
from tests.world_recognition import SUBJECTS as RECOGNITION
from tests.world_recognition import fill_recognition
from tests.world_registrations import SUBJECTS as REGISTRATIONS
from tests.world_registrations import fill_registrations
from tests.world_requests import SUBJECTS as REQUESTS
from tests.world_requests import fill_requests
from tests.world_research import SUBJECTS as RESEARCH
from tests.world_research import fill_research
from tests.world_scoring import SUBJECTS as SCORING
from tests.world_scoring import fill_scoring
from tests.world_screening import SUBJECTS as SCREENING
from tests.world_screening import fill_screening
from tests.world_similarity import SUBJECTS as SIMILARITY
from tests.world_similarity import fill_similarity
from tests.world_sittings import SUBJECTS as SITTINGS
from tests.world_sittings import fill_sittings
from tests.world_totals import SUBJECTS as TOTALS
from tests.world_totals import fill_totals
from tests.world_units import SUBJECTS as UNITS
from tests.world_units import fill_units

SIGN_INS = tuple(part.username for part in PARTS)  # of the demo
# Roles the demo has no sign-in for.
INVENTED = {"hoidong": Role.COUNCIL, "thamdinh": Role.APPRAISER}
R = ProgressReport.Status


@dataclass(slots=True)
class World:
    """``samples``: noun → label → what stands in the address: an id, a key, or several parts, of which
    the last may be a query.
    """

    people: dict[str, User]
    places: dict[str, Unit]
    samples: dict[str, dict[str, Any]]
    stranger: User


def build_world(province: Province) -> World:
    stranger = make_user("Cao Bá Ngoại", "ngoai")
    foreign = make_unit(
        "Sở Khoa học và Công nghệ Sông Ngân",
        Unit.Kind.DEPARTMENT,
        admin=Unit.objects.get(kind=Unit.Kind.PROVINCE),
    )
    give(stranger, Role.OFFICE, foreign, Line.PROF)
    places = dict(province.places) | {"other": _other_school(province), "foreign": foreign}
    world = World(province.people | _invented(province), places, {}, stranger)
    fill_units(world)
    fill_kinds(world)
    for fill in (_movements, _plans, _work, _reports, _documents):
        fill(world)
    fill_outgoing(world)
    fill_inside(world)
    fill_changes(world)
    fill_imports(world)
    fill_circulation(world)
    fill_requests(world)
    fill_assessments(world)
    fill_initiatives(world)
    fill_papers(world)
    fill_recognition(world)
    fill_councils(world)
    fill_sittings(world)
    fill_scoring(world)
    fill_judged(world)
    fill_similarity(world)
    fill_totals(world)
    fill_indicators(world)
    fill_literacy(world)
    fill_activities(world)
    fill_inspections(world)
    fill_research(world)
    fill_awards(world)
    fill_registrations(world)
    fill_nominations(world)
    fill_screening(world)
    fill_award_decisions(world)
    for fill in (_evidence, _papers, fill_intakes, _notices, _histories):
        fill(world)
    return world


def _invented(province: Province) -> dict[str, User]:
    people = {name: make_user(f"{role.label} Thử", name) for name, role in INVENTED.items()}
    for name, user in people.items():
        give(user, INVENTED[name], province.department, Line.PROF)
    return people


def _other_school(province: Province) -> Unit:
    """A school outside the commune of the demo's people, with reports in every state."""
    commune = province.places["commune"]
    schools = Unit.objects.filter(kind=Unit.Kind.SCHOOL).exclude(level=Unit.Level.UPPER)
    for state in (R.SUBMITTED, R.RETURNED, R.ACCEPTED):
        schools = schools.filter(assignments__reports__status=state)
    return schools.exclude(admin_path__startswith=commune.admin_path).order_by("pk").distinct()[0]


# ------------------------------------------------------------------ what the office keeps


def _movements(world: World) -> None:
    office, department = world.people["vanphong"], world.places["department"]
    running = Movement.objects.filter(status=Movement.Status.RUNNING).order_by("pk")[0]
    draft = _movement("Phong trào đang soạn", department, office)
    foreign = _movement("Phong trào của Sở khác", world.places["foreign"], world.stranger)
    move_movement(foreign, Movement.Status.LAUNCHED, by=world.stranger)
    world.samples["movement"] = {"running": running.pk, "draft": draft.pk, "foreign": foreign.pk}


def _movement(title: str, owner: Unit, by: User) -> Movement:
    movement = Movement(title=title, owner=owner, starts_on=date(2026, 1, 1))
    return create_movement(movement, "Nội dung một\n- Nội dung hai", by=by)


def _plans(world: World) -> None:
    office, department = world.people["vanphong"], world.places["department"]
    issued = Assignment.objects.filter(unit=world.places["lower"]).order_by("task__plan__title")
    at_work = issued.select_related("task__plan").last().task.plan
    unissued = Plan.objects.exclude(tasks__assignments__isnull=False).order_by("pk")[0]
    draft = _plan("Kế hoạch đang soạn", department, office)
    closed = _plan("Kế hoạch đã xong", department, office)
    publish_plan(closed, by=office)
    _issue(closed, world.places["lower"], office)
    close_plan(closed, by=office)
    foreign = _plan("Kế hoạch của Sở khác", world.places["foreign"], world.stranger)
    targets = ((draft, office), (foreign, world.stranger))
    made = [add_target(plan, {"name": "Chỉ tiêu", "targets": []}, by=by) for plan, by in targets]
    world.samples["target"] = {"draft": made[0].pk, "foreign": made[1].pk}
    publish_plan(foreign, by=world.stranger)
    found = {
        "at work": at_work,
        "not issued": unissued,
        "closed": closed,
        "draft": draft,
        "foreign": foreign,
        "of a unit": Plan.objects.get(
            owner=world.places["lower"], parent__own_plan_call__isnull=False
        ),
    }
    world.samples["plan"] = {label: plan.pk for label, plan in found.items()}
    world.samples["task"] = {
        label: plan.tasks.filter(local_to=None).order_by("position")[0].pk
        for label, plan in found.items()
    }


def _plan(title: str, owner: Unit, by: User) -> Plan:
    served = Movement.objects.filter(owner=owner).order_by("pk")[:1]
    plan = draft_plan(Plan(title=title, owner=owner, starts_on=date(2026, 1, 1)), served, by=by)
    add_task(plan, TaskDraft(f"Việc của {title.lower()}", leads=("Các trường",)), by=by)
    return plan


def _issue(plan: Plan, unit: Unit, by: User) -> None:
    issue_tasks(Issue(plan, list(plan.tasks.all()), [unit.pk]), by=by)


# ------------------------------------------------------------------ work at the units


def _work(world: World) -> None:
    plan = Plan.objects.get(pk=world.samples["plan"]["at work"])
    world.samples["assignment"] = {
        "own, sent": _at(world, "lower", status="sent", mode="requested"),
        "own, accepted": _at(world, "lower", status="accepted", reports=None),
        "own, proposed": _at(world, "lower", status="proposed"),
        "upper school": _at(world, "upper"),
        "commune": _at(world, "commune"),
        "other school": _at(world, "other"),
    }
    world.samples["cell"] = {
        f"of {place} school": (plan.pk, f"?{urlencode(_cell(plan, world.places[place]))}")
        for place in ("lower", "other")
    }
    local = _local(world.places["lower"], plan, world.people["daumoi"])
    stranger = make_user("Đinh Công Lạ", "la")
    give(stranger, Role.HEAD, world.places["other"])
    theirs = _local(world.places["other"], plan, stranger)
    world.people["la"] = stranger
    world.samples["assignment"] |= {"own, local": local.pk, "other, local": theirs.pk}
    world.samples["task"] |= {"own, local": local.task_id, "other, local": theirs.task_id}


def _cell(plan: Plan, unit: Unit) -> dict[str, int]:
    row = Assignment.objects.filter(task__plan=plan, unit=unit).order_by("pk")[0]
    return {"don-vi": row.unit_id, "nhiem-vu": row.task_id}


def _at(world: World, place: str, **more: Any) -> int:
    rows = Assignment.objects.filter(unit=world.places[place], task__local_to=None)
    open_rows = rows.exclude(task__plan__status=Plan.Status.CLOSED)
    return open_rows.filter(**more).order_by("pk").values_list("pk", flat=True)[0]


def _local(unit: Unit, plan: Plan, by: User) -> Assignment:
    due_on = timezone.localdate() + timedelta(days=40)
    task = LocalTask("Mở câu lạc bộ sáng tạo", "Trường có phòng thực hành mới.", due_on)
    return add_local_task(unit, plan, task, by=by)


def _reports(world: World) -> None:
    samples = world.samples["report"] = {}
    for status in (R.SUBMITTED, R.RETURNED, R.ACCEPTED):
        samples[f"own, {status}"] = _report_at(world, "lower", status=status)
        samples[f"other, {status}"] = _report_at(world, "other", status=status)
    samples["upper, submitted"] = _report_at(world, "upper", status=R.SUBMITTED)
    period = containing(timezone.localdate(), PeriodKind.QUARTER)
    for label, name, by in (("own", "own, local", "daumoi"), ("other", "other, local", "la")):
        assignment = Assignment.objects.get(pk=world.samples["assignment"][name])
        draft = start_report(assignment, period, by=world.people[by])
        samples[f"{label}, draft"] = draft.pk


def _report_at(world: World, place: str, **more: Any) -> int:
    rows = ProgressReport.objects.filter(assignment__unit=world.places[place], **more)
    return rows.order_by("pk").values_list("pk", flat=True)[0]


# ------------------------------------------------------------------ papers and proofs


def _documents(world: World) -> None:
    office, department = world.people["vanphong"], world.places["department"]
    plan = Plan.objects.select_related("document").get(pk=world.samples["plan"]["at work"])
    draft = _draft_document("Dự thảo công văn của Sở", department, office)
    foreign = _draft_document("Dự thảo của Sở khác", world.places["foreign"], world.stranger)
    known = find_or_register_cited("99/QĐ-TTg", "QD", "Thủ tướng Chính phủ", by=office)
    for source, by in ((draft, office), (foreign, world.stranger)):
        cite(source, known, Citation.Role.BASIS, by=by)
    world.samples["document"] = {
        "issued": plan.document_id,
        "cited only": known.pk,
        "draft": draft.pk,
        "foreign draft": foreign.pk,
    }
    world.samples["citation"] = {
        "of issued": plan.document.cites.order_by("pk")[0].pk,
        "of draft": draft.cites.get().pk,
        "of foreign draft": foreign.cites.get().pk,
    }
    world.samples["file"] = {
        "issued document": plan.document.file_id,
        "draft document": draft.file_id,
        "foreign draft": foreign.file_id,
    }


def _draft_document(abstract: str, issuer: Unit, by: User) -> Any:
    file = store_bytes(note_docx(abstract, "Chưa ban hành."), "du-thao.docx", by=by)
    return register_document(DocumentData("CV", abstract, issuer=issuer, file=file), by=by)


def _evidence(world: World) -> None:
    own = Evidence.objects.filter(unit=world.places["lower"]).order_by("pk")[0]
    upload = ContentFile(note_docx("Biên bản", "Của trường khác."), "bien-ban-khac.docx")
    other = add_evidence(
        world.places["other"], "Minh chứng trường khác", file=upload, by=world.people["la"]
    )
    world.samples["evidence"] = {"own": own.pk, "other": other.pk}
    world.samples["file"] |= {"own evidence": own.file_id, "other evidence": other.file_id}


LETTER = Letter("BC-SGDĐT", "Sông Ngân", "", "Giám đốc", "Phạm Quang Dũng", ("UBND tỉnh",))


def _papers(world: World) -> None:
    quarter = containing(timezone.localdate(), PeriodKind.QUARTER)
    plan = Plan.objects.get(pk=world.samples["plan"]["at work"])
    foreign = Plan.objects.get(pk=world.samples["plan"]["foreign"])
    office = world.people["vanphong"]
    approved = make_plan_report(plan, quarter, LETTER, by=office)
    draft = make_plan_report(plan, quarter, LETTER, by=office)
    theirs = make_plan_report(foreign, quarter, LETTER, by=world.stranger)
    run_jobs()
    approved.paper.refresh_from_db()
    approve_paper(approved.paper, by=world.people["giamdoc"])
    found = {"approved": approved, "draft": draft, "foreign": theirs}
    world.samples["plan report"] = {label: report.pk for label, report in found.items()}
    world.samples["paper"] = {label: report.paper_id for label, report in found.items()}
    draft.paper.refresh_from_db()
    world.samples["file"] |= {
        "paper": draft.paper.file_id,
        "template": draft.paper.template.file_id,
    }
    template = draft.paper.template.template
    world.samples["template"] = {"plan report": template.key}
    world.samples["template number"] = {"plan report": template.pk}


# ------------------------------------------------------------------ of the office alone


def _office(world: World) -> User:
    return world.people["vanphong"]


def _notices(world: World) -> None:
    focal = world.people["daumoi"]
    notify([focal], "Trường có việc mới.", key="world:1", url="/")
    compose_digest(focal, timezone.localdate())
    notice = Notice.objects.filter(to=focal).order_by("pk")[0]
    world.samples["notice"] = {"of daumoi": notice.pk}
    world.samples["mail"] = {"to daumoi": Mail.objects.get(to=focal).pk}


# what has a history: type of the subject → noun
SUBJECTS = {
    "accounts.user": "user",
    "audit.verification": "verification",
    "documents.evidence": "evidence",
    "documents.numberbook": "book",
    "documents.officialdocument": "document",
    "documents.paper": "paper",
    "documents.storedfile": "file",
    "documents.template": "template number",
    "notifications.mail": "mail",
    "plans.assignment": "assignment",
    "plans.intake": "intake",
    "plans.movement": "movement",
    "plans.plan": "plan",
    "plans.progressreport": "report",
    "plans.task": "task",
    **CHANGES,
    **CIRCULATION,
    **COUNCILS,
    **SITTINGS,
    **SCORING,
    **SIMILARITY,
    **TOTALS,
    **IMPORTS,
    **INITIATIVES,
    **INSIDE,
    **KINDS,
    **INDICATORS,
    **LITERACY,
    **ACTIVITIES,
    **INSPECTIONS,
    **AWARDS,
    **REGISTRATIONS,
    **RESEARCH,
    **NOMINATIONS,
    **SCREENING,
    **AWARD_DECISIONS,
    **PAPERS,
    **RECOGNITION,
    **ASSESSMENTS,
    **REQUESTS,
    **UNITS,
}


def _histories(world: World) -> None:
    """The history of every sample; and lines of it, for those who may search."""
    check_chain(by=None)
    world.samples["verification"] = {"of the chain": Verification.objects.get().pk}
    world.samples["history"] = {
        f"{subject}, {label}": (subject, str(pk))
        for subject, noun in SUBJECTS.items()
        for label, pk in world.samples[noun].items()
    }
    world.samples["history"]["unknown subject"] = ("plans.nothing", "1")
    world.samples["entry"] = {
        "of published plan": _line("plans.plan", world.samples["plan"]["at work"]),
        "of draft plan": _line("plans.plan", world.samples["plan"]["draft"]),
        "of foreign plan": _line("plans.plan", world.samples["plan"]["foreign"]),
    }


def _line(subject: str, pk: int) -> int:
    rows = Entry.objects.filter(subject_type=subject, subject_id=str(pk))
    return rows.order_by("pk")[0].pk
