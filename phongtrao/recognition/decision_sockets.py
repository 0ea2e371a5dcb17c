"""What decisions plug into the apps below: their template, what their number puts in force, who reads them."""

from functools import partial

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phongtrao.audit import visibility
from phongtrao.documents import certificate_kinds, enactments, readers, template_keys
from phongtrao.documents.enactments import Enactment
from phongtrao.documents.models import OfficialDocument
from phongtrao.orgs import reorganisation
from phongtrao.orgs.reorganisation import Carrier, Staying
from phongtrao.recognition.access.decisions import (
    makes_papers,
    papers_of_decisions,
    visible_decisions,
)
from phongtrao.recognition.certificates import CERTIFICATES
from phongtrao.recognition.decision_paper import DECISION_PAPER
from phongtrao.recognition.models import RecognitionDecision
from phongtrao.recognition.services.decisions import enact_decision, hindrances_of
from phongtrao.web.shell import NavItem, register_nav

SENTENCES = {
    "recognition.decision_drafted": _("Lập dự thảo quyết định công nhận"),
    "recognition.decision_printed": _("Lập bản mới của quyết định công nhận"),
    "recognition.decision_left_out": _("Bỏ một công trình khỏi danh sách công nhận"),
    "recognition.decision_dropped": _("Bỏ quyết định công nhận, danh sách chờ lại"),
    "recognition.decision_in_force": _("Quyết định công nhận có hiệu lực"),
}
ISSUED = OfficialDocument.Status.ISSUED


def plug_decisions() -> None:
    register_nav(
        NavItem(
            "recognition_papers",
            _("Quyết định công nhận"),
            "recognition_papers:decision_list",
            icon="file-certificate",
            order=32,
            may=makes_papers,
        )
    )
    template_keys.register(DECISION_PAPER)
    for kind in CERTIFICATES:
        certificate_kinds.register(kind)
    enactments.register("recognition", enactment_of)
    readers.register("recognition", papers_of_decisions)
    visibility.register(
        "recognition.recognitiondecision", visible_decisions, "recognition_papers:decision"
    )
    reorganisation.register(
        Carrier("recognition.recognitiondecision", _("quyết định công nhận đang soạn"), drafts)
    )
    reorganisation.register_staying(
        Staying("recognition.recognitiondecision.issued", _("quyết định công nhận"), issued)
    )


def drafts() -> QuerySet[RecognitionDecision]:
    return RecognitionDecision.objects.exclude(document__status=ISSUED)


def issued() -> QuerySet[RecognitionDecision]:
    return RecognitionDecision.objects.filter(document__status=ISSUED)


def enactment_of(document: OfficialDocument) -> Enactment | None:
    """The list that has its number once the paper has."""
    found = RecognitionDecision.objects.select_related("document").filter(document=document).first()
    if found is None:
        return None
    return Enactment(
        label=document.abstract,
        url=reverse("recognition_papers:decision", args=[found.pk]),
        edit_url=reverse("recognition_papers:decision_print", args=[found.pk]),
        hindrances=partial(hindrances_of, found),
        enact=lambda numbered, by: enact_decision(found, numbered, by=by),
    )
