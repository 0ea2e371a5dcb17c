"""Kinds of certificate that follow a decision of recognition, and what they print of an author."""

from django.utils.translation import gettext_lazy as _

from phongtrao.base.words import office_language
from phongtrao.documents.certificate_kinds import CertificateKind
from phongtrao.documents.template_keys import TEMPLATES
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.recognition.models import Creation, CreationShare, RecognitionDecision
from phongtrao.recognition.years import said_year

PACKS = TEMPLATES.parent / "recognition"
WHOLE = 100
LABELS = {
    Creation.Kind.INITIATIVE: _("Giấy chứng nhận sáng kiến"),
    Creation.Kind.PRACTICE: _("Giấy chứng nhận mô hình, cách làm hay"),
    Creation.Kind.RESEARCH: _("Giấy chứng nhận kết quả nghiên cứu"),
}
CERTIFICATES = tuple(
    CertificateKind(f"recognition.{kind}", label, PACKS / f"certificate_{kind}.yaml")
    for kind, label in LABELS.items()
)


def printed_role(share: CreationShare) -> str:
    """“là đồng tác giả (tỷ lệ đóng góp 60%) của sáng kiến”. The paper speaks Vietnamese."""
    what = {
        Creation.Kind.INITIATIVE: "sáng kiến",
        Creation.Kind.PRACTICE: "mô hình, cách làm hay",
        Creation.Kind.RESEARCH: "công trình nghiên cứu",
    }[Creation.Kind(share.creation.kind)]
    if share.share == WHOLE:
        return f"là tác giả của {what}"
    return f"là đồng tác giả (tỷ lệ đóng góp {format_number(share.share)}%) của {what}"


def printed_basis(decision: RecognitionDecision) -> str:
    document = decision.document
    day = format_date(document.issued_on) if document.issued_on else "…"
    level = {
        "base": "cấp cơ sở",
        "department": "cấp ngành",
        "province": "cấp tỉnh",
        "ministry": "cấp bộ, ban, ngành",
        "nation": "toàn quốc",
    }[decision.scope]
    with office_language():
        year = said_year(decision.year)
    return (
        f"Được công nhận {level} {year} theo Quyết định số {document.number}\n"
        f"ngày {day} của {decision.unit.name}"
    )
