"""Pictures of decisions of recognition and certificates: where they are, and two of them as printed."""

import tempfile
from pathlib import Path
from typing import Any

from django.urls import reverse

from tests.shots_councils import WIDTH, print_page


def recognition_places() -> dict[str, str]:
    from phongtrao.documents.certificate_seals import code_of  # noqa: PLC0415 -- app ready
    from phongtrao.documents.models import Certificate, CertificateBook  # noqa: PLC0415
    from phongtrao.recognition.models import RecognitionDecision  # noqa: PLC0415 -- app ready

    decisions = RecognitionDecision.objects.order_by("pk")
    drafted = decisions.filter(document__status="draft")[0]
    valid = Certificate.objects.filter(status="issued", replaces=None).order_by("pk")[0]
    revoked = Certificate.objects.filter(status="revoked")[0]
    book = CertificateBook.objects.order_by("year")[0]
    return {
        "decision draft": reverse("recognition_papers:decision", args=[drafted.pk]),
        "certificate batch": reverse("certificates:batch", args=[valid.batch_id]),
        "certificate book": reverse("certificates:book", args=[book.pk]),
        "certificate check": reverse("certificates:check", args=[code_of(valid)]),
        "certificate revoked": reverse("certificates:check", args=[code_of(revoked)]),
    }


def print_papers(shots: Path) -> None:
    """The annex of a decision and a certificate, as they come out of the printer."""
    from phongtrao.documents.models import Certificate  # noqa: PLC0415 -- app ready
    from phongtrao.documents.services import read_file  # noqa: PLC0415 -- app ready
    from phongtrao.recognition.models import RecognitionDecision  # noqa: PLC0415 -- app ready

    decision = RecognitionDecision.objects.filter(document__status="issued").order_by("pk")[0]
    source = Path(tempfile.mkdtemp(prefix="phongtrao-shots-")) / "quyet-dinh.docx"
    source.write_bytes(read_file(decision.document.file))
    print_page(str(source), shots / "quyet-dinh-phu-luc-in.png", page=1)
    valid = Certificate.objects.filter(status="issued", replaces=None).select_related("batch")
    print_certificate(valid.order_by("pk")[0], shots / "giay-chung-nhan-in.png")


def print_certificate(certificate: Any, target: Path) -> None:
    from pypdfium2 import PdfDocument  # noqa: PLC0415 -- slow import

    from phongtrao.documents.certificate_kinds import certificate_kind  # noqa: PLC0415 -- app ready
    from phongtrao.documents.certificate_pdf import certificates_pdf  # noqa: PLC0415 -- app ready
    from phongtrao.documents.certificate_words import FormWords  # noqa: PLC0415 -- app ready

    form = FormWords.from_json(certificate.batch.said)
    is_award = certificate_kind(certificate.batch.kind).is_award
    page = PdfDocument(certificates_pdf(form, [certificate], is_award=is_award))[0]
    page.render(scale=WIDTH / page.get_width()).to_pil().save(target)
