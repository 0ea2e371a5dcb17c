"""Samples of outgoing papers, of opinions and approvals on them, and of the books that number them."""

from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from phongtrao.accounts.models import Role, User
from phongtrao.demo.paper import note_docx
from phongtrao.documents.models import Approval, NumberBook, OfficialDocument, Opinion
from phongtrao.documents.services import Draft, Wording, ask_opinions, draft_document, write_draft
from phongtrao.orgs.models import Unit
from tests.factories import give, make_user


def fill_outgoing(world: Any) -> None:
    """Papers of the demo in every state, one of a school, one of another Sở, each with its ways."""
    department = world.places["department"]
    ours = OfficialDocument.objects.filter(issuer=department, versions__isnull=False)
    school = _drafted_by(world.places["lower"], world.people["daumoi"], world.people["giaovien"])
    other = make_user("Cao Thị Lạ", "ngoai2")
    give(other, Role.FOCAL, world.places["foreign"])
    foreign = _drafted_by(world.places["foreign"], world.stranger, other)
    status = OfficialDocument.Status
    found = {state: ours.filter(status=state).order_by("pk")[0] for state in status}
    written = write_draft(
        Draft("CV", "Nộp báo cáo"),
        Wording("Đề nghị nộp.", "Các trường"),
        department,
        by=world.people["vanphong"],
    )
    found |= {"of school": school.document, "foreign": foreign.document, "written": written}
    world.samples["outgoing"] = {label: paper.pk for label, paper in found.items()}
    world.samples["opinion"] = {
        "of giaovien": school.pk,
        "foreign": foreign.pk,
    }
    waiting = Approval.objects.waiting().order_by("pk")[0]
    over = Approval.objects.exclude(voided_at=None).order_by("pk")[0]
    world.samples["approval"] = {"of giamdoc": waiting.pk, "void": over.pk}
    book = NumberBook.objects.filter(unit=department).order_by("pk")[0]
    other = NumberBook.objects.create(unit=world.places["foreign"], kind="KH", year=2026)
    world.samples["book"] = {"of department": book.pk, "foreign": other.pk}


def _drafted_by(unit: Unit, by: User, asked: User) -> Opinion:
    upload = ContentFile(note_docx("Dự thảo", f"Của {unit}."), "du-thao.docx")
    paper = draft_document(Draft("KH", f"Dự thảo của {unit}"), unit, upload, by=by)
    return ask_opinions(paper, [asked], "", timezone.localdate(), by=by)[0]
