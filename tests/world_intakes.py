"""Samples of plans that are taken in: from Word, with their facts, and printed, with pages to draw."""

from typing import Any

from django.core.files.base import ContentFile

from phongtrao.accounts.models import User
from phongtrao.documents.services import store_bytes
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Intake, TextDefect
from phongtrao.plans.services.defects import check_text_of
from phongtrao.plans.services.intake import take_in
from tests.documents.jobs import run_jobs
from tests.documents.pdfs import make_pdf
from tests.e2e.paper import plan_docx


def fill_intakes(world: Any) -> None:
    office, department = world.people["vanphong"], world.places["department"]
    ours = _take_in("Kế hoạch tiếp nhận thử", department, office)
    theirs = _take_in("Kế hoạch Sở khác tiếp nhận", world.places["foreign"], world.stranger)
    run_jobs()
    world.samples["intake"] = {"review": ours.pk, "foreign": theirs.pk}
    world.samples["fact"] = {
        "task": ours.facts.filter(section="tasks")[0].pk,
        "foreign": theirs.facts.filter(section="tasks")[0].pk,
    }
    world.samples["defect"] = {
        label: _spoiled(intake).pk for label, intake in (("open", ours), ("foreign", theirs))
    }
    world.samples["file"] |= {"intake": ours.file_id, "foreign intake": theirs.file_id}
    drawn = _printed(department, office), _printed(world.places["foreign"], world.stranger)
    world.samples["intake page"] = {
        "review": (drawn[0].pk, 1),
        "foreign": (drawn[1].pk, 1),
    }


def _spoiled(intake: Intake) -> TextDefect:
    """A defect of its text: a day of no calendar behind what it rests on."""
    intake.refresh_from_db()
    basis = next(block for block in intake.blocks if block["text"].startswith("Căn cứ"))
    basis["text"] += f" {intake.title} trước ngày 31/4/2027."
    return check_text_of(intake).defects.latest("pk")


def _printed(unit: Unit, by: User) -> Intake:
    """A plan that came as a PDF, so that its pages can be drawn."""
    file = store_bytes(make_pdf(f"Ke hoach {unit.pk}"), "ke-hoach.pdf", by=by)
    return Intake.objects.create(
        file=file, unit=unit, uploaded_by=by, title="Kế hoạch bản in", status=Intake.Status.REVIEW
    )


def _take_in(title: str, unit: Unit, by: User) -> Any:
    upload = ContentFile(plan_docx(title), "ke-hoach.docx")
    return take_in(upload, unit, by=by).intake
