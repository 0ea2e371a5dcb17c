"""Decisions and certificates for tests/world.py: the Sở's being drafted, waiting, issued; a stranger's."""

from typing import Any

from django.utils import timezone

from phongtrao.documents.certificate_seals import code_of
from phongtrao.documents.models import CertificateBatch, OfficialDocument
from phongtrao.documents.services.certificates import Holder, issue_batch, prepare_batch
from phongtrao.orgs.models import Person
from phongtrao.recognition.decision_words import usual_wording
from phongtrao.recognition.models import RecognitionDecision, ScopeRecognition
from phongtrao.recognition.services.certificates import prepare_certificates
from phongtrao.recognition.services.decisions import Choice, DecisionWording, draft_decision
from tests.recognition.made import make_creation

SUBJECTS = {
    "documents.certificate": "certificate",
    "documents.certificatebatch": "certificate batch",
    "recognition.recognitiondecision": "recognition decision",
}
KIND = "recognition.initiative"
YEAR = "2023-2024"
ASKED = f"?loai=initiative&cap=base&nam={YEAR}"


def fill_papers(world: Any) -> None:
    """After ``fill_initiatives``: the author is the teacher of the demo."""
    author = Person.objects.get(user=world.people["giaovien"].pk)
    office = world.places["department"]
    drafted = _drafted(office, author, world.people["vanphong"])
    issued = _drafted(office, author, world.people["vanphong"])
    _number(issued)
    foreign = _drafted(world.places["foreign"], author, world.stranger)
    world.samples["recognition decision"] = {
        "being drafted": drafted.pk,
        "issued": issued.pk,
        "foreign": foreign.pk,
    }
    world.samples["decision line"] = {
        label: (one.pk, one.lines.get().recognition_id)
        for label, one in (("being drafted", drafted), ("foreign", foreign))
    }
    _fill_certificates(world, issued)
    make_creation(office, {author: 100}, year=YEAR)
    world.samples["waiting decision"] = {
        "of the Sở": (office.pk, ASKED),
        "foreign": (world.places["foreign"].pk, ASKED),
    }


def _fill_certificates(world: Any, decision: RecognitionDecision) -> None:
    """The Sở's: one batch issued, to the teacher of the demo, one that waits; a stranger's issued."""
    decision = RecognitionDecision.objects.select_related("unit", "document").get(pk=decision.pk)
    office = world.people["vanphong"]
    issued = issue_batch(prepare_certificates(decision, by=office), timezone.localdate(), by=office)
    foreign = _stranger_batch(world, decision)
    author = issued.certificates.get()
    holder = Holder(author.person, author.unit, "Bài giảng mở", "là tác giả", "Theo quyết định")
    ready = prepare_batch(decision.unit, KIND, decision.document, [holder], by=office)
    found = {"issued": issued, "ready": ready, "foreign": foreign}
    world.samples["certificate batch"] = {label: one.pk for label, one in found.items()}
    world.samples["certificate batch file"] = {
        label: (one.pk, "pdf") for label, one in found.items()
    }
    world.samples["certificate"] = {
        label: one.certificates.get().pk for label, one in found.items()
    }
    world.samples["certificate code"] = {
        label: code_of(one.certificates.get()) for label, one in found.items() if label != "ready"
    } | {
        "ready": f"{ready.certificates.get().pk}-AAAA-AAAA-AAAA"
    }  # without a number it has no code
    world.samples["certificate book"] = {
        label: one.certificates.get().book_id
        for label, one in (("of the Sở", issued), ("foreign", foreign))
    }
    world.samples["certificate words"] = {
        "of the Sở": (decision.unit_id, KIND),
        "of no kind": (decision.unit_id, "la"),
        "foreign": (world.places["foreign"].pk, KIND),
    }


def _stranger_batch(world: Any, like: RecognitionDecision) -> CertificateBatch:
    """To the stranger: of nobody whom the demo's people know."""
    foreign = world.places["foreign"]
    person = Person.objects.get(user=world.stranger)
    holder = Holder(person, foreign, "Việc của Sở khác", "là tác giả", "Theo quyết định")
    batch = prepare_batch(foreign, KIND, like.document, [holder], by=world.stranger)
    return issue_batch(batch, timezone.localdate(), by=world.stranger)


def _drafted(unit: Any, author: Person, by: Any) -> RecognitionDecision:
    make_creation(unit, {author: 100}, year=YEAR)
    choice = Choice(unit, "initiative", ScopeRecognition.Scope.BASE, YEAR)
    known = DecisionWording.__dataclass_fields__
    said = {name: text for name, text in usual_wording(choice, 1).items() if name in known}
    return draft_decision(choice, DecisionWording(**said), by=by)


def _number(decision: RecognitionDecision) -> None:
    """Issued the short way: the pages show the same."""
    OfficialDocument.objects.filter(pk=decision.document_id).update(
        status=OfficialDocument.Status.ISSUED, number="07/QĐ-THU", issued_on=timezone.localdate()
    )
