"""Papers that follow a decision of awards: of a title, of a form of commendation."""

from django.utils.translation import gettext_lazy as _

from phongtrao.awards.catalogue import PACKS
from phongtrao.documents.certificate_kinds import CertificateKind

TITLE, FORM = "awards.title", "awards.form"
CERTIFICATES = (
    CertificateKind(TITLE, _("Giấy chứng nhận danh hiệu thi đua"), PACKS / "certificate_title.yaml", is_award=True),
    CertificateKind(FORM, _("Giấy khen, bằng khen"), PACKS / "certificate_form.yaml", is_award=True),
)  # fmt: skip
