"""The five source plans as plans of the invented Sở: documents, citations, movements, tasks.

Everything goes through the services, by the movement office, so that history and citations exist as
they would in life.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.demo.load import Province
from phongtrao.demo.packs import Pack, document_kind, outline, read_packs
from phongtrao.demo.paper import plan_docx
from phongtrao.documents.models import Citation, OfficialDocument, StoredFile
from phongtrao.documents.services import (
    DocumentData,
    cite,
    find_or_register_cited,
    register_document,
    store_bytes,
)
from phongtrao.plans.intake.rules import with_rule
from phongtrao.plans.models import Intake, IntakeFact, Movement, Plan, Task
from phongtrao.plans.services.intake import read_intake, take_in
from phongtrao.plans.services.movements import PhaseLine, create_movement, move_movement
from phongtrao.plans.services.plans import draft_plan, publish_plan
from phongtrao.plans.services.tasks import TaskDraft, add_task
from phongtrao.plans.timings import When

ROLES = {
    "basis": Citation.Role.BASIS,
    "implements": Citation.Role.IMPLEMENTS,
    "mentioned": Citation.Role.MENTIONS,
}
STEPS = {
    "launched": (Movement.Status.LAUNCHED,),
    "running": (Movement.Status.LAUNCHED, Movement.Status.RUNNING),
}
# The demo lives today: these tasks of plan 004 get dates around it, so that every state is on the board.
DAYS_AHEAD = {"II.1": 5, "II.3": -6, "II.5": 21, "IV.1": -20, "VI.1": 45}


@dataclass(frozen=True, slots=True)
class DemoPlan:
    pack: Pack
    plan: Plan


def write_plans(province: Province) -> list[DemoPlan]:
    """One after the other: a later plan may serve the movement of an earlier one."""
    office = province.people["vanphong"]
    movements: dict[str, Movement] = {}
    return [_write(pack, province, office, movements) for pack in read_packs()]


def _write(pack: Pack, province: Province, office: User, known: dict[str, Movement]) -> DemoPlan:
    file = store_bytes(plan_docx(pack), f"ke-hoach-{pack.key}.docx", by=office)
    document = _document(pack, province, office, file)
    own = [_movement(pack, row, document, office) for row in pack.rows("movements")]
    known |= {f"{pack.key}.{n}": movement for n, movement in enumerate(own, start=1)}
    movements = own or [known[key] for key in pack.serves]
    starts_on = pack.days("starts_on") or timezone.localdate()
    plan = Plan(
        title=pack.title,
        owner=province.department,
        document=document,
        contact="Văn phòng Sở, điện thoại 0200 000 000",
        starts_on=starts_on,
        ends_on=pack.days("ends_on"),
    )
    draft_plan(plan, movements, by=office)
    for row in pack.rows("tasks") or _duties(pack):
        add_task(plan, _task(pack, row, movements), by=office)
    publish_plan(plan, by=office)
    _leave_waiting(pack, plan, file, office)
    return DemoPlan(pack, plan)


def _document(pack: Pack, province: Province, office: User, file: StoredFile) -> OfficialDocument:
    said = pack.document
    data = DocumentData(
        kind=said["kind"],
        abstract=pack.title,
        number=pack.number,
        issued_on=pack.days("issued_on"),
        issuer=province.department,
        signer=said.get("signer", ""),
        signer_title=said.get("signer_title", ""),
        capacity=said.get("capacity", ""),
        file=file,
    )
    document = register_document(data, by=office)
    for row in pack.rows("cites"):
        cited = find_or_register_cited(
            row["number"],
            document_kind(row["kind"]),
            row.get("issuer", ""),
            issued_on=_day(row.get("issued_on")),
            abstract=row.get("about", ""),
            by=None,
        )
        cite(document, cited, ROLES[row["role"]], by=office)
    return document


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _movement(
    pack: Pack, row: dict[str, Any], document: OfficialDocument, office: User
) -> Movement:
    movement = Movement(
        title=row["title"],
        owner=document.issuer,
        launched_by=document,
        goals=row.get("goals", ""),
        subjects=row.get("subjects", ""),
        starts_on=date.fromisoformat(row["starts_on"]),
        ends_on=_day(row["ends_on"]),
    )
    phases = [_phase(phase) for phase in pack.rows("phases")]
    create_movement(movement, outline(pack.rows("contents")), phases, by=office)
    launched_on = document.issued_on or movement.starts_on
    for step in STEPS[row["status"]]:
        move_movement(movement, step, by=office, launched_on=launched_on)
    return movement


def _phase(row: dict[str, Any]) -> PhaseLine:
    ends_on = date(row["year_to"], 12, 31)
    return PhaseLine(
        name=row["name"],
        starts_on=date(row["year_from"], 1, 1),
        ends_on=ends_on,
        review_on=_review_day(row.get("review_on"), ends_on),
        milestone=row.get("milestone", ""),
    )


def _review_day(text: str | None, ends_on: date) -> date | None:
    """A review named by its year alone is held by the end of it."""
    if not text:
        return None
    return date.fromisoformat(text) if len(text) > len("2027") else ends_on


def _duties(pack: Pack) -> list[dict[str, Any]]:
    """A plan without a task table: its responsibilities are the tasks."""
    return [
        {
            "text": row["text"],
            "leads": [row["unit"]],
            "time_kind": "recurring",
            "time": "Thường xuyên",
        }
        for row in pack.waiting["responsibilities"]
    ]


def _task(pack: Pack, row: dict[str, Any], movements: list[Movement]) -> TaskDraft:
    place = pack.content_place(row.get("section", ""))
    content = None if place is None else movements[0].contents.order_by("position")[place]
    draft = TaskDraft(
        text=row["text"],
        section=row.get("section", ""),
        ordinal=row.get("ordinal", ""),
        when=_when(row),
        deliverable=row.get("deliverable", ""),
        leads=tuple(row.get("leads", ())),
        coordinators=tuple(row.get("coordinators", ())),
        content=content,
    )
    ahead = DAYS_AHEAD.get(draft.ordinal) if pack.key == "004" else None
    if ahead is None:
        return draft
    day = timezone.localdate() + timedelta(days=ahead)
    return replace(draft, when=When(Task.Timing.DATE, day.isoformat()))


def _when(row: dict[str, Any]) -> When:
    words, deadline = row.get("time", ""), row.get("deadline", "")
    match row["time_kind"]:
        case "recurring":
            return When(Task.Timing.CONTINUOUS, text=words)
        case "separate_plan":
            return When(Task.Timing.SEPARATE_PLAN, text=words)
        case "year":
            # Last year's plan is this year's in the demo.
            return When(Task.Timing.YEAR, str(max(int(deadline), timezone.localdate().year)))
        case _ if deadline.startswith("--"):
            return When(Task.Timing.YEARLY, deadline, words)
        case _ if len(deadline) == len("2025-12"):
            return When(Task.Timing.MONTH, deadline, words)
        case _:
            return When(Task.Timing.DATE, deadline, words)


def _leave_waiting(pack: Pack, plan: Plan, file: StoredFile, office: User) -> None:
    """Targets, criteria, agenda …: confirmed, waiting in the intake until their app adopts them."""
    intake = Intake.objects.create(
        status=Intake.Status.PUBLISHED,
        file=file,
        unit=plan.owner,
        title=plan.title,
        plan=plan,
        uploaded_by=office,
    )
    now = timezone.now()
    facts = [
        IntakeFact(
            intake=intake,
            section=section,
            position=position,
            value=with_rule(section, value),
            value_read=with_rule(section, value),
            state=IntakeFact.State.CONFIRMED,
            passage=str(value.get("text") or value.get("name") or ""),
            decided_by=office,
            decided_at=now,
        )
        for section, rows in pack.waiting.items()
        for position, value in enumerate(rows)
    ]
    IntakeFact.objects.bulk_create(facts)


def take_in_next_year(province: Province) -> Intake:
    """The plan of next year, just uploaded and read: what the office has to review."""
    today = timezone.localdate()
    year = today.year + 1
    source = next(pack for pack in read_packs() if pack.key == "004")
    demo = {
        "title": f"{source.title}, năm {year}",
        "number": "215/KH-SGDĐT",
        "issued_on": today.isoformat(),
    }
    paper = plan_docx(Pack(source.key, {**source.data, "demo": demo}))
    upload = ContentFile(paper, f"ke-hoach-nam-{year}.docx")
    intake = take_in(upload, province.department, by=province.people["vanphong"]).intake
    # At once: the job of the worker will find it done.
    read_intake(intake.pk, intake.work_id or 0)
    return intake
