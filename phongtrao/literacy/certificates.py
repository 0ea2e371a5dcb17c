"""The certificate that follows a confirmation, and what it prints."""

from django.utils.translation import gettext_lazy as _

from phongtrao.documents.certificate_kinds import CertificateKind
from phongtrao.lib.numbers import format_date
from phongtrao.literacy.law import PACKS
from phongtrao.literacy.models import Confirmation

KEY = "literacy.confirmation"
CERTIFICATE = CertificateKind(KEY, _("Giấy chứng nhận kỹ năng số"), PACKS / "certificate.yaml")
ROLE = "đã được xác nhận hoàn thành phổ cập kỹ năng số theo"  # the paper speaks Vietnamese


def printed_work(confirmation: Confirmation) -> str:
    """“Khung kỹ năng số phổ cập (1.0), mức Cơ bản 1”."""
    completion = confirmation.completion
    level = completion.version.level_name(completion.level)
    return f"{completion.version}, mức {level}" if level else str(completion.version)


def printed_basis(confirmation: Confirmation) -> str:
    """The decision, and until when it holds: the certificate itself says that it ends."""
    document = confirmation.document
    lines = []
    if document:
        day = format_date(document.issued_on) if document.issued_on else "…"
        lines.append(f"Theo văn bản số {document.number} ngày {day} của {confirmation.unit.name}")
    if confirmation.valid_until:
        lines.append(f"Có giá trị đến hết ngày {format_date(confirmation.valid_until)}")
    return "\n".join(lines)
