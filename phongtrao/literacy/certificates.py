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
    """“Khung kỹ năng số phổ cập (1.0), mức Cơ bản 1, có giá trị đến hết ngày 21/11/2029”.

    Here, because it is told to whoever checks the certificate, as the basis is not.
    """
    completion = confirmation.completion
    parts = [str(completion.version)]
    if level := completion.version.level_name(completion.level):
        parts.append(f"mức {level}")
    if confirmation.valid_until:
        parts.append(f"có giá trị đến hết ngày {format_date(confirmation.valid_until)}")
    return ", ".join(parts)


def printed_basis(confirmation: Confirmation) -> str:
    document = confirmation.document
    if document is None:
        return ""
    day = format_date(document.issued_on) if document.issued_on else "…"
    return f"Theo văn bản số {document.number} ngày {day} của {confirmation.unit.name}"
