"""Examples of requests for reports and their answers, for tests/world.py; strangers' too."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.demo.paper import note_docx
from phongtrao.documents.fields import Field, FieldKind
from phongtrao.orgs.models import Unit
from phongtrao.reports.models import ReportRequest, RequestAnswer
from phongtrao.reports.requests.services.answering import attach_file, save_answer, submit_answer
from phongtrao.reports.requests.services.asking import (
    Wording,
    add_field,
    close_request,
    create_request,
    send_request,
)
from phongtrao.reports.requests.services.handing import Writing, hand_on

SUBJECTS = {
    "reports.reportrequest": "request",
    "reports.requestanswer": "answer",
}
WORDS, SCAN = "o1", "o2"
BOXES = (
    Field("", FieldKind.TEXT, "Kết quả"),
    Field("", FieldKind.FILE, "Bản scan", is_required=False),
)


def fill_requests(world: Any) -> None:
    places, people = world.places, world.people
    office, department = people["vanphong"], places["department"]
    draft = _request("Yêu cầu đang soạn", department, office)
    sent = _request("Yêu cầu đang thu", department, office)
    schools = [places[name] for name in ("lower", "upper", "other", "commune")]
    send_request(sent, [unit.pk for unit in schools], by=office)
    closed = _request("Yêu cầu đã xong", department, office)
    send_request(closed, [places["lower"].pk], by=office)
    close_request(closed, by=office)
    given = _request("Yêu cầu giao viết", department, office)
    send_request(given, [places["lower"].pk], by=office)
    foreign = _request("Yêu cầu của Sở khác", places["foreign"], world.stranger)
    world.samples["request"] = {
        "draft": draft.pk,
        "sent": sent.pk,
        "closed": closed.pk,
        "foreign": foreign.pk,
    }
    world.samples["request box"] = {
        label: (pk, WORDS) for label, pk in world.samples["request"].items()
    }
    _answers(world, sent, closed)
    world.samples["answer"]["own, given to the teacher"] = _given(world, given).pk


def _given(world: Any, request: ReportRequest) -> RequestAnswer:
    """The teacher of the school writes it: one who acts for nobody."""
    answer = _answer(request, world.places["lower"])
    due_on = timezone.localdate() + timedelta(days=5)
    writing = Writing(world.people["giaovien"], due_on, "Lời dặn trong trường")
    return hand_on(answer, writing, by=world.people["daumoi"])


def _request(title: str, owner: Unit, by: User) -> ReportRequest:
    due_on = timezone.localdate() + timedelta(days=20)
    request = create_request(owner, Wording(title, due_on), by=by)
    for box in BOXES:
        add_field(request, box, by=by)
    request.refresh_from_db()
    return request


def _answers(world: Any, sent: ReportRequest, closed: ReportRequest) -> None:
    places, people = world.places, world.people
    own, upper, other = (_answer(sent, places[name]) for name in ("lower", "upper", "other"))
    save_answer(upper, {WORDS: "Đã làm"}, by=people["hieutruong"])
    submit_answer(upper, by=people["hieutruong"])
    save_answer(other, {WORDS: "Đã làm"}, by=people["la"])
    upload = ContentFile(note_docx("Bản scan", "Của trường khác."), "ban-scan-khac.docx")
    attach_file(other, SCAN, upload, by=people["la"])
    submit_answer(other, by=people["la"])
    world.samples["answer"] = {
        "own, open": own.pk,
        "own, closed": _answer(closed, places["lower"]).pk,
        "upper, submitted": upper.pk,
        "other, submitted": other.pk,
        "commune, open": _answer(sent, places["commune"]).pk,
    }


def _answer(request: ReportRequest, unit: Unit) -> RequestAnswer:
    return request.answers.select_related("request__owner", "unit").get(unit=unit)
